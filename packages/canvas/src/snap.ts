import { centreOf, holds, type Box } from './box.ts';

/** CSS pixels within which an edge or centre is caught. */
export const SNAP_DISTANCE = 8;

/** A line along which something lines up, in board units. */
export interface Guide {
	readonly axis: 'x' | 'y';
	readonly at: number;
	readonly from: number;
	readonly to: number;
	/** The line is a gap that is as wide as another; so wide. */
	readonly gap?: number;
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

type Axis = 'x' | 'y';

/**
 * How far a moving box has to be shifted so that an edge or its centre lines up with another box's, or so
 * that it stands as far from its neighbours as others do, if that is within `reach` (board units); the
 * nearest wins, on each axis by itself.
 */
export function snapMove(moving: Box, others: readonly Box[], reach: number): Snapped {
	const x = nearest(linesOf([moving], 'x'), linesOf(others, 'x'), reach);
	const y = nearest(linesOf([moving], 'y'), linesOf(others, 'y'), reach);
	const gapX = nearestGap(moving, others, 'x', x ? Math.abs(x.shift) : reach);
	const gapY = nearestGap(moving, others, 'y', y ? Math.abs(y.shift) : reach);
	const dx = gapX ?? x?.shift ?? 0;
	const dy = gapY ?? y?.shift ?? 0;
	const shifted = moved(moving, dx, dy);
	const guides: Guide[] = [];
	if (x && same(x.shift, dx)) guides.push(guideAlong('x', x.to, shifted));
	if (y && same(y.shift, dy)) guides.push(guideAlong('y', y.to, shifted));
	if (gapX !== null) guides.push(...gapGuides(shifted, others, 'x'));
	if (gapY !== null) guides.push(...gapGuides(shifted, others, 'y'));
	return { dx, dy, guides };
}

/** Catches a single dragged edge, for resizing. */
export function snapEdge(
	axis: Axis,
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

const same = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;

function moved(box: Box, dx: number, dy: number): Box {
	return {
		minX: box.minX + dx,
		maxX: box.maxX + dx,
		minY: box.minY + dy,
		maxY: box.maxY + dy
	};
}

function linesOf(boxes: readonly Box[], axis: Axis): Line[] {
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

function guideAlong(axis: Axis, line: Line, moving: Box): Guide {
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

/** Boxes seen along one axis: from, to, and the box itself. */
interface Span {
	readonly from: number;
	readonly to: number;
	readonly box: Box;
}

function spanOf(box: Box, axis: Axis): Span {
	return axis === 'x'
		? { from: box.minX, to: box.maxX, box }
		: { from: box.minY, to: box.maxY, box };
}

/** What stands in one row (or column) with the box, in order; what the box lies in is no neighbour. */
function rowOf(moving: Box, others: readonly Box[], axis: Axis): Span[] {
	const row: Span[] = [];
	for (const box of others) {
		const beside =
			axis === 'x'
				? box.minY < moving.maxY && box.maxY > moving.minY
				: box.minX < moving.maxX && box.maxX > moving.minX;
		if (beside && (box === moving || !holds(box, moving))) row.push(spanOf(box, axis));
	}
	return row.toSorted((a, b) => a.from - b.from);
}

/** The gaps between boxes of a row that stand next to each other. */
function gapsOf(
	row: readonly Span[]
): { readonly a: Span; readonly b: Span; readonly width: number }[] {
	const gaps: { a: Span; b: Span; width: number }[] = [];
	for (let i = 1; i < row.length; i += 1) {
		const [a, b] = [row[i - 1]!, row[i]!];
		if (b.from - a.to > 0.5) gaps.push({ a, b, width: b.from - a.to });
	}
	return gaps;
}

/** The shift, smaller than `reach`, after which the box has the same gap on two sides, or the gap of others. */
function nearestGap(moving: Box, others: readonly Box[], axis: Axis, reach: number): number | null {
	const own = spanOf(moving, axis);
	const size = own.to - own.from;
	const row = rowOf(moving, others, axis);
	// What the box lies on leaves no gap.
	if (row.some(({ from, to }) => to > own.from + reach && from < own.to - reach)) return null;
	const left = row.filter(({ to }) => to <= own.from + reach);
	const right = row.filter(({ from }) => from >= own.to - reach);
	const before = left.reduce<Span | null>(
		(best, one) => (best && best.to > one.to ? best : one),
		null
	);
	const after = right[0] ?? null;
	const places: number[] = [];
	if (before && after && after.from - before.to > size) {
		places.push((before.to + after.from - size) / 2);
	}
	for (const { width } of [...gapsOf(left), ...gapsOf(right)]) {
		if (before) places.push(before.to + width);
		if (after) places.push(after.from - width - size);
	}
	let best: number | null = null;
	for (const place of places) {
		const shift = place - own.from;
		if (Math.abs(shift) > reach - 0.01) continue;
		if (best === null || Math.abs(shift) < Math.abs(best)) best = shift;
	}
	return best;
}

/** The gaps beside the box and all others of its row that are as wide. */
function gapGuides(box: Box, others: readonly Box[], axis: Axis): Guide[] {
	const row = rowOf(box, [...others, box], axis);
	const gaps = gapsOf(row);
	const beside = gaps.filter(({ a, b }) => a.box === box || b.box === box);
	return gaps
		.filter(({ width }) => beside.some((gap) => Math.abs(gap.width - width) < 0.75))
		.filter((gap, _, all) => all.length > 1 && beside.length > 0 && gap.width > 0)
		.map(({ a, b, width }) => {
			const [low, high] =
				axis === 'x'
					? [Math.max(a.box.minY, b.box.minY), Math.min(a.box.maxY, b.box.maxY)]
					: [Math.max(a.box.minX, b.box.minX), Math.min(a.box.maxX, b.box.maxX)];
			// A gap along x is drawn as a level line, which belongs to the other axis.
			return {
				axis: axis === 'x' ? 'y' : 'x',
				at: (low + high) / 2,
				from: a.to,
				to: b.from,
				gap: Math.round(width)
			};
		});
}

/** The shift that puts a box's upper left corner on a grid. */
export function snapCorner(box: Box, step: number): { readonly dx: number; readonly dy: number } {
	return {
		dx: snapToGrid(box.minX, step) - box.minX,
		dy: snapToGrid(box.minY, step) - box.minY
	};
}

/** The scale at which a box that keeps its proportions has one of its dragged edges on another's. */
export function snapScale(
	fixed: readonly [number, number],
	dragged: readonly [number, number],
	box: Box,
	others: readonly Box[],
	reach: number
): { readonly scale: number; readonly guide: Guide } | null {
	let best: { scale: number; guide: Guide; off: number } | null = null;
	for (const [axis, i] of [
		['x', 0],
		['y', 1]
	] as const) {
		const caught = snapEdge(axis, dragged[i], box, others, reach);
		const length = dragged[i] - fixed[i];
		if (!caught.guide || Math.abs(length) < 1) continue;
		const off = Math.abs(caught.at - dragged[i]);
		const scale = (caught.at - fixed[i]) / length;
		if (scale > 0 && (!best || off < best.off)) best = { scale, guide: caught.guide, off };
	}
	return best;
}

/** The middle of a guide, where its number stands. */
export function middleOf(guide: Guide): readonly [number, number] {
	const middle = (guide.from + guide.to) / 2;
	return guide.axis === 'x' ? [guide.at, middle] : [middle, guide.at];
}
