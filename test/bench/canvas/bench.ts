import type { Browser } from '@playwright/test';
import { loadavg } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../board/browser.ts';
import type { Frames } from '../frames.ts';
import { median, percentile } from '../percentile.ts';
import { gesture, gestureNames, rested } from './gestures.ts';
import { heapMib, saveTrace } from './inspect.ts';
import { startOurs } from './ours.ts';
import { startPeers } from './peers.ts';
import { typeInNote } from './typing.ts';
import type { OpenBoard, Whiteboard } from './whiteboard.ts';

const SIZES = [1000, 5000, 10_000, 20_000];
const TYPING = 'typing';
/** A picture is taken of a view that has rested for so long. */
const RESTED_MS = 600;
/** How often a board is opened, unless that takes too long. */
const OPENINGS = 5;
const OPENINGS_MS = 20_000;
/** A whiteboard that takes longer with one board is left there; what was measured until then is told. */
const LIMIT_MS = 300_000;

/** Which part of the table is wanted; without any, all of it. Lists are words between commas. */
export interface CanvasOptions {
	/** Numbers of items. */
	readonly sizes?: string | undefined;
	/** Names of whiteboards. */
	readonly only?: string | undefined;
	/** Parts of the names of gestures, `typing` among them. */
	readonly gestures?: string | undefined;
	/** A folder for traces of the gestures. Taking them costs time: such figures are no results. */
	readonly traces?: string | undefined;
	/** A folder for pictures of the same part of the board on each. */
	readonly pictures?: string | undefined;
}

/** One whiteboard with one board: figures by what was done. */
type Figures = Map<string, number>;

/** The same gestures on Concordia, Excalidraw and tldraw, in one run. */
export async function benchCanvas(options: CanvasOptions = {}): Promise<void> {
	const only = options.only?.split(',');
	const isWanted = (name: string): boolean => only?.includes(name) ?? true;
	const whiteboards = [
		...(isWanted('concordia') ? [await startOurs()] : []),
		...(await startPeers(isWanted))
	];
	try {
		const sizes = options.sizes?.split(',').map(Number) ?? SIZES;
		for (const count of sizes) await compare(whiteboards, count, options);
	} finally {
		for (const whiteboard of whiteboards) await whiteboard.close();
	}
}

async function compare(
	whiteboards: readonly Whiteboard[],
	count: number,
	options: CanvasOptions
): Promise<void> {
	console.log(
		`\n## ${count} items, headless Chromium, boards of 1280 × 800; load ${loadavg()[0]?.toFixed(1)}\n`
	);
	const all = new Map<string, Figures>();
	for (const whiteboard of whiteboards) {
		const browser = await launchBrowser();
		const figures: Figures = new Map();
		all.set(whiteboard.name, figures);
		const started = performance.now();
		try {
			await within(LIMIT_MS, measure(whiteboard, browser, count, options, figures));
		} catch (reason) {
			console.log(`${whiteboard.name} was left: ${String(reason).split('\n')[0]}`);
			process.exitCode = 1;
		} finally {
			await browser.close();
		}
		figures.set('the whole of it, s', (performance.now() - started) / 1000);
	}
	print(all);
}

/** Fails when the work takes longer; whoever began it ends it. */
async function within(limitMs: number, work: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs);
	});
	try {
		await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
		// What it does when its browser goes is nobody's concern.
		work.catch(() => {});
	}
}

function print(all: ReadonlyMap<string, Figures>): void {
	const names = [...all.keys()];
	const rows = new Set([...all.values()].flatMap((figures) => [...figures.keys()]));
	console.log(
		`${''.padEnd(66)}${names.map((name) => name.padStart(14)).join('')}   ours : better peer`
	);
	for (const row of rows) {
		const values = names.map((name) => all.get(name)?.get(row) ?? Number.NaN);
		const ours = all.get('concordia')?.get(row) ?? Number.NaN;
		const theirs = names.filter((name) => name !== 'concordia').map((name) => all.get(name)!);
		const others = theirs.map((figures) => figures.get(row) ?? Number.NaN);
		const known = others.filter((value) => !Number.isNaN(value));
		const best = row.includes('frames/s') ? Math.max(...known) : Math.min(...known);
		console.log(
			`${row.padEnd(66)}${values.map((value) => value.toFixed(1).padStart(14)).join('')}   ${(ours / best).toFixed(2)} ×`
		);
	}
}

async function measure(
	whiteboard: Whiteboard,
	browser: Browser,
	count: number,
	options: CanvasOptions,
	figures: Figures
): Promise<void> {
	const visit = await whiteboard.visit(browser, count);
	// The first opening fills the browser's caches.
	let board = await visit.open();
	const usable: number[] = [];
	for (const end = performance.now() + OPENINGS_MS; usable.length < OPENINGS;) {
		await board.page.close();
		board = await visit.open();
		usable.push(board.usableMs);
		if (performance.now() > end) break;
	}
	figures.set('until usable, ms', median(usable));
	figures.set('scripts, KiB with gzip', board.scriptBytes / 1024);
	await rested(board.page);
	figures.set('memory, MiB', await heapMib(board.page));
	if (options.pictures !== undefined) await takePictures(board, whiteboard.name, options.pictures);
	const parts = options.gestures?.split(',');
	const isWanted = (name: string): boolean => parts?.some((part) => name.includes(part)) ?? true;
	for (const name of gestureNames.filter(isWanted)) {
		const frames = await traced(
			browser,
			board,
			options,
			`${whiteboard.name} ${count} ${name}`,
			() => gesture(board, name)
		);
		figures.set(`${name}: main thread a frame, ms`, frames.perFrame);
		figures.set(`${name}: … of it computing, ms`, frames.computed);
		if (name === 'pan at fit') figures.set('pan at fit: frames/s', framesPerSecond(frames));
		if (name.startsWith('200')) figures.set('… frames over 50 ms', frames.late);
	}
	if (isWanted(TYPING)) {
		const keys = await traced(
			browser,
			board,
			options,
			`${whiteboard.name} ${count} ${TYPING}`,
			() => typeInNote(board)
		);
		figures.set('a key until its letter is painted, p95, ms', percentile(keys, 0.95));
	}
	await visit.close();
}

async function traced<T>(
	browser: Browser,
	board: OpenBoard,
	{ traces }: CanvasOptions,
	name: string,
	work: () => Promise<T>
): Promise<T> {
	if (traces === undefined) return work();
	const file = path.join(traces, `${name.replaceAll('/', ' per ')}.json`);
	return saveTrace(browser, board.page, file, work);
}

async function takePictures(board: OpenBoard, name: string, folder: string): Promise<void> {
	for (const [what, look] of [
		['at fit', () => board.fit()],
		['at 100 %', () => board.look(1000, 1000, 1)]
	] as const) {
		await look();
		// Texts are made crisp, and pictures painted, some time after the view has come to rest.
		await board.page.waitForTimeout(RESTED_MS);
		await board.page.screenshot({
			path: path.join(folder, `${board.items.length} items ${what}, ${name}.png`)
		});
	}
}

function framesPerSecond({ gaps }: Frames): number {
	return 1000 / (gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length));
}
