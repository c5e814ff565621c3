import { cellKey, defaultSize, keysBetween, topKey, type Item, type Point } from '@concordia/board';

/** Our own format on the clipboard, beside plain text for everybody else. */
export const clipboardType = 'application/x-concordia';

const gap = 24;

/** The words of items as plain text, in the order given: what other programs get when they paste. */
export function plainText(items: readonly Item[]): string {
	return items
		.map((item) => wordsOf(item).trim())
		.filter((text) => text !== '')
		.join('\n');
}

/** The cells of a table, with tabs between, as spreadsheets take them; the text of everything else. */
function wordsOf({ rows, columns, cells, text }: Item): string {
	if (!rows || !columns || !cells) return text ?? '';
	return rows
		.map((row) =>
			columns
				.map((column) => (cells[cellKey(row.id, column.id)] ?? '').replaceAll(/\s+/g, ' '))
				.join('\t')
		)
		.join('\n');
}

/** The lines of a pasted text that become notes: empty ones and bullets of lists are left out. */
export function noteLines(text: string): string[] {
	return text
		.split(/\r\n|\r|\n/)
		.map((line) => line.replace(/^\s*(?:[-*•–]\s+|\d{1,3}[.)]\s+)?/, '').trim())
		.filter((line) => line !== '');
}

/** One note per text, in a block as wide as high, its middle at `around`. */
export function notesFor(
	texts: readonly string[],
	around: Point,
	existing: Iterable<Item>,
	newId: () => string
): Item[] {
	const [w, h] = defaultSize('note');
	const columns = Math.ceil(Math.sqrt(texts.length));
	const rows = Math.ceil(texts.length / columns);
	const left = around[0] - (columns * (w + gap) - gap) / 2;
	const top = around[1] - (rows * (h + gap) - gap) / 2;
	const keys = keysBetween(topKey(existing), null, texts.length);
	return texts.map((text, index) => ({
		id: newId(),
		type: 'note',
		pos: [
			Math.round(left + (index % columns) * (w + gap)),
			Math.round(top + Math.floor(index / columns) * (h + gap))
		],
		size: [w, h],
		z: keys[index] ?? '',
		color: 'yellow',
		text
	}));
}
