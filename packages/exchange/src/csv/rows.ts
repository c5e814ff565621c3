// Comma-separated values, RFC 4180, with what programs really write: other separators, other line ends.

export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

const byteOrderMark = '\uFEFF';

/** What a spreadsheet would take for a formula, in its plain and its full-width form. */
const formula = /^'*[=+\-@\t\r\n\0＝＋－＠]/;

/**
 * The cell as written: one that a spreadsheet could run gets an apostrophe in front (OWASP ASVS 1.2.10), so
 * does one that looks as if it had got it.
 */
export function formatCell(value: string, separator: Separator): string {
	const safe = formula.test(value) ? `'${value}` : value;
	const needsQuotes = /["\r\n]/.test(safe) || safe.includes(separator) || safe !== safe.trim();
	return needsQuotes ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The value that `formatCell` wrote. */
export function parseCell(cell: string): string {
	return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Lines end with CRLF, the last one too. */
export function formatRows(
	rows: readonly (readonly string[])[],
	separator: Separator = ','
): string {
	return rows
		.map((row) => `${row.map((cell) => formatCell(cell, separator)).join(separator)}\r\n`)
		.join('');
}

/**
 * Rows of cells. Quotes count only where a cell starts; a quote that is never closed holds the rest. Without
 * a separator every line is one cell. Costs one pass.
 */
export function parseRows(text: string, separator: Separator | null): string[][] {
	const source = text.startsWith(byteOrderMark) ? text.slice(1) : text;
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	const special =
		separator === null
			? /[\r\n]/g
			: separator === '\t'
				? /[\t\r\n]/g
				: new RegExp(`[${separator}\r\n]`, 'g');
	while (at < source.length || row.length > 0) {
		const { cell, end } = readCell(source, at, special);
		row.push(parseCell(cell));
		at = end;
		if (source[at] === separator) {
			at += 1;
			continue;
		}
		rows.push(row);
		row = [];
		at += source.startsWith('\r\n', at) ? 2 : 1;
	}
	return rows;
}

/** A cell, and where what ends it stands: a separator, a line end, or the end of the text. */
function readCell(source: string, start: number, special: RegExp): { cell: string; end: number } {
	let quoted = '';
	let at = start;
	if (source[at] === '"') {
		const parts: string[] = [];
		at += 1;
		for (;;) {
			const close = source.indexOf('"', at);
			parts.push(source.slice(at, close === -1 ? undefined : close));
			at = close === -1 ? source.length : close + 1;
			if (source[at] !== '"' || close === -1) break;
			parts.push('"');
			at += 1;
		}
		quoted = parts.join('');
	}
	special.lastIndex = at;
	const end = special.exec(source)?.index ?? source.length;
	return { cell: quoted + source.slice(at, end), end };
}

const sampleLength = 20_000;
const sampleRows = 30;

/**
 * What separates the cells: the one that gives all rows the same number of them, more than one; null for
 * plain lines. A comma or semicolon before a space is one of a sentence, unless the row has quotes.
 */
export function findSeparator(text: string): Separator | null {
	const cut = text.slice(0, sampleLength);
	// The last line may be cut off.
	const sample = text.length > sampleLength ? cut.slice(0, cut.lastIndexOf('\n') + 1) || cut : cut;
	let best: { separator: Separator; width: number } | null = null;
	for (const separator of separators) {
		const rows = parseRows(sample, separator)
			.filter((row) => row.length > 1 || row[0]?.trim() !== '')
			.slice(0, sampleRows);
		const width = rows[0]?.length ?? 0;
		if (width < 2 || rows.some((row) => row.length !== width)) continue;
		if (separator !== '\t' && isProse(rows, sample)) continue;
		if (!best || width > best.width) best = { separator, width };
	}
	return best?.separator ?? null;
}

function isProse(rows: readonly (readonly string[])[], sample: string): boolean {
	return (
		!sample.includes('"') && rows.every((row) => row.slice(1).every((cell) => /^\s/.test(cell)))
	);
}
