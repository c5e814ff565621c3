import { differencesBetween, type Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { groupChanges, organizationsOf } from './board-changes.ts';

const item = (id: string, more: Partial<Item> = {}): readonly [string, Item] => [
	id,
	{ id, type: 'note', pos: [0, 0], size: [1, 1], z: 'a0', ...more }
];

test('tells what was added, changed, moved and removed, and lines and strokes by their number', () => {
	const before = new Map([
		item('gone'),
		item('moved'),
		item('changed', { text: 'one' }),
		item('stroke', { type: 'ink' })
	]);
	const after = new Map([
		item('new'),
		item('moved', { pos: [9, 9] }),
		item('changed', { text: 'two' }),
		item('line', { type: 'connector' })
	]);
	const { groups, asides } = groupChanges(differencesBetween(before, after));
	expect(groups.map(({ kind, differences }) => [kind, differences.map(({ id }) => id)])).toEqual([
		['added', ['new']],
		['changed', ['changed']],
		['moved', ['moved']],
		['removed', ['gone']]
	]);
	expect(asides).toBe(2);
});

const person = (organization: string | null) => ({ organization }) as never;

test('names organizations in the order of the session, and who belongs to none last', () => {
	const state = {
		organizations: [{ id: 'PN' }, { id: 'CC' }, { id: 'HI' }] as never,
		participants: { ana: person('PN'), ben: person('CC'), mo: person(null) }
	};
	expect(organizationsOf(['mo', 'ben', 'ana', 'ana'], state)).toEqual(['PN', 'CC', null]);
	expect(organizationsOf([null], state)).toEqual([null]);
	expect(organizationsOf([], state)).toEqual([]);
});
