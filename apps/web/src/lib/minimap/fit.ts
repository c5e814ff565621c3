import { boundsOf, union, type Item, type Rect } from '@concordia/board';

/** How the map shows the board: `scale` map pixels per board unit, the board's corner at `x`, `y` of the map. */
export interface Fit {
	readonly scale: number;
	readonly x: number;
	readonly y: number;
}

const empty: Rect = { x: -500, y: -400, width: 1000, height: 800 };

/** What the map has to show: everything on the board. Strange places are left out. */
export function mapBounds(items: Iterable<Item>): Rect {
	const rects: Rect[] = [];
	for (const item of items) if (item.type !== 'connector') rects.push(boundsOf(item));
	return union(rects) ?? empty;
}

/** Shows all of a rectangle in the middle of the map. */
export function fitMap(bounds: Rect, width: number, height: number, margin: number): Fit {
	const scale = Math.min(
		(width - 2 * margin) / Math.max(1, bounds.width),
		(height - 2 * margin) / Math.max(1, bounds.height)
	);
	return {
		scale,
		x: (width - bounds.width * scale) / 2 - bounds.x * scale,
		y: (height - bounds.height * scale) / 2 - bounds.y * scale
	};
}

/** A rectangle of the board on the map. */
export function toMap({ scale, x, y }: Fit, rect: Rect): Rect {
	return {
		x: rect.x * scale + x,
		y: rect.y * scale + y,
		width: rect.width * scale,
		height: rect.height * scale
	};
}

/** A place on the map as a place on the board. */
export function fromMap({ scale, x, y }: Fit, at: readonly [number, number]): [number, number] {
	return [(at[0] - x) / scale, (at[1] - y) / scale];
}
