import type { CDPSession, Page } from '@playwright/test';

export interface Frames {
	/** Milliseconds from frame to frame, sorted. */
	readonly gaps: readonly number[];
	/** Frames that came more than 50 ms after the one before. */
	readonly late: number;
	/** Tasks of the main thread over 50 ms. */
	readonly longTasks: number;
	/** Main thread per frame, ms. */
	readonly perFrame: number;
}

export type Motion = 'pan at 100 %' | 'pan at fit' | 'zoom';

export const motions: readonly Motion[] = ['pan at 100 %', 'pan at fit', 'zoom'];

const SECONDS = 4;
/** A wheel that is turned without a pause gives about one event per frame. */
const EVENT_MS = 16;

/** Turns the wheel over the board for some seconds and counts what the page did meanwhile. */
export async function move(page: Page, motion: Motion): Promise<Frames> {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable');
	await page.evaluate((atFit) => {
		window.concordia?.camera.fit();
		if (!atFit) window.concordia?.camera.set({ x: 1000, y: 1000, zoom: 1 });
		return window.concordia?.settled();
	}, motion !== 'pan at 100 %');
	await page.evaluate(startCounting);
	const before = await busySeconds(session);
	await turnWheel(session, motion);
	const busy = (await busySeconds(session)) - before;
	const counted = await page.evaluate(() => window.benchFrames?.stop());
	if (!counted) throw new Error('the page was replaced while its frames were counted');
	const { gaps, longTasks } = counted;
	await session.detach();
	return {
		gaps: gaps.toSorted((a, b) => a - b),
		late: gaps.filter((gap) => gap > 50).length,
		longTasks,
		perFrame: (busy * 1000) / gaps.length
	};
}

interface Counted {
	readonly gaps: number[];
	readonly longTasks: number;
}

declare global {
	interface Window {
		benchFrames?: { stop(): Counted };
	}
}

function startCounting(): void {
	const gaps: number[] = [];
	let last = 0;
	let longTasks = 0;
	let isOver = false;
	const observer = new PerformanceObserver((list) => {
		longTasks += list.getEntries().length;
	});
	observer.observe({ type: 'longtask' });
	const frame = (time: number): void => {
		if (isOver) return;
		if (last > 0) gaps.push(time - last);
		last = time;
		requestAnimationFrame(frame);
	};
	requestAnimationFrame(frame);
	window.benchFrames = {
		stop() {
			isOver = true;
			longTasks += observer.takeRecords().length;
			observer.disconnect();
			return { gaps, longTasks };
		}
	};
}

async function busySeconds(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** There and back again, so that the board stays under the pointer. */
async function turnWheel(session: CDPSession, motion: Motion): Promise<void> {
	const started = performance.now();
	const sent: Promise<unknown>[] = [];
	for (let n = 0; performance.now() - started < SECONDS * 1000; n++) {
		const forth = Math.floor(n / 40) % 2 === 0 ? 1 : -1;
		const isZoom = motion === 'zoom';
		sent.push(
			session.send('Input.dispatchMouseEvent', {
				type: 'mouseWheel',
				x: 500,
				y: 400,
				deltaX: isZoom ? 0 : 37 * forth,
				deltaY: isZoom ? -30 * forth : 23 * forth,
				modifiers: isZoom ? 2 : 0
			})
		);
		const due = started + (n + 1) * EVENT_MS;
		await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));
	}
	await Promise.all(sent);
}
