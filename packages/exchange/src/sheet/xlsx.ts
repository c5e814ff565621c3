import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/universal';
import type { CellObject } from 'write-excel-file/universal';
import { cleanText } from '../paper/paper.ts';
import { dayTime, isDay } from './sheet.ts';
import type { Sheet, SheetCell } from './sheet.ts';

/** What Excel takes in one cell. */
const maxLetters = 32_767;
const maxWidth = 60;
const sampleRows = 500;

/**
 * Tables as a workbook, one sheet each: figures are figures, days are days, words are words whatever they
 * begin with; the row of headings stays in sight.
 */
export async function encodeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
	const names = sheetNames(sheets.map(({ name }) => name));
	const file = writeXlsxFile(
		sheets.map((sheet, index) => ({
			sheet: names[index]!,
			data: [
				sheet.columns.map(({ title }): CellObject => ({ ...headingLook, ...words(title) })),
				...sheet.rows.map((row) =>
					sheet.columns.map((column, at) => cellOf(row[at] ?? null, column.isMoney))
				)
			],
			columns: sheet.columns.map((column, at) => ({ width: column.width ?? widthOf(sheet, at) })),
			stickyRowsCount: 1,
			stickyColumnsCount: 1,
			orientation: 'landscape' as const,
			dateFormat: 'yyyy-mm-dd'
		})),
		{ fontFamily: 'Arial', fontSize: 10 }
	);
	return fitToPage(new Uint8Array(await (await file.toBlob()).arrayBuffer()));
}

/** On paper all columns of a sheet stand beside each other, on as many pages below each other as it takes. */
function fitToPage(file: Uint8Array): Uint8Array {
	const parts = unzipSync(file);
	for (const [path, bytes] of Object.entries(parts)) {
		if (!/^xl\/worksheets\/[^/]+\.xml$/u.test(path)) continue;
		const sheet = strFromU8(bytes)
			.replace(/<worksheet [^>]*>/u, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
			.replace('<pageSetup ', '<pageSetup fitToHeight="0" ');
		parts[path] = strToU8(sheet);
	}
	return zipSync(parts);
}

const headingLook = {
	fontWeight: 'bold',
	backgroundColor: '#E6EDF3',
	wrap: true,
	alignVertical: 'top',
	bottomBorderStyle: 'thin',
	bottomBorderColor: '#A9B4BF'
} as const;

const top = { alignVertical: 'top' } as const;

function words(text: string): CellObject {
	const letters = cleanText(text);
	const cut = letters.length > maxLetters ? letters.slice(0, maxLetters).toWellFormed() : letters;
	return { type: String, value: cut, wrap: true, ...top };
}

function cellOf(cell: SheetCell, isMoney = false): CellObject | null {
	if (cell === null || cell === '') return null;
	if (typeof cell === 'string') return words(cell);
	if (typeof cell === 'boolean') return { type: Boolean, value: cell, ...top };
	if (typeof cell === 'number') {
		if (!Number.isFinite(cell)) return null;
		return { type: Number, value: cell, ...(isMoney && { format: '#,##0.00' }), ...top };
	}
	const time = isDay(cell) ? dayTime(cell.day) : undefined;
	if (time === undefined) return words(cell.day);
	return { type: Date, value: new Date(time), format: 'yyyy-mm-dd', ...top };
}

/** Wide enough for what usually stands in a column; longer texts wrap. */
function widthOf({ columns, rows }: Sheet, column: number): number {
	const lengths = rows.slice(0, sampleRows).map((row) => textOf(row[column] ?? null).length);
	return Math.min(Math.max(columns[column]!.title.length, ...lengths, 8) + 2, maxWidth);
}

function textOf(cell: SheetCell): string {
	return cell === null ? '' : isDay(cell) ? cell.day : String(cell);
}

/** Names as Excel takes them: at most 31 letters, none of `[]:*?/\`, each once. */
function sheetNames(wanted: readonly string[]): string[] {
	const taken = new Set<string>();
	return wanted.map((name) => {
		const base =
			cleanText(name)
				.replaceAll(/[[\]:*?/\\'\s]+/gu, ' ')
				.trim() || 'Sheet';
		for (let count = 1; ; count += 1) {
			const end = count === 1 ? '' : ` ${count}`;
			const made = `${base
				.slice(0, 31 - end.length)
				.toWellFormed()
				.trim()}${end}`;
			if (taken.has(made.toLowerCase())) continue;
			taken.add(made.toLowerCase());
			return made;
		}
	});
}
