import type { Item } from '@concordia/board';
import { outline } from '@concordia/canvas';
import { expect, test } from 'vitest';
import { chunk, rowsOf } from './outline-rows.ts';

const item = (id: string, type: string, x: number, y: number, parent?: string): Item => ({
	id,
	type,
	pos: [x, y],
	size: type === 'frame' ? [960, 640] : [200, 200],
	z: 'a0',
	...(parent !== undefined && { parent })
});

const byId = (items: readonly Item[]) => new Map(items.map((one) => [one.id, one]));

test('a connector is a line of its own behind the item it starts at, told from there', () => {
	const link = { ...item('l', 'connector', 0, 0), from: { item: 'a' }, to: { item: 'b' } };
	const items = [item('a', 'note', 0, 0), item('b', 'note', 500, 0), link];
	const rows = rowsOf(outline(items), byId(items));
	expect(rows.map((row) => `${row.item.id}${row.level}${row.relation?.direction ?? ''}`)).toEqual([
		'a1',
		'l2to',
		'b1'
	]);
});

test('a frame is followed by what lies in it, one level deeper; groups are told at their first item', () => {
	const items = [
		item('far', 'note', 0, 2000),
		item('f', 'frame', 0, 0),
		item('a', 'note', 40, 80, 'f'),
		item('b', 'note', 264, 80, 'f'),
		item('c', 'note', 740, 420, 'f')
	];
	const rows = rowsOf(outline(items, { clusters: true }), byId(items));
	expect(rows.map((row) => `${row.item.id}${row.level}${row.group ?? ''}`)).toEqual([
		'f1',
		'a22',
		'b2',
		'c2',
		'far1'
	]);
	expect(rows.find((row) => row.item.id === 'c')?.isApart).toBe(true);
});

test('pieces hold everything in order', () => {
	expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
	expect(chunk([], 2)).toEqual([]);
});
