import {
	boundsOf,
	intersects,
	union,
	type Item,
	type Point,
	type Rect,
	type Size
} from '@concordia/board';

const gap = 80;
/** With more things than this on the board the search for the nearest place would be felt. */
const most = 300;

/**
 * Where something of this size lies on nothing, as near as possible to the place wanted for its middle: there,
 * else beside, above or below what is in the way, else to the right of everything.
 */
export function freePlace(items: Iterable<Item>, [width, height]: Size, middle: Point): Point {
	const taken: Rect[] = [];
	for (const item of items) {
		// What lies in a frame lies within it; connectors run over everything.
		if (item.parent === undefined && item.type !== 'connector') taken.push(boundsOf(item));
	}
	const wanted: Point = [Math.round(middle[0] - width / 2), Math.round(middle[1] - height / 2)];
	const isFree = ([x, y]: Point): boolean => {
		const around = { x: x - gap / 2, y: y - gap / 2, width: width + gap, height: height + gap };
		return !taken.some((rect) => intersects(rect, around));
	};
	if (isFree(wanted)) return wanted;
	const all = union(taken);
	const beside: Point = all ? [Math.round(all.x + all.width + gap), Math.round(all.y)] : wanted;
	if (taken.length > most) return beside;

	const distance = ([x, y]: Point): number => Math.hypot(x - wanted[0], y - wanted[1]);
	const places = taken
		.flatMap((rect): Point[] => [
			[rect.x - width - gap, wanted[1]],
			[rect.x + rect.width + gap, wanted[1]],
			[wanted[0], rect.y - height - gap],
			[wanted[0], rect.y + rect.height + gap]
		])
		.map(([x, y]): Point => [Math.round(x), Math.round(y)])
		.toSorted((a, b) => distance(a) - distance(b));
	return places.find(isFree) ?? beside;
}
