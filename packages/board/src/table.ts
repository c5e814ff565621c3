// What can be done to a table, as data: from its record to the patch that does it.
import { cellKey } from './item.ts';
import type { Column, Item, NewItem, Patch, Point, Row } from './item.ts';
import { keyBetween, keysBetween } from './order.ts';

export type Axis = 'column' | 'row';

/** A cell by its place, from 0. */
export interface CellPlace {
	readonly row: number;
	readonly column: number;
}

export const leastWidth = 40;
export const leastHeight = 28;
const defaultWidth = 160;
const defaultHeight = 40;
const mostWidth = 360;
/** As many cells as can be pasted or made at once. */
export const mostCells = 4000;
/** Width of a letter, roughly: for the first width of columns that are pasted. */
const letterWidth = 8.5;

/** What a cell says. */
export function cellText(table: Pick<Item, 'columns' | 'rows' | 'cells'>, at: CellPlace): string {
	const row = table.rows?.[at.row];
	const column = table.columns?.[at.column];
	return row && column ? (table.cells?.[cellKey(row.id, column.id)] ?? '') : '';
}

/** All cells, row by row. */
export function cellGrid(table: Pick<Item, 'columns' | 'rows' | 'cells'>): string[][] {
	const { rows = [], columns = [], cells = {} } = table;
	return rows.map((row) => columns.map((column) => cells[cellKey(row.id, column.id)] ?? ''));
}

/** A new table with these cells, its top left corner at `pos`. Columns are about as wide as what they say. */
export function tableFrom(
	grid: readonly (readonly string[])[],
	made: { readonly pos: Point; readonly newId: () => string; readonly headerRow: boolean }
): NewItem {
	const count = Math.max(1, ...grid.map((row) => row.length));
	const columnKeys = keysBetween(null, null, count);
	const rowKeys = keysBetween(null, null, Math.max(1, grid.length));
	const columns = columnKeys.map((order, index): Column => {
		const longest = Math.max(
			0,
			...grid.map((row) =>
				Math.max(0, ...(row[index] ?? '').split('\n').map((line) => line.length))
			)
		);
		const width = Math.min(mostWidth, Math.max(defaultWidth / 2, longest * letterWidth + 28));
		return { id: made.newId(), order, width: longest === 0 ? defaultWidth : Math.round(width) };
	});
	const rows = rowKeys.map((order): Row => ({ id: made.newId(), order, height: defaultHeight }));
	const cells: Record<string, string> = {};
	for (const [y, row] of rows.entries()) {
		for (const [x, column] of columns.entries()) {
			const text = grid[y]?.[x] ?? '';
			if (text !== '') cells[cellKey(row.id, column.id)] = text;
		}
	}
	return {
		id: made.newId(),
		type: 'table',
		pos: made.pos,
		size: sizeOf(columns, rows),
		columns,
		rows,
		cells,
		...(made.headerRow && { headerRow: true })
	};
}

const sizeOf = (columns: readonly Column[], rows: readonly Row[]): [number, number] => [
	columns.reduce((sum, { width }) => sum + width, 0),
	rows.reduce((sum, { height }) => sum + height, 0)
];

/** `count` new columns or rows before the one at `index`; at the end when there is none. */
export function addLines(
	table: Item,
	axis: Axis,
	index: number,
	newId: () => string,
	count = 1
): Patch {
	const { columns = [], rows = [] } = table;
	const lines = axis === 'column' ? columns : rows;
	const [before, after] = neighbours(lines, index);
	const keys = keysBetween(before, after, count);
	const near = lines[Math.max(0, Math.min(index, lines.length) - 1)];
	if (axis === 'row') {
		const made = keys.map((order): Row => ({ id: newId(), order, height: defaultHeight }));
		return { id: table.id, rows: rows.toSpliced(index, 0, ...made) };
	}
	const width = (near as Column | undefined)?.width ?? defaultWidth;
	const made = keys.map((order): Column => ({ id: newId(), order, width }));
	return { id: table.id, columns: columns.toSpliced(index, 0, ...made) };
}

/** The orders between which a line at `index` lies; null at the ends, and where two lines have the same place. */
function neighbours(
	lines: readonly { readonly order: string }[],
	index: number
): [string | null, string | null] {
	const before = lines[index - 1]?.order ?? null;
	const after = lines[index]?.order ?? null;
	return before !== null && after !== null && before >= after ? [before, null] : [before, after];
}

/** Takes out columns or rows; the last one stays. Null when there is nothing to take out. */
export function removeLines(table: Item, axis: Axis, ids: ReadonlySet<string>): Patch | null {
	const { columns = [], rows = [] } = table;
	if (axis === 'column') {
		const left = columns.filter(({ id }) => !ids.has(id));
		return left.length === columns.length || left.length === 0
			? null
			: { id: table.id, columns: left };
	}
	const left = rows.filter(({ id }) => !ids.has(id));
	return left.length === rows.length || left.length === 0 ? null : { id: table.id, rows: left };
}

/** Moves a column or row to another place. Null when it is there already. */
export function moveLine(table: Item, axis: Axis, from: number, to: number): Patch | null {
	const { columns = [], rows = [] } = table;
	const count = axis === 'column' ? columns.length : rows.length;
	if (from === to || !isPlace(from, count) || !isPlace(to, count)) return null;
	if (axis === 'column') return { id: table.id, columns: moved(columns, from, to) };
	return { id: table.id, rows: moved(rows, from, to) };
}

const isPlace = (index: number, count: number): boolean => index >= 0 && index < count;

function moved<Line extends { readonly order: string }>(
	lines: readonly Line[],
	from: number,
	to: number
): Line[] {
	const rest = lines.toSpliced(from, 1);
	const [before, after] = neighbours(rest, to);
	return rest.toSpliced(to, 0, { ...lines[from]!, order: keyBetween(before, after) });
}

/** Gives a column another width, or a row another least height. */
export function sizeLine(table: Item, axis: Axis, index: number, length: number): Patch {
	const { columns = [], rows = [] } = table;
	if (axis === 'column') {
		const width = Math.max(leastWidth, Math.round(length));
		return {
			id: table.id,
			columns: columns.map((column, at) => (at === index ? { ...column, width } : column))
		};
	}
	const height = Math.max(leastHeight, Math.round(length));
	return { id: table.id, rows: rows.map((row, at) => (at === index ? { ...row, height } : row)) };
}

/** Writes cells from one on to the right and down; rows and columns that are missing are added. */
export function pasteCells(
	table: Item,
	at: CellPlace,
	grid: readonly (readonly string[])[],
	newId: () => string
): Patch {
	const width = Math.max(0, ...grid.map((row) => row.length));
	const moreColumns = at.column + width - (table.columns?.length ?? 0);
	const moreRows = at.row + grid.length - (table.rows?.length ?? 0);
	const wide =
		moreColumns > 0
			? addLines(table, 'column', table.columns?.length ?? 0, newId, moreColumns).columns
			: undefined;
	const high =
		moreRows > 0
			? addLines(table, 'row', table.rows?.length ?? 0, newId, moreRows).rows
			: undefined;
	const columns = wide ?? table.columns ?? [];
	const rows = high ?? table.rows ?? [];
	const cells: Record<string, string> = {};
	for (const [y, line] of grid.entries()) {
		for (const [x, text] of line.entries()) {
			const row = rows[at.row + y];
			const column = columns[at.column + x];
			if (row && column) cells[cellKey(row.id, column.id)] = text;
		}
	}
	return { id: table.id, ...(wide && { columns: wide }), ...(high && { rows: high }), cells };
}
