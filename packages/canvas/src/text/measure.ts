/** Widths of text in board units. */
export interface Measurer {
	width(text: string, size: number, weight: number): number;
	/**
	 * The widths of the letters at size 1, added up: near the width of the text, and much cheaper. Infinite
	 * when there are others than those of European languages.
	 */
	letters(text: string, weight: number): number;
	/** Forgets everything, because another font has come. */
	reset(): void;
}

const REFERENCE_SIZE = 100;
const MAX_KEPT = 60_000;
/** Latin with all its accents: one code unit each, and no width depends on the neighbours by much. */
const LETTERS = 0x250;

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
		letters(text, weight) {
			let widths = letters.get(weight);
			if (!widths) {
				widths = new Float64Array(LETTERS).fill(-1);
				letters.set(weight, widths);
			}
			let sum = 0;
			for (let i = 0; i < text.length; i++) {
				const code = text.charCodeAt(i);
				if (code >= LETTERS) return Infinity;
				let width = widths[code]!;
				if (width < 0) {
					// A tab is shown as four spaces.
					const shown = code === 9 ? '    ' : String.fromCharCode(code);
					width = measureAtReference(shown, weight) / REFERENCE_SIZE;
					widths[code] = width;
				}
				sum += width;
			}
			return sum;
		},
		reset() {
			kept.clear();
			letters.clear();
		}
	};
}
