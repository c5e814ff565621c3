import type { Browser } from '@playwright/test';
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { startServer, temporaryFolder, type RunningServer } from '../../harness/server.ts';
import { launchBrowser } from './browser.ts';
import type { Frames } from '../frames.ts';
import { median, percentile } from '../percentile.ts';
import { motions, move } from './camera.ts';
import { hocuspocusSyncMs } from './hocuspocus.ts';
import { joined, openBoard, type Opening } from './open.ts';
import { storeBoard, type StoredBoard } from './seed.ts';

const ROUNDS = Number(process.env['CONCORDIA_BENCH_ROUNDS'] ?? 5);

/** How fast a board opens, and how smoothly it moves; the floor is an empty board in the same run. */
export async function benchBoard(): Promise<void> {
	const data = temporaryFolder();
	const browser = await launchBrowser();
	let server = await startServer({ data });
	const { port } = server;
	const restart = async (): Promise<RunningServer> => {
		await server.stop();
		server = await startServer({ data, port });
		return server;
	};
	try {
		const boards = new Map<number, StoredBoard>();
		for (const count of [0, 1000, 10_000]) boards.set(count, await storeBoard(server, count));
		const [empty, small, large] = [boards.get(0), boards.get(1000), boards.get(10_000)];
		if (!empty || !small || !large) return;
		await opening(browser, restart, { empty, large });
		await moving(browser, await restart(), boards);
	} finally {
		await browser.close();
		await server.stop();
		rmSync(data, { recursive: true, force: true });
	}
}

async function opening(
	browser: Browser,
	restart: () => Promise<RunningServer>,
	{ empty, large }: { empty: StoredBoard; large: StoredBoard }
): Promise<void> {
	console.log(`\n## Opening a board of 10,000 items on a freshly started server\n`);
	console.log(`median (worst) of ${ROUNDS}, ms from the start of the navigation; ${load()}\n`);
	const cases = [
		{ name: 'empty, first visit', board: empty, isReturn: false },
		{ name: '10,000, first visit', board: large, isReturn: false },
		{ name: 'empty, seen before', board: empty, isReturn: true },
		{ name: '10,000, seen before', board: large, isReturn: true }
	];
	const outcomes = new Map<string, Opening[]>(cases.map(({ name }) => [name, []]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const { name, board, isReturn } of cases) {
			outcomes.get(name)?.push(await openOnce(browser, restart, board, isReturn ? empty : null));
		}
	}
	const middle = (name: string, key: 'painted' | 'editable' | 'acknowledged'): number =>
		median((outcomes.get(name) ?? []).map((one) => one[key]));
	for (const [name, openings] of outcomes) {
		const show = (key: keyof Omit<Opening, 'marks'>): string => {
			const times = openings.map((one) => one[key]);
			return `${median(times).toFixed(0)} (${Math.max(...times).toFixed(0)})`;
		};
		console.log(
			`${name.padEnd(20)} painted ${show('painted').padEnd(12)} editable ${show('editable').padEnd(12)} ` +
				`first edit stored ${show('acknowledged').padEnd(12)} main thread ${show('mainThread')}`
		);
	}
	for (const visit of ['first visit', 'seen before']) {
		const ratio = (key: 'painted' | 'editable' | 'acknowledged'): string =>
			(middle(`10,000, ${visit}`, key) / middle(`empty, ${visit}`, key)).toFixed(2);
		console.log(
			`10,000 items : empty board, ${visit} = ${ratio('painted')} × until painted, ${ratio('editable')} × until editable`
		);
	}
	const bytes = Math.max(...[...outcomes.values()].flat().map((one) => one.scriptBytes));
	console.log(`scripts of the page: ${(bytes / 1024).toFixed(1)} KiB with gzip`);
	if (process.env['CONCORDIA_BENCH_MARKS'])
		console.log(outcomes.get('10,000, first visit')?.at(-1)?.marks);

	const theirs = median(await hocuspocusSyncMs(large.state, Math.min(3, ROUNDS)));
	console.log(
		`hocuspocus, freshly started, until a program has the same document: ${theirs.toFixed(0)} ms`
	);
	console.log(
		`concordia page editable : hocuspocus synced = ${(middle('10,000, first visit', 'editable') / theirs).toFixed(2)} ×; ${load()}`
	);
}

/** `before` is a board that this browser has opened before, so that it has the scripts already. */
async function openOnce(
	browser: Browser,
	restart: () => Promise<RunningServer>,
	board: StoredBoard,
	before: StoredBoard | null
): Promise<Opening> {
	const server = await restart();
	const boards = new Set([board, ...(before === null ? [] : [before])]);
	const context = await joined(browser, server, [...boards]);
	try {
		if (before !== null) await (await openBoard(context, server, before)).page.close();
		return (await openBoard(context, await restart(), board)).opening;
	} finally {
		await context.close();
	}
}

async function moving(
	browser: Browser,
	server: RunningServer,
	boards: ReadonlyMap<number, StoredBoard>
): Promise<void> {
	console.log(`\n## Panning and zooming with the wheel\n`);
	console.log(`headless Chromium, 1280 × 800, four seconds each; ${load()}\n`);
	const floors = new Map<string, number>();
	for (const [count, board] of boards) {
		const context = await joined(browser, server, [board]);
		const { page } = await openBoard(context, server, board);
		for (const motion of motions) {
			const frames = await move(page, motion);
			if (count === 0) floors.set(motion, frames.perFrame);
			console.log(describe(count, motion, frames, floors.get(motion) ?? Number.NaN));
		}
		await context.close();
	}
	console.log(load());
}

function describe(count: number, motion: string, frames: Frames, floor: number): string {
	const { gaps, late, longTasks, perFrame } = frames;
	const at = (share: number): string => percentile(gaps, share).toFixed(1);
	return (
		`${String(count).padStart(6)} items, ${motion.padEnd(12)} ${gaps.length} frames, ` +
		`gap p50 ${at(0.5)} p99 ${at(0.99)} most ${at(1)} ms, over 50 ms: ${late} frames, ${longTasks} tasks; ` +
		`main thread ${perFrame.toFixed(1)} ms a frame = ${(perFrame / floor).toFixed(2)} × empty`
	);
}

const load = (): string => `load ${loadavg()[0]?.toFixed(1)}`;
