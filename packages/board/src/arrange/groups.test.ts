import { describe, expect, test } from 'vitest';
import { contains, intersects, type Rect } from '../geometry.ts';
import type { Point, Size } from '../item.ts';
import { placeBelow, placeGroups } from './groups.ts';

const size: Size = [200, 200];
const box = ([x, y]: Point, [width, height]: Size = size): Rect => ({ x, y, width, height });

function expectApart(boxes: readonly Rect[]): void {
	for (const [index, one] of boxes.entries())
		for (const other of boxes.slice(index + 1)) expect(intersects(one, other)).toBe(false);
}

describe('groups', () => {
	const counts = [1, 12, 5, 30, 2, 7, 1, 9];
	const beside = box([100, 100], [800, 600]);
	const taken = [beside, box([1000, 0]), box([3000, 400]), box([-500, -500])];

	test('lie in frames that keep clear of each other and of what is there', () => {
		const placed = placeGroups({ counts, size, taken, beside });
		const frames = placed.map((group) => box(group.pos, group.size));
		expectApart([...frames, ...taken.slice(1)]);
		for (const [index, { places }] of placed.entries()) {
			expect(places).toHaveLength(counts[index]!);
			expectApart(places.map((place) => box(place)));
			for (const place of places) expect(contains(frames[index]!, box(place))).toBe(true);
		}
	});

	test('begin right beside what they belong to when there is room', () => {
		const [first] = placeGroups({ counts: [3], size, taken: [beside], beside });
		expect(first!.pos[0] - (beside.x + beside.width)).toBeLessThan(120);
		expect(first!.pos[1]).toBe(beside.y);
	});

	test('on an empty board begin at its origin', () => {
		const [first] = placeGroups({ counts: [4], size, taken: [], beside: null });
		expect(first!.pos).toEqual([0, 64]);
		expect(placeGroups({ counts: [], size, taken: [], beside: null })).toEqual([]);
	});
});

test('single things go below, past what is in the way', () => {
	const beside = box([0, 0], [600, 300]);
	const inTheWay = box([100, 400]);
	const places = placeBelow(8, { size, taken: [beside, inTheWay], beside });
	expectApart([...places.map((place) => box(place)), beside, inTheWay]);
	expect(places).toHaveLength(8);
	expect(placeBelow(1, { size, taken: [], beside: null })).toEqual([[0, 24]]);
});
