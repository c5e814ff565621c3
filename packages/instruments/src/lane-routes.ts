import type { LaneLayout } from './lane-layout.ts';
import type { Flow, LaneMap } from './lanes.ts';

/** How a flow is drawn between its steps, and where its words stand; in the units of the layout. */
export interface FlowRoute {
	readonly flow: Flow;
	readonly path: string;
	/** The middle of its words. */
	readonly x: number;
	readonly y: number;
}

export interface RouteMeasures {
	readonly sizeOf: (step: string) => readonly [width: number, height: number];
	readonly columnGap: number;
	/** Room between a lane's edge and its steps, where far ways run. */
	readonly lanePadding: number;
	/** How much room the words of a flow take. */
	readonly labelWidth: number;
	readonly labelHeight: number;
}

interface Point {
	readonly x: number;
	readonly y: number;
}

/**
 * The ways of all flows that have both ends. To the next column they swing over; further, or back, they run
 * along the foot of the lane they come from, so that no step is crossed.
 */
export function routeFlows(map: LaneMap, plan: LaneLayout, measures: RouteMeasures): FlowRoute[] {
	const routes: FlowRoute[] = [];
	const labels = new Map<string, Point[]>();
	const used = new Map<string, number>();
	const beside = sharedWays(map.flows);
	for (const flow of map.flows) {
		const from = flow.from && plan.places.get(flow.from.id);
		const to = flow.to && plan.places.get(flow.to.id);
		if (!from || !to || !flow.from || !flow.to) continue;
		const [width, height] = measures.sizeOf(flow.from.id);
		const [, endHeight] = measures.sizeOf(flow.to.id);
		const aside = (beside.get(flow.id) ?? 0) * Math.min(height, endHeight);
		const start = { x: from.x + width, y: from.y + height / 2 + aside };
		const end = { x: to.x, y: to.y + endHeight / 2 + aside };
		const gap = end.x - start.x;
		const isNext = gap > 0 && gap <= measures.columnGap * 1.5;
		const lane = map.laneOf.get(flow.from.id) ?? '';
		const way = isNext ? swing(start, end) : around(start, end, footOf(plan, lane), measures, used);
		const middle = clear(way.middle, labels, measures);
		routes.push({ flow, path: way.path, x: middle.x, y: middle.y });
	}
	return routes;
}

/** How far from the middle of its steps each flow runs, as a share of their height: several between the same two lie beside each other. */
function sharedWays(flows: LaneMap['flows']): ReadonlyMap<string, number> {
	const ways = Map.groupBy(flows, ({ from, to }) => JSON.stringify([from?.id, to?.id]));
	return new Map(
		[...ways.values()].flatMap((together) =>
			together.map(({ id }, at): [string, number] => [id, (at + 1) / (together.length + 1) - 1 / 2])
		)
	);
}

interface Way {
	readonly path: string;
	readonly middle: Point;
}

function swing(start: Point, end: Point): Way {
	const half = (end.x - start.x) / 2;
	const [a, b] = [start.x + half, end.x - half];
	return {
		path: `M${start.x} ${start.y}C${a} ${start.y} ${b} ${end.y} ${end.x} ${end.y}`,
		middle: { x: a, y: (start.y + end.y) / 2 }
	};
}

function footOf({ bands }: LaneLayout, lane: string): number {
	const band = bands.find(({ lane: { id } }) => id === lane);
	return band ? band.y + band.height : 0;
}

/** Out to the right, along the foot of the lane, and into the target from its left. */
function around(
	start: Point,
	end: Point,
	foot: number,
	{ columnGap, lanePadding }: RouteMeasures,
	used: Map<string, number>
): Way {
	const count = used.get(String(foot)) ?? 0;
	used.set(String(foot), count + 1);
	// Several ways along one foot run beside each other.
	const y = foot - lanePadding / 2 + ((count % 4) - 1.5) * (lanePadding / 6);
	const [out, into] = [start.x + columnGap * 0.2, end.x - columnGap * 0.2];
	const corners = [start, { x: out, y: start.y }, { x: out, y }, { x: into, y }];
	return {
		path: rounded([...corners, { x: into, y: end.y }, end]),
		middle: { x: (out + into) / 2, y }
	};
}

const radius = 10;

function rounded(points: readonly Point[]): string {
	let path = `M${points[0]!.x} ${points[0]!.y}`;
	for (let index = 1; index < points.length - 1; index += 1) {
		const [before, corner, after] = [points[index - 1]!, points[index]!, points[index + 1]!];
		const [a, b] = [toward(corner, before), toward(corner, after)];
		path += `L${a.x} ${a.y}Q${corner.x} ${corner.y} ${b.x} ${b.y}`;
	}
	const last = points.at(-1)!;
	return `${path}L${last.x} ${last.y}`;
}

/** A little way from a corner to a neighbour. */
function toward(corner: Point, other: Point): Point {
	const length = Math.hypot(other.x - corner.x, other.y - corner.y);
	const part = length === 0 ? 0 : Math.min(radius, length / 2) / length;
	return {
		x: corner.x + (other.x - corner.x) * part,
		y: corner.y + (other.y - corner.y) * part
	};
}

/** Words go down until they cover no others. */
function clear(
	wanted: Point,
	labels: Map<string, Point[]>,
	{ labelWidth, labelHeight }: RouteMeasures
): Point {
	const column = String(Math.round(wanted.x / labelWidth));
	const near = labels.get(column) ?? [];
	let { y } = wanted;
	for (const other of near.toSorted((a, b) => a.y - b.y)) {
		if (Math.abs(other.y - y) < labelHeight) y = other.y + labelHeight;
	}
	const placed = { x: wanted.x, y };
	labels.set(column, [...near, placed]);
	return placed;
}
