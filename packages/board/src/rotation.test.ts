import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centerOf } from './geometry.ts';
import type { Item } from './item.ts';
import { isLocked } from './lock.ts';
import { applyPatches, moveItems } from './move.ts';
import { toRotation } from './normalize.ts';
import { asTurnable, rotationOf, turnItems, turnPoint, turnRect } from './rotation.ts';
import { readRaw } from './testing/raw.ts';
import { validateItem } from './validate.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 100],
	z: id,
	...more
});

describe('rotation', () => {
	it.each([
		[0, undefined],
		[360, undefined],
		[-180, 180],
		[540, 180],
		[190, -170],
		[-725.004, -5],
		[Number.NaN, undefined],
		[Infinity, undefined],
		['90', undefined]
	])('%s is read as %s', (written, read) => {
		expect(toRotation(written)).toBe(read);
		expect(readRaw({ a: { type: 'note', pos: [0, 0], rotation: written } })[0]?.rotation).toBe(
			read
		);
	});

	it('is upright for what does not turn', () => {
		expect(rotationOf(item('a', { rotation: 30 }))).toBe(30);
		expect(rotationOf(item('f', { type: 'frame', rotation: 30 }))).toBe(0);
		expect(validateItem({ ...item('a'), rotation: 720 })).toMatchObject({ ok: true });
		expect(validateItem({ ...item('a'), rotation: 'x' })).toMatchObject({ ok: false });
	});

	it('needs as much room as its corners', () => {
		const rect = turnRect({ x: 0, y: 0, width: 200, height: 100 }, 90);
		expect(rect.x).toBeCloseTo(50);
		expect(rect.y).toBeCloseTo(-50);
		expect(rect.width).toBeCloseTo(100);
		expect(rect.height).toBeCloseTo(200);
	});

	it('turns several about their common centre, and a full turn changes nothing', () => {
		fc.assert(
			fc.property(fc.integer({ min: -180, max: 180 }), (degrees) => {
				const before = [item('a', { rotation: 10 }), item('b', { pos: [400, 300] })];
				const centre = [300, 200] as const;
				const turn = (items: readonly Item[], by: number): Item[] =>
					applyPatches(items, turnItems(items.map(asTurnable), by, centre));
				const turned = turn(before, degrees);
				const middle = centerOf({ x: 400, y: 300, width: 200, height: 100 });
				const [x, y] = turnPoint(middle, centre, degrees);
				const now = turned[1]!;
				expect(now.pos[0] + 100).toBeCloseTo(x, 0);
				expect(now.pos[1] + 50).toBeCloseTo(y, 0);
				const back = turn(turned, -degrees);
				expect(back[0]!.rotation).toBe(10);
				expect(Math.abs(back[1]!.pos[0] - 400)).toBeLessThan(0.3);
			})
		);
	});
});

describe('a lock', () => {
	it('keeps an item where it is, also when its frame moves, and what lies in it too', () => {
		const items = [
			item('outer', { type: 'frame', size: [900, 900] }),
			item('inner', { type: 'frame', parent: 'outer', lock: 'open' }),
			item('in', { parent: 'inner' }),
			item('free', { parent: 'outer' })
		];
		const ids = moveItems(items, ['outer'], 10, 10).map(({ id }) => id);
		expect(ids).toEqual(['outer', 'free']);
		expect(moveItems(items, ['inner'], 10, 10)).toEqual([]);
		expect(moveItems(items, ['in'], 10, 10)).toHaveLength(1);
	});

	it('is one of two words, and what other programs call locked', () => {
		const read = ['open', 'mediator', 'x', true].map(
			(lock) => readRaw({ a: { type: 'note', pos: [0, 0], lock } })[0]?.lock
		);
		expect(read).toEqual(['open', 'mediator', undefined, undefined]);
		expect(isLocked(item('a', { locked: true }))).toBe(true);
	});
});
