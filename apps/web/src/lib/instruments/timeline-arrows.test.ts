import { expect, test } from 'vitest';
import { bandsOf, type Arrow, type Band } from './timeline-arrows.ts';

const height = 100;

interface Stroke {
	readonly x: readonly [number, number];
	readonly y: readonly [number, number];
}

/** The strokes of paths, with places on the whole drawing. */
function strokes(bands: readonly Band[], which: 'lines' | 'broken'): Stroke[] {
	return bands.flatMap((band) =>
		[...band[which].matchAll(/M(\S+) ([^HV]+)([HV])([^M]+)/gu)].map(([, a, b, way, c]): Stroke => {
			const [x, y, to] = [Number(a), Number(b) + band.number * height, Number(c)];
			return way === 'H'
				? { x: [x, to], y: [y, y] }
				: { x: [x, x], y: [y, to + band.number * height] };
		})
	);
}

/** How long strokes are in one direction, together. */
const run = (all: readonly Stroke[], axis: 'x' | 'y'): number =>
	all.reduce((sum, stroke) => sum + Math.abs(stroke[axis][1] - stroke[axis][0]), 0);

const arrow = (x1: number, y1: number, x2: number, y2: number): Arrow => ({
	x1,
	y1,
	x2,
	y2,
	isBroken: false
});

test('an arrow down many rows is cut at the bands and nothing of it is lost', () => {
	const bands = bandsOf([arrow(10, 50, 200, 450)], height);
	expect(bands.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
	const all = strokes(bands, 'lines');
	expect(run(all, 'y')).toBe(400);
	expect(run(all, 'x')).toBe(190);
	expect(bands[2]!.lines).toBe('M18 0V100');
	expect(bands.filter(({ tips }) => tips !== '').map(({ number }) => number)).toEqual([4]);
});

test('an arrow upwards is the same as one downwards, but for where its tip is', () => {
	const bands = bandsOf([arrow(10, 450, 200, 50)], height);
	expect(run(strokes(bands, 'lines'), 'y')).toBe(400);
	expect(bands.filter(({ tips }) => tips !== '').map(({ number }) => number)).toEqual([0]);
});

test('an arrow to what begins earlier goes back between the rows and is drawn as broken', () => {
	const bands = bandsOf([{ ...arrow(300, 50, 100, 250), isBroken: true }], height);
	expect(strokes(bands, 'lines')).toEqual([]);
	const all = strokes(bands, 'broken');
	expect(run(all, 'y')).toBe(200);
	expect(run(all, 'x')).toBe(8 + 216 + 8);
	expect(bands[2]!.brokenTips).toBe('M100 50l-6 -4v8z');
});

test('no arrows need no bands', () => {
	expect(bandsOf([], height)).toEqual([]);
});
