// The part of routing that only boards with elbows need.
import type { Point } from '@concordia/board';
import { around, grow, holdsPoint, overlaps, segmentTouches, type Box } from './box.ts';
import { elbowAlong, portsOf, type Ports, type Route, type RouteEnd } from './route.ts';

/** How far a way keeps off what it goes around. */
const CLEAR = 12;
/** Ways that would have to mind more than this stay as they are: a crowd can't be walked around. */
const MAX_WALLS = 14;
const ROUNDS = 5;
const TURN = 30;

export interface Detour {
	readonly route: Route;
	/** All the ground that was looked at: while nothing changes there, the answer stays the same. */
	readonly corridor: Box;
}

/**
 * Leads an elbow around what stands in its way. Looks only at what a way really meets, and at most at
 * `MAX_WALLS` things; where no way is free the plain one stays. Pure, and the same for everybody.
 */
export function detour(
	plain: Route,
	from: RouteEnd,
	to: RouteEnd,
	findBoxes: (area: Box) => readonly Box[]
): Detour {
	const ports = portsOf(from, to);
	const walls: Box[] = [];
	let corridor = grow(plain.box, CLEAR);
	let route = plain;
	for (let round = 0; round < ROUNDS; round++) {
		const met = findBoxes(grow(route.box, CLEAR)).filter(
			(box) => !walls.includes(box) && stands(box, from, to, ports) && meets(route, box)
		);
		if (met.length === 0) return { route, corridor };
		walls.push(...met);
		if (walls.length > MAX_WALLS) break;
		const way = search(from, to, ports, walls);
		if (!way) break;
		route = elbowAlong(ports, way);
		corridor = around([corridor, grow(route.box, CLEAR)]) ?? corridor;
	}
	return { route: plain, corridor };
}

/** Whether something can be walked around: not what the ends lie in, on, or so near that nobody could pass. */
function stands(box: Box, from: RouteEnd, to: RouteEnd, { first, last }: Ports): boolean {
	if ([from.box, to.box].some((own) => own && overlaps(own, box))) return false;
	const near = grow(box, CLEAR - 1);
	return ![from.point, to.point, first, last].some((point) => holdsPoint(near, point));
}

function meets({ points }: Route, box: Box): boolean {
	const core = grow(box, 2);
	return points.some((point, i) => i > 0 && segmentTouches(core, points[i - 1]!, point));
}

/** Dijkstra over the crossings of the lines along everything that stands there, turns costing extra. */
function search(
	from: RouteEnd,
	to: RouteEnd,
	{ first, last, out, into }: Ports,
	met: readonly Box[]
): Point[] | null {
	const own = [from.box, to.box].filter((box) => box !== null).map((box) => grow(box, 9));
	const others = met.map((box) => grow(box, CLEAR - 1));
	const walls = [...own, ...others];
	const xs = lines([first[0], last[0]], walls, (box) => [box.minX - 1, box.maxX + 1]);
	const ys = lines([first[1], last[1]], walls, (box) => [box.minY - 1, box.maxY + 1]);
	const columns = xs.length;
	const blocked = blockedSteps(xs, ys, walls);
	// A state is a crossing and the direction of arrival (0 = level, 1 = upright).
	const states = columns * ys.length * 2;
	const cost = new Float64Array(states).fill(Infinity);
	const before = new Int32Array(states).fill(-1);
	const heap = new Heap(cost);
	const cellOf = ([x, y]: Point): number => ys.indexOf(y) * columns + xs.indexOf(x);
	const goal = cellOf(last);
	const goalDirection = into[0] !== 0 ? 0 : 1;
	const begin = cellOf(first) * 2 + (out[0] !== 0 ? 0 : 1);
	cost[begin] = 0;
	heap.push(begin);
	for (let current = heap.pop(); current !== undefined; current = heap.pop()) {
		const cell = current >> 1;
		if (cell === goal) return wayTo(current);
		const column = cell % columns;
		const row = (cell - column) / columns;
		for (const [step, direction, isFree] of [
			[-1, 0, column > 0 && !blocked.level[cell - 1]],
			[1, 0, column < columns - 1 && !blocked.level[cell]],
			[-columns, 1, row > 0 && !blocked.upright[cell - columns]],
			[columns, 1, row < ys.length - 1 && !blocked.upright[cell]]
		] as const) {
			if (!isFree) continue;
			const next = (cell + step) * 2 + direction;
			const length =
				direction === 0
					? Math.abs(xs[column]! - xs[column + step]!)
					: Math.abs(ys[row]! - ys[row + step / columns]!);
			const turn = direction === (current & 1) ? 0 : TURN;
			const lastTurn = cell + step === goal && direction !== goalDirection ? TURN : 0;
			const total = cost[current]! + length + turn + lastTurn;
			if (total < cost[next]! - 0.001) {
				cost[next] = total;
				before[next] = current;
				heap.push(next);
			}
		}
	}
	return null;

	function wayTo(end: number): Point[] {
		const way: Point[] = [];
		for (let state = end; state >= 0; state = before[state]!) {
			const cell = state >> 1;
			way.push([xs[cell % columns]!, ys[Math.floor(cell / columns)]!]);
		}
		return way.toReversed();
	}
}

function lines(
	ends: readonly number[],
	walls: readonly Box[],
	edges: (box: Box) => readonly [number, number]
): number[] {
	const found = new Set(ends);
	const sides = walls.map(edges);
	for (const [low, high] of sides) found.add(low).add(high);
	// Half way between the two ends a line looks better than along one of them.
	const [a, b] = sides;
	if (a && b && a[1] < b[0]) found.add((a[1] + b[0]) / 2);
	if (a && b && b[1] < a[0]) found.add((b[1] + a[0]) / 2);
	return [...found].toSorted((p, q) => p - q);
}

/** Which steps to the right and down run through a wall, by the cell they start from. */
function blockedSteps(
	xs: readonly number[],
	ys: readonly number[],
	walls: readonly Box[]
): { readonly level: Uint8Array; readonly upright: Uint8Array } {
	const level = new Uint8Array(xs.length * ys.length);
	const upright = new Uint8Array(xs.length * ys.length);
	for (const { minX, minY, maxX, maxY } of walls) {
		for (let row = 0; row < ys.length; row++) {
			const y = ys[row]!;
			const below = ys[row + 1] ?? y;
			for (let column = 0; column < xs.length; column++) {
				const x = xs[column]!;
				const right = xs[column + 1] ?? x;
				const cell = row * xs.length + column;
				if (y > minY && y < maxY && x < maxX && right > minX) level[cell] = 1;
				if (x > minX && x < maxX && y < maxY && below > minY) upright[cell] = 1;
			}
		}
	}
	return { level, upright };
}

/** The states that wait, the cheapest first; equal ones by number, so that everybody finds the same way. */
class Heap {
	readonly #cost: Float64Array;
	readonly #waiting: Waiting[] = [];

	constructor(cost: Float64Array) {
		this.#cost = cost;
	}

	push(state: number): void {
		const waiting = this.#waiting;
		const entry = { state, cost: this.#cost[state]! };
		let at = waiting.length;
		waiting.push(entry);
		while (at > 0) {
			const above = (at - 1) >> 1;
			if (!isBefore(entry, waiting[above]!)) break;
			waiting[at] = waiting[above]!;
			at = above;
		}
		waiting[at] = entry;
	}

	/** The cheapest state; what has meanwhile become cheaper was given out before. */
	pop(): number | undefined {
		for (;;) {
			const entry = this.#take();
			if (!entry || entry.cost <= this.#cost[entry.state]!) return entry?.state;
		}
	}

	#take(): Waiting | undefined {
		const waiting = this.#waiting;
		const top = waiting[0];
		const moved = waiting.pop();
		if (!top || !moved || waiting.length === 0) return top;
		let at = 0;
		for (;;) {
			let below = 2 * at + 1;
			if (below >= waiting.length) break;
			const other = waiting[below + 1];
			if (other && isBefore(other, waiting[below]!)) below += 1;
			if (!isBefore(waiting[below]!, moved)) break;
			waiting[at] = waiting[below]!;
			at = below;
		}
		waiting[at] = moved;
		return top;
	}
}

interface Waiting {
	readonly state: number;
	readonly cost: number;
}

function isBefore(a: Waiting, b: Waiting): boolean {
	return a.cost < b.cost || (a.cost === b.cost && a.state < b.state);
}
