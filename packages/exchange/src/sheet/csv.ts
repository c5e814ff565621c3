import { formatCell } from '../csv/rows.ts';
import type { Separator } from '../csv/rows.ts';
import { isDay } from './sheet.ts';
import type { Sheet, SheetCell } from './sheet.ts';

export interface SheetMarks {
	/** What a spreadsheet of the reader's language expects; a comma when absent. */
	readonly separator?: Separator;
	/** What stands before decimals; a point when absent. */
	readonly decimal?: '.' | ',';
}

/**
 * A table as CSV (RFC 4180) with its headings. Figures and days are written as such, so that programs can
 * count on them; words that a spreadsheet could run get an apostrophe in front.
 */
export function formatSheet({ columns, rows }: Sheet, marks: SheetMarks = {}): string {
	const { separator = ',', decimal = '.' } = marks;
	const lines = [columns.map(({ title }) => title), ...rows];
	return lines
		.map((row) => columns.map((_, index) => format(row[index] ?? null, separator, decimal)))
		.map((cells) => `${cells.join(separator)}\r\n`)
		.join('');
}

function format(cell: SheetCell, separator: Separator, decimal: string): string {
	if (cell === null) return '';
	if (isDay(cell)) return formatCell(cell.day, separator);
	if (typeof cell === 'number') {
		const figure = Number.isFinite(cell) ? String(cell).replace('.', decimal) : '';
		return figure.includes(separator) ? `"${figure}"` : figure;
	}
	return formatCell(String(cell), separator);
}
