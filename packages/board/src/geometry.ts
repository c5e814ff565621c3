import type { End, Item, Point, Side } from './item.ts';

/** A rectangle in board units. */
export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

type Placed = Pick<Item, 'pos' | 'size'>;

/** The rectangle an item covers. For connectors this is empty: their bounds come from routing. */
export function boundsOf(item: Placed): Rect {
	return { x: item.pos[0], y: item.pos[1], width: item.size[0], height: item.size[1] };
}

/** The smallest rectangle around all of these; undefined when there are none. */
export function union(rects: Iterable<Rect>): Rect | undefined {
	let left = Infinity;
	let top = Infinity;
	let right = -Infinity;
	let bottom = -Infinity;
	for (const { x, y, width, height } of rects) {
		left = Math.min(left, x);
		top = Math.min(top, y);
		right = Math.max(right, x + width);
		bottom = Math.max(bottom, y + height);
	}
	return left === Infinity
		? undefined
		: { x: left, y: top, width: right - left, height: bottom - top };
}

/** Does `outer` hold the point, or the whole rectangle? Edges count as inside. */
export function contains(outer: Rect, inner: Rect | Point): boolean {
	const rect: Rect = 'width' in inner ? inner : { x: inner[0], y: inner[1], width: 0, height: 0 };
	return (
		rect.x >= outer.x &&
		rect.y >= outer.y &&
		rect.x + rect.width <= outer.x + outer.width &&
		rect.y + rect.height <= outer.y + outer.height
	);
}

/** Do the two rectangles share at least a point? */
export function intersects(a: Rect, b: Rect): boolean {
	return (
		a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
	);
}

export function centerOf(rect: Rect): Point {
	return [rect.x + rect.width / 2, rect.y + rect.height / 2];
}

/** The middle of a side of the item, or its centre. */
export function anchorOf(item: Placed, side?: Side): Point {
	const { x, y, width, height } = boundsOf(item);
	switch (side) {
		case 'top':
			return [x + width / 2, y];
		case 'bottom':
			return [x + width / 2, y + height];
		case 'left':
			return [x, y + height / 2];
		case 'right':
			return [x + width, y + height / 2];
		default:
			return [x + width / 2, y + height / 2];
	}
}

/** Where a connector's end stands now; undefined when it names an item that isn't there. */
export function endPoint(end: End, find: (id: string) => Placed | undefined): Point | undefined {
	if ('point' in end) return end.point;
	const item = find(end.item);
	return item && anchorOf(item, end.side);
}
