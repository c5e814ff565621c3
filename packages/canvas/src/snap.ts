import { centreOf, type Box } from './box.ts';

/** CSS pixels within which an edge or centre is caught. */
export const SNAP_DISTANCE = 8;

/** A line along which something lines up, in board units. */
export interface Guide {
	readonly axis: 'x' | 'y';
	readonly at: number;
	readonly from: number;
	readonly to: number;
}

export interface Snapped {
	readonly dx: number;
	readonly dy: number;
	readonly guides: readonly Guide[];
}

interface Line {
	readonly at: number;
	readonly box: Box;
}

/**
 * How far a moving box has to be shifted so that an edge or its centre lines up with another box's,
 * if one is within `reach` (board units); the nearest wins, on each axis by itself.
 */
export function snapMove(moving: Box, others: readonly Box[], reach: number): Snapped {
	const x = nearest(linesOf([moving], 'x'), linesOf(others, 'x'), reach);
	const y = nearest(linesOf([moving], 'y'), linesOf(others, 'y'), reach);
	const dx = x?.shift ?? 0;
	const dy = y?.shift ?? 0;
	const shifted: Box = {
		minX: moving.minX + dx,
		maxX: moving.maxX + dx,
		minY: moving.minY + dy,
		maxY: moving.maxY + dy
	};
	const guides: Guide[] = [];
	if (x) guides.push(guideAlong('x', x.to, shifted));
	if (y) guides.push(guideAlong('y', y.to, shifted));
	return { dx, dy, guides };
}

/** Catches a single dragged edge, for resizing. */
export function snapEdge(
	axis: 'x' | 'y',
	at: number,
	box: Box,
	others: readonly Box[],
	reach: number
): { readonly at: number; readonly guide: Guide | null } {
	const found = nearest([{ at, box }], linesOf(others, axis), reach);
	if (!found) return { at, guide: null };
	return { at: at + found.shift, guide: guideAlong(axis, found.to, box) };
}

/** To the nearest line of a grid. */
export function snapToGrid(value: number, step: number): number {
	return Math.round(value / step) * step;
}

function linesOf(boxes: readonly Box[], axis: 'x' | 'y'): Line[] {
	return boxes.flatMap((box) => {
		const [cx, cy] = centreOf(box);
		return axis === 'x'
			? [
					{ at: box.minX, box },
					{ at: cx, box },
					{ at: box.maxX, box }
				]
			: [
					{ at: box.minY, box },
					{ at: cy, box },
					{ at: box.maxY, box }
				];
	});
}

function nearest(
	own: readonly Line[],
	others: readonly Line[],
	reach: number
): { shift: number; to: Line } | null {
	let best: { shift: number; to: Line } | null = null;
	for (const line of own) {
		for (const to of others) {
			const shift = to.at - line.at;
			if (Math.abs(shift) > reach) continue;
			if (!best || Math.abs(shift) < Math.abs(best.shift)) best = { shift, to };
		}
	}
	return best;
}

function guideAlong(axis: 'x' | 'y', line: Line, moving: Box): Guide {
	return axis === 'x'
		? {
				axis,
				at: line.at,
				from: Math.min(line.box.minY, moving.minY),
				to: Math.max(line.box.maxY, moving.maxY)
			}
		: {
				axis,
				at: line.at,
				from: Math.min(line.box.minX, moving.minX),
				to: Math.max(line.box.maxX, moving.maxX)
			};
}
