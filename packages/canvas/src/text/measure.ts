/** Widths of text in board units. */
export interface Measurer {
	width(text: string, size: number, weight: number): number;
	/** Forgets everything, because another font has come. */
	reset(): void;
}

const REFERENCE_SIZE = 100;
const MAX_KEPT = 60_000;

/**
 * Measures each word once at a reference size and scales it: without hinting, widths grow in
 * proportion to the font size, so a board of thousands of notes costs a few thousand measurements.
 * `measureAtReference` gives the width of a text at 100 px.
 */
export function createMeasurer(
	measureAtReference: (text: string, weight: number) => number
): Measurer {
	const kept = new Map<number, Map<string, number>>();
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
		reset: () => kept.clear()
	};
}
