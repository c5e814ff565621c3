import { expect, test } from 'vitest';
import { anchorOf, contains, endPoint, intersects, union } from './geometry.ts';
import type { Item } from './item.ts';
import { applyPatches, mergePatches, moveItems, reparent } from './move.ts';
import { childrenOf, frameAt, withDescendants } from './tree.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [100, 100],
	z: 'a0',
	...more
});
const frame = (id: string, pos: Item['pos'], size: Item['size'], more: Partial<Item> = {}): Item =>
	item(id, { type: 'frame', pos, size, ...more });

test('rectangles: union, containing, touching', () => {
	const a = { x: 0, y: 0, width: 10, height: 10 };
	const b = { x: 10, y: 5, width: 10, height: 10 };
	expect(union([a, b])).toEqual({ x: 0, y: 0, width: 20, height: 15 });
	expect(union([])).toBeUndefined();
	expect(contains(a, [10, 10])).toBe(true);
	expect(contains(a, b)).toBe(false);
	expect(intersects(a, b)).toBe(true);
	expect(intersects(a, { ...b, x: 10.5 })).toBe(false);
});

test.each([
	['top', [50, 0]],
	['right', [100, 50]],
	['bottom', [50, 100]],
	['left', [0, 50]],
	[undefined, [50, 50]]
] as const)('the anchor at side %s', (side, point) => {
	expect(anchorOf(item('a'), side)).toEqual(point);
});

test('the end of a connector at something that is gone is nowhere', () => {
	expect(endPoint({ item: 'gone' }, () => undefined)).toBeUndefined();
	expect(endPoint({ point: [1, 2] }, () => undefined)).toEqual([1, 2]);
});

test('the topmost frame is found, a nested one before the one around it', () => {
	const outer = frame('outer', [0, 0], [500, 500], { z: 'a9' });
	const inner = frame('inner', [50, 50], [200, 200], { parent: 'outer', z: 'a1' });
	expect(frameAt([outer, inner], [100, 100])?.id).toBe('inner');
	expect(frameAt([outer, inner], [400, 400])?.id).toBe('outer');
	expect(frameAt([outer, inner], [900, 900])).toBeUndefined();
	expect(frameAt([outer, inner], [100, 100], new Set(['inner']))?.id).toBe('outer');
});

test('moving a frame moves all that lies in it, and free ends of connectors', () => {
	const items = [
		frame('f', [0, 0], [500, 500]),
		item('n', { parent: 'f', pos: [10, 10] }),
		item('deep', { parent: 'n', pos: [20, 20] }),
		item('c', { type: 'connector', parent: 'f', from: { item: 'n' }, to: { point: [5, 5] } }),
		item('far')
	];
	expect(moveItems(items, ['f'], 1, 2)).toEqual([
		{ id: 'f', pos: [1, 2] },
		{ id: 'n', pos: [11, 12] },
		{ id: 'deep', pos: [21, 22] },
		{ id: 'c', to: { point: [6, 7] } }
	]);
	expect(moveItems(items, ['f'], 0, 0)).toEqual([]);
});

test('frames that contain each other in a ring do not hang anything', () => {
	const items = [
		frame('a', [0, 0], [300, 300], { parent: 'b' }),
		frame('b', [0, 0], [300, 300], { parent: 'a' }),
		item('self', { parent: 'self' })
	];
	expect([...withDescendants(items, ['a'])].toSorted()).toEqual(['a', 'b']);
	expect(moveItems(items, ['a', 'self'], 1, 1)).toHaveLength(3);
	expect(childrenOf(items, 'self')).toEqual([]);
	expect(reparent(items, ['a', 'b', 'self']).map(({ id }) => id)).toContain('self');
});

test('what is dropped on a frame belongs to it, what leaves it does not; frames only enter larger ones', () => {
	const items = [
		frame('f', [0, 0], [500, 500]),
		item('in', { pos: [300, 300] }),
		item('out', { pos: [900, 0], parent: 'f' }),
		frame('small', [50, 50], [100, 100]),
		frame('huge', [-500, -500], [2000, 2000], { z: 'Zz' })
	];
	expect(reparent(items, ['in', 'out', 'small'])).toEqual([
		{ id: 'in', parent: 'f' },
		{ id: 'out', parent: 'huge' },
		{ id: 'small', parent: 'f' }
	]);
	expect(reparent(items, ['huge'])).toEqual([]);
});

test('patches of several steps become one per item, and show what will be', () => {
	const patches = mergePatches(
		[{ id: 'a', pos: [1, 1], fields: { x: 'old', y: true } }],
		[
			{ id: 'a', parent: undefined, fields: { x: 'new' } },
			{ id: 'b', color: 'red' }
		]
	);
	expect(patches).toHaveLength(2);
	const [after] = applyPatches([item('a', { parent: 'f', fields: { z: 1 } })], patches);
	expect(after).toEqual({ ...item('a'), pos: [1, 1], fields: { x: 'new', y: true, z: 1 } });
});
