import type { Point } from '@concordia/board';

/** An upright rectangle in board units (y down), in the shape the spatial index wants. */
export interface Box {
	readonly minX: number;
	readonly minY: number;
	readonly maxX: number;
	readonly maxY: number;
}

export function boxAt(x: number, y: number, w: number, h: number): Box {
	return { minX: x, minY: y, maxX: x + w, maxY: y + h };
}

/** The rectangle that two corners span, whichever way round they are. */
export function boxBetween(a: Point, b: Point): Box {
	return {
		minX: Math.min(a[0], b[0]),
		minY: Math.min(a[1], b[1]),
		maxX: Math.max(a[0], b[0]),
		maxY: Math.max(a[1], b[1])
	};
}

export function widthOf(box: Box): number {
	return box.maxX - box.minX;
}

export function heightOf(box: Box): number {
	return box.maxY - box.minY;
}

export function centreOf(box: Box): Point {
	return [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
}

/** For boxes that go on changing, such as those of items. */
export function copyOf({ minX, minY, maxX, maxY }: Box): Box {
	return { minX, minY, maxX, maxY };
}

export function grow(box: Box, by: number): Box {
	return {
		minX: box.minX - by,
		minY: box.minY - by,
		maxX: box.maxX + by,
		maxY: box.maxY + by
	};
}

export function overlaps(a: Box, b: Box): boolean {
	return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

/** Whether `inner` lies wholly in `outer`. */
export function holds(outer: Box, inner: Box): boolean {
	return (
		outer.minX <= inner.minX &&
		outer.minY <= inner.minY &&
		outer.maxX >= inner.maxX &&
		outer.maxY >= inner.maxY
	);
}

export function holdsPoint(box: Box, [x, y]: Point): boolean {
	return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
}

/** The smallest box around all; null for none. */
export function around(boxes: Iterable<Box>): Box | null {
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (const box of boxes) {
		minX = Math.min(minX, box.minX);
		minY = Math.min(minY, box.minY);
		maxX = Math.max(maxX, box.maxX);
		maxY = Math.max(maxY, box.maxY);
	}
	return minX > maxX ? null : { minX, minY, maxX, maxY };
}

/** The area that two boxes share, in square board units. */
export function sharedArea(a: Box, b: Box): number {
	const w = Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX);
	const h = Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY);
	return w > 0 && h > 0 ? w * h : 0;
}

/** How far a point is outside a box; 0 inside. */
export function distanceToBox(box: Box, [x, y]: Point): number {
	const dx = Math.max(box.minX - x, 0, x - box.maxX);
	const dy = Math.max(box.minY - y, 0, y - box.maxY);
	return Math.hypot(dx, dy);
}

/** How far a point is from the segment a–b. */
export function distanceToSegment([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
	const dx = bx - ax;
	const dy = by - ay;
	const length2 = dx * dx + dy * dy;
	const t =
		length2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length2));
	return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Whether the segment a–b touches the box (Liang–Barsky clipping). */
export function segmentTouches(box: Box, [ax, ay]: Point, [bx, by]: Point): boolean {
	const dx = bx - ax;
	const dy = by - ay;
	let enter = 0;
	let leave = 1;
	const sides: readonly (readonly [number, number])[] = [
		[-dx, ax - box.minX],
		[dx, box.maxX - ax],
		[-dy, ay - box.minY],
		[dy, box.maxY - ay]
	];
	for (const [slope, room] of sides) {
		if (slope === 0) {
			if (room < 0) return false;
			continue;
		}
		const t = room / slope;
		if (slope < 0) enter = Math.max(enter, t);
		else leave = Math.min(leave, t);
		if (enter > leave) return false;
	}
	return true;
}
