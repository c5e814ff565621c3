import { intersects, union, type Rect } from '../geometry.ts';
import { moveTo, type Move, type Unit } from './unit.ts';

/** What begins this close to each other begins at one height. */
const sameHeight = 1;

/** Units as people read them: rows from the top, each from the left. */
export function readingRows(units: readonly Unit[]): Unit[][] {
	const rows: Unit[][] = [];
	let top = -Infinity;
	let bottom = -Infinity;
	for (const unit of units.toSorted((a, b) => a.box.y - b.box.y || byId(a, b))) {
		const { y, height } = unit.box;
		const row = rows.at(-1);
		if (row && y <= top + sameHeight) {
			row.push(unit);
			// Of those that begin together the tallest decides what else belongs to the row.
			bottom = Math.max(bottom, y + height);
		} else if (row && y + height / 2 < bottom) row.push(unit);
		else {
			rows.push([unit]);
			[top, bottom] = [y, y + height];
		}
	}
	return rows.map((row) => row.toSorted((a, b) => a.box.x - b.box.x || byId(a, b)));
}

/**
 * A grid without overlaps in the order the units are read in. It has as many columns as the longest row
 * there is already, or is about as wide as high when there is only one row or column.
 */
export function tidy(units: readonly Unit[], gap: number): Move[] {
	const free = units.filter(({ isFixed }) => !isFixed);
	const rows = readingRows(free);
	const longest = Math.max(0, ...rows.map((row) => row.length));
	const isLine = rows.length <= 1 || longest <= 1;
	const columns = isLine ? Math.ceil(Math.sqrt(free.length)) : longest;
	return grid(rows.flat(), { columns, gap, around: units.filter(({ isFixed }) => isFixed) });
}

export interface Grid {
	readonly columns: number;
	readonly gap: number;
	/** What stays where it is: the grid moves below it. */
	readonly around?: readonly Unit[];
	/** Top left corner; the corner of the units when absent. */
	readonly at?: readonly [number, number];
}

/** Lays units out row by row in the order given. */
export function grid(order: readonly Unit[], { columns, gap, around = [], at }: Grid): Move[] {
	const whole = union(order.map(({ box }) => box));
	if (!whole) return [];
	const { lefts, tops, size } = measureGrid(order, columns, gap);
	const [x, y] = at ?? [whole.x, whole.y];
	const place: Rect = { x, y, width: size[0], height: size[1] };
	const below = union(around.map(({ box }) => box));
	const hits = below && around.some(({ box }) => intersects(box, place));
	const top = hits ? below.y + below.height + gap : y;
	return order.map((unit, index) =>
		moveTo(unit, x + lefts[index % columns]!, top + tops[Math.floor(index / columns)]!)
	);
}

/** How large the grid gets, and where its columns and rows begin. */
export function measureGrid(
	order: readonly Unit[],
	columns: number,
	gap: number
): {
	readonly lefts: readonly number[];
	readonly tops: readonly number[];
	readonly size: readonly [number, number];
} {
	const widths: number[] = [];
	const heights: number[] = [];
	for (const [index, { box }] of order.entries()) {
		const [column, row] = [index % columns, Math.floor(index / columns)];
		widths[column] = Math.max(widths[column] ?? 0, box.width);
		heights[row] = Math.max(heights[row] ?? 0, box.height);
	}
	const [lefts, width] = starts(widths, gap);
	const [tops, height] = starts(heights, gap);
	return { lefts, tops, size: [width, height] };
}

function starts(lengths: readonly number[], gap: number): readonly [number[], number] {
	const places: number[] = [];
	let next = 0;
	for (const length of lengths) {
		places.push(next);
		next += length + gap;
	}
	return [places, Math.max(0, next - gap)];
}

function byId(a: Unit, b: Unit): number {
	const [x = '', y = ''] = [a.items[0]?.id, b.items[0]?.id];
	return x < y ? -1 : x > y ? 1 : 0;
}
