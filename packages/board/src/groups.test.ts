import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateItems } from './copy.ts';
import { groupItems, scopeOf, ungroupItems, unitOf, isInGroup } from './groups.ts';
import type { Item } from './item.ts';
import { applyPatches, reparent } from './move.ts';

const note = (id: string, groups?: readonly string[], more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [100, 100],
	z: id,
	...(groups && { groups }),
	...more
});
const groupsOf = (items: readonly Item[]): Record<string, readonly string[] | undefined> =>
	Object.fromEntries(items.map(({ id, groups }) => [id, groups]));
const counted =
	(items: readonly Item[]) =>
	(path: readonly string[]): number =>
		items.filter((item) => isInGroup(item, path)).length;

describe('groups', () => {
	it('hold things together, and groups too', () => {
		let items = [note('a'), note('b'), note('c'), note('d')];
		items = applyPatches(items, groupItems(items, ['a', 'b'], 'G'));
		items = applyPatches(items, groupItems(items, ['a', 'b', 'c'], 'H'));
		expect(groupsOf(items)).toEqual({ a: ['H', 'G'], b: ['H', 'G'], c: ['H'], d: undefined });
		expect(unitOf(items[0]!, [])).toEqual(['H']);
		expect(unitOf(items[0]!, ['H'])).toEqual(['H', 'G']);
		expect(unitOf(items[2]!, ['H'])).toBeNull();
	});

	it('are not made of one thing', () => {
		const items = [note('a', ['G']), note('b', ['G']), note('c')];
		expect(groupItems(items, ['a', 'b'], 'H')).toEqual([]);
		expect(groupItems(items, ['c'], 'H')).toEqual([]);
	});

	it('are made within the group one stands in', () => {
		const items = [note('a', ['G']), note('b', ['G']), note('c', ['G'])];
		expect(groupItems(items, ['a', 'b'], 'H')).toEqual([
			{ id: 'a', groups: ['G', 'H'] },
			{ id: 'b', groups: ['G', 'H'] }
		]);
	});

	it('are dissolved one level at a time, for all their members', () => {
		const items = [note('a', ['H', 'G']), note('b', ['H', 'G']), note('c', ['H'])];
		const once = applyPatches(items, ungroupItems(items, ['a', 'b', 'c']));
		expect(groupsOf(once)).toEqual({ a: ['G'], b: ['G'], c: undefined });
		const inner = applyPatches(items, ungroupItems(items, ['a', 'b']));
		expect(groupsOf(inner)).toEqual({ a: ['H'], b: ['H'], c: ['H'] });
	});

	it('leave people in the deepest group that holds more than they chose', () => {
		const items = [note('a', ['H', 'G']), note('b', ['H', 'G']), note('c', ['H']), note('d')];
		const at = (...ids: string[]): readonly string[] =>
			scopeOf(
				items.filter(({ id }) => ids.includes(id)),
				counted(items)
			);
		expect(at('a')).toEqual(['H', 'G']);
		expect(at('a', 'b')).toEqual(['H']);
		expect(at('a', 'b', 'c')).toEqual([]);
		expect(at('a', 'd')).toEqual([]);
	});

	it('get ids of their own in copies, and levels with one thing fall away', () => {
		const items = [note('a', ['H', 'G']), note('b', ['H', 'G']), note('c', ['H'])];
		let made = 0;
		const copy = (...ids: string[]): unknown[] =>
			duplicateItems(items, ids, () => `new${(made += 1)}`, [10, 10]).map(({ groups }) => groups);
		const all = copy('a', 'b', 'c') as (readonly string[])[];
		expect(all.map((path) => path.length)).toEqual([2, 2, 1]);
		expect(new Set(all.map((path) => path[0])).size).toBe(1);
		expect(all.flat().some((id) => id === 'H' || id === 'G')).toBe(false);
		expect((copy('a', 'b') as string[][]).map((path) => path.length)).toEqual([1, 1]);
		expect(copy('a')).toEqual([undefined]);
	});

	it('go into a frame as one', () => {
		const frame = note('f', undefined, { type: 'frame', pos: [0, 0], size: [400, 400] });
		const items = [
			frame,
			note('a', ['G'], { pos: [250, 100] }),
			note('b', ['G'], { pos: [380, 100] })
		];
		expect(reparent(items, ['a', 'b'])).toEqual([
			{ id: 'a', parent: 'f' },
			{ id: 'b', parent: 'f' }
		]);
	});

	it('read as a tree, whatever was written', () => {
		const path = fc.array(fc.constantFrom('G', 'H', 'I'), { maxLength: 3 });
		fc.assert(
			fc.property(fc.array(path, { minLength: 1, maxLength: 8 }), fc.nat(7), (paths, at) => {
				const items = paths.map((groups, i) => note(`n${i}`, groups));
				const item = items[at % items.length]!;
				const unit = unitOf(item, []);
				const members = items.filter((one) =>
					unit === null ? one === item : isInGroup(one, unit)
				);
				// Everything that a click takes, takes the same.
				for (const one of members) expect(unitOf(one, [])).toEqual(unit);
				const ungrouped = applyPatches(
					items,
					ungroupItems(
						items,
						members.map(({ id }) => id)
					)
				);
				expect(ungrouped).toHaveLength(items.length);
			})
		);
	});
});
