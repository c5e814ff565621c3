import type { Point } from '@concordia/board';
import { holdsPoint, type Box } from '../box.ts';
import type { Route } from '../route.ts';
import { crossing } from '../shapes.ts';

/** What of a line is not drawn: pieces at its ends where heads stand, and what runs under its label. */
export interface Cut {
	readonly from?: number;
	readonly to?: number;
	readonly gap?: Box | null;
}

type Curve = readonly [Point, Point, Point, Point];

const STEPS = 48;
const CORNER = 10;

/** The line of a connector as an SVG path. */
export function linePath(route: Route, cut: Cut = {}): string {
	const [first] = route.points;
	const last = route.points.at(-1);
	if (!first || !last) return '';
	if (route.controls) return curvePath([first, ...route.controls, last], cut);
	const points = shortened(shortened(route.points, cut.to ?? 0, -1), cut.from ?? 0, 0);
	return around(points, route.middle, cut.gap ?? null)
		.map((one) => roundedPath(one, CORNER))
		.join('');
}

function curvePath(curve: Curve, { from = 0, to = 0, gap = null }: Cut): string {
	const start = reach(curve, from, 1);
	const end = reach(curve, to, -1);
	if (start >= end) return '';
	if (!gap || !holdsPoint(gap, pointAt(curve, 0.5, 0.5, 0.5))) return piece(curve, start, end);
	let before = 0.5;
	let after = 0.5;
	while (before > start && holdsPoint(gap, pointAt(curve, before, before, before))) {
		before -= 1 / STEPS;
	}
	while (after < end && holdsPoint(gap, pointAt(curve, after, after, after))) after += 1 / STEPS;
	return (
		(before > start ? piece(curve, start, before) : '') +
		(after < end ? piece(curve, after, end) : '')
	);
}

/** How far along (0–1) a curve first is `length` away from its start, or counted from its end. */
function reach(curve: Curve, length: number, step: 1 | -1): number {
	const from = step === 1 ? 0 : 1;
	if (length === 0) return from;
	const origin = step === 1 ? curve[0] : curve[3];
	for (let i = 1; i < STEPS; i++) {
		const t = from + (step * i) / STEPS;
		if (distance(origin, pointAt(curve, t, t, t)) >= length) return t;
	}
	return 0.5;
}

function piece(curve: Curve, a: number, b: number): string {
	const [p, q, r, s] = [
		pointAt(curve, a, a, a),
		pointAt(curve, a, a, b),
		pointAt(curve, a, b, b),
		pointAt(curve, b, b, b)
	];
	return `M${pair(p)}C${pair(q)} ${pair(r)} ${pair(s)}`;
}

/** The blossom of a cubic: with the same number three times, the point there. */
function pointAt([a, b, c, d]: Curve, r: number, s: number, t: number): Point {
	const [ab, bc, cd] = [mix(a, b, r), mix(b, c, r), mix(c, d, r)];
	return mix(mix(ab, bc, s), mix(bc, cd, s), t);
}

function mix(p: Point, q: Point, by: number): Point {
	return [p[0] + (q[0] - p[0]) * by, p[1] + (q[1] - p[1]) * by];
}

/** A polyline whose first (0) or last (-1) piece is shorter by `by`, but never gone. */
function shortened(points: readonly Point[], by: number, end: 0 | -1): readonly Point[] {
	if (by === 0) return points;
	const tip = points.at(end)!;
	const next = points.at(end === 0 ? 1 : -2) ?? tip;
	const moved = along(tip, next, Math.min(by, distance(tip, next) * 0.9));
	return end === 0 ? [moved, ...points.slice(1)] : [...points.slice(0, -1), moved];
}

/** The pieces of a polyline outside a gap around its middle. */
function around(
	points: readonly Point[],
	middle: Point,
	gap: Box | null
): readonly (readonly Point[])[] {
	if (!gap || !holdsPoint(gap, middle)) return [points];
	const at = pieceWith(points, middle);
	const head = leave([middle, ...points.slice(0, at).toReversed()], gap).toReversed();
	const tail = leave([middle, ...points.slice(at)], gap);
	return [head, tail].filter((one) => one.length > 1);
}

/** The index of the corner after the point half way. */
function pieceWith(points: readonly Point[], middle: Point): number {
	let best = 1;
	let least = Infinity;
	for (let i = 1; i < points.length; i++) {
		const [a, b] = [points[i - 1]!, points[i]!];
		const off = distance(a, middle) + distance(middle, b) - distance(a, b);
		if (off < least - 0.001) {
			least = off;
			best = i;
		}
	}
	return best;
}

/** What is left of a way that begins in a box, from where it first leaves it; empty when it never does. */
function leave(points: readonly Point[], { minX, minY, maxX, maxY }: Box): readonly Point[] {
	const corners: readonly Point[] = [
		[minX, minY],
		[maxX, minY],
		[maxX, maxY],
		[minX, maxY]
	];
	for (let i = 1; i < points.length; i++) {
		const out = crossing(corners, points[i - 1]!, points[i]!, 'first');
		if (out) return [out, ...points.slice(i)];
	}
	return [];
}

/** A polyline whose corners are rounded. */
function roundedPath(points: readonly Point[], radius: number): string {
	let d = `M${pair(points[0]!)}`;
	for (let i = 1; i < points.length - 1; i++) {
		const before = points[i - 1]!;
		const corner = points[i]!;
		const after = points[i + 1]!;
		const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
		d += `L${pair(along(corner, before, r))}Q${pair(corner)} ${pair(along(corner, after, r))}`;
	}
	return `${d}L${pair(points.at(-1)!)}`;
}

function along(from: Point, to: Point, by: number): Point {
	const length = distance(from, to) || 1;
	return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length];
}

function distance(a: Point, b: Point): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function pair([x, y]: Point): string {
	return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}
