import type { Point, Side } from '@concordia/board';
import { centreOf, heightOf, widthOf, type Box } from './box.ts';

export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

/** Half the side of the square in which a handle is caught, in CSS pixels. */
const REACH_MOUSE = 9;
const REACH_TOUCH = 22;
/** Boxes smaller than this on the screen have only the handle at the lower right. */
const ROOM_FOR_CORNERS = 20;
/** Edges are grabbed along their whole length, but not where that leaves no room to move the item. */
const ROOM_FOR_EDGES = 36;

/** How far the dots that start a connector stand off their item, in CSS pixels. */
export const LINK_OFFSET = 18;
const LINK_REACH_MOUSE = 11;
const LINK_REACH_TOUCH = 22;
/** How far the handle that turns stands off the lower left corner, to the left and down. */
const KNOB_OFFSET = 22;
const KNOB_OFFSET_TOUCH = 34;
const KNOB_REACH_MOUSE = 12;
const KNOB_REACH_TOUCH = 22;
/** Items smaller than this on the screen have no dots: they would hide what stands beside. */
const ROOM_FOR_LINKS = 44;

export const handleCursor: Readonly<Record<Handle, string>> = {
	nw: 'nwse-resize',
	se: 'nwse-resize',
	ne: 'nesw-resize',
	sw: 'nesw-resize',
	n: 'ns-resize',
	s: 'ns-resize',
	e: 'ew-resize',
	w: 'ew-resize'
};

const around: readonly Handle[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];

/** The pointer over a handle of something that is turned. */
export function cursorOf(handle: Handle, degrees: number): string {
	const step = Math.round(degrees / 45) + around.indexOf(handle);
	return handleCursor[around[((step % 8) + 8) % 8]!];
}

/** The handle that turns. Box in CSS pixels. */
export function knobOf(box: Box, touch: boolean): Point {
	const offset = touch ? KNOB_OFFSET_TOUCH : KNOB_OFFSET;
	return [box.minX - offset, box.maxY + offset];
}

export function isAtKnob(box: Box, [x, y]: Point, touch: boolean): boolean {
	const [kx, ky] = knobOf(box, touch);
	return Math.hypot(x - kx, y - ky) <= (touch ? KNOB_REACH_TOUCH : KNOB_REACH_MOUSE);
}

/** The corner handles that a box of this size on the screen shows. */
export function cornersOf(box: Box): readonly (readonly [Handle, Point])[] {
	const small = widthOf(box) < ROOM_FOR_CORNERS || heightOf(box) < ROOM_FOR_CORNERS;
	const lowerRight = ['se', [box.maxX, box.maxY]] as const;
	if (small) return [lowerRight];
	return [
		['nw', [box.minX, box.minY]],
		['ne', [box.maxX, box.minY]],
		lowerRight,
		['sw', [box.minX, box.maxY]]
	];
}

/** The handle at a point. Box and point in CSS pixels. */
export function handleAt(box: Box, [x, y]: Point, touch: boolean): Handle | null {
	const reach = touch ? REACH_TOUCH : REACH_MOUSE;
	// A finger's target is large, but must not cover what lies between the handles.
	const insideX = Math.min(reach, widthOf(box) / 4);
	const insideY = Math.min(reach, heightOf(box) / 4);
	for (const [handle, [hx, hy]] of cornersOf(box)) {
		const inX = handle.includes('w') ? x - hx : hx - x;
		const inY = handle.includes('n') ? y - hy : hy - y;
		const [outX, outY] = touch ? [2 * reach - insideX, 2 * reach - insideY] : [reach, reach];
		const [deepX, deepY] = touch ? [insideX, insideY] : [reach, reach];
		if (inX >= -outX && inX <= deepX && inY >= -outY && inY <= deepY) return handle;
	}
	const edge = Math.min(reach * 0.6, 8);
	const across = x > box.minX && x < box.maxX && widthOf(box) >= ROOM_FOR_EDGES;
	const along = y > box.minY && y < box.maxY && heightOf(box) >= ROOM_FOR_EDGES;
	if (across && Math.abs(y - box.minY) <= edge) return 'n';
	if (across && Math.abs(y - box.maxY) <= edge) return 's';
	if (along && Math.abs(x - box.minX) <= edge) return 'w';
	if (along && Math.abs(x - box.maxX) <= edge) return 'e';
	return null;
}

/** The dots around an item from which a connector can be pulled. Box in CSS pixels. */
export function linkDots(box: Box): readonly (readonly [Side, Point])[] {
	if (Math.min(widthOf(box), heightOf(box)) < ROOM_FOR_LINKS) return [];
	const [cx, cy] = centreOf(box);
	return [
		['top', [cx, box.minY - LINK_OFFSET]],
		['right', [box.maxX + LINK_OFFSET, cy]],
		['bottom', [cx, box.maxY + LINK_OFFSET]],
		['left', [box.minX - LINK_OFFSET, cy]]
	];
}

export function linkDotAt(box: Box, [x, y]: Point, touch: boolean): Side | null {
	const reach = touch ? LINK_REACH_TOUCH : LINK_REACH_MOUSE;
	const dot = linkDots(box).find(([, at]) => Math.hypot(x - at[0], y - at[1]) <= reach);
	return dot ? dot[0] : null;
}
