import { paintSvg } from '@concordia/canvas/export';
import type { Part } from './scope.ts';
import { printRoot } from './print-root.ts';
import { svgNodes } from './svg-nodes.ts';

/** Millimetres of the longer and the shorter side. */
export const papers = {
	A0: [1189, 841],
	A1: [841, 594],
	A2: [594, 420],
	A3: [420, 297],
	A4: [297, 210]
} as const;

export type Paper = keyof typeof papers;
export type Turn = 'portrait' | 'landscape';

export interface PrintPage {
	/** What the page is called in the document's outline. */
	readonly title: string;
	readonly part: Part;
}

export interface PrintOptions {
	readonly paper: Paper;
	readonly turn: Turn;
	/** What the document, and so the file, is called. */
	readonly title: string;
	/** Addresses of the pictures, by their `src`. */
	readonly resolveImage: (src: string) => string | null;
}

/** Around everything on paper: printers can't print to the edge. */
export const marginMm = 8;

/**
 * Prints pages of vectors with real text: saved as PDF they can be searched, copied and read aloud. The
 * browser's own dialog does the rest. Resolves when it is closed.
 */
export async function printPages(
	pages: readonly PrintPage[],
	options: PrintOptions
): Promise<void> {
	const [longer, shorter] = papers[options.paper];
	const [width, height] = options.turn === 'landscape' ? [longer, shorter] : [shorter, longer];
	const root = document.createElement('main');
	root.className = 'print-pages';
	for (const { title, part } of pages) root.append(pageOf(title, part, options));
	await printRoot(root, styleOf(width, height), options.title);
}

function pageOf(title: string, part: Part, options: PrintOptions): HTMLElement {
	const page = document.createElement('section');
	const heading = document.createElement('h1');
	heading.textContent = title;
	const svg = svgNodes(
		paintSvg({
			...part.source,
			ids: part.ids,
			box: part.box,
			isTransparent: true,
			resolveImage: options.resolveImage
		})
	);
	svg.removeAttribute('width');
	svg.removeAttribute('height');
	page.append(heading, svg);
	return page;
}

function styleOf(width: number, height: number): string {
	const [w, h] = [width - 2 * marginMm, height - 2 * marginMm];
	return `
		@page { size: ${width}mm ${height}mm; margin: ${marginMm}mm; }
		@media print {
			.print-pages section {
				position: relative; inline-size: ${w}mm; block-size: ${h - 0.5}mm;
				overflow: hidden; break-inside: avoid;
			}
			.print-pages section + section { break-before: page; }
			/* Names the page in the outline; on paper it would only take room. */
			.print-pages h1 {
				position: absolute; margin: 0; inline-size: 1px; block-size: 1px;
				overflow: hidden; clip-path: inset(50%); white-space: nowrap;
			}
			.print-pages svg { display: block; inline-size: 100%; block-size: 100%; }
			.print-pages text { white-space: pre; }
		}`;
}
