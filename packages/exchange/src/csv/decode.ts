import { defaultSize } from '@concordia/board';
import type { Item, Point } from '@concordia/board';
import { isToken } from '../color.ts';
import { Ids } from '../ids.ts';
import { maxCells, maxTextLength } from '../limits.ts';
import { Losses } from '../loss.ts';
import type { Decoded } from '../loss.ts';
import { makeItem } from '../own.ts';
import { placesAbove } from '../stack.ts';
import { csvColumns } from './encode.ts';
import { findSeparator, parseRows } from './rows.ts';
import type { Separator } from './rows.ts';

const gap = 20;

export interface CsvSource {
	/** Found out when absent; null takes every line as it is. */
	readonly separator?: Separator | null;
}

/**
 * Notes from lines or cells. Cells keep their columns and rows; single lines, and rows that `encodeCsv`
 * wrote (by their headings), make a grid about as wide as it is high. Empty cells make nothing.
 */
export function decodeCsv(
	text: string,
	newId: () => string,
	{ separator = findSeparator(text) }: CsvSource = {}
): Decoded {
	if (text.length > maxTextLength) return { ok: false, reason: 'too-large' };
	const rows = parseRows(text, separator);
	const cells = hasHeadings(rows) ? readTable(rows) : readCells(rows);
	if (cells.length > maxCells) return { ok: false, reason: 'too-many' };
	const ids = new Ids(newId);
	const lost = new Losses();
	const place = placesAbove([]);
	const [width, height] = defaultSize('note');
	const items = cells.map((cell): Item => {
		const id = ids.fresh();
		for (const name of cell.dropped) lost.add(id, name === 'frame' ? 'frame' : 'fields', name);
		return makeItem({
			id,
			type: 'note',
			pos: [cell.at[0] * (width + gap), cell.at[1] * (height + gap)],
			z: place(),
			text: cell.text,
			...(cell.color !== undefined && { color: cell.color })
		});
	});
	return { ok: true, items, lost: lost.list, pictures: [] };
}

interface Cell {
	/** Column and row in the grid. */
	readonly at: Point;
	readonly text: string;
	readonly color?: string;
	/** Names of columns whose cell says something that a note doesn't have. */
	readonly dropped: readonly string[];
}

type Rows = readonly (readonly string[])[];

function hasHeadings([first]: Rows): boolean {
	return first !== undefined && csvColumns.every((column, index) => first[index] === column);
}

function readTable([headings = [], ...rows]: Rows): Cell[] {
	const notes = rows.filter((row) => (row[1] ?? '').trim() !== '');
	return notes.map((row, index) => {
		const color = row[2] ?? '';
		return {
			at: gridPlace(index, notes.length),
			text: cleanText(row[1]!),
			...(isToken(color) && { color }),
			dropped: headings.filter((_, column) => column > 2 && (row[column] ?? '') !== '')
		};
	});
}

function readCells(rows: Rows): Cell[] {
	const isList = rows.every((row) => row.length === 1);
	const cells = rows
		.filter((row) => row.some((cell) => cell.trim() !== ''))
		.flatMap((row, y) => row.map((text, x) => ({ at: [x, y] as const, text: cleanText(text) })))
		.filter(({ text }) => text !== '');
	return cells.map(({ at, text }, index) => ({
		at: isList ? gridPlace(index, cells.length) : at,
		text,
		dropped: []
	}));
}

/** Column and row of the nth of so many things in a grid that is about as wide as high. */
function gridPlace(index: number, count: number): Point {
	const columns = Math.ceil(Math.sqrt(count));
	return [index % columns, Math.floor(index / columns)];
}

function cleanText(text: string): string {
	return text.replaceAll(/\r\n?/g, '\n').trim();
}
