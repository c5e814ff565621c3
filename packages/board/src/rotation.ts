import { boundsOf, centerOf, union, type Rect } from './geometry.ts';
import type { Item, Patch, Point } from './item.ts';
import { toRotation } from './normalize.ts';

/** Frames and cards stay upright: what lies in them would have to turn along. */
const turning: ReadonlySet<string> = new Set(['note', 'text', 'shape', 'image', 'ink']);

/** Whether items of this type can be turned. */
export function canTurn(type: string): boolean {
	return turning.has(type);
}

/** How far an item is turned, in degrees; 0 for what does not turn. */
export function rotationOf(item: Pick<Item, 'type' | 'rotation'>): number {
	return item.rotation !== undefined && turning.has(item.type) ? item.rotation : 0;
}

/** The point after a turn about a centre, degrees clockwise (y points down). */
export function turnPoint(point: Point, centre: Point, degrees: number): Point {
	const angle = (degrees * Math.PI) / 180;
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const [dx, dy] = [point[0] - centre[0], point[1] - centre[1]];
	return [centre[0] + dx * cos - dy * sin, centre[1] + dx * sin + dy * cos];
}

/** The upright rectangle around a turned one. */
export function turnRect(rect: Rect, degrees: number): Rect {
	const angle = (degrees * Math.PI) / 180;
	const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
	const width = rect.width * cos + rect.height * sin;
	const height = rect.width * sin + rect.height * cos;
	const [cx, cy] = centerOf(rect);
	return { x: cx - width / 2, y: cy - height / 2, width, height };
}

/** Something that is turned: the item, and the upright rectangle it is shown in before its rotation. */
export interface Turnable {
	readonly item: Item;
	readonly rect: Rect;
}

/**
 * Turns items about the centre of all of them. Items that can't turn travel with the others and stay
 * upright; connectors follow by their ends.
 */
export function turnItems(
	turned: readonly Turnable[],
	degrees: number,
	centre: Point | undefined = centreOfAll(turned)
): Patch[] {
	if (!centre) return [];
	return turned.map(({ item, rect }) => {
		const middle = centerOf(rect);
		const [x, y] = turnPoint(middle, centre, degrees);
		const pos: Point = [round(item.pos[0] + x - middle[0]), round(item.pos[1] + y - middle[1])];
		if (!canTurn(item.type)) return { id: item.id, pos };
		return { id: item.id, pos, rotation: toRotation(rotationOf(item) + degrees) ?? null };
	});
}

export function centreOfAll(turned: readonly Turnable[]): Point | undefined {
	const whole = union(
		turned.map(({ item, rect }) => {
			const rotation = rotationOf(item);
			return rotation === 0 ? rect : turnRect(rect, rotation);
		})
	);
	return whole && centerOf(whole);
}

/** The item with the rectangle that its record says. */
export function asTurnable(item: Item): Turnable {
	return { item, rect: boundsOf(item) };
}

const round = (value: number): number => Math.round(value * 10) / 10;
