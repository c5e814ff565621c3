import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { whereIs } from './where.ts';

const note = (id: string, x: number): [string, Item] => [
	id,
	{ id, type: 'note', pos: [x, 0], size: [100, 100], z: 'a0' }
];
const items = new Map([note('a', 0), note('b', 500)]);
const nowhere = { editing: null, selection: [], cursor: null, viewport: null };

const cases = [
	{ name: 'what they write in', peer: { ...nowhere, editing: 'b', selection: ['a'] }, at: 'b' },
	{ name: 'what they have chosen', peer: { ...nowhere, selection: ['gone', 'a'] }, at: 'a' },
	{
		name: 'what is nearest to their pointer',
		peer: { ...nowhere, cursor: [420, 50] as const, viewport: [0, 0, 100, 100] as const },
		at: 'b'
	},
	{
		name: 'what is in the middle of their view',
		peer: { ...nowhere, viewport: [-50, -50, 200, 200] as const },
		at: 'a'
	},
	{ name: 'nowhere', peer: nowhere, at: null }
];
for (const { name, peer, at } of cases) {
	test(`somebody is at ${name}`, () => expect(whereIs(peer, items)).toBe(at));
}

test('on an empty board nobody is anywhere', () => {
	expect(whereIs({ ...nowhere, cursor: [0, 0] }, new Map())).toBeNull();
});
