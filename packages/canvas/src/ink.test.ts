import type { Point } from '@concordia/board';
import { getStrokePoints } from 'perfect-freehand';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../test/harness/random.ts';
import { distanceToInk, finishInk, inkPath, inkTouches, STREAMLINE } from './ink.ts';

describe('ink', () => {
	it('becomes a place, a size and few relative points', () => {
		const line: number[] = [];
		for (let i = 0; i <= 100; i++) line.push(500 + i, 300, 0.5);
		const ink = finishInk(line, 0.5);
		expect(ink).toEqual({ pos: [500, 300], size: [100, 0], points: [0, 0, 0.5, 100, 0, 0.5] });
	});

	it('keeps corners', () => {
		const { points } = finishInk([0, 0, 0.5, 50, 0, 0.5, 50, 50, 0.5], 0.5);
		expect(points).toHaveLength(9);
	});

	it('survives a dot, and strokes of many thousand points', () => {
		expect(finishInk([7, 9, 0.5], 1)).toEqual({ pos: [7, 9], size: [0, 0], points: [0, 0, 0.5] });
		const long: number[] = [];
		for (let i = 0; i < 50_000; i++) long.push(i % 977, (i * 7) % 991, 0.5);
		expect(finishInk(long, 1).points.length).toBeGreaterThan(1_000);
	});

	it('is hit near its line, not anywhere in its box', () => {
		const points = [0, 0, 0.5, 100, 100, 0.5];
		expect(distanceToInk(points, [50, 50])).toBeCloseTo(0);
		expect(distanceToInk(points, [100, 0])).toBeGreaterThan(60);
		expect(distanceToInk([5, 5, 0.5], [8, 9])).toBe(5);
		expect(distanceToInk([], [0, 0])).toBe(Infinity);
	});

	it('is caught by a marquee only where the line runs', () => {
		const points = [0, 0, 0.5, 100, 100, 0.5];
		expect(inkTouches(points, { minX: 40, minY: 40, maxX: 60, maxY: 60 })).toBe(true);
		expect(inkTouches(points, { minX: 70, minY: 0, maxX: 100, maxY: 20 })).toBe(false);
	});

	it('leaves no gaps at sharp corners, however near to each other', () => {
		const random = seeded(3);
		for (let stroke = 0; stroke < 20; stroke++) {
			const points: number[] = [];
			for (let x = 0; x <= 200; x += 5) points.push(x, random.below(24), 0.5);
			const pieces = inkPath(points, 4).split('Z').slice(0, -1).map(cornersOf);
			for (const point of middleOf(points)) {
				const isInked = pieces.some((piece) => winding(piece, point) !== 0);
				expect(isInked).toBe(true);
			}
		}
	});

	it('draws a closed outline, and nothing for nothing', () => {
		expect(inkPath([0, 0, 0.5, 30, 0, 0.5, 60, 10, 0.5], 4)).toMatch(/^M.*Z$/u);
		expect(inkPath([], 4)).toBe('');
	});
});

function cornersOf(d: string): Point[] {
	const numbers = (d.match(/-?[\d.]+/gu) ?? []).map(Number);
	return numbers.flatMap((x, i) => (i % 2 === 0 ? [[x, numbers[i + 1]!] as const] : []));
}

/** Points of the line in the middle of a stroke, between its corners. */
function middleOf(points: readonly number[]): Point[] {
	const input = Array.from({ length: points.length / 3 }, (_, i) => points.slice(3 * i, 3 * i + 3));
	const line = getStrokePoints(input, { size: 4, streamline: STREAMLINE }).slice(1, -2);
	return line.slice(1).map(({ point: [x, y] }, i): Point => {
		const [beforeX, beforeY] = line[i]!.point;
		return [(x + beforeX) / 2, (y + beforeY) / 2];
	});
}

/** How often a polygon runs around a point. */
function winding(polygon: readonly Point[], [x, y]: Point): number {
	let turns = 0;
	for (const [i, [ax, ay]] of polygon.entries()) {
		const [bx, by] = polygon[(i + 1) % polygon.length]!;
		const isLeft = (bx - ax) * (y - ay) - (x - ax) * (by - ay) > 0;
		if (ay <= y && by > y && isLeft) turns += 1;
		if (ay > y && by <= y && !isLeft) turns -= 1;
	}
	return turns;
}
