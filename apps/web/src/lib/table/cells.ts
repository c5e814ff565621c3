// Cells as other programs put them on the clipboard: lines with tabs, and tables of HTML.

/** Cells as text that spreadsheets take: tabs between, a line per row, quotes around what has such in it. */
export function formatTsv(grid: readonly (readonly string[])[]): string {
	return grid
		.map((row) =>
			row
				.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
				.join('\t')
		)
		.join('\n');
}

/** Reads what `formatTsv` or a spreadsheet wrote. A quote inside a cell is a letter like any other. */
export function parseTsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at <= text.length) {
		const quoted = text[at] === '"' ? quotedCell(text, at) : null;
		if (quoted) {
			row.push(quoted.cell);
			at = quoted.end;
		} else {
			const start = at;
			while (at < text.length && !'\t\n\r'.includes(text[at]!)) at++;
			row.push(text.slice(start, at));
		}
		if (text[at] === '\t') {
			at++;
			continue;
		}
		rows.push(row);
		row = [];
		at += text.startsWith('\r\n', at) ? 2 : 1;
	}
	// Spreadsheets end the last row like every other.
	const last = rows.at(-1);
	if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();
	return rows;
}

function quotedCell(text: string, start: number): { cell: string; end: number } | null {
	let cell = '';
	for (let at = start + 1; at < text.length; at++) {
		if (text[at] !== '"') {
			cell += text[at] === '\r' && text[at + 1] === '\n' ? '' : text[at];
			continue;
		}
		if (text[at + 1] === '"') {
			cell += '"';
			at++;
			continue;
		}
		const end = at + 1;
		return end === text.length || '\t\n\r'.includes(text[end]!) ? { cell, end } : null;
	}
	return null;
}

/** Cells as a table of HTML. */
export function formatHtml(grid: readonly (readonly string[])[], hasHeader: boolean): string {
	const rows = grid.map((row, index) => {
		const tag = hasHeader && index === 0 ? 'th' : 'td';
		return `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
	});
	return `<table>${rows.join('')}</table>`;
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll('\n', '<br>');
}

export interface PastedCells {
	readonly grid: readonly (readonly string[])[];
	/** The first row names the columns. */
	readonly hasHeader: boolean;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)\b([^>]*)>|<[!?][^>]*>/gi;
const SKIPPED = /<(?:!--|(style|script|head)\b)/gi;
const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' '
};
/** Wider and higher cells than these are a mistake or a trap. */
const mostSpan = 100;
const mostPlaces = 20_000;

/**
 * The cells of the first table in a piece of HTML; null when there is none. Only reads it: nothing of it ever
 * becomes part of the page. A cell that spans several counts once, the places it covers are empty.
 */
export function parseHtmlTable(html: string): PastedCells | null {
	const read = withoutSkipped(html);
	// So that every tag has an end: one that has none would be looked for again and again.
	const text = read.slice(0, read.lastIndexOf('>') + 1);
	const grid: string[][] = [];
	/** Places covered by a cell that spans several. */
	const taken = new Set<string>();
	let depth = 0;
	let row = -1;
	let column = 0;
	let cell: string | null = null;
	let heads = 0;
	let last = 0;
	let places = 0;
	const close = (): void => {
		if (cell !== null && row >= 0) grid[row]![column] = tidy(cell);
		cell = null;
	};
	for (const match of text.matchAll(TAG)) {
		if (cell !== null && depth === 1) {
			cell += text.slice(last, match.index).replaceAll(/\s+/g, ' ');
		}
		last = match.index + match[0].length;
		const name = match[2]?.toLowerCase();
		const isEnd = match[1] === '/';
		if (name === 'table') {
			depth += isEnd ? -1 : 1;
			if (isEnd && depth === 0) break;
		}
		if (depth !== 1 || name === undefined) continue;
		if (name === 'br' || (isEnd && ['p', 'div', 'li'].includes(name))) {
			if (cell !== null) cell += '\n';
		} else if (name === 'tr') {
			close();
			if (isEnd) continue;
			row = grid.push([]) - 1;
			column = -1;
		} else if (name === 'td' || name === 'th') {
			close();
			if (isEnd) continue;
			if (row < 0) {
				row = grid.push([]) - 1;
				column = -1;
			}
			do column++;
			while (taken.has(`${row} ${column}`));
			if (name === 'th' && row === 0) heads++;
			cell = '';
			const wide = spanOf(match[3] ?? '', 'colspan');
			const high = spanOf(match[3] ?? '', 'rowspan');
			places += wide * high;
			if (places > mostPlaces) break;
			for (let y = 0; y < high; y++) {
				for (let x = 0; x < wide; x++) if (x + y > 0) taken.add(`${row + y} ${column + x}`);
			}
		}
	}
	close();
	const rows = grid.map((cells, y) => {
		let width = cells.length;
		while (taken.has(`${y} ${width}`)) width++;
		return Array.from({ length: width }, (_, x) => cells[x] ?? '');
	});
	const width = Math.max(0, ...rows.map((cells) => cells.length));
	if (width === 0) return null;
	return {
		grid: rows
			.filter((cells) => cells.length > 0)
			.map((cells) => Array.from({ length: width }, (_, x) => cells[x] ?? '')),
		hasHeader: heads > 0 && heads === (grid[0]?.length ?? 0)
	};
}

/** Without comments and what is no text; costs one pass, whether they have an end or not. */
function withoutSkipped(html: string): string {
	const endless = new Set<string>();
	let text = '';
	let at = 0;
	for (const { 1: tag, index } of html.matchAll(SKIPPED)) {
		const name = tag?.toLowerCase() ?? '';
		if (index < at || endless.has(name)) continue;
		const end = name === '' ? /-->/g : new RegExp(`</${name}\\s*>`, 'gi');
		end.lastIndex = index;
		if (end.test(html)) {
			text += html.slice(at, index);
			at = end.lastIndex;
		} else endless.add(name);
	}
	return text + html.slice(at);
}

function spanOf(attributes: string, name: string): number {
	const found = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes);
	return Math.min(mostSpan, Math.max(1, Number(found?.[1] ?? 1)));
}

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi;

function tidy(cell: string): string {
	return cell
		.replaceAll(ENTITY, (all: string, decimal?: string, hex?: string, name?: string) => {
			if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
			const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
		})
		.split('\n')
		.map((line) => line.trim())
		.join('\n')
		.trim();
}

/**
 * The cells on a clipboard: of a table of HTML, or lines with tabs. Null when it holds no cells, or only one,
 * which is a text.
 */
export function cellsOf(html: string, text: string): PastedCells | null {
	const fromHtml = /<table\b/i.test(html) ? parseHtmlTable(html) : null;
	const found =
		fromHtml ?? (text.includes('\t') ? { grid: parseTsv(text), hasHeader: false } : null);
	return found && found.grid.flat().length > 1 ? found : null;
}
