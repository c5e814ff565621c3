import { boundsOf, intersects, type Item } from '@concordia/board';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { freePlace } from './free-place.ts';

function box(x: number, y: number, width: number, height: number, more: Partial<Item> = {}): Item {
	const id = `${x} ${y}`;
	return { id, type: 'note', pos: [x, y], size: [width, height], z: 'a0', ...more };
}

test('an empty board: in the middle of what is shown', () => {
	expect(freePlace([], [200, 100], [500, 500])).toEqual([400, 450]);
});

test('beside what is in the way, on the nearer side', () => {
	const items = [box(0, 0, 1000, 1000)];
	expect(freePlace(items, [200, 100], [900, 500])).toEqual([1080, 450]);
	expect(freePlace(items, [200, 100], [500, 20])).toEqual([400, -180]);
});

test('what lies in frames, and connectors, are not in the way', () => {
	const items = [box(0, 0, 900, 900, { parent: 'f' }), box(0, 0, 0, 0, { type: 'connector' })];
	expect(freePlace(items, [200, 100], [100, 50])).toEqual([0, 0]);
});

test('never on anything, wherever things lie', () => {
	const side = fc.integer({ min: 1, max: 900 });
	const place = fc.integer({ min: -2000, max: 2000 });
	fc.assert(
		fc.property(fc.array(fc.tuple(place, place, side, side), { maxLength: 30 }), (boxes) => {
			const items = boxes.map(([x, y, width, height]) => box(x, y, width, height));
			const [x, y] = freePlace(items, [700, 500], [0, 0]);
			const spot = { x, y, width: 700, height: 500 };
			for (const item of items) expect(intersects(boundsOf(item), spot)).toBe(false);
		})
	);
});
