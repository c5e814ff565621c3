import type { Browser, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const MIB = 1024 * 1024;
const CATEGORIES = [
	'devtools.timeline',
	'blink.user_timing',
	'v8.execute',
	'disabled-by-default-v8.cpu_profiler'
];

/** What the page's script keeps, after everything it doesn't need any more has gone. */
export async function heapMib(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send('HeapProfiler.collectGarbage');
	await session.send('Performance.enable');
	const { metrics } = await session.send('Performance.getMetrics');
	await session.detach();
	return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / MIB;
}

/** Writes what the page did meanwhile, for the Performance panel of a browser. */
export async function saveTrace<T>(
	browser: Browser,
	page: Page,
	file: string,
	work: () => Promise<T>
): Promise<T> {
	mkdirSync(path.dirname(file), { recursive: true });
	await browser.startTracing(page, { path: file, categories: CATEGORIES });
	try {
		return await work();
	} finally {
		await browser.stopTracing();
	}
}
