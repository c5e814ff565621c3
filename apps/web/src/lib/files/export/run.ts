import { encodeCanvas, encodeCsv, encodeExcalidraw, type Loss } from '@concordia/exchange';
import type { Item } from '@concordia/board';
import type { PictureSource } from '@concordia/canvas';
import { downloadBlob, downloadText, fileName } from '#lib/instruments/download.ts';
import { pictureAddress } from '../address.ts';
import { dataUrls, loadPictures } from './pictures.ts';
import { makePng } from './png.ts';
import { printPages, type Paper, type PrintPage, type Turn } from './print.ts';
import { framesIn, partOf, type Part, type Scope } from './scope.ts';
import { makeSvg } from './svg.ts';

export const formats = ['png', 'svg', 'pdf', 'canvas', 'excalidraw', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Everything a person chose in the dialog. */
export interface Choice {
	readonly format: Format;
	readonly scope: Scope;
	readonly scale: number;
	readonly isTransparent: boolean;
	readonly paper: Paper;
	readonly turn: Turn;
	/** A page for each frame instead of one for all. */
	readonly isPerFrame: boolean;
}

/** The board it is made from. */
export interface Origin {
	readonly session: string;
	readonly title: string;
	readonly items: readonly Item[];
	readonly selection: readonly string[];
	readonly source: PictureSource;
}

/** Makes the file and offers it, or prints; gives what the format has no words for. */
export async function runExport(choice: Choice, origin: Origin): Promise<readonly Loss[]> {
	const { session, items, selection, source } = origin;
	const part = partOf(choice.scope, source, items, selection);
	if (part === null) return [];
	const title = titleOf(choice.scope, origin);
	if (choice.format === 'csv') {
		const { csv, lost } = encodeCsv(part.items);
		downloadText(fileName(title, 'csv'), csv, 'text/csv');
		return lost;
	}
	if (choice.format === 'pdf') {
		await printPages(pagesOf(choice, origin, part, title), {
			paper: choice.paper,
			turn: choice.turn,
			title,
			resolveImage: (src) => pictureAddress(session, src)
		});
		return [];
	}
	const pictures = await loadPictures(session, part.items);
	if (choice.format === 'png') {
		downloadBlob(fileName(title, 'png'), await makePng(part, pictures, choice));
		return [];
	}
	const inside = await dataUrls(pictures);
	if (choice.format === 'svg') {
		const svg = await makeSvg(part, inside, choice);
		downloadText(fileName(title, 'svg'), svg, 'image/svg+xml');
		return [];
	}
	const { json, lost } =
		choice.format === 'excalidraw'
			? encodeExcalidraw(part.items, inside)
			: encodeCanvas(part.items, { title }, inside);
	downloadText(fileName(title, choice.format), json, 'application/json');
	return lost;
}

/** What the file is called: the frame's title, else the session's. */
export function titleOf(scope: Scope, { items, title }: Pick<Origin, 'items' | 'title'>): string {
	const frame = typeof scope === 'object' ? items.find(({ id }) => id === scope.frame) : undefined;
	return frame?.text?.trim() || title;
}

function pagesOf(choice: Choice, origin: Origin, whole: Part, title: string): PrintPage[] {
	if (!choice.isPerFrame || typeof choice.scope === 'object') return [{ title, part: whole }];
	const { source, items, selection } = origin;
	const pages = framesIn(whole.items).flatMap((frame, index): PrintPage[] => {
		const part = partOf({ frame: frame.id }, source, items, selection);
		return part ? [{ title: frame.text?.trim() || String(index + 1), part }] : [];
	});
	return pages.length === 0 ? [{ title, part: whole }] : pages;
}
