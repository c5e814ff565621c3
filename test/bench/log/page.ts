// How the log page opens on a long log, and how it goes on from there.
import type { Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { createSession, join, linkOf, organizations } from '../../harness/api.ts';
import { startServer, temporaryFolder } from '../../harness/server.ts';
import { launchBrowser } from '../board/browser.ts';
import { median, percentile } from '../percentile.ts';
import { seedEntries, type Actor } from './seed-entries.ts';

const SIZE = 1_000_000;
const ROUNDS = 5;

/** Milliseconds, but for memory. */
interface Opening {
	/** The newest entries are on the screen, in words. */
	readonly shown: number;
	/** Every entry is known to the page: filters and timeline cover all of it. */
	readonly known: number;
}

export async function benchLogPage(): Promise<void> {
	const data = temporaryFolder();
	try {
		const { session, invitation } = await seed(data);
		await measure(data, session, invitation);
	} finally {
		rmSync(data, { recursive: true, force: true });
	}
}

async function seed(data: string): Promise<{ session: string; invitation: string }> {
	const server = await startServer({ data });
	const created = await createSession(server);
	const actors: Actor[] = [];
	for (const { id } of organizations) {
		const { participant } = await join(server, linkOf(created, 'delegate', id).token, `Of ${id}`);
		actors.push({ id: participant.id, organization: id });
	}
	await server.stop();
	await seedEntries(data, created.id, actors, SIZE);
	return { session: created.id, invitation: linkOf(created, 'participant', 'PN').token };
}

async function measure(data: string, session: string, invitation: string): Promise<void> {
	const server = await startServer({ data });
	const browser = await launchBrowser();
	try {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
		// The first call reads the session; the entry it makes has the whole log signed.
		await context.request.post(`${server.url}/api/join`, {
			data: { token: invitation, name: 'Reader', consent: true },
			headers: { origin: server.url },
			timeout: 300_000
		});
		const url = `${server.url}/s/${session}/log`;
		const signed = `${server.url}/api/sessions/${session}/log/checkpoint`;
		while (!(await context.request.get(signed)).ok());
		const openings: Opening[] = [];
		const page = await context.newPage();
		for (let round = 0; round < ROUNDS; round++) openings.push(await open(page, url));
		const cdp = await context.newCDPSession(page);
		await cdp.send('HeapProfiler.collectGarbage');
		const { usedSize } = await cdp.send('Runtime.getHeapUsage');
		const buffers = SIZE * 1.25 * 24;
		const [filtered, frames] = [await filter(page), await scroll(page)];
		const first = openings[0]!;
		const later = openings.slice(1);
		const usual = (pick: (opening: Opening) => number): string =>
			median(later.map((opening) => pick(opening))).toFixed(0);
		const sorted = frames.toSorted((a, b) => a - b);
		console.log(`log page on ${SIZE.toLocaleString('en')} entries:
  newest entries on the screen   ${first.shown.toFixed(0)} ms at the first visit, ${usual(({ shown }) => shown)} ms later (at most 1,000)
  every entry known              ${first.known.toFixed(0)} ms at the first visit, ${usual(({ known }) => known)} ms later
  heap                           ${(usedSize / 1e6).toFixed(0)} MB, and ${(buffers / 1e6).toFixed(0)} MB of tables
  another filter, all rows       ${filtered.toFixed(0)} ms
  frames while scrolling         ${percentile(sorted, 0.5).toFixed(1)} ms, 95 %: ${percentile(sorted, 0.95).toFixed(1)} ms`);
	} finally {
		await browser.close();
		await server.stop();
	}
}

async function open(page: Page, url: string): Promise<Opening> {
	await page.goto('about:blank');
	await page.goto(url, { waitUntil: 'commit' });
	await page.waitForFunction(() =>
		[...document.querySelectorAll('li .text')].some(({ textContent }) => textContent !== '…')
	);
	const shown = await page.evaluate(() => performance.now());
	await page.waitForFunction(() => document.querySelector('.list progress') === null, null, {
		timeout: 300_000
	});
	return { shown, known: await page.evaluate(() => performance.now()) };
}

/** From choosing an organization until the number of rows stays. */
function filter(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const select = [...document.querySelectorAll('select')].find(({ options }) =>
			[...options].some(({ value }) => value === 'CC')
		);
		if (!select) throw new Error('no filter');
		const start = performance.now();
		select.value = 'CC';
		select.dispatchEvent(new Event('change', { bubbles: true }));
		let [said, settled] = [document.querySelector('.above .count')?.textContent, start];
		while (performance.now() - settled < 1000) {
			await new Promise(requestAnimationFrame);
			const now = document.querySelector('.above .count')?.textContent;
			if (now !== said) [said, settled] = [now, performance.now()];
		}
		return settled - start;
	});
}

function scroll(page: Page): Promise<number[]> {
	return page.evaluate(async () => {
		const list = document.querySelector('.scroller');
		if (!list) throw new Error('no list');
		const frames: number[] = [];
		let last = performance.now();
		for (let step = 0; step < 240; step++) {
			list.scrollTop += step < 120 ? 200 : 40_000;
			await new Promise(requestAnimationFrame);
			const now = performance.now();
			frames.push(now - last);
			last = now;
		}
		return frames;
	});
}
