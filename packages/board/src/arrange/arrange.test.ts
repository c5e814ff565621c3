import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, type Rect } from '../geometry.ts';
import type { Item } from '../item.ts';
import { applyPatches } from '../move.ts';
import {
	align,
	arrangeable,
	clusterByKey,
	clusterByText,
	distribute,
	flip,
	frameClusters,
	patchesOf,
	readingRows,
	sameSize,
	stack,
	tidy,
	type Move,
	type Unit
} from './index.ts';

const note = (id: string, x: number, y: number, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [x, y],
	size: [100, 100],
	z: 'a0',
	...more
});

const unitsOf = (items: readonly Item[], ids = items.map(({ id }) => id)): Unit[] =>
	arrangeable(new Map(items.map((item) => [item.id, item])), ids);

const after = (items: readonly Item[], moves: readonly Move[]): Item[] =>
	applyPatches(items, patchesOf(items, moves));

const places = (items: readonly Item[]): Record<string, readonly number[]> =>
	Object.fromEntries(items.map(({ id, pos }) => [id, pos]));

/** Overlap counts from a hair's breadth on: sums of fractions are not exact. */
const overlap = (a: Rect, b: Rect): boolean =>
	a.x + a.width > b.x + 0.01 &&
	b.x + b.width > a.x + 0.01 &&
	a.y + a.height > b.y + 0.01 &&
	b.y + b.height > a.y + 0.01;

const someItems = fc
	.array(
		fc.record({
			x: fc.integer({ min: -2000, max: 2000 }),
			y: fc.integer({ min: -2000, max: 2000 }),
			w: fc.integer({ min: 1, max: 600 }),
			h: fc.integer({ min: 1, max: 600 }),
			group: fc.constantFrom(undefined, undefined, 'g1', 'g2'),
			rotation: fc.constantFrom(undefined, undefined, 45, 90)
		}),
		{ minLength: 1, maxLength: 40 }
	)
	.map((boxes) =>
		boxes.map(({ x, y, w, h, group, rotation }, index): Item =>
			note(`n${index}`, x, y, {
				size: [w, h],
				...(group !== undefined && { groups: [group] }),
				...(rotation !== undefined && { rotation })
			})
		)
	);

const withLocks = fc
	.tuple(someItems, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }))
	.map(([items, locks]) =>
		items.map((item, index): Item => (locks[index] ? { ...item, lock: 'open' } : item))
	);

const upright = (item: Item): Item => ({ ...item, rotation: 0 });

const names = (units: readonly Unit[]): string[] => units.map(({ items }) => items[0]!.id);

describe('tidy', () => {
	it('never leaves two things over each other', () => {
		fc.assert(
			fc.property(withLocks, (items) => {
				const tidied = after(items, tidy(unitsOf(items), 24));
				const free = unitsOf(tidied).filter(({ isFixed }) => !isFixed);
				const fixed = unitsOf(tidied).filter(({ isFixed }) => isFixed);
				for (const [index, unit] of free.entries()) {
					for (const other of [...free.slice(index + 1), ...fixed]) {
						expect(overlap(unit.box, other.box)).toBe(false);
					}
				}
			})
		);
	});

	it('keeps the order in which things are read', () => {
		fc.assert(
			fc.property(someItems, (items) => {
				const before = names(readingRows(unitsOf(items)).flat());
				const moved = after(items, tidy(unitsOf(items), 24));
				expect(names(readingRows(unitsOf(moved)).flat())).toEqual(before);
			})
		);
	});

	it('leaves what is locked, and keeps the shape of groups', () => {
		fc.assert(
			fc.property(withLocks, (items) => {
				const moved = new Map(
					after(items, tidy(unitsOf(items), 24)).map((item) => [item.id, item])
				);
				for (const unit of unitsOf(items)) {
					const shifts = unit.items.map(({ id, pos }) => {
						const now = moved.get(id)!.pos;
						return [now[0] - pos[0], now[1] - pos[1]] as const;
					});
					const [x, y] = unit.isFixed ? [0, 0] : shifts[0]!;
					for (const [dx, dy] of shifts) {
						expect(dx).toBeCloseTo(x);
						expect(dy).toBeCloseTo(y);
					}
				}
			})
		);
	});

	it('changes nothing the second time', () => {
		fc.assert(
			fc.property(someItems, (items) => {
				const plain = items.map(upright);
				const once = after(plain, tidy(unitsOf(plain), 24));
				const columns = Math.max(...readingRows(unitsOf(once)).map((row) => row.length));
				fc.pre(columns > 1 && unitsOf(once).length > columns);
				expect(places(after(once, tidy(unitsOf(once), 24)))).toEqual(places(once));
			})
		);
	});
});

describe('align, distribute, stack', () => {
	const items = [note('a', 0, 10), note('b', 130, 60, { size: [50, 50] }), note('c', 300, 0)];

	it.each([
		['left', { a: [0, 10], b: [0, 60], c: [0, 0] }],
		['center', { a: [150, 10], b: [175, 60], c: [150, 0] }],
		['right', { a: [300, 10], b: [350, 60], c: [300, 0] }],
		['top', { a: [0, 0], b: [130, 0], c: [300, 0] }],
		['middle', { a: [0, 5], b: [130, 30], c: [300, 5] }],
		['bottom', { a: [0, 10], b: [130, 60], c: [300, 10] }]
	] as const)('align %s', (edge, expected) => {
		expect(places(after(items, align(unitsOf(items), edge)))).toEqual(expected);
	});

	it('align with what is locked', () => {
		const locked = [note('a', 0, 10, { lock: 'open' }), note('b', 130, 60)];
		expect(places(after(locked, align(unitsOf(locked), 'left')))).toEqual({
			a: [0, 10],
			b: [0, 60]
		});
	});

	it('distribute with the same gap, the outermost staying', () => {
		expect(places(after(items, distribute(unitsOf(items), 'x')))).toEqual({
			a: [0, 10],
			b: [175, 60],
			c: [300, 0]
		});
	});

	it('stack keeps the order and leaves no overlap', () => {
		fc.assert(
			fc.property(someItems, fc.constantFrom('x', 'y'), (some, axis) => {
				const units = unitsOf(some);
				const at = axis === 'x' ? 0 : 1;
				const stacked = unitsOf(after(some, stack(units, axis, 24)));
				const start = (unit: Unit): number => (at === 0 ? unit.box.x : unit.box.y);
				const sorted = stacked.toSorted((a, b) => start(a) - start(b));
				for (const [index, unit] of sorted.slice(1).entries()) {
					expect(overlap(sorted[index]!.box, unit.box)).toBe(false);
				}
			})
		);
	});

	it('flip twice is as before', () => {
		fc.assert(
			fc.property(someItems, fc.constantFrom('x', 'y'), (some, axis) => {
				const flat = some.map(upright);
				const once = after(flat, flip(unitsOf(flat), axis));
				expect(places(after(once, flip(unitsOf(once), axis)))).toEqual(places(flat));
			})
		);
	});

	it('a frame takes along what lies in it', () => {
		const frame = note('f', 200, 0, { type: 'frame', size: [400, 400] });
		const inside = note('i', 250, 50, { parent: 'f' });
		const all = [note('a', 0, 0), frame, inside];
		expect(places(after(all, align(unitsOf(all), 'left')))).toEqual({
			a: [0, 0],
			f: [0, 0],
			i: [50, 50]
		});
	});

	it('all get the size of the first', () => {
		expect(sameSize([items[1]!, items[0]!, note('d', 0, 0, { lock: 'open' })])).toEqual([
			{ id: 'a', size: [50, 50] }
		]);
	});
});

describe('clusters', () => {
	it('of one value, the largest first, without a value last', () => {
		expect(
			clusterByKey([
				['a', null],
				['b', 'red'],
				['c', 'blue'],
				['d', 'blue'],
				['e', null]
			])
		).toEqual([
			{ key: 'blue', ids: ['c', 'd'] },
			{ key: 'red', ids: ['b'] },
			{ key: '', ids: ['a', 'e'] }
		]);
	});

	it('of texts that share words, named by them', () => {
		const clusters = clusterByText([
			{ id: '1', text: 'Waiting times at the practice' },
			{ id: '2', text: 'Long waiting times for appointments' },
			{ id: '3', text: 'Data protection is unclear' },
			{ id: '4', text: 'Who answers for data protection?' },
			{ id: '5', text: 'Lunch' }
		]);
		expect(clusters.map(({ ids }) => ids)).toEqual([['1', '2'], ['3', '4'], ['5']]);
		expect(clusters[0]?.key.toLowerCase()).toContain('waiting');
		expect(clusters[1]?.key.toLowerCase()).toContain('protection');
		expect(clusters[2]?.key).toBe('');
	});

	it('hold every text exactly once, whatever the texts', () => {
		fc.assert(
			fc.property(fc.array(fc.lorem({ maxCount: 6 }), { maxLength: 60 }), (texts) => {
				const entries = texts.map((text, index) => ({ id: `t${index}`, text }));
				const found = clusterByText(entries).flatMap(({ ids }) => ids);
				expect(found.toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
			})
		);
	});

	it('get frames that hold them and do not overlap', () => {
		fc.assert(
			fc.property(fc.array(someItems, { minLength: 1, maxLength: 6 }), (lists) => {
				const clusters = lists.map((items, index) =>
					unitsOf(items.map((item) => ({ ...item, id: `${index}-${item.id}`, groups: [] })))
				);
				const frames = frameClusters(clusters, 24);
				for (const [index, frame] of frames.entries()) {
					for (const other of frames.slice(index + 1)) {
						expect(overlap(boundsOf(frame), boundsOf(other))).toBe(false);
					}
					for (const { unit, dx, dy } of frame.moves) {
						expect(unit.box.x + dx).toBeGreaterThanOrEqual(frame.pos[0]);
						expect(unit.box.y + dy).toBeGreaterThanOrEqual(frame.pos[1]);
						expect(unit.box.x + dx + unit.box.width).toBeLessThanOrEqual(
							frame.pos[0] + frame.size[0] + 0.01
						);
						expect(unit.box.y + dy + unit.box.height).toBeLessThanOrEqual(
							frame.pos[1] + frame.size[1] + 0.01
						);
					}
				}
			})
		);
	});
});
