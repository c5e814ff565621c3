import { shapeNames, type Point } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { boxAt, centreOf, distanceToBox, holdsPoint } from './box.ts';
import { hitTest, itemsIn } from './hit.ts';
import { routeBetween, type RouteEnd } from './route.ts';
import {
	crossing,
	distanceToOutline,
	holdsWithin,
	outlineOf,
	outlineTouches,
	shapeOutline,
	textAreaOf
} from './shapes.ts';
import { item, randomFrom, sceneOf } from './test-board.ts';

const box = boxAt(100, 50, 300, 200);
const outlineFor = (shape: string): readonly Point[] | null =>
	outlineOf({ type: 'shape', shape }, box);

describe('shapes', () => {
	for (const shape of shapeNames) {
		it(`${shape}: drawn within its box, and its text within its outline`, () => {
			const drawn = shapeOutline(shape, 300, 200, 1);
			const outline = outlineFor(shape);
			expect(drawn === null).toBe(outline === null);
			if (!drawn || !outline) return;
			for (const [, x, y] of drawn.body.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) {
				// Control points of curves may lie outside; what they draw doesn't.
				expect(Number(x)).toBeGreaterThan(-30);
				expect(Number(y)).toBeGreaterThan(-30);
			}
			for (const corner of outline) expect(distanceToBox(box, corner)).toBeLessThan(4);
			const [left, top, across, down] = textAreaOf(shape)!;
			for (const [x, y] of [
				[left, top],
				[left + across, top],
				[left, top + down],
				[left + across, top + down]
			] as const) {
				const at: Point = [100 + x * 3, 50 + y * 2];
				const off = holdsWithin(outline, at) ? 0 : distanceToOutline(outline, at);
				expect(off, `${x} ${y}`).toBeLessThan(8);
			}
		});

		it(`${shape}: a straight line from any side ends at its outline`, () => {
			const outline = outlineFor(shape);
			const end: RouteEnd = { box, side: null, point: centreOf(box), outline };
			const random = randomFrom(shapeNames.indexOf(shape) + 1);
			for (let run = 0; run < 60; run++) {
				const angle = random() * 2 * Math.PI;
				const away: Point = [250 + Math.cos(angle) * 600, 150 + Math.sin(angle) * 600];
				const free: RouteEnd = { box: null, side: null, point: away };
				const [start] = routeBetween(end, free, 'straight').points;
				const off = outline ? distanceToOutline(outline, start!) : distanceToBox(box, start!);
				expect(off, `run ${run}`).toBeLessThanOrEqual(6);
				expect(outline !== null && holdsWithin(outline, start!), `run ${run}`).toBe(false);
			}
		});

		it(`${shape}: a chosen side is met at the outline`, () => {
			const outline = outlineFor(shape);
			for (const side of ['top', 'right', 'bottom', 'left'] as const) {
				const free: RouteEnd = { box: null, side: null, point: [900, 900] };
				const end: RouteEnd = { box, side, point: centreOf(box), outline };
				const [start] = routeBetween(end, free, 'elbow').points;
				const off = outline ? distanceToOutline(outline, start!) : distanceToBox(box, start!);
				expect(off, `side ${side}`).toBeLessThanOrEqual(4.1);
			}
		});
	}

	it('of a name nobody knows is a rectangle', () => {
		for (const shape of ['dodecahedron', 'toString', '__proto__', '']) {
			expect(outlineFor(shape)).toBeNull();
			expect(shapeOutline(shape, 100, 100)).toBeNull();
		}
	});

	it('too small for an outline are boxes', () => {
		expect(shapeOutline('star', 1, 1)).toBeNull();
	});

	it('finds the first and the last crossing of a way', () => {
		const cross = outlineFor('cross')!;
		expect(crossing(cross, [110, 0], [110, 300], 'first')![1]).toBeCloseTo(116);
		expect(crossing(cross, [110, 0], [110, 300], 'last')![1]).toBeCloseTo(184);
		expect(crossing(cross, [0, 0], [50, 300], 'first')).toBeNull();
	});

	it('touches boxes only where its body is', () => {
		const triangle = outlineFor('triangle')!;
		expect(outlineTouches(triangle, boxAt(100, 50, 40, 40))).toBe(false);
		expect(outlineTouches(triangle, boxAt(240, 150, 10, 10))).toBe(true);
		expect(outlineTouches(triangle, boxAt(0, 0, 900, 900))).toBe(true);
	});
});

describe('hitting shapes', () => {
	const scene = sceneOf(
		item('below', { type: 'note', pos: [40, 40], size: [60, 60], z: 'a0' }),
		item('ring', {
			type: 'shape',
			shape: 'ellipse',
			size: [200, 200],
			fill: 'none',
			text: 'x',
			z: 'a1'
		}),
		item('star', { type: 'shape', shape: 'star', pos: [400, 0], size: [200, 200], z: 'a1' })
	);
	const cases: { name: string; at: Point; hit: string | null }[] = [
		{ name: 'the middle of a star', at: [500, 100], hit: 'star' },
		{ name: 'between the points of a star', at: [420, 30], hit: null },
		{ name: 'beside the outline of a star', at: [474, 60], hit: 'star' },
		{ name: 'what is seen through a shape without filling', at: [70, 70], hit: 'below' },
		{ name: 'the line of a shape without filling', at: [0, 100], hit: 'ring' },
		{ name: 'the empty inside of a shape without filling', at: [150, 150], hit: 'ring' }
	];
	it.each(cases)('$name', ({ at, hit }) => {
		expect(hitTest(scene, at, { unit: 1 })).toBe(hit);
	});

	it('a marquee beside the outline catches nothing', () => {
		expect(itemsIn(scene, boxAt(400, 0, 40, 40))).toEqual([]);
		expect(itemsIn(scene, boxAt(400, 0, 110, 40))).toEqual(['star']);
		expect(holdsPoint(scene.boxOf('star')!, [400, 0])).toBe(true);
	});
});
