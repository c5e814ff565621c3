import type { Point } from '@concordia/board';
import type { TextBlock } from '../layout.ts';
import type { Painter2D } from '../paint/canvas.ts';
import { BASELINE, type Theme } from '../theme.ts';
import type { FitRequest } from '../text/fit.ts';
import type { Measurer } from '../text/measure.ts';
import type { Mark, MarkedLine } from './marks.ts';
import { parseMarks } from './marks.ts';
import { prepareRich, weightOf, wrapRich, type Piece, type RichLine } from './wrap.ts';

/** A piece of text where it stands in its block, in board units. */
export interface Run {
	readonly text: string;
	readonly x: number;
	readonly w: number;
	/** Number of its line. */
	readonly line: number;
	readonly mark: Mark;
}

export interface RichFitted {
	readonly size: number;
	/** The lines without marks. */
	readonly lines: readonly string[];
	readonly height: number;
	readonly width: number;
	readonly rich: Rich;
}

/** The largest of the sizes at which a marked text fits; as `fitText`. Null when the text has no marks. */
export function fitRich(request: FitRequest, measurer: Measurer): RichFitted | null {
	const { text, width, height, sizes, weight, leading } = request;
	const marked = parseMarks(text);
	if (!hasMarks(marked)) return null;
	const prepared = prepareRich(marked, weight, measurer);
	const floor = sizes.at(-1);
	if (floor === undefined) throw new RangeError('fitRich needs at least one size');
	for (const size of sizes) {
		const { lines, cut, width: widest } = wrapRich(prepared, width / size);
		const needed = lines.length * size * leading;
		if (size !== floor && (needed > height || cut)) continue;
		return {
			size,
			lines: lines.map(({ pieces, marker }) => (marker ? `${marker.text} ` : '') + textOf(pieces)),
			height: needed,
			width: widest * size,
			rich: new Rich(lines, size)
		};
	}
	throw new RangeError('unreachable: the floor always fits');
}

function hasMarks(lines: readonly MarkedLine[]): boolean {
	return lines.some(
		({ spans, marker }) =>
			marker !== '' ||
			spans.some(
				({ mark: { bold, italic, strike, href } }) => bold || italic || strike || href !== undefined
			)
	);
}

const textOf = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

/** A laid out text of several looks, which paints itself in each of the three ways a board is drawn. */
export class Rich {
	readonly #lines: readonly RichLine[];
	readonly #size: number;

	constructor(lines: readonly RichLine[], size: number) {
		this.#lines = lines;
		this.#size = size;
	}

	/** Where every piece stands in a block, markers of lists included. */
	runs(block: Pick<TextBlock, 'w' | 'align' | 'rtl'>): Run[] {
		const size = this.#size;
		const runs: Run[] = [];
		for (const [index, { pieces, width, indent, marker }] of this.#lines.entries()) {
			const centred = block.align === 'center' && indent === 0;
			const start = centred ? (block.w - width * size) / 2 : indent * size;
			let at = start;
			const put = ({ text, width: w, mark }: Piece, x: number): void => {
				const left = block.rtl ? block.w - x - w * size : x;
				runs.push({ text, x: left, w: w * size, line: index, mark });
			};
			if (marker) put(marker, start - (marker.width + 0.35) * size);
			for (const piece of pieces) {
				put(piece, at);
				at += piece.width * size;
			}
		}
		return runs;
	}

	paint(context: Painter2D, block: TextBlock, theme: Theme): void {
		const first = block.y + block.leading / 2 + block.size * BASELINE;
		context.textAlign = 'left';
		context.direction = block.rtl ? 'rtl' : 'ltr';
		for (const { text, x, w, line, mark } of this.runs(block)) {
			const y = first + line * block.leading;
			context.font = `${mark.italic ? 'italic ' : ''}${weightOf(mark, block.weight)} ${block.size}px ${theme.font}`;
			context.fillText(text, block.x + x, y);
			const thick = block.size / 16;
			if (mark.href !== undefined) context.fillRect(block.x + x, y + 2 * thick, w, thick);
			if (mark.strike) context.fillRect(block.x + x, y - block.size * 0.24, w, thick);
		}
		context.direction = 'ltr';
	}

	/** Fills an element that has the block's font and place. */
	fill(element: HTMLElement, block: TextBlock): void {
		const document = element.ownerDocument;
		const size = this.#size;
		const rows = this.#lines.map(({ pieces, indent, marker }) => {
			const row = document.createElement('div');
			row.style.height = `${block.leading}px`;
			if (indent > 0) {
				row.style.textAlign = 'start';
				row.style.paddingInlineStart = `${indent * size}px`;
			}
			if (marker) {
				const sign = document.createElement('span');
				sign.textContent = marker.text;
				sign.style.display = 'inline-block';
				sign.style.width = `${marker.width * size}px`;
				sign.style.marginInline = `${-(marker.width + 0.35) * size}px ${0.35 * size}px`;
				row.append(sign);
			}
			for (const { text, mark } of pieces) {
				const { bold, italic, strike, href } = mark;
				if (!bold && !italic && !strike && href === undefined) {
					row.append(text);
					continue;
				}
				const span = document.createElement('span');
				span.textContent = text;
				const { style } = span;
				if (bold) style.fontWeight = String(weightOf(mark, block.weight));
				if (italic) {
					style.fontStyle = 'italic';
					// The font has no slanted letters of its own.
					style.setProperty('font-synthesis', 'style');
				}
				const lines = [strike && 'line-through', href !== undefined && 'underline'];
				style.textDecoration = lines.filter(Boolean).join(' ');
				row.append(span);
			}
			return row;
		});
		element.replaceChildren(...rows);
	}

	/** The inside of an SVG `text` element; `escape` makes text safe for it. */
	svg(block: TextBlock, escape: (text: string) => string): string {
		const first = block.y + block.leading / 2 + block.size * BASELINE;
		return this.runs(block)
			.map(({ text, x, line, mark }) => {
				const lines = [mark.strike && 'line-through', mark.href !== undefined && 'underline'];
				const decoration = lines.filter(Boolean).join(' ');
				const look =
					(mark.bold ? ` font-weight="${weightOf(mark, block.weight)}"` : '') +
					(mark.italic ? ' font-style="italic"' : '') +
					(decoration === '' ? '' : ` text-decoration="${decoration}"`);
				const place = `x="${short(block.x + x)}" y="${short(first + line * block.leading)}"`;
				// Every piece is placed by its left side, which is the end of what runs to the left.
				const anchor = block.rtl ? 'end' : 'start';
				return `<tspan ${place} text-anchor="${anchor}"${look}>${escape(text)}</tspan>`;
			})
			.join('');
	}

	/** The address of the link at a point of the block; null where there is none. */
	linkAt([px, py]: Point, block: TextBlock): string | null {
		const line = Math.floor((py - block.y) / block.leading);
		for (const { x, w, line: own, mark } of this.runs(block)) {
			if (mark.href === undefined || own !== line) continue;
			if (px >= block.x + x && px <= block.x + x + w) return mark.href;
		}
		return null;
	}
}

function short(value: number): string {
	return String(Math.round(value * 100) / 100);
}
