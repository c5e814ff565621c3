import { isDocText, type DocElement } from './tree.ts';

/** How wide the text of a document is where there is room for it, in pixels: what widths of columns relate to. */
export const pageWidth = 736;
/** What a column is wide that nobody pulled, beside others that somebody did. */
const usualWidth = 120;

const isWidth = (value: unknown): value is number => typeof value === 'number' && value > 0;

/**
 * The widths of a table's columns from what the cells of its first row say; null where nobody has set any, so that
 * what stands in them decides.
 */
export function filledWidths(first: readonly unknown[], columns: number): number[] | null {
	if (!first.slice(0, columns).some(isWidth)) return null;
	return Array.from({ length: columns }, (_, at) => {
		const width = first[at];
		return isWidth(width) ? width : usualWidth;
	});
}

/**
 * What part of the page each column takes; null where nobody has set a width. A table that is wider than a page
 * fills it.
 */
export function columnParts({ content = [] }: DocElement): number[] | null {
	const rows = content.filter((row): row is DocElement => !isDocText(row));
	const cells = rows.map((row) => row.content ?? []);
	const first = (cells[0] ?? []).map((cell) => (isDocText(cell) ? null : cell.attrs?.['width']));
	const widths = filledWidths(first, Math.max(0, ...cells.map((row) => row.length)));
	const sum = (widths ?? []).reduce((all, width) => all + width, 0);
	return widths && widths.map((width) => width / Math.max(sum, pageWidth));
}
