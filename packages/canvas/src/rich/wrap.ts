import type { Measurer } from '../text/measure.ts';
import { AFTER_HYPHEN, graphemes, PIECES, SPACE } from '../text/wrap.ts';
import type { Mark, MarkedLine } from './marks.ts';

/** A piece of a line; lengths are in units of the font size. */
export interface Piece {
	readonly text: string;
	readonly width: number;
	readonly mark: Mark;
}

export interface RichLine {
	readonly pieces: readonly Piece[];
	readonly width: number;
	/** Where the line begins, left of it the list's marker. */
	readonly indent: number;
	/** Only on the first line of an entry of a list. */
	readonly marker: Piece | null;
}

interface Word {
	readonly pieces: Piece[];
	width: number;
}

/** A text taken apart: words, each with the space before it. */
interface Paragraph {
	readonly words: readonly { readonly gap: Piece | null; readonly word: Word }[];
	readonly indent: number;
	readonly marker: Piece | null;
}

export interface PreparedRich {
	readonly paragraphs: readonly Paragraph[];
	readonly weight: number;
	readonly measurer: Measurer;
}

/** Room of a list's marker, and of each level, in units of the font size. */
const HANG = 1.15;
const LEVEL = 1.1;
const BOLD = 700;
const PLAIN: Mark = {};
const UNSPACED = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/u;

export const weightOf = (mark: Mark, weight: number): number =>
	mark.bold ? Math.max(BOLD, weight) : weight;

export function prepareRich(
	lines: readonly MarkedLine[],
	weight: number,
	measurer: Measurer
): PreparedRich {
	const pieceOf = (text: string, mark: Mark): Piece => ({
		text,
		mark,
		width: measurer.width(text, 1, weightOf(mark, weight))
	});
	const paragraphs = lines.map(({ spans, marker, level }): Paragraph => {
		const words: { gap: Piece | null; word: Word }[] = [];
		let gap: Piece | null = null;
		/** Letters of the next span go on in the same word. */
		let joins = false;
		for (const { text, mark } of spans) {
			for (const found of text.match(PIECES) ?? []) {
				if (SPACE.test(found)) {
					const piece = pieceOf(found.replaceAll('\t', '    '), mark);
					gap = gap
						? { ...piece, text: gap.text + piece.text, width: gap.width + piece.width }
						: piece;
					joins = false;
					continue;
				}
				const piece = pieceOf(found, mark);
				const last = words.at(-1);
				if (joins && last && !UNSPACED.test(found)) {
					last.word.pieces.push(piece);
					last.word.width += piece.width;
				} else words.push({ gap, word: { pieces: [piece], width: piece.width } });
				gap = null;
				joins = !UNSPACED.test(found);
			}
		}
		const hang = marker === '' ? 0 : HANG + level * LEVEL + (marker.length > 2 ? 0.4 : 0);
		return { words, indent: hang, marker: marker === '' ? null : pieceOf(marker, PLAIN) };
	});
	return { paragraphs, weight, measurer };
}

export interface WrappedRich {
	readonly lines: readonly RichLine[];
	readonly cut: boolean;
	/** The widest line, in units of the font size. */
	readonly width: number;
}

/** As `wrapText`, for text of several looks: `room` and all lengths are in units of the font size. */
export function wrapRich(
	{ paragraphs, weight, measurer }: PreparedRich,
	room: number
): WrappedRich {
	const lines: RichLine[] = [];
	let cut = false;
	let widest = 0;
	for (const { words, indent, marker } of paragraphs) {
		const space = Math.max(1, room - indent) + 1e-6;
		let line: Piece[] = [];
		let used = 0;
		let first = true;
		const close = (): void => {
			lines.push({ pieces: joined(line), width: used, indent, marker: first ? marker : null });
			widest = Math.max(widest, used + indent);
			first = false;
			line = [];
			used = 0;
		};
		const put = (gap: Piece | null, word: Word): void => {
			const before = line.length > 0 ? (gap?.width ?? 0) : 0;
			if (line.length > 0 && used + before + word.width > space) close();
			else if (gap && line.length > 0) {
				line.push(gap);
				used += gap.width;
			}
			line.push(...word.pieces);
			used += word.width;
		};
		for (const { gap, word } of words) {
			if (word.width <= space) {
				put(gap, word);
				continue;
			}
			let before = gap;
			for (const piece of word.pieces) {
				for (const part of piece.text.split(AFTER_HYPHEN)) {
					const own = weightOf(piece.mark, weight);
					const width = measurer.width(part, 1, own);
					if (width <= space) {
						put(before, { pieces: [{ ...piece, text: part, width }], width });
						before = null;
						continue;
					}
					cut = true;
					for (const { segment } of graphemes.segment(part)) {
						const one = measurer.width(segment, 1, own);
						put(before, { pieces: [{ ...piece, text: segment, width: one }], width: one });
						before = null;
					}
				}
			}
		}
		close();
	}
	return { lines, cut, width: widest };
}

/** Neighbours of one look become one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
	const all: Piece[] = [];
	for (const piece of pieces) {
		const last = all.at(-1);
		if (last && last.mark === piece.mark) {
			all[all.length - 1] = {
				text: last.text + piece.text,
				width: last.width + piece.width,
				mark: last.mark
			};
		} else all.push(piece);
	}
	return all;
}
