import type { Item } from '@concordia/board';
import {
	cleanDoc,
	columnParts,
	depthOf,
	docText,
	entryNumbers,
	groupBlocks,
	isDocText,
	type DocElement,
	type DocNode
} from '@concordia/board/document';
import type { Description } from '../describe.ts';
import { blockLines, type Layout, type Setting, type TextBlock } from '../layout.ts';
import type { Drawing, Op } from '../paint/list.ts';
import type { Mark, MarkedLine, Span } from '../rich/marks.ts';
import { Rich } from '../rich/rich.ts';
import { prepareRich, wrapRich } from '../rich/wrap.ts';
import type { Measurer } from '../text/measure.ts';

const SIZE = 16;
const LEADING = 1.4;
const HEADINGS = [28, 22, 18] as const;
const HEADING_WEIGHT = 650;
const HEADING_LEADING = 1.25;
const PADDING = 28;
const GAP = 8;
const QUOTE = 16;
const CELL_PAD = 6;
const RADIUS = 4;
const LIVE = 40;
const LIVE_PAD = 12;

/** A page with the beginning of a document, as much as it has room for. Keeps the size it was given. */
export function layoutDocument(
	item: Item,
	description: Description | null,
	{ measurer }: Setting
): Layout {
	const [w, h] = item.size;
	const page = new Page(w, h, measurer, description?.mentions);
	// No block is lower than a line: of a long document this is more than there is room for.
	page.write(cleanDoc(item.doc?.slice(0, Math.ceil(h / SIZE) + 1)));
	const { ops, textSize } = page;
	const drawing: Drawing = {
		ops: [
			{ op: 'box', x: 0, y: 0, w, h, r: RADIUS, fill: 'surface', shadow: true },
			{ op: 'box', x: 0, y: 0, w, h, r: RADIUS, stroke: 'line', line: 1 },
			...ops
		],
		swatch: 'surface',
		coarse: null,
		textSize
	};
	return {
		w,
		h,
		strip: null,
		main: null,
		place: null,
		placeholder: null,
		details: [],
		badges: [],
		textLimit: textSize === 0 ? 0 : HEADINGS[0],
		drawing
	};
}

interface Style {
	readonly size: number;
	readonly weight: number;
	readonly leading: number;
}

const body: Style = { size: SIZE, weight: 400, leading: LEADING };

/** A page that is written from its top until it is full. */
class Page {
	readonly ops: Op[] = [];
	textSize = 0;
	readonly #width: number;
	readonly #bottom: number;
	readonly #measurer: Measurer;
	readonly #mentions: ReadonlyMap<string, string> | undefined;
	#y = PADDING;
	#isFull = false;

	constructor(
		w: number,
		h: number,
		measurer: Measurer,
		mentions: ReadonlyMap<string, string> | undefined
	) {
		this.#mentions = mentions;
		this.#width = Math.max(SIZE, w - 2 * PADDING);
		this.#bottom = h - PADDING;
		this.#measurer = measurer;
	}

	write(blocks: readonly DocElement[]): void {
		for (const group of groupBlocks(blocks)) {
			if (this.#isFull) break;
			if (group.kind === 'block') this.#block(group.block);
			else if (group.kind === 'quote') this.#quote(group.entries);
			else this.#list(group.entries);
		}
		if (this.#isFull) this.#more();
	}

	#block(block: DocElement): void {
		if (block.type === 'table') return this.#table(block);
		if (block.type === 'live') return this.#live(block.attrs?.['item']);
		const level = block.attrs?.['heading'];
		const size = typeof level === 'number' ? HEADINGS[level - 1] : undefined;
		const style =
			size === undefined ? body : { size, weight: HEADING_WEIGHT, leading: HEADING_LEADING };
		this.#lines(linesOf(block.content), style, 0);
		this.#y += GAP;
	}

	#list(entries: readonly DocElement[]): void {
		const numbers = entryNumbers(entries);
		for (const [index, { attrs, content }] of entries.entries()) {
			const kind = attrs?.['list'];
			const marker =
				kind === 'numbered'
					? `${numbers[index]}.`
					: kind === 'task'
						? attrs?.['checked'] === true
							? '☑'
							: '☐'
						: '•';
			this.#lines(linesOf(content, marker, depthOf(attrs)), body, 0);
			this.#y += GAP / 2;
		}
		this.#y += GAP / 2;
	}

	#quote(entries: readonly DocElement[]): void {
		const top = this.#y;
		for (const { content } of entries) this.#lines(linesOf(content), body, QUOTE);
		const h = Math.min(this.#y, this.#bottom) - top;
		if (h > 0) this.ops.push({ op: 'box', x: PADDING, y: top, w: 3, h, r: 1.5, fill: 'line' });
		this.#y += GAP;
	}

	#table(table: DocElement): void {
		const { attrs, content = [] } = table;
		const rows = content.filter((row): row is DocElement => !isDocText(row));
		const columns = Math.max(1, ...rows.map((row) => row.content?.length ?? 0));
		const parts = columnParts(table) ?? Array.from({ length: columns }, () => 1 / columns);
		const widths = parts.map((part) => part * this.#width);
		const lefts = widths.map((_, at) => widths.slice(0, at).reduce((a, b) => a + b, PADDING));
		for (const [index, row] of rows.entries()) {
			const isHeader = index === 0 && attrs?.['headerRow'] === true;
			const style = isHeader ? { ...body, weight: HEADING_WEIGHT } : body;
			const cells = (row.content ?? []).map((cell, at) =>
				this.#fit(
					{ lines: [{ spans: spansOf(wordsOf(cell)), marker: '', level: 0 }], style },
					{ x: lefts[at]! + CELL_PAD, w: widths[at]! - 2 * CELL_PAD }
				)
			);
			const inner = Math.max(SIZE * LEADING, ...cells.map((cell) => cell.h));
			const h = inner + 2 * CELL_PAD;
			if (this.#y + h > this.#bottom) {
				this.#isFull = true;
				return;
			}
			for (let at = 0; at < columns; at += 1) {
				const [x, w] = [lefts[at]!, widths[at]!];
				const box = { op: 'box', x, y: this.#y, w, h, r: 0 } as const;
				this.ops.push({ ...box, ...(isHeader && { fill: 'fill-gray' }), stroke: 'line', line: 1 });
			}
			for (const cell of cells) this.#put({ ...cell, y: this.#y + CELL_PAD });
			this.#y += h;
		}
		this.#y += GAP;
	}

	/** What it shows follows from another item: on the board there is its place, and what it is called. */
	#live(id: unknown): void {
		if (this.#y + LIVE > this.#bottom) {
			this.#isFull = true;
			return;
		}
		const place = { x: PADDING, y: this.#y, w: this.#width, h: LIVE, r: RADIUS };
		this.ops.push({ op: 'box', ...place, fill: 'fill-blue', stroke: 'line', line: 1 });
		const name = (typeof id === 'string' && this.#mentions?.get(id)) || '';
		const lines = [{ spans: spansOf(name), marker: '', level: 0 }];
		const block = this.#fit(
			{ lines, style: body, most: 1 },
			{ x: PADDING + LIVE_PAD, w: this.#width - 2 * LIVE_PAD }
		);
		this.#put({ ...block, y: this.#y + (LIVE - block.leading) / 2 });
		this.#y += LIVE + GAP;
	}

	#lines(lines: readonly MarkedLine[], style: Style, inset: number): void {
		if (this.#isFull) return;
		const width = this.#width - inset;
		const block = this.#fit({ lines, style }, { x: PADDING + inset, w: width });
		const room = Math.floor((this.#bottom - this.#y) / block.leading);
		if (block.lines.length > room) this.#isFull = true;
		if (room <= 0) return;
		const fitting =
			block.lines.length > room ? this.#fit({ lines, style, most: room }, block) : block;
		this.#put({ ...fitting, y: this.#y });
		this.#y += fitting.h;
	}

	#fit(
		text: { readonly lines: readonly MarkedLine[]; readonly style: Style; readonly most?: number },
		{ x, w }: { readonly x: number; readonly w: number }
	): TextBlock {
		const { size, weight, leading } = text.style;
		const prepared = prepareRich(text.lines, weight, this.#measurer);
		const lines = wrapRich(prepared, w / size).lines.slice(0, text.most);
		const plain = lines.map(
			({ pieces, marker }) =>
				(marker ? `${marker.text} ` : '') + pieces.map((piece) => piece.text).join('')
		);
		return {
			x,
			y: 0,
			w,
			h: lines.length * size * leading,
			size,
			leading: size * leading,
			weight,
			align: 'left',
			color: 'text',
			...blockLines(plain.join('\n'), { lines: plain, rich: new Rich(lines, size) })
		};
	}

	#put(block: TextBlock): void {
		if (block.lines.every((line) => line === '')) return;
		this.ops.push({ op: 'text', block });
		this.textSize = SIZE;
	}

	/** There is more than the page shows. */
	#more(): void {
		const block = {
			x: PADDING,
			y: this.#bottom + 4,
			w: this.#width,
			h: SIZE,
			lines: ['⋯'],
			size: SIZE,
			leading: SIZE,
			weight: 400,
			align: 'center',
			color: 'muted'
		} as const;
		this.ops.push({ op: 'text', block });
	}
}

/** The lines of a paragraph; what is only suggested is not there yet. */
function linesOf(content: readonly DocNode[] = [], marker = '', level = 0): MarkedLine[] {
	const lines: { spans: Span[]; marker: string; level: number }[] = [{ spans: [], marker, level }];
	for (const node of content) {
		if (!isDocText(node)) lines.push({ spans: [], marker: '', level });
		else if (!node.marks?.['insertion']) {
			lines.at(-1)!.spans.push({ text: node.text, mark: markOf(node.marks ?? {}) });
		}
	}
	return lines;
}

const wordsOf = (cell: DocNode): string =>
	isDocText(cell) ? cell.text : (cell.content ?? []).map(docText).join(' ').replaceAll('\n', ' ');

const spansOf = (text: string): Span[] => (text === '' ? [] : [{ text, mark: {} }]);

function markOf(marks: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Mark {
	const href = marks['link']?.['href'];
	return {
		...(marks['bold'] && { bold: true as const }),
		...(marks['italic'] && { italic: true as const }),
		...(marks['strike'] && { strike: true as const }),
		...(typeof href === 'string' && { href })
	};
}
