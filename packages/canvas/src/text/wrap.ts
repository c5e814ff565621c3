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

// Scripts that are written without spaces may break after any character.
const PIECES =
	/[\u2E80-\u2FDF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]|[^\s\u2E80-\u2FDF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]+|[^\S\n]+/gu;
const AFTER_HYPHEN = /(?<=[\p{L}\p{N}][-–—/])(?=\p{L})/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Breaks text into lines no wider than `width`, at spaces, after hyphens, and inside a word only
 * where the word alone is wider than a line. Spaces at a break hang, as in a browser.
 */
export function wrapText(text: string, width: number, font: Font, measurer: Measurer): Wrapped {
	const lines: string[] = [];
	let cut = false;
	let widest = 0;
	for (const paragraph of text.split('\n')) {
		let line = '';
		let used = 0;
		let spaces = '';
		const put = (piece: string, w: number): void => {
			const gap = spaces === '' ? 0 : measurer.width(spaces, font.size, font.weight);
			if (line !== '' && used + gap + w > width) {
				lines.push(line);
				widest = Math.max(widest, used);
				line = piece;
				used = w;
			} else {
				line += spaces + piece;
				used += gap + w;
			}
			spaces = '';
		};
		for (const piece of paragraph.match(PIECES) ?? []) {
			if (/^\s/u.test(piece)) {
				spaces += piece.replaceAll('\t', '    ');
				continue;
			}
			const w = measurer.width(piece, font.size, font.weight);
			if (w <= width) {
				put(piece, w);
				continue;
			}
			for (const part of piece.split(AFTER_HYPHEN)) {
				const partWidth = measurer.width(part, font.size, font.weight);
				if (partWidth <= width) {
					put(part, partWidth);
					continue;
				}
				cut = true;
				for (const { segment } of graphemes.segment(part)) {
					put(segment, measurer.width(segment, font.size, font.weight));
				}
			}
		}
		lines.push(line);
		widest = Math.max(widest, used);
	}
	return { lines, cut, width: widest };
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
		const tried = characters.slice(0, middle).join('').trimEnd() + '…';
		if (measurer.width(tried, font.size, font.weight) <= width) low = middle;
		else high = middle - 1;
	}
	return low === 0 ? '' : characters.slice(0, low).join('').trimEnd() + '…';
}
