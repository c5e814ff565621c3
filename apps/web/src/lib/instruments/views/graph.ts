import type { Point, Size } from '@concordia/board';
import type { CausePlaces, CausePlan } from '@concordia/instruments/cause-places';

/** A card in the graph, and the gaps around it, in pixels at 100 %. */
export interface GraphSizes {
	readonly node: Size;
	readonly gap: Size;
}

/** Cards grow with the reader's letters; `rem` is their size in pixels. */
export function graphSizes(rem: number): GraphSizes {
	const grown = (width: number, height: number): Size => [(width * rem) / 16, (height * rem) / 16];
	return { node: grown(248, 104), gap: grown(88, 28) };
}

/**
 * Lays out a graph without holding up the page: after each part it lets others have their turn. Null when it was
 * called off meanwhile.
 */
export async function layOut(
	plan: CausePlan,
	isWanted: () => boolean
): Promise<CausePlaces | null> {
	const { layOutCauses } = await import('@concordia/instruments/cause-places');
	const steps = layOutCauses(plan);
	let since = performance.now();
	for (;;) {
		if (!isWanted()) return null;
		const step = steps.next();
		if (step.done === true) return step.value;
		if (performance.now() - since < sliceMs) continue;
		await new Promise((resolve) => setTimeout(resolve));
		since = performance.now();
	}
}

const sliceMs = 12;

/** A line from the right side of a card to the left side of another; one that leads back runs around, below the cards in its way. */
export function linkPath(
	{ node, gap }: GraphSizes,
	from: Point,
	to: Point,
	places: Iterable<Point> = []
): string {
	const [width, height] = node;
	const start: Point = [from[0] + width, from[1] + height / 2];
	const end: Point = [to[0], to[1] + height / 2];
	if (end[0] > start[0]) {
		const bend = Math.max(24, (end[0] - start[0]) / 2);
		return `M${at(start)} C${start[0] + bend},${start[1]} ${end[0] - bend},${end[1]} ${at(end)}`;
	}
	let below = Math.max(from[1], to[1]) + height + gap[1] / 2;
	const between = [...places].filter(([x]) => x < start[0] && x + width > end[0]);
	for (const [, y] of between.toSorted((a, b) => a[1] - b[1])) {
		if (y - gap[1] / 2 < below && below < y + height + gap[1] / 2) below = y + height + gap[1] / 2;
	}
	const out = gap[0] / 2;
	return (
		`M${at(start)} C${start[0] + out},${start[1]} ${start[0] + out},${below} ${start[0]},${below} ` +
		`L${end[0]},${below} C${end[0] - out},${below} ${end[0] - out},${end[1]} ${at(end)}`
	);
}

const at = ([x, y]: Point): string => `${x},${y}`;

/** The card that the arrow key leads to from another: the nearest that lies that way. */
export function neighbour(
	places: ReadonlyMap<string, Point>,
	from: string,
	key: string
): string | undefined {
	const origin = places.get(from);
	if (!origin) return undefined;
	let best: { id: string; cost: number } | undefined;
	for (const [id, place] of places) {
		const cost = costOf(place[0] - origin[0], place[1] - origin[1], key);
		if (id !== from && cost !== null && (!best || cost < best.cost)) best = { id, cost };
	}
	return best?.id;
}

/** How far it is that way; what lies aside counts more. Null when it lies another way. */
function costOf(dx: number, dy: number, key: string): number | null {
	const [ahead, aside] =
		key === 'ArrowRight'
			? [dx, dy]
			: key === 'ArrowLeft'
				? [-dx, dy]
				: key === 'ArrowDown'
					? [dy, dx]
					: [-dy, dx];
	return ahead > 1 && Math.abs(aside) <= 2 * ahead ? ahead + 3 * Math.abs(aside) : null;
}
