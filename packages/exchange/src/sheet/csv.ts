import { formatCell } from '../csv/rows.ts';
import type { Separator } from '../csv/rows.ts';
import { isDay } from './sheet.ts';
import type { Sheet, SheetCell } from './sheet.ts';

/**
 * A table as CSV (RFC 4180) with its headings. Figures and days are written as such, so that programs can
 * count on them; words that a spreadsheet could run get an apostrophe in front.
 */
export function formatSheet({ columns, rows }: Sheet, separator: Separator = ','): string {
	const lines = [columns.map(({ title }) => title), ...rows];
	return lines
		.map((row) => columns.map((_, index) => format(row[index] ?? null, separator)).join(separator))
		.map((line) => `${line}\r\n`)
		.join('');
}

function format(cell: SheetCell, separator: Separator): string {
	if (cell === null) return '';
	if (isDay(cell)) return formatCell(cell.day, separator);
	if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
	return formatCell(String(cell), separator);
}
