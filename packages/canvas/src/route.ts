import type { Point, RouteName, Side } from '@concordia/board';
import {
	boxBetween,
	centreOf,
	distanceToSegment,
	grow,
	heightOf,
	segmentTouches,
	widthOf,
	type Box
} from './box.ts';
import { crossing } from './shapes.ts';

export type RouteShape = RouteName;

/** Where a connector runs, in absolute board units. */
export interface Route {
	readonly shape: RouteShape;
	/** Corner points; for a curve its sampled points (for hits and bounds). */
	readonly points: readonly Point[];
	/** A curve's two control points. */
	readonly controls: readonly [Point, Point] | null;
	/** The middle of the way, where a label stands. */
	readonly middle: Point;
	/** Directions (unit vectors) in which the line leaves its start and reaches its end. */
	readonly leaving: Point;
	readonly arriving: Point;
	readonly box: Box;
}

/** One end as the router needs it: a place, and the box it is bound to, if any. */
export interface RouteEnd {
	readonly box: Box | null;
	readonly point: Point;
	readonly side: Side | null;
	/** The true outline of what it is bound to; absent where that is the box. */
	readonly outline?: readonly Point[] | null;
}

/** Space between a bound end and its item. */
const GAP = 4;
/** How far an elbow keeps off the items it leaves. */
export const STUB = 20;
/** A way between items that nearly touch is at least this long, into both of them: its head is to be seen. */
const LEAST = 14;
const CURVE_SAMPLES = 16;
const sides: readonly Side[] = ['top', 'right', 'bottom', 'left'];

const normals: Readonly<Record<Side, Point>> = {
	top: [0, -1],
	right: [1, 0],
	bottom: [0, 1],
	left: [-1, 0]
};

/** Finds the way between two ends. Pure, total, and the same for everybody. */
export function routeBetween(from: RouteEnd, to: RouteEnd, shape: RouteShape): Route {
	if (shape === 'straight') return straight(from, to);
	const ports = portsOf(from, to);
	return shape === 'curved' ? curved(ports) : elbow(from, to, ports);
}

/** Where a way leaves its start and reaches its end, and in which directions. */
export interface Ports {
	readonly start: Point;
	readonly end: Point;
	/** Out of the start, and out of the end: unit vectors. */
	readonly out: Point;
	readonly into: Point;
	/** Where an elbow may turn first and last: clear of the boxes of both. */
	readonly first: Point;
	readonly last: Point;
}

export function portsOf(from: RouteEnd, to: RouteEnd): Ports {
	const [a, b] = chooseSides(from, to);
	const start = a ? anchor(from, a) : from.point;
	const end = b ? anchor(to, b) : to.point;
	const out = a ? normals[a] : towards(start, end);
	const into = b ? normals[b] : towards(end, start);
	const first = move(a ? beside(from, a) : start, out, STUB);
	const last = move(b ? beside(to, b) : end, into, STUB);
	const room = ahead(first, last, out);
	const isFacing = out[0] === -into[0] && out[1] === -into[1];
	if (!isFacing || room >= 0 || ahead(start, end, out) <= -STUB) {
		return { start, end, out, into, first, last };
	}
	// Face to face without room for two stubs: the way turns half way.
	const [near, far] = lengthened([start, end], out, [from, to]);
	const turns = { first: move(first, out, room / 2), last: move(last, into, room / 2) };
	return { start: near, end: far, out, into, ...turns };
}

function move([x, y]: Point, [dx, dy]: Point, by: number): Point {
	return [x + dx * by, y + dy * by];
}

/** How far `b` lies before `a` in a direction. */
function ahead(a: Point, b: Point, [dx, dy]: Point): number {
	return dx * (b[0] - a[0]) + dy * (b[1] - a[1]);
}

/** The ends of a way in a direction, moved into what they hold on to as far as the way is too short. */
function lengthened(
	[start, end]: readonly [Point, Point],
	direction: Point,
	[from, to]: readonly [RouteEnd, RouteEnd]
): readonly [Point, Point] {
	const lack = LEAST - ahead(start, end, direction);
	if (lack <= 0) return [start, end];
	const by = from.box && to.box ? lack / 2 : lack;
	return [from.box ? move(start, direction, -by) : start, to.box ? move(end, direction, by) : end];
}

/** The middle of a side of the bound box, a little off it. */
function beside(end: RouteEnd, side: Side): Point {
	if (!end.box) return end.point;
	const [cx, cy] = centreOf(end.box);
	const [nx, ny] = normals[side];
	return [cx + nx * (widthOf(end.box) / 2 + GAP), cy + ny * (heightOf(end.box) / 2 + GAP)];
}

/** Where the outline is met from the middle of a side, a little off it. */
function anchor(end: RouteEnd, side: Side): Point {
	const off = beside(end, side);
	if (!end.box || !end.outline) return off;
	const [cx, cy] = centreOf(end.box);
	// Through to the other side: an outline may leave the middle out.
	const across: Point = [2 * cx - off[0], 2 * cy - off[1]];
	const met = crossing(end.outline, off, across, 'first');
	if (!met) return off;
	const [nx, ny] = normals[side];
	return [met[0] + nx * GAP, met[1] + ny * GAP];
}

/** The main direction from a to b. */
function towards(a: Point, b: Point): Point {
	const dx = b[0] - a[0];
	const dy = b[1] - a[1];
	if (Math.abs(dx) >= Math.abs(dy)) return [dx < 0 ? -1 : 1, 0];
	return [0, dy < 0 ? -1 : 1];
}

/** A side an end may be left by: the middle of it, a little off; null where it is bound to nothing. */
interface Exit {
	readonly side: Side | null;
	readonly at: Point;
}

function exitsOf(end: RouteEnd): readonly Exit[] {
	if (!end.box) return [{ side: null, at: end.point }];
	return (end.side ? [end.side] : sides).map((side) => ({ side, at: beside(end, side) }));
}

/** The pair of sides with the shortest way that doesn't turn back on itself. */
function chooseSides(from: RouteEnd, to: RouteEnd): [Side | null, Side | null] {
	const ends = exitsOf(to);
	let best: [Side | null, Side | null] = [null, null];
	let least = Infinity;
	for (const a of exitsOf(from)) {
		for (const b of ends) {
			const dx = b.at[0] - a.at[0];
			const dy = b.at[1] - a.at[1];
			let cost = Math.abs(dx) + Math.abs(dy);
			// Leaving away from the other end, or coming in from behind it, costs a turn.
			if (a.side) cost += turnBack(normals[a.side], dx, dy);
			if (b.side) cost += turnBack(normals[b.side], -dx, -dy);
			if (cost < least - 0.01) {
				least = cost;
				best = [a.side, b.side];
			}
		}
	}
	return best;
}

function turnBack(normal: Point, dx: number, dy: number): number {
	const before = normal[0] * dx + normal[1] * dy;
	return before >= STUB ? 0 : 2 * (STUB - before);
}

function straight(from: RouteEnd, to: RouteEnd): Route {
	const a = from.box && from.side ? anchor(from, from.side) : from.point;
	const b = to.box && to.side ? anchor(to, to.side) : to.point;
	const length = distance(a, b) || 1;
	const direction: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
	const leaves = from.box && !from.side ? clip(from.box, from.outline, a, b) : a;
	const meets = to.box && !to.side ? clip(to.box, to.outline, b, a) : b;
	const [start, end] = lengthened([leaves, meets], direction, [from, to]);
	return {
		shape: 'straight',
		points: [start, end],
		controls: null,
		middle: [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2],
		leaving: direction,
		arriving: direction,
		box: boxBetween(start, end)
	};
}

/** Where the ray from the inside point towards `to` leaves the outline or the box, plus the gap. */
function clip(
	box: Box,
	outline: readonly Point[] | null | undefined,
	inside: Point,
	to: Point
): Point {
	const met = outline && crossing(outline, inside, to, 'last');
	if (met) {
		const length = distance(met, to);
		const by = length > 0 ? Math.min(1, GAP / length) : 0;
		return [met[0] + (to[0] - met[0]) * by, met[1] + (to[1] - met[1]) * by];
	}
	const around = grow(box, GAP);
	const dx = to[0] - inside[0];
	const dy = to[1] - inside[1];
	let t = 1;
	if (dx > 0) t = Math.min(t, (around.maxX - inside[0]) / dx);
	if (dx < 0) t = Math.min(t, (around.minX - inside[0]) / dx);
	if (dy > 0) t = Math.min(t, (around.maxY - inside[1]) / dy);
	if (dy < 0) t = Math.min(t, (around.minY - inside[1]) / dy);
	return [inside[0] + dx * Math.max(0, t), inside[1] + dy * Math.max(0, t)];
}

function curved({ start, end, out, into }: Ports): Route {
	const far = distance(start, end);
	const pull = Math.min(200, Math.max(Math.min(24, far / 2), far * 0.42));
	const c1: Point = [start[0] + out[0] * pull, start[1] + out[1] * pull];
	const c2: Point = [end[0] + into[0] * pull, end[1] + into[1] * pull];
	const points: Point[] = [];
	for (let i = 0; i <= CURVE_SAMPLES; i++) {
		points.push(bezier(start, c1, c2, end, i / CURVE_SAMPLES));
	}
	return {
		shape: 'curved',
		points,
		controls: [c1, c2],
		middle: bezier(start, c1, c2, end, 0.5),
		leaving: out,
		arriving: [-into[0], -into[1]],
		box: boundsOfPoints(points)
	};
}

function bezier(a: Point, b: Point, c: Point, d: Point, t: number): Point {
	const u = 1 - t;
	const p = u * u * u;
	const q = 3 * u * u * t;
	const r = 3 * u * t * t;
	const s = t * t * t;
	return [p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]];
}

function boundsOfPoints(points: readonly Point[]): Box {
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (const [x, y] of points) {
		minX = Math.min(minX, x);
		minY = Math.min(minY, y);
		maxX = Math.max(maxX, x);
		maxY = Math.max(maxY, y);
	}
	return { minX, minY, maxX, maxY };
}

/**
 * A way of horizontal and vertical pieces, from a small grid of sensible lines (ends, stubs, box
 * edges, the middle between the boxes), with turns costing extra and the bound items to be avoided.
 */
function elbow(from: RouteEnd, to: RouteEnd, ports: Ports): Route {
	const { first: a, last: b, out, into } = ports;
	return elbowAlong(
		ports,
		shortcut(from, to, a, b, out, into) ?? search(from, to, a, b, out, into)
	);
}

/** The elbow that runs from stub to stub through these corners. */
export function elbowAlong(ports: Ports, way: readonly Point[]): Route {
	const { start, end } = ports;
	const points = tidy([start, ...way, end]);
	const first = points[1] ?? end;
	const last = points.at(-2) ?? start;
	return {
		shape: 'elbow',
		points,
		controls: null,
		middle: middleOf(points),
		leaving: towards(start, first),
		arriving: towards(last, end),
		box: boundsOfPoints(points)
	};
}

/** The common case without a search: the sides face each other, one jog half way. */
function shortcut(
	from: RouteEnd,
	to: RouteEnd,
	a: Point,
	b: Point,
	out: Point,
	into: Point
): Point[] | null {
	if (out[0] !== -into[0] || out[1] !== -into[1]) return null;
	if (ahead(a, b, out) < 0) return null;
	const way: Point[] =
		out[0] !== 0
			? [
					[(a[0] + b[0]) / 2, a[1]],
					[(a[0] + b[0]) / 2, b[1]]
				]
			: [
					[a[0], (a[1] + b[1]) / 2],
					[b[0], (a[1] + b[1]) / 2]
				];
	const whole = [a, ...way, b];
	return blocked(whole, from.box) || blocked(whole, to.box) ? null : whole;
}

function blocked(points: readonly Point[], box: Box | null): boolean {
	if (!box) return false;
	const core = grow(box, -1);
	for (let i = 1; i < points.length; i++) {
		if (segmentTouches(core, points[i - 1]!, points[i]!)) return true;
	}
	return false;
}

/** Dijkstra over the crossings of the sensible lines; a few dozen states. */
function search(
	from: RouteEnd,
	to: RouteEnd,
	a: Point,
	b: Point,
	out: Point,
	into: Point
): Point[] {
	const xs = lines([a[0], b[0]], from.box, to.box, 'x');
	const ys = lines([a[1], b[1]], from.box, to.box, 'y');
	const walls = [from.box, to.box]
		.filter((box) => box !== null)
		.map((box) => grow(box, STUB / 2 - 1));
	const columns = xs.length;
	// A state is a crossing and the direction of arrival (0 = horizontal, 1 = vertical).
	const states = columns * ys.length * 2;
	const cost = new Float64Array(states).fill(Infinity);
	const before = new Int32Array(states).fill(-1);
	const done = new Uint8Array(states);
	const at = (state: number): Point => [
		xs[(state >> 1) % columns]!,
		ys[Math.floor((state >> 1) / columns)]!
	];
	const startIndex = (ys.indexOf(a[1]) * columns + xs.indexOf(a[0])) * 2;
	const goalIndex = (ys.indexOf(b[1]) * columns + xs.indexOf(b[0])) * 2;
	const startDirection = out[0] !== 0 ? 0 : 1;
	const goalDirection = into[0] !== 0 ? 0 : 1;
	cost[startIndex + startDirection] = 0;
	for (;;) {
		let current = -1;
		for (let i = 0; i < states; i++) {
			if (!done[i] && cost[i]! < Infinity && (current < 0 || cost[i]! < cost[current]!))
				current = i;
		}
		if (current < 0) break;
		done[current] = 1;
		const cell = current >> 1;
		const x = cell % columns;
		const y = Math.floor(cell / columns);
		for (const [nx, ny, direction] of [
			[x - 1, y, 0],
			[x + 1, y, 0],
			[x, y - 1, 1],
			[x, y + 1, 1]
		] as const) {
			if (nx < 0 || ny < 0 || nx >= columns || ny >= ys.length) continue;
			const next = (ny * columns + nx) * 2 + direction;
			const p = at(current);
			const q = at(next);
			if (walls.some((wall) => segmentTouches(wall, p, q))) continue;
			const turn = direction === (current & 1) ? 0 : 30;
			const total = cost[current]! + Math.abs(p[0] - q[0]) + Math.abs(p[1] - q[1]) + turn;
			if (total < cost[next]!) {
				cost[next] = total;
				before[next] = current;
			}
		}
	}
	const ends: readonly number[] = [goalIndex, goalIndex + 1];
	let last = -1;
	let least = Infinity;
	for (const state of ends) {
		const total = cost[state]! + ((state & 1) === goalDirection ? 0 : 30);
		if (total < least) {
			least = total;
			last = state;
		}
	}
	// Items on top of each other leave no free way: go straight through.
	if (last < 0) return out[0] !== 0 ? [a, [b[0], a[1]], b] : [a, [a[0], b[1]], b];
	const way: Point[] = [];
	for (let state = last; state >= 0; state = before[state]!) way.push(at(state));
	return way.toReversed();
}

function lines(own: readonly number[], a: Box | null, b: Box | null, axis: 'x' | 'y'): number[] {
	const found = new Set<number>(own);
	const low = (box: Box): number => (axis === 'x' ? box.minX : box.minY);
	const high = (box: Box): number => (axis === 'x' ? box.maxX : box.maxY);
	for (const box of [a, b]) {
		if (!box) continue;
		found.add(low(box) - STUB);
		found.add(high(box) + STUB);
	}
	if (a && b) {
		if (high(a) < low(b)) found.add((high(a) + low(b)) / 2);
		if (high(b) < low(a)) found.add((high(b) + low(a)) / 2);
	}
	return [...found].toSorted((p, q) => p - q);
}

/** Drops repeated points and corners that don't turn. */
function tidy(points: readonly Point[]): Point[] {
	const kept: Point[] = [];
	for (const point of points) {
		const last = kept.at(-1);
		if (last && Math.abs(last[0] - point[0]) < 0.01 && Math.abs(last[1] - point[1]) < 0.01)
			continue;
		const previous = kept.at(-2);
		if (
			last &&
			previous &&
			((Math.abs(previous[0] - last[0]) < 0.01 && Math.abs(last[0] - point[0]) < 0.01) ||
				(Math.abs(previous[1] - last[1]) < 0.01 && Math.abs(last[1] - point[1]) < 0.01))
		) {
			kept.pop();
		}
		kept.push(point);
	}
	return kept;
}

/** The point half way along. */
function middleOf(points: readonly Point[]): Point {
	let total = 0;
	for (let i = 1; i < points.length; i++) total += distance(points[i - 1]!, points[i]!);
	let left = total / 2;
	for (let i = 1; i < points.length; i++) {
		const a = points[i - 1]!;
		const b = points[i]!;
		const length = distance(a, b);
		if (left <= length && length > 0) {
			const t = left / length;
			return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
		}
		left -= length;
	}
	return points[0] ?? [0, 0];
}

function distance(a: Point, b: Point): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** How far a point is from the way. */
export function distanceToRoute(route: Route, point: Point): number {
	let least = Infinity;
	for (let i = 1; i < route.points.length; i++) {
		least = Math.min(least, distanceToSegment(point, route.points[i - 1]!, route.points[i]!));
	}
	return least;
}

/** Whether the way passes through a box. */
export function routeTouches(route: Route, box: Box): boolean {
	for (let i = 1; i < route.points.length; i++) {
		if (segmentTouches(box, route.points[i - 1]!, route.points[i]!)) return true;
	}
	return false;
}
