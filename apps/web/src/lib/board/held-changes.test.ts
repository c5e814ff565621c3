import type { Change, Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { HeldChanges } from './held-changes.ts';

const item = (id: string, text: string): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text
});
const changed = (id: string, before: string | null, after: string | null): Change => ({
	id,
	...(before !== null && { before: item(id, before) }),
	...(after !== null && { after: item(id, after) })
});
const told = (changes: readonly Change[]): string[] =>
	changes.map(({ id, before, after }) => `${id}: ${before?.text ?? '-'} > ${after?.text ?? '-'}`);

test('several changes of one item wait as one, from what is shown to what is true', () => {
	const held = new HeldChanges();
	held.add([changed('a', 'one', 'two'), changed('b', null, 'new')]);
	held.add([changed('a', 'two', 'three')]);
	expect(held.count).toBe(2);
	expect(told(held.take())).toEqual(['a: one > three', 'b: - > new']);
	expect(held.count).toBe(0);
});

test('what came and went while waiting is no news', () => {
	const held = new HeldChanges();
	held.add([changed('a', null, 'new')]);
	held.add([changed('a', 'new', null)]);
	expect(held.count).toBe(0);
	expect(held.take()).toEqual([]);
});

test('what went and came back is shown as it is now', () => {
	const held = new HeldChanges();
	held.add([changed('a', 'old', null)]);
	held.add([changed('a', null, 'back')]);
	expect(told(held.take())).toEqual(['a: old > back']);
});

test('a change of one’s own is shown at once, with all that waited on that item', () => {
	const held = new HeldChanges();
	held.add([changed('a', 'one', 'two'), changed('b', 'x', 'y')]);
	expect(told(held.pass([changed('a', 'two', 'mine')]))).toEqual(['a: one > mine']);
	expect(held.has('a')).toBe(false);
	expect(held.count).toBe(1);
});

test('removing what was never shown shows nothing', () => {
	const held = new HeldChanges();
	held.add([changed('a', null, 'new')]);
	expect(held.pass([changed('a', 'new', null)])).toEqual([]);
});
