/** Widths of text in board units. */
export interface Measurer {
	width(text: string, size: number, weight: number): number;
	/**
	 * How many lines the text takes at size 1, from the widths of its letters alone: much cheaper than breaking
	 * it, and few lines too many at most. Infinite when a word is wider than the room, or when there are
	 * letters of other than European languages.
	 */
	lines(text: string, weight: number, room: number): number;
	/** Forgets everything, because another font has come. */
	reset(): void;
}

const REFERENCE_SIZE = 100;
const MAX_KEPT = 60_000;
/** Latin with all its accents: one code unit each, and no width depends on the neighbours by much. */
const LETTERS = 0x250;
const TAB = 9;
const LINE_END = 10;
const SPACE = 32;

/**
 * Measures each word once at a reference size and scales it: without hinting, widths grow in
 * proportion to the font size, so a board of thousands of notes costs a few thousand measurements.
 * `measureAtReference` gives the width of a text at 100 px.
 */
export function createMeasurer(
	measureAtReference: (text: string, weight: number) => number
): Measurer {
	const kept = new Map<number, Map<string, number>>();
	const letters = new Map<number, Float64Array>();
	return {
		width(text, size, weight) {
			let widths = kept.get(weight);
			if (!widths) {
				widths = new Map();
				kept.set(weight, widths);
			}
			let width = widths.get(text);
			if (width === undefined) {
				if (widths.size >= MAX_KEPT) widths.clear();
				width = measureAtReference(text, weight) / REFERENCE_SIZE;
				widths.set(text, width);
			}
			return width * size;
		},
		lines(text, weight, room) {
			let widths = letters.get(weight);
			if (!widths) {
				widths = new Float64Array(LETTERS).fill(-1);
				letters.set(weight, widths);
			}
			let lines = 1;
			/** Of the line up to its last whole word, of the spaces behind that, and of the word being read. */
			let line = 0;
			let gap = 0;
			let word = 0;
			for (let i = 0; i < text.length; i++) {
				const code = text.charCodeAt(i);
				if (code === LINE_END) {
					lines += 1;
					line = gap = word = 0;
					continue;
				}
				if (code >= LETTERS) return Infinity;
				let width = widths[code]!;
				if (width < 0) {
					// A tab is shown as four spaces.
					const shown = code === TAB ? '    ' : String.fromCharCode(code);
					width = measureAtReference(shown, weight) / REFERENCE_SIZE;
					widths[code] = width;
				}
				if (code === SPACE || code === TAB) {
					line += word;
					word = 0;
					gap += width;
					continue;
				}
				if (word === 0) {
					line += gap;
					gap = 0;
				}
				word += width;
				if (word > room) return Infinity;
				if (line + word > room) {
					lines += 1;
					line = 0;
				}
			}
			return lines;
		},
		reset() {
			kept.clear();
			letters.clear();
		}
	};
}
