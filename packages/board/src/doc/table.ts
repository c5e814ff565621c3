// A table in the document: maps of columns and rows by id, and one shared text per cell.
import * as Y from 'yjs';
import { cellKey } from '../item.ts';
import type { Column, NewItem, Patch, Row } from '../item.ts';
import { isEqual, isUnsafeKey, toLength, toName } from '../normalize.ts';
import type { Draft } from './read.ts';
import { openBoard } from './roots.ts';
import { setText } from './text.ts';

/** Keys of a patch that a table writes in its own way. */
export const tableKeys: ReadonlySet<string> = new Set(['columns', 'rows', 'cells', 'size']);

const columnWidth = 160;
const rowHeight = 40;

const byOrder = (a: Line, b: Line): number => {
	if (a.order !== b.order) return a.order < b.order ? -1 : 1;
	return a.id < b.id ? -1 : 1;
};

interface Line {
	readonly id: string;
	readonly order: string;
}

/** Puts columns, rows, cells and the size that follows from them into the record of a table. */
export function readTable(item: Draft, entry: Y.Map<unknown>): void {
	const columns = linesOf(entry.get('columns'), 'width', columnWidth) as unknown as Column[];
	const rows = linesOf(entry.get('rows'), 'height', rowHeight) as unknown as Row[];
	item.columns = columns;
	item.rows = rows;
	item.cells = readCells(entry.get('cells'), new Set(columns.map(({ id }) => id)), rows);
	if (item.headerRow !== true) delete item.headerRow;
	if (columns.length > 0 && rows.length > 0) item.size = sizeOf(columns, rows);
}

const sizeOf = (columns: readonly Column[], rows: readonly Row[]): [number, number] => [
	columns.reduce((sum, { width }) => sum + width, 0),
	rows.reduce((sum, { height }) => sum + height, 0)
];

function linesOf(value: unknown, length: string, otherwise: number): Line[] {
	if (!(value instanceof Y.Map)) return [];
	const lines: (Line & Record<string, unknown>)[] = [];
	value.forEach((raw: unknown, id: string) => {
		if (typeof raw !== 'object' || raw === null || raw instanceof Y.AbstractType) return;
		if (toName(id) === undefined || id.includes(':') || isUnsafeKey(id)) return;
		const { order, [length]: given } = raw as Record<string, unknown>;
		lines.push({
			id,
			order: typeof order === 'string' ? order : '',
			[length]: toLength(given, otherwise)
		});
	});
	return lines.toSorted(byOrder);
}

function readCells(
	value: unknown,
	columns: ReadonlySet<string>,
	rows: readonly Row[]
): Record<string, string> {
	const known = new Set(rows.map(({ id }) => id));
	const cells: Record<string, string> = {};
	if (!(value instanceof Y.Map)) return cells;
	for (const key of [...value.keys()].toSorted()) {
		const [row = '', column = ''] = key.split(':');
		if (!known.has(row) || !columns.has(column)) continue;
		const text = lettersOf(value.get(key));
		if (text === '') continue;
		const cell = cellKey(row, column);
		cells[cell] = cell in cells ? `${cells[cell]}\n${text}` : text;
	}
	return cells;
}

function lettersOf(value: unknown): string {
	if (typeof value === 'string') return value;
	return value instanceof Y.Text && !(value instanceof Y.XmlText) ? value.toJSON() : '';
}

/** Gives a new item the maps of its table, with a shared text for every cell. */
export function makeTable(map: Y.Map<unknown>, item: NewItem): void {
	const { columns = [], rows = [], cells = {} } = item;
	map.set('columns', new Y.Map(columns.map(({ id, ...line }) => [id, line])));
	map.set('rows', new Y.Map(rows.map(({ id, ...line }) => [id, line])));
	const texts = new Y.Map<Y.Text>();
	for (const row of rows) {
		for (const column of columns) {
			const key = cellKey(row.id, column.id);
			texts.set(key, new Y.Text(cells[key] ?? ''));
		}
	}
	map.set('cells', texts);
}

/** Does what a patch says about columns, rows, cells and size; writes only what differs. */
export function updateTable(map: Y.Map<unknown>, patch: Patch): void {
	const { columns, rows, cells, size } = patch;
	const known = columns || rows ? knownLines(map) : undefined;
	if (columns) updateLines(mapAt(map, 'columns'), columns);
	if (rows) updateLines(mapAt(map, 'rows'), rows);
	if (known) fillCells(map, known);
	if (size) scale(map, size, patch);
	if (!cells) return;
	for (const [key, text] of Object.entries(cells)) {
		const [row, column] = key.split(':');
		if (row === undefined || column === undefined) continue;
		const [first, ...more] = textsOf(map, row, column);
		if (first) setText(first, text);
		else if (text !== '') mapAt(map, 'cells').set(ownKey(map, row, column), new Y.Text(text));
		for (const other of more) setText(other, '');
	}
}

function mapAt(map: Y.Map<unknown>, key: string): Y.Map<unknown> {
	const present = map.get(key);
	if (present instanceof Y.Map) return present as Y.Map<unknown>;
	const made = new Y.Map<unknown>();
	map.set(key, made);
	return made;
}

/**
 * Takes out the lines that are not in the list and sets those that differ. The texts of a line that is taken
 * out stay: what others type there at the same moment is not lost, and comes back together with the line.
 */
function updateLines(map: Y.Map<unknown>, lines: readonly Line[]): void {
	const wanted = new Map(lines.map(({ id, ...line }) => [id, line]));
	for (const id of map.keys()) if (!wanted.has(id)) map.delete(id);
	for (const [id, line] of wanted) if (!isEqual(map.get(id), line)) map.set(id, line);
}

/** The columns and rows of a table, also those that were taken out. */
function knownLines(map: Y.Map<unknown>): Set<string> {
	return new Set([
		...mapAt(map, 'columns').keys(),
		...mapAt(map, 'rows').keys(),
		...[...mapAt(map, 'cells').keys()].flatMap((key) => key.split(':', 2))
	]);
}

/**
 * Makes the texts of new columns and rows together with them, so that whoever writes there shares one. Only of
 * these, as nobody else can be writing there yet: a text that is made where another makes one would replace it.
 */
function fillCells(map: Y.Map<unknown>, known: ReadonlySet<string>): void {
	const cells = mapAt(map, 'cells');
	const columns = [...mapAt(map, 'columns').keys()];
	for (const row of mapAt(map, 'rows').keys()) {
		for (const column of columns) {
			if (known.has(row) && known.has(column)) continue;
			cells.set(cellKey(row, column), new Y.Text());
		}
	}
}

/** Where a writer makes a text that may be missing for others, too: of two at once neither replaces the other. */
function ownKey(map: Y.Map<unknown>, row: string, column: string): string {
	return `${cellKey(row, column)}:${map.doc?.clientID ?? ''}`;
}

/** A new size makes all columns wider and all rows higher in the same proportion. */
function scale(map: Y.Map<unknown>, size: readonly [number, number], patch: Patch): void {
	const columns = linesOf(map.get('columns'), 'width', columnWidth) as unknown as Column[];
	const rows = linesOf(map.get('rows'), 'height', rowHeight) as unknown as Row[];
	if (!isEqual(map.get('size'), size)) map.set('size', size);
	const [width, height] = sizeOf(columns, rows);
	const wider = ratio(size[0], width);
	const higher = ratio(size[1], height);
	if (!patch.columns && wider !== 1) {
		updateLines(
			mapAt(map, 'columns'),
			columns.map((line) => ({ ...line, width: rounded(line.width * wider) }))
		);
	}
	if (!patch.rows && higher !== 1) {
		updateLines(
			mapAt(map, 'rows'),
			rows.map((line) => ({ ...line, height: rounded(line.height * higher) }))
		);
	}
}

const ratio = (wanted: number, real: number): number => (real > 0 ? wanted / real : 1);

const rounded = (length: number): number => Math.round(length * 10) / 10;

/**
 * The shared texts of a cell. Mostly there is one; a cell where the new row of one person meets the new column
 * of another has none until somebody writes there, and one of each when both do at once. All count.
 */
function textsOf(map: Y.Map<unknown>, row: string, column: string): Y.Text[] {
	const cells = map.get('cells');
	if (!(cells instanceof Y.Map)) return [];
	const cell = cellKey(row, column);
	const texts: Y.Text[] = [];
	for (const key of [...cells.keys()].toSorted()) {
		if (key !== cell && !key.startsWith(`${cell}:`)) continue;
		const text: unknown = cells.get(key);
		if (text instanceof Y.Text) texts.push(text);
	}
	return texts;
}

function tableAt(doc: Y.Doc, id: string): Y.Map<unknown> | undefined {
	const map = openBoard(doc).items.get(id);
	return map instanceof Y.Map ? (map as Y.Map<unknown>) : undefined;
}

/** The shared text to write in of a cell; undefined when nobody wrote there yet. Creates nothing. */
export function findCell(
	doc: Y.Doc,
	id: string,
	cell: { readonly row: string; readonly column: string }
): Y.Text | undefined {
	const map = tableAt(doc, id);
	return map && textsOf(map, cell.row, cell.column)[0];
}

/**
 * The shared text to write in of a cell, made when it is missing, under a name of this writer's own: of two
 * people who make it at once neither's words are lost. What such people left in several texts is put together.
 */
export function ensureCell(
	doc: Y.Doc,
	id: string,
	cell: { readonly row: string; readonly column: string },
	origin: unknown
): Y.Text | undefined {
	const map = tableAt(doc, id);
	if (map?.get('type') !== 'table') return undefined;
	const [first, ...more] = textsOf(map, cell.row, cell.column);
	const scattered = more.filter((text) => text.length > 0);
	if (first && scattered.length === 0) return first;
	doc.transact(() => {
		if (!first) {
			mapAt(map, 'cells').set(ownKey(map, cell.row, cell.column), new Y.Text());
			return;
		}
		for (const text of scattered) {
			const words = text.toJSON();
			first.insert(first.length, first.length > 0 ? `\n${words}` : words);
			text.delete(0, text.length);
		}
	}, origin);
	return textsOf(map, cell.row, cell.column)[0];
}
