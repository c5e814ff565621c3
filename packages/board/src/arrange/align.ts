import { union, type Rect } from '../geometry.ts';
import type { Item, Patch } from '../item.ts';
import { isLocked } from '../lock.ts';
import { moveTo, type Move, type Unit } from './unit.ts';

/** `x`: beside each other; `y`: one below the other. */
export type Axis = 'x' | 'y';

export type Edge = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';

/** Lines units up with an edge or the middle of all of them; with locked ones among them, with those. */
export function align(units: readonly Unit[], edge: Edge): Move[] {
	const fixed = units.filter(({ isFixed }) => isFixed);
	const whole = union((fixed.length > 0 ? fixed : units).map(({ box }) => box));
	if (!whole) return [];
	return units.map((unit) => {
		const { box } = unit;
		const besideIt = (whole.width - box.width) / 2;
		const aboveIt = (whole.height - box.height) / 2;
		const to: Readonly<Record<Edge, readonly [number, number]>> = {
			left: [whole.x, box.y],
			center: [whole.x + besideIt, box.y],
			right: [whole.x + whole.width - box.width, box.y],
			top: [box.x, whole.y],
			middle: [box.x, whole.y + aboveIt],
			bottom: [box.x, whole.y + whole.height - box.height]
		};
		return moveTo(unit, ...to[edge]);
	});
}

/** The same gap between neighbours; the outermost stay where they are. */
export function distribute(units: readonly Unit[], axis: Axis): Move[] {
	const row = units.toSorted(along(axis));
	const [first, last] = [row[0], row.at(-1)];
	if (!first || !last || row.length < 3) return [];
	const from = startOf(first.box, axis);
	const end = Math.max(...row.map(({ box }) => startOf(box, axis) + lengthOf(box, axis)));
	const filled = row.reduce((sum, { box }) => sum + lengthOf(box, axis), 0);
	const gap = (end - from - filled) / (row.length - 1);
	let next = from;
	return row.map((unit) => {
		const move = axis === 'x' ? moveTo(unit, next, unit.box.y) : moveTo(unit, unit.box.x, next);
		next += lengthOf(unit.box, axis) + gap;
		return move;
	});
}

/** Puts units close together in a row or a column, in the order they already have. */
export function stack(units: readonly Unit[], axis: Axis, gap: number): Move[] {
	const row = units.toSorted(along(axis));
	const whole = union(row.map(({ box }) => box));
	if (!whole) return [];
	let next = startOf(whole, axis);
	return row.map((unit) => {
		const move = axis === 'x' ? moveTo(unit, next, whole.y) : moveTo(unit, whole.x, next);
		next += lengthOf(unit.box, axis) + gap;
		return move;
	});
}

/** Mirrors where units are among each other; each of them keeps its look. */
export function flip(units: readonly Unit[], axis: Axis): Move[] {
	const whole = union(units.map(({ box }) => box));
	if (!whole) return [];
	return units.map((unit) => {
		const { box } = unit;
		return axis === 'x'
			? moveTo(unit, 2 * whole.x + whole.width - box.x - box.width, box.y)
			: moveTo(unit, box.x, 2 * whole.y + whole.height - box.y - box.height);
	});
}

const sized: ReadonlySet<string> = new Set([
	'note',
	'text',
	'shape',
	'frame',
	'image',
	'card',
	'document'
]);

/** Gives all the size of the first; strokes, tables and connectors keep theirs. */
export function sameSize(items: readonly Item[]): Patch[] {
	const able = items.filter((item) => sized.has(item.type));
	const model = able[0];
	if (!model) return [];
	return able
		.filter((item) => !isLocked(item) && !isSame(item, model))
		.map(({ id }) => ({ id, size: model.size }));
}

function isSame(a: Item, b: Item): boolean {
	return a.size[0] === b.size[0] && a.size[1] === b.size[1];
}

function along(axis: Axis): (a: Unit, b: Unit) => number {
	return (a, b) => startOf(a.box, axis) - startOf(b.box, axis) || byId(a, b);
}

function byId(a: Unit, b: Unit): number {
	const [x = '', y = ''] = [a.items[0]?.id, b.items[0]?.id];
	return x < y ? -1 : x > y ? 1 : 0;
}

function startOf(box: Rect, axis: Axis): number {
	return axis === 'x' ? box.x : box.y;
}

function lengthOf(box: Rect, axis: Axis): number {
	return axis === 'x' ? box.width : box.height;
}
