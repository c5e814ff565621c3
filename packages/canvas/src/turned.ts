import { turnPoint, turnRect, type Item, type Point } from '@concordia/board';
import { boxAt, centreOf, heightOf, widthOf, type Box } from './box.ts';
import { outlineOf } from './shapes.ts';

/** How an item that isn't upright stands: its box before the turn, and the turn about the middle of it. */
export interface Turned {
	readonly degrees: number;
	readonly box: Box;
}

/** An item where it stands. */
interface Placed extends Box {
	readonly item: Item;
	readonly turned: Turned | null;
}

/** The upright box around a turned one. */
export function boundsOfTurned({ box, degrees }: Turned): Box {
	const { minX, minY } = box;
	const rect = turnRect({ x: minX, y: minY, width: widthOf(box), height: heightOf(box) }, degrees);
	return boxAt(rect.x, rect.y, rect.width, rect.height);
}

/** The box an item has before it is turned. */
export function uprightOf(entry: Box & { readonly turned: Turned | null }): Box {
	return entry.turned?.box ?? entry;
}

/** Where a place of the board lies for an item that thinks itself upright. */
export function unturn(turned: Turned | null, point: Point): Point {
	return turned ? turnPoint(point, centreOf(turned.box), -turned.degrees) : point;
}

/** Where a place of the upright item really is. */
export function turn(turned: Turned | null, point: Point): Point {
	return turned ? turnPoint(point, centreOf(turned.box), turned.degrees) : point;
}

/** The corners as they stand, clockwise from what was the upper left. */
export function cornersOfTurned(turned: Turned): readonly [Point, Point, Point, Point] {
	const { minX, minY, maxX, maxY } = turned.box;
	return [
		turn(turned, [minX, minY]),
		turn(turned, [maxX, minY]),
		turn(turned, [maxX, maxY]),
		turn(turned, [minX, maxY])
	];
}

/** The true outline of an item as it stands; null where that is its box. */
export function outlineAt(entry: Placed): readonly Point[] | null {
	const { item, turned } = entry;
	const outline = outlineOf(item, uprightOf(entry));
	if (!turned) return outline;
	return outline ? outline.map((point) => turn(turned, point)) : cornersOfTurned(turned);
}

/** The transform that puts a drawing, made for an upright item at `pos`, where the turned item stands. */
export function placeOf(
	pos: Point,
	turned: Turned | null
): { readonly at: Point; readonly cos: number; readonly sin: number } {
	if (!turned) return { at: pos, cos: 1, sin: 0 };
	const angle = (turned.degrees * Math.PI) / 180;
	return { at: turn(turned, pos), cos: Math.cos(angle), sin: Math.sin(angle) };
}
