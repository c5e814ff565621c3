import type { Item, Point } from '@concordia/board';
import { getStrokeOutlinePoints, getStrokePoints, type StrokePoint } from 'perfect-freehand';
import { distanceToSegment, segmentTouches, type Box } from './box.ts';

/** Ink is stored flat: x, y and pressure (0–1) per point. */
const STRIDE = 3;
/** How much a stroke is evened out, 0 to 1. */
export const STREAMLINE = 0.42;
/** Cosine of the turn from which on a stroke has a corner. */
const CORNER = 0.3;

export const INK_WIDTH = 4;
export const MARKER_WIDTH = 20;
const MAX_INK_WIDTH = 64;

export function isMarker(item: Pick<Item, 'brush'>): boolean {
	return item.brush === 'marker';
}

/** How wide a stroke is: by its own word, else as its brush. */
export function widthOfInk(item: Item): number {
	const given = item['width'];
	if (typeof given === 'number' && given > 0) return Math.min(given, MAX_INK_WIDTH);
	return isMarker(item) ? MARKER_WIDTH : INK_WIDTH;
}

export interface InkLook {
	readonly brush?: string | undefined;
	/** False while the hand still draws. */
	readonly done?: boolean;
}

/** The outline of a stroke as an SVG path, in the coordinates of its points. */
export function inkPath(points: readonly number[], width: number, look: InkLook = {}): string {
	const input: [number, number, number][] = [];
	for (let i = 0; i + 1 < points.length; i += STRIDE) {
		input.push([points[i]!, points[i + 1]!, points[i + 2] ?? 0.5]);
	}
	if (input.length === 0) return '';
	// A mouse reports no pressure; then it is made up from speed, which looks livelier than a tube.
	const flat = input.every((point) => point[2] === 0.5);
	const even = look.brush === 'marker';
	const options = {
		size: width,
		thinning: even ? 0 : flat ? 0.35 : 0.6,
		smoothing: 0.5,
		streamline: STREAMLINE,
		simulatePressure: flat && !even,
		last: look.done !== false
	};
	return partsOf(getStrokePoints(input, options))
		.map((part) => smoothPath(getStrokeOutlinePoints(part, options) as Point[]))
		.join('');
}

/**
 * A stroke in pieces that end at its corners. Around several sharp corners, one after the other, the outline of
 * the whole would cross itself and leave gaps.
 */
function partsOf(points: readonly StrokePoint[]): StrokePoint[][] {
	const parts: StrokePoint[][] = [];
	let part: StrokePoint[] = [];
	for (const [i, point] of points.entries()) {
		part.push(point);
		const next = points[i + 1];
		if (i === 0 || !next) continue;
		const [x, y] = point.vector;
		const [nextX, nextY] = next.vector;
		if (x * nextX + y * nextY > CORNER) continue;
		parts.push(part);
		part = [{ ...point, vector: next.vector }];
	}
	parts.push(part);
	return parts;
}

/** Joins the outline's points by quadratic curves through their midpoints. */
function smoothPath(outline: readonly Point[]): string {
	const [first, second] = outline;
	if (!first || !second) return '';
	const parts = [`M${short(first)}Q${short(first)} ${short(between(first, second))}T`];
	for (let i = 1; i < outline.length; i++) {
		parts.push(short(between(outline[i]!, outline[(i + 1) % outline.length]!)));
	}
	return `${parts[0]}${parts.slice(1).join(' ')}Z`;
}

function between(a: Point, b: Point): Point {
	return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function short([x, y]: Point): string {
	return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}

/** How far a point is from the middle line of a stroke. Both in the stroke's coordinates. */
export function distanceToInk(points: readonly number[], point: Point): number {
	if (points.length >= 2 && points.length < 2 * STRIDE) {
		return Math.hypot(point[0] - points[0]!, point[1] - points[1]!);
	}
	let least = Infinity;
	for (let i = STRIDE; i + 1 < points.length; i += STRIDE) {
		least = Math.min(
			least,
			distanceToSegment(
				point,
				[points[i - STRIDE]!, points[i - STRIDE + 1]!],
				[points[i]!, points[i + 1]!]
			)
		);
	}
	return least;
}

/** Whether a stroke passes through a box (in the stroke's coordinates). */
export function inkTouches(points: readonly number[], box: Box): boolean {
	for (let i = STRIDE; i + 1 < points.length; i += STRIDE) {
		const a: Point = [points[i - STRIDE]!, points[i - STRIDE + 1]!];
		if (segmentTouches(box, a, [points[i]!, points[i + 1]!])) return true;
	}
	return false;
}

/** A drawn line made ready to be stored: its place, its size, and points relative to the place, thinned. */
export function finishInk(
	absolute: readonly number[],
	tolerance: number
): { pos: Point; size: readonly [number, number]; points: number[] } {
	const thin = simplify(absolute, tolerance);
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (let i = 0; i + 1 < thin.length; i += STRIDE) {
		minX = Math.min(minX, thin[i]!);
		minY = Math.min(minY, thin[i + 1]!);
		maxX = Math.max(maxX, thin[i]!);
		maxY = Math.max(maxY, thin[i + 1]!);
	}
	const points: number[] = [];
	for (let i = 0; i + 1 < thin.length; i += STRIDE) {
		points.push(tenth(thin[i]! - minX), tenth(thin[i + 1]! - minY), hundredth(thin[i + 2]!));
	}
	return {
		pos: [tenth(minX), tenth(minY)],
		size: [tenth(maxX - minX), tenth(maxY - minY)],
		points
	};
}

/** Ramer–Douglas–Peucker without recursion: a stroke of thousands of points must not overflow the stack. */
function simplify(flat: readonly number[], tolerance: number): number[] {
	const count = Math.floor(flat.length / STRIDE);
	if (count <= 2) return [...flat];
	const keep = new Uint8Array(count);
	keep[0] = 1;
	keep[count - 1] = 1;
	const spans: [number, number][] = [[0, count - 1]];
	for (let span = spans.pop(); span; span = spans.pop()) {
		const [from, to] = span;
		const a: Point = [flat[from * STRIDE]!, flat[from * STRIDE + 1]!];
		const b: Point = [flat[to * STRIDE]!, flat[to * STRIDE + 1]!];
		let farthest = -1;
		let most = tolerance;
		for (let i = from + 1; i < to; i++) {
			const off = distanceToSegment([flat[i * STRIDE]!, flat[i * STRIDE + 1]!], a, b);
			if (off > most) {
				most = off;
				farthest = i;
			}
		}
		if (farthest < 0) continue;
		keep[farthest] = 1;
		spans.push([from, farthest], [farthest, to]);
	}
	const thin: number[] = [];
	for (let i = 0; i < count; i++) {
		if (keep[i]) thin.push(flat[i * STRIDE]!, flat[i * STRIDE + 1]!, flat[i * STRIDE + 2]!);
	}
	return thin;
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}

function hundredth(value: number): number {
	return Math.round(value * 100) / 100;
}
