// Cells as spreadsheets put them on the clipboard: tabs between columns, line breaks between rows; a cell with
// either, or with a quotation mark at its beginning, stands in quotation marks that are doubled within.

export function formatTsv(rows: readonly (readonly string[])[]): string {
	return rows.map((cells) => cells.map(quoted).join('\t')).join('\n');
}

const quoted = (text: string): string =>
	/[\t\n\r]|^"/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export function parseTsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at <= text.length) {
		const cell =
			text[at] === '"' ? (quotedCell(text, at) ?? plainCell(text, at)) : plainCell(text, at);
		row.push(cell.text);
		at = cell.end + 1;
		if (text[cell.end] === '\t') continue;
		rows.push(row);
		row = [];
		if (text[cell.end] === '\r' && text[at] === '\n') at += 1;
	}
	// The line break behind the last row begins no other.
	const last = rows.at(-1);
	if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();
	return rows;
}

interface Found {
	readonly text: string;
	/** Where the cell is over: at a tab, a line break, or the end. */
	readonly end: number;
}

function plainCell(text: string, start: number): Found {
	let end = start;
	while (end < text.length && !'\t\n\r'.includes(text[end]!)) end += 1;
	return { text: text.slice(start, end), end };
}

/** Undefined when the quotation is never closed, or goes on behind its end: then it is only a character. */
function quotedCell(text: string, start: number): Found | undefined {
	let end = start + 1;
	while (end < text.length) {
		if (text[end] !== '"') end += 1;
		else if (text[end + 1] === '"') end += 2;
		else break;
	}
	if (end >= text.length) return undefined;
	const next = text[end + 1];
	if (next !== undefined && !'\t\n\r'.includes(next)) return undefined;
	return {
		text: text
			.slice(start + 1, end)
			.replaceAll('""', '"')
			.replaceAll('\r\n', '\n'),
		end: end + 1
	};
}
