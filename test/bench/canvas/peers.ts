import type { BrowserContext, Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import type { Item } from '@concordia/board';
import { mixedBoard } from '../board/mixed-board.ts';
import { scriptBytes } from '../scripts.ts';
import { buildPeers, servePeers } from './peer-server.ts';
import {
	MOVES_PER_PORTION,
	PORTIONS_PER_SECOND,
	type OpenBoard,
	type Whiteboard
} from './whiteboard.ts';

/** What peers/*.js puts on its page. */
interface Peer {
	fromItems(items: readonly Item[]): unknown;
	fit(): void;
	look(x: number, y: number, zoom: number): void;
	select(ids: readonly string[]): void;
	place(id: string): readonly [number, number];
	moveOthers(ids: readonly string[], dx: number): void;
}

declare global {
	interface Window {
		peer?: Peer;
		stopOthers?: () => void;
	}
}

export const peerNames = ['excalidraw', 'tldraw'] as const;

/** Excalidraw and tldraw in pages of their own. */
export async function startPeers(
	isWanted: (name: string) => boolean
): Promise<readonly Whiteboard[]> {
	const names = peerNames.filter(isWanted);
	if (names.length === 0) return [];
	buildPeers();
	const { url, boards, server } = await servePeers();
	return names.map((name) => ({
		name,
		async visit(browser, count) {
			const items = mixedBoard(count);
			const board = `${name}-${count}`;
			const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
			if (!boards.has(board))
				boards.set(board, await convert(context, `${url}/${name}.html`, items));
			return {
				open: () => openPeer(context, `${url}/${name}.html?board=${board}`, items),
				close: () => context.close()
			};
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	}));
}

/** Our records as the file of the other whiteboard, made by itself. */
async function convert(
	context: BrowserContext,
	url: string,
	items: readonly Item[]
): Promise<Buffer> {
	const page = await context.newPage();
	await page.goto(url);
	await page.waitForFunction(() => window.peer !== undefined);
	const text = await page.evaluate((all) => JSON.stringify(window.peer?.fromItems(all)), items);
	await page.close();
	return gzipSync(text);
}

async function openPeer(
	context: BrowserContext,
	url: string,
	items: readonly Item[]
): Promise<OpenBoard> {
	const page = await context.newPage();
	await page.goto(url, { waitUntil: 'commit' });
	await page.waitForFunction(
		() => performance.getEntriesByName('peer:usable').length > 0,
		undefined,
		{ timeout: 180_000 }
	);
	const usableMs = await page.evaluate(
		() => performance.getEntriesByName('peer:usable')[0]?.startTime ?? Number.NaN
	);
	return {
		page,
		items,
		usableMs,
		scriptBytes: await scriptBytes(page),
		look: (x, y, zoom) =>
			page.evaluate(([left, top, factor]) => window.peer?.look(left, top, factor), [
				x,
				y,
				zoom
			] as const),
		fit: () => page.evaluate(() => window.peer?.fit()),
		select: (ids) => page.evaluate((all) => window.peer?.select(all), ids),
		place: async (id) => (await page.evaluate((one) => window.peer?.place(one), id)) ?? [0, 0],
		othersMove: (ids) => othersMove(page, ids)
	};
}

async function othersMove(page: Page, ids: readonly string[]): Promise<() => Promise<void>> {
	await page.evaluate(
		([all, portion, interval]) => {
			let turn = 0;
			const timer = setInterval(() => {
				const from = (turn * portion) % Math.max(1, all.length - portion);
				window.peer?.moveOthers(all.slice(from, from + portion), turn % 2 === 0 ? 7 : -7);
				turn += 1;
			}, interval);
			window.stopOthers = () => clearInterval(timer);
		},
		[ids, MOVES_PER_PORTION, 1000 / PORTIONS_PER_SECOND] as const
	);
	return () => page.evaluate(() => window.stopOthers?.());
}
