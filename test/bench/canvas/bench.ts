import type { Browser, Page } from '@playwright/test';
import { loadavg } from 'node:os';
import { launchBrowser } from '../board/browser.ts';
import type { Frames } from '../frames.ts';
import { gesture, gestureNames } from './gestures.ts';
import { startOurs } from './ours.ts';
import { startPeers } from './peers.ts';
import { typeInNote } from './typing.ts';
import type { Whiteboard } from './whiteboard.ts';

const COUNTS = (process.env['CONCORDIA_BENCH_ITEMS'] ?? '1000,5000,10000,20000')
	.split(',')
	.map(Number);
const MIB = 1024 * 1024;

/** One whiteboard with one board: figures by what was done. */
type Figures = Map<string, number>;

/** The same gestures on Concordia, Excalidraw and tldraw, in one run. */
export async function benchCanvas(): Promise<void> {
	const whiteboards = [await startOurs(), ...(await startPeers())];
	try {
		for (const count of COUNTS) await compare(whiteboards, count);
	} finally {
		for (const whiteboard of whiteboards) await whiteboard.close();
	}
}

async function compare(whiteboards: readonly Whiteboard[], count: number): Promise<void> {
	console.log(
		`\n## ${count} items, headless Chromium, 1280 × 800; load ${loadavg()[0]?.toFixed(1)}\n`
	);
	const all = new Map<string, Figures>();
	for (const whiteboard of whiteboards) {
		const browser = await launchBrowser();
		try {
			all.set(whiteboard.name, await measure(whiteboard, browser, count));
		} finally {
			await browser.close();
		}
	}
	const names = [...all.keys()];
	const rows = [...(all.get('concordia')?.keys() ?? [])];
	console.log(
		`${''.padEnd(52)}${names.map((name) => name.padStart(14)).join('')}   ours : better peer`
	);
	for (const row of rows) {
		const values = names.map((name) => all.get(name)?.get(row) ?? Number.NaN);
		const [ours = Number.NaN, ...theirs] = values;
		const best = row.includes('frames/s') ? Math.max(...theirs) : Math.min(...theirs);
		console.log(
			`${row.padEnd(52)}${values.map((value) => value.toFixed(1).padStart(14)).join('')}   ${(ours / best).toFixed(2)} ×`
		);
	}
}

async function measure(whiteboard: Whiteboard, browser: Browser, count: number): Promise<Figures> {
	const figures: Figures = new Map();
	// The first visit of a new browser fills its caches; the second is measured.
	await (await whiteboard.open(browser, count)).close();
	const board = await whiteboard.open(browser, count);
	figures.set('until usable, ms', board.usableMs);
	figures.set('scripts, KiB with gzip', board.scriptBytes / 1024);
	figures.set('memory, MiB', await heapMib(board.page));
	for (const name of gestureNames) {
		const frames = await gesture(board, name);
		figures.set(`${name}: main thread a frame, ms`, frames.perFrame);
		if (name === 'pan at fit') figures.set('pan at fit: frames/s', framesPerSecond(frames));
		if (name.startsWith('200')) figures.set('… frames over 50 ms', frames.late);
	}
	const keys = await typeInNote(board);
	figures.set(
		'a key until its letter is painted, p95, ms',
		keys[Math.floor(keys.length * 0.95)] ?? Number.NaN
	);
	await board.close();
	return figures;
}

function framesPerSecond({ gaps }: Frames): number {
	return 1000 / (gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length));
}

async function heapMib(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send('HeapProfiler.collectGarbage');
	await session.send('Performance.enable');
	const { metrics } = await session.send('Performance.getMetrics');
	await session.detach();
	return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / MIB;
}
