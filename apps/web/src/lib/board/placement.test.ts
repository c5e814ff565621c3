import { boundsOf, contains, intersects, type Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { freeSpot, reorder, spotBeside } from './placement.ts';

const note = (id: string, x: number, y: number, parent?: string): Item => ({
	id,
	type: 'note',
	pos: [x, y],
	size: [200, 200],
	z: 'a0',
	...(parent !== undefined && { parent })
});
const frame: Item = { id: 'f', type: 'frame', pos: [0, 0], size: [960, 640], z: 'a0' };

test('fills a frame row by row without overlap, then goes on below', () => {
	const items: Item[] = [frame];
	for (let i = 0; i < 12; i++) {
		const pos = freeSpot(items, [200, 200], frame, items.length > 1 ? items.at(-1) : undefined);
		items.push(note(`n${i}`, pos[0], pos[1], 'f'));
	}
	const notes = items.slice(1);
	const overlapping = notes.flatMap((a, i) =>
		notes.slice(i + 1).filter((b) => intersects(boundsOf(a), boundsOf(b)))
	);
	expect(overlapping).toEqual([]);
	expect(notes.slice(0, 8).every((item) => contains(boundsOf(frame), boundsOf(item)))).toBe(true);
});

test('goes right behind the item it follows where there is room', () => {
	expect(freeSpot([note('a', 0, 0)], [200, 200], undefined, note('a', 0, 0))).toEqual([224, 0]);
	const row = [note('a', 0, 0), note('b', 224, 0)];
	expect(freeSpot(row, [200, 200], undefined, row[0])).toEqual([448, 0]);
});

test('beside what stands close together, to the right or below, whatever stands around it', () => {
	const group = [note('a', 0, 0), note('b', 224, 0)];
	expect(spotBeside(group, [200, 200], undefined, group)).toEqual([448, 0]);
	// Others stand to the right: the place below is nearer than the next free one in the row.
	const beside = [...group, note('c', 460, 0), note('d', 684, 0)];
	expect(spotBeside(beside, [200, 200], undefined, group)).toEqual([0, 224]);
	// In a frame it stays in there.
	const inFrame = [note('a', 24, 64, 'f'), note('b', 248, 64, 'f')];
	const spot = spotBeside([frame, ...inFrame], [200, 200], frame, inFrame);
	expect(contains(boundsOf(frame), boundsOf(note('x', spot[0], spot[1])))).toBe(true);
	expect(spot).toEqual([472, 64]);
});

test('an empty board starts at the origin', () => {
	expect(freeSpot([], [200, 200], undefined, undefined)).toEqual([0, 0]);
});

test('moving before or after keeps the places and moves those between by one', () => {
	const row = [note('a', 0, 0), note('b', 300, 0), note('c', 600, 0), note('d', 0, 300)];
	expect(reorder(row, 'c', 'a', 'before')).toEqual([
		{ id: 'c', pos: [0, 0] },
		{ id: 'a', pos: [300, 0] },
		{ id: 'b', pos: [600, 0] }
	]);
	expect(reorder(row, 'a', 'b', 'after')).toEqual([
		{ id: 'b', pos: [0, 0] },
		{ id: 'a', pos: [300, 0] }
	]);
	expect(reorder(row, 'b', 'a', 'after')).toEqual([]);
	expect(reorder(row, 'b', 'gone', 'after')).toEqual([]);
});
