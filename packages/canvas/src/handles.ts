import type { Point, Side } from '@concordia/board';
import { centreOf, heightOf, widthOf, type Box } from './box.ts';

export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

/** Half the side of the square in which a handle is caught, in CSS pixels. */
const REACH_MOUSE = 9;
const REACH_TOUCH = 15;
/** Boxes smaller than this on the screen have only the handle at the lower right. */
const ROOM_FOR_CORNERS = 20;
/** Edges are grabbed along their whole length, but not where that leaves no room to move the item. */
const ROOM_FOR_EDGES = 36;

/** How far the dots that start a connector stand off their item, in CSS pixels. */
export const LINK_OFFSET = 18;
const LINK_REACH_MOUSE = 11;
const LINK_REACH_TOUCH = 16;
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
	for (const [handle, [hx, hy]] of cornersOf(box)) {
		if (Math.abs(x - hx) <= reach && Math.abs(y - hy) <= reach) return handle;
	}
	const edge = reach * 0.6;
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
