import type { Measurer } from './measure.ts';

export interface Wrapped {
	readonly lines: readonly string[];
	/** Whether a word had to be cut because it is wider than the line. */
	readonly cut: boolean;
	/** The widest line. */
	readonly width: number;
}

interface Font {
	readonly size: number;
	readonly weight: number;
}

/** A text taken apart and measured once, so that it can be tried at several sizes and widths. */
export interface Prepared {
	readonly paragraphs: readonly (readonly Piece[])[];
	readonly weight: number;
	readonly measurer: Measurer;
}

interface Piece {
	readonly text: string;
	/** At font size 1. */
	readonly width: number;
	readonly space: boolean;
}

// Scripts that are written without spaces may break after any character.
export const PIECES =
	/[\u2E80-\u2FDF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]|[^\s\u2E80-\u2FDF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]+|[^\S\n]+/gu;
export const SPACE = /^\s/u;
export const AFTER_HYPHEN = /(?<=[\p{L}\p{N}][-–—/])(?=\p{L})/u;
export const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function prepareText(text: string, weight: number, measurer: Measurer): Prepared {
	const paragraphs = text.split('\n').map((paragraph) =>
		(paragraph.match(PIECES) ?? []).map((found): Piece => {
			const space = SPACE.test(found);
			const shown = space ? found.replaceAll('\t', '    ') : found;
			return { text: shown, width: measurer.width(shown, 1, weight), space };
		})
	);
	return { paragraphs, weight, measurer };
}

/**
 * Breaks text into lines no wider than `width`, at spaces, after hyphens, and inside a word only
 * where the word alone is wider than a line. Spaces at a break hang, as in a browser.
 */
export function wrapText(text: string, width: number, font: Font, measurer: Measurer): Wrapped {
	return wrapPrepared(prepareText(text, font.weight, measurer), width, font.size);
}

export function wrapPrepared(prepared: Prepared, width: number, size: number): Wrapped {
	const { weight, measurer } = prepared;
	// Everything is measured at size 1; a hair's breadth keeps an exact fit from breaking.
	const room = width / size + 1e-6;
	const lines: string[] = [];
	let cut = false;
	let widest = 0;
	for (const pieces of prepared.paragraphs) {
		let line = '';
		let used = 0;
		let gap = '';
		let gapWidth = 0;
		const put = (text: string, pieceWidth: number): void => {
			if (line !== '' && used + gapWidth + pieceWidth > room) {
				lines.push(line);
				if (used > widest) widest = used;
				line = text;
				used = pieceWidth;
			} else {
				line += gap + text;
				used += gapWidth + pieceWidth;
			}
			gap = '';
			gapWidth = 0;
		};
		for (const piece of pieces) {
			if (piece.space) {
				gap = piece.text;
				gapWidth = piece.width;
				continue;
			}
			if (piece.width <= room) {
				put(piece.text, piece.width);
				continue;
			}
			for (const part of piece.text.split(AFTER_HYPHEN)) {
				const partWidth = measurer.width(part, 1, weight);
				if (partWidth <= room) {
					put(part, partWidth);
					continue;
				}
				cut = true;
				for (const { segment } of graphemes.segment(part)) {
					put(segment, measurer.width(segment, 1, weight));
				}
			}
		}
		lines.push(line);
		if (used > widest) widest = used;
	}
	return { lines, cut, width: widest * size };
}

/** Cuts a text with an ellipsis so that it fits on one line. */
export function ellipsize(text: string, width: number, font: Font, measurer: Measurer): string {
	const line = text.replaceAll(/\s+/gu, ' ').trim();
	if (measurer.width(line, font.size, font.weight) <= width) return line;
	const characters = Array.from(line);
	let low = 0;
	let high = characters.length;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		const tried = `${characters.slice(0, middle).join('').trimEnd()}…`;
		if (measurer.width(tried, font.size, font.weight) <= width) low = middle;
		else high = middle - 1;
	}
	return low === 0 ? '' : `${characters.slice(0, low).join('').trimEnd()}…`;
}
