import { applyPatches, type Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { patchesFor, placeOf, settable } from './exact-place.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [10.4, 20],
	size: [200, 200],
	z: 'a0',
	...more
});
const frame = item('f', { type: 'frame', pos: [0, 0], size: [900, 600] });
const inside = item('n', { pos: [50, 60], parent: 'f' });

test('an item goes exactly where the numbers say, and what was not typed stays as it is', () => {
	const note = item('a');
	expect(patchesFor([note], note, { ...placeOf(note), y: 333 })).toEqual([
		{ id: 'a', pos: [10.4, 333] }
	]);
	expect(patchesFor([note], note, placeOf(note))).toEqual([]);
});

test('a frame takes along what lies in it, and only it gets the size', () => {
	const wanted = { ...placeOf(frame), x: 100, width: 500 };
	const after = applyPatches([frame, inside], patchesFor([frame, inside], frame, wanted));
	expect(after.map(({ pos, size }) => [pos, size])).toEqual([
		[
			[100, 0],
			[500, 600]
		],
		[
			[150, 60],
			[200, 200]
		]
	]);
});

test('turns are written between -180 and 180, none as nothing', () => {
	const note = item('a');
	const turned = (rotation: number): unknown =>
		patchesFor([note], { ...note, rotation: 10 }, { ...placeOf(note), rotation })[0]?.rotation;
	expect([turned(270), turned(-90), turned(540), turned(360)]).toEqual([-90, -90, 180, null]);
});

test('sizes have a floor, and things whose size follows from their words have none to set', () => {
	const note = item('a');
	expect(patchesFor([note], note, { ...placeOf(note), width: -5 })[0]?.size).toEqual([8, 200]);
	expect(settable(item('t', { type: 'text' }))).toEqual(['x', 'y', 'width', 'rotation']);
	expect(settable(item('i', { type: 'ink' }))).toEqual(['x', 'y', 'rotation']);
	expect(settable(frame)).toEqual(['x', 'y', 'width', 'height']);
});
