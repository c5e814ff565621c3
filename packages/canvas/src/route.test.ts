import { describe, expect, it } from 'vitest';
import { boxAt, centreOf, grow, holds, segmentTouches, type Box } from './box.ts';
import { distanceToRoute, routeBetween, type RouteEnd, type RouteShape } from './route.ts';
import { randomFrom } from './test-board.ts';

const bound = (box: Box, side: RouteEnd['side'] = null): RouteEnd => ({
	box,
	side,
	point: centreOf(box)
});
const free = (x: number, y: number): RouteEnd => ({ box: null, side: null, point: [x, y] });
const a = boxAt(0, 0, 100, 100);

describe('route', () => {
	const cases: { name: string; to: RouteEnd; start: [number, number]; end: [number, number] }[] = [
		{ name: 'to the right', to: bound(boxAt(300, 0, 100, 100)), start: [104, 50], end: [296, 50] },
		{ name: 'to the left', to: bound(boxAt(-300, 0, 100, 100)), start: [-4, 50], end: [-196, 50] },
		{ name: 'down', to: bound(boxAt(0, 300, 100, 100)), start: [50, 104], end: [50, 296] },
		{ name: 'up', to: bound(boxAt(0, -300, 100, 100)), start: [50, -4], end: [50, -196] },
		{ name: 'to a free point', to: free(300, 50), start: [104, 50], end: [300, 50] },
		{
			name: 'to a fixed side',
			to: bound(boxAt(300, 0, 100, 100), 'top'),
			start: [104, 50],
			end: [350, -4]
		}
	];
	for (const shape of ['elbow', 'curved'] as const) {
		for (const { name, to, start, end } of cases) {
			it(`${shape}: ${name}`, () => {
				const from = name === 'to a fixed side' ? bound(a, 'right') : bound(a);
				const route = routeBetween(from, to, shape);
				expect(route.points[0]).toEqual(start);
				expect(route.points.at(-1)).toEqual(end);
			});
		}
	}

	it('clips a straight line at both items', () => {
		const route = routeBetween(bound(a), bound(boxAt(300, 0, 100, 100)), 'straight');
		expect(route.points).toEqual([
			[104, 50],
			[296, 50]
		]);
		expect(route.arriving).toEqual([1, 0]);
		expect(route.middle).toEqual([200, 50]);
	});

	it('between items that nearly touch is long enough for a head, and leads to the other', () => {
		for (const shape of ['straight', 'elbow', 'curved'] as const) {
			for (const gap of [-6, 0, 4, 10, 20]) {
				const route = routeBetween(bound(a), bound(boxAt(100 + gap, 0, 100, 100)), shape);
				expect(route.points[0]![0], `${shape} ${gap}`).toBeLessThan(100 + gap / 2 - 6);
				expect(route.points.at(-1)![0], `${shape} ${gap}`).toBeGreaterThan(100 + gap / 2 + 6);
				expect(route.points.every(([, y]) => y === 50)).toBe(true);
				expect(route.arriving[0]).toBe(1);
			}
		}
	});

	it('elbows between items that lie close turn half way between them', () => {
		const { points } = routeBetween(bound(a), bound(boxAt(120, 30, 100, 100)), 'elbow');
		expect(points).toEqual([
			[103, 50],
			[110, 50],
			[110, 80],
			[117, 80]
		]);
	});

	it('elbows only run level and upright and keep out of both items', () => {
		const random = randomFrom(11);
		for (let run = 0; run < 400; run++) {
			const b = boxAt(Math.round(random() * 900 - 450), Math.round(random() * 900 - 450), 100, 100);
			if (
				segmentTouches(grow(b, 60), [0, 0], [100, 100]) ||
				segmentTouches(grow(b, 60), [0, 100], [100, 0])
			)
				continue;
			const { points } = routeBetween(bound(a), bound(b), 'elbow');
			for (let i = 1; i < points.length; i++) {
				const [p, q] = [points[i - 1]!, points[i]!];
				expect(p[0] === q[0] || p[1] === q[1], `run ${run}: ${JSON.stringify(points)}`).toBe(true);
				for (const box of [a, b]) {
					expect(segmentTouches(grow(box, -1), p, q), `run ${run}: ${JSON.stringify(points)}`).toBe(
						false
					);
				}
			}
		}
	});

	it('finds some way between any two boxes, also one inside the other', () => {
		const shapes: RouteShape[] = ['straight', 'elbow', 'curved'];
		for (const shape of shapes) {
			for (const b of [a, boxAt(10, 10, 20, 20), boxAt(50, 50, 100, 100), boxAt(0, 100, 0, 0)]) {
				const route = routeBetween(bound(a), bound(b), shape);
				expect(route.points.flat().every(Number.isFinite)).toBe(true);
				expect(route.points.length).toBeGreaterThan(1);
				for (const [x, y] of route.points) {
					expect(holds(grow(route.box, 0.1), { minX: x, minY: y, maxX: x, maxY: y })).toBe(true);
				}
			}
		}
	});

	it('runs the same way for everybody: routing back and forth gives the same points', () => {
		const b = bound(boxAt(320, 170, 100, 100));
		const one = routeBetween(bound(a), b, 'elbow').points;
		const other = routeBetween(b, bound(a), 'elbow').points;
		expect(other.toReversed()).toEqual(one);
	});

	it('tells how far a point is', () => {
		const route = routeBetween(free(0, 0), free(100, 0), 'straight');
		expect(distanceToRoute(route, [50, 7])).toBe(7);
		expect(distanceToRoute(route, [110, 0])).toBe(10);
	});
});
