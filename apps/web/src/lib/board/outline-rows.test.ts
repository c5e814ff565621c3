import type { Item } from '@concordia/board';
import { outline } from '@concordia/canvas';
import { describe, expect, test } from 'vitest';
import {
	chunk,
	concernsOrder,
	groupsOf,
	reuse,
	rowsOf,
	withItems,
	type Row
} from './outline-rows.ts';

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

test('groups are what stands close together, without the connectors told among them', () => {
	const items = [
		item('f', 'frame', 0, 0),
		item('a', 'note', 40, 80, 'f'),
		item('b', 'note', 264, 80, 'f'),
		{ ...item('l', 'connector', 0, 0), from: { item: 'a' }, to: { item: 'far' } },
		item('c', 'note', 740, 420, 'f'),
		item('far', 'note', 0, 2000),
		item('near', 'note', 0, 2210)
	];
	const groups = groupsOf(rowsOf(outline(items, { clusters: true }), byId(items)));
	expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
		['a', 'b'],
		['far', 'near']
	]);
});

test('pieces hold everything in order', () => {
	expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
	expect(chunk([], 2)).toEqual([]);
});

test('pieces that hold what they held stay', () => {
	const known = chunk([1, 2, 3, 4], 2);
	const next = chunk([1, 2, 3, 5], 2, known);
	expect(next).toEqual([
		[1, 2],
		[3, 5]
	]);
	expect(next[0]).toBe(known[0]);
	expect(chunk([1], 2, known)).toEqual([[1]]);
});

const read = (all: readonly Item[]): Row[] => rowsOf(outline(all), byId(all));

/** What is drawn of a row: the list counts by itself. */
const told = ({ node, ...row }: Row): unknown => {
	const { kind, frame, relations } = node;
	return { ...row, kind, frame, relations };
};

describe('an outline that is read again', () => {
	const items = [
		item('a', 'note', 0, 0),
		item('b', 'note', 500, 0),
		{ ...item('l', 'connector', 0, 0), from: { item: 'a' }, to: { item: 'b' } }
	];
	const written = items.map((one) => (one.id === 'a' ? { ...one, text: 'new' } : one));

	test('keeps the rows that are the same', () => {
		const all = [...items, item('c', 'note', 2000, 0)];
		const known = read(all);
		const again = reuse(read(all), known);
		expect(again.every((row, i) => row === known[i])).toBe(true);
		const moved = all.map((one) => (one.id === 'b' ? { ...one, pos: [900, 0] as const } : one));
		const kept = reuse(read(moved), known).filter((row) => known.includes(row));
		expect(kept.map((row) => row.item.id)).toEqual(['c']);
	});

	test('equals one read for the first time, wherever rows were kept', () => {
		const changes: readonly (readonly Item[])[] = [
			written,
			items.slice(1),
			items.toReversed(),
			items.map((one) => ({ ...one, parent: 'f' })),
			[...items, item('f', 'frame', -50, -50)],
			[...items, { ...item('m', 'connector', 0, 0), from: { item: 'b' } }]
		];
		for (const next of changes) {
			expect(reuse(read(next), read(items)).map(told)).toEqual(read(next).map(told));
		}
	});

	test('has new texts in their rows and in those that tell of them, without a new order', () => {
		const rows = withItems(read(items), byId(written));
		expect(rows).toEqual(read(written));
		expect(rows[2]).toBe(withItems(rows, byId(written))[2]);
	});

	test('has a new name of what is joined, at both ends', () => {
		const renamed = items.map((one) => (one.id === 'b' ? { ...one, text: 'new' } : one));
		const rows = withItems(read(items), byId(renamed));
		expect(rows).toEqual(read(renamed));
		expect(rows.map(({ others }) => others.map(({ text }) => text))).toEqual([
			['new'],
			['new'],
			[undefined]
		]);
		expect(reuse(read(renamed), read(items)).map(told)).toEqual(read(renamed).map(told));
	});

	test('has another order only when something has moved or joins other things', () => {
		const [note, other, line] = items as [Item, Item, Item];
		expect(concernsOrder(note, { ...note, text: 'x', color: 'blue', z: 'b' })).toBe(false);
		expect(concernsOrder(note, { ...note, pos: [0, 0] })).toBe(false);
		expect(concernsOrder(note, { ...note, pos: [0, 1] })).toBe(true);
		expect(concernsOrder(note, { ...note, size: [9, 9] })).toBe(true);
		expect(concernsOrder(other, { ...other, parent: 'f' })).toBe(true);
		expect(concernsOrder(other, { ...other, type: 'frame' })).toBe(true);
		expect(concernsOrder(line, { ...line, text: 'why' })).toBe(true);
	});
});
