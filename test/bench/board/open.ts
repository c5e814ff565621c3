import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { RunningServer } from '../../harness/server.ts';
import { scriptBytes } from '../scripts.ts';
import type { StoredBoard } from './seed.ts';

/** Milliseconds from the start of the navigation. */
export interface Opening {
	/** The first items are on the screen. */
	readonly painted: number;
	/** The document is the server's, and can be changed. */
	readonly editable: number;
	/** A note that was added as soon as that was possible is durable on the server. */
	readonly acknowledged: number;
	/** CPU of the page's main thread until then. */
	readonly mainThread: number;
	/** Scripts that the page asked for before it was editable, as they are sent with gzip. */
	readonly scriptBytes: number;
	readonly marks: Readonly<Record<string, number>>;
}

/** A browser with nothing in its cache, in which somebody has joined these boards and opened none. */
export async function joined(
	browser: Browser,
	server: Pick<RunningServer, 'url'>,
	boards: readonly StoredBoard[]
): Promise<BrowserContext> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		locale: 'en-GB'
	});
	for (const { invitation } of boards) {
		const answer = await context.request.post(`${server.url}/api/join`, {
			data: { token: invitation, name: 'Visitor', consent: true },
			headers: { origin: server.url }
		});
		if (!answer.ok()) throw new Error(`could not join: ${await answer.text()}`);
	}
	return context;
}

/** Opens the board in a new page, adds a note at the first chance, and waits until it is stored. */
export async function openBoard(
	context: BrowserContext,
	server: Pick<RunningServer, 'url'>,
	board: StoredBoard
): Promise<{ page: Page; opening: Opening }> {
	const page = await context.newPage();
	await page.addInitScript(addNoteWhenReady);
	const metrics = await context.newCDPSession(page);
	await metrics.send('Performance.enable');
	await page.goto(`${server.url}/s/${board.session}?automation=1`, { waitUntil: 'commit' });
	await page.waitForFunction(() => performance.getEntriesByName('bench:acknowledged').length > 0);
	const marks = await page.evaluate(() =>
		Object.fromEntries(
			performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime])
		)
	);
	const { metrics: counted } = await metrics.send('Performance.getMetrics');
	const busy = counted.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
	return {
		page,
		opening: {
			painted: marks['board:painted'] ?? Number.NaN,
			editable: marks['board:editable'] ?? Number.NaN,
			acknowledged: marks['bench:acknowledged'] ?? Number.NaN,
			mainThread: busy * 1000,
			scriptBytes: await scriptBytes(page, marks['board:editable'] ?? Infinity),
			marks
		}
	};
}

/** Opens the board in a new page and leaves it as it is. */
export async function openToLook(
	context: BrowserContext,
	server: Pick<RunningServer, 'url'>,
	board: StoredBoard
): Promise<{ page: Page; usableMs: number; scriptBytes: number }> {
	const page = await context.newPage();
	await page.goto(`${server.url}/s/${board.session}?automation=1`, { waitUntil: 'commit' });
	const mark = await page.waitForFunction(
		() => performance.getEntriesByName('board:editable')[0]?.startTime
	);
	const usableMs = (await mark.jsonValue()) ?? Number.NaN;
	return { page, usableMs, scriptBytes: await scriptBytes(page, usableMs) };
}

function addNoteWhenReady(): void {
	const note = {
		id: `bench${Math.random().toString(36).slice(2, 9)}`,
		type: 'note',
		pos: [0, -400] as const,
		size: [200, 200] as const,
		z: 'zzV',
		text: 'written as soon as it was possible'
	};
	const look = async (): Promise<void> => {
		if (window.concordia === undefined) {
			setTimeout(look, 5);
			return;
		}
		await window.concordia.ready;
		window.concordia.insert([note]);
		await window.concordia.settled();
		performance.mark('bench:acknowledged');
	};
	void look();
}
