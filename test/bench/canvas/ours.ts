import type { BrowserContext, Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { rmSync } from 'node:fs';
import { stockClient, synced } from '../../harness/client.ts';
import { join } from '../../harness/api.ts';
import { startServer, temporaryFolder, type RunningServer } from '../../harness/server.ts';
import { mixedBoard } from '../board/mixed-board.ts';
import { joined, openToLook } from '../board/open.ts';
import { storeBoard, type StoredBoard } from '../board/seed.ts';
import {
	MOVES_PER_PORTION,
	PORTIONS_PER_SECOND,
	type OpenBoard,
	type Whiteboard
} from './whiteboard.ts';

/** Makes the board itself as large as the others' are, which lies under their tools. */
async function fillLike(page: Page, wanted: { width: number; height: number }): Promise<void> {
	const { width, height } = await page
		.getByRole('application')
		.first()
		.evaluate((board) => board.getBoundingClientRect().toJSON() as DOMRect);
	await page.setViewportSize({
		width: Math.round(1280 + wanted.width - width),
		height: Math.round(800 + wanted.height - height)
	});
}

/** Concordia as people get it: with its server, its log, and a session on it. */
export async function startOurs(): Promise<Whiteboard> {
	const data = temporaryFolder();
	const server = await startServer({ data });
	const boards = new Map<number, StoredBoard>();
	return {
		name: 'concordia',
		async visit(browser, count) {
			const board = boards.get(count) ?? (await storeBoard(server, count, 0));
			boards.set(count, board);
			const context = await joined(browser, server, [board]);
			const items = mixedBoard(count);
			return {
				open: () => openOurs(context, server, board, items),
				close: () => context.close()
			};
		},
		async close() {
			await server.stop();
			rmSync(data, { recursive: true, force: true });
		}
	};
}

async function openOurs(
	context: BrowserContext,
	server: RunningServer,
	board: StoredBoard,
	items: readonly Item[]
): Promise<OpenBoard> {
	const { page, usableMs, scriptBytes } = await openToLook(context, server, board);
	await fillLike(page, { width: 1280, height: 800 });
	return {
		page,
		items,
		usableMs,
		scriptBytes,
		look: (x, y, zoom) =>
			page.evaluate(
				([left, top, factor]) => window.concordia?.camera.set({ x: left, y: top, zoom: factor }),
				[x, y, zoom] as const
			),
		fit: () => page.evaluate(() => window.concordia?.camera.fit()),
		select: (ids) => page.evaluate((all) => window.concordia?.select(all), [...ids]),
		async place(id) {
			const rect = await page.evaluate((one) => window.concordia?.rect(one) ?? null, id);
			if (rect === null) throw new Error(`${id} is not on the board`);
			return [rect.x + rect.width / 4, rect.y + rect.height * 0.06];
		},
		async othersMove(ids) {
			const { accessToken } = await join(server, board.invitation, 'Mover');
			const other = stockClient(server, board.session, accessToken);
			await synced(other);
			let turn = 0;
			const timer = setInterval(() => {
				const from = (turn * MOVES_PER_PORTION) % Math.max(1, ids.length - MOVES_PER_PORTION);
				for (const id of ids.slice(from, from + MOVES_PER_PORTION)) {
					const item = other.items.get(id);
					const pos = item?.get('pos');
					if (Array.isArray(pos))
						item?.set('pos', [Number(pos[0]) + (turn % 2 === 0 ? 7 : -7), pos[1]]);
				}
				turn += 1;
			}, 1000 / PORTIONS_PER_SECOND);
			return async () => {
				clearInterval(timer);
				other.close();
				await Promise.resolve();
			};
		}
	};
}
