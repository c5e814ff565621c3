import type { CDPSession, Page } from '@playwright/test';

export interface Frames {
	/** Milliseconds from frame to frame, sorted. */
	readonly gaps: readonly number[];
	/** Frames that came more than 50 ms after the one before. */
	readonly late: number;
	/** Tasks of the main thread over 50 ms. */
	readonly longTasks: number;
	/** How long the main thread was taken per frame, ms. */
	readonly perFrame: number;
	/** How long of it it computed, ms: what else runs on the machine counts little here. */
	readonly computed: number;
}

/** Counts the frames of a page, and what its main thread does, while somebody works with it. */
export async function countFrames(
	page: Page,
	work: (session: CDPSession) => Promise<void>
): Promise<Frames> {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable');
	await page.evaluate(startCounting);
	const before = await spent(session);
	await work(session);
	const after = await spent(session);
	const counted = await page.evaluate(() => window.benchFrames?.stop());
	if (!counted) throw new Error('the page was replaced while its frames were counted');
	const { gaps, longTasks } = counted;
	await session.detach();
	return {
		gaps: gaps.toSorted((a, b) => a - b),
		late: gaps.filter((gap) => gap > 50).length,
		longTasks,
		perFrame: ((after.taken - before.taken) * 1000) / Math.max(1, gaps.length),
		computed: ((after.computed - before.computed) * 1000) / Math.max(1, gaps.length)
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
	performance.mark('bench:from');
	window.benchFrames = {
		stop() {
			isOver = true;
			performance.mark('bench:to');
			longTasks += observer.takeRecords().length;
			observer.disconnect();
			return { gaps, longTasks };
		}
	};
}

/** Seconds of the main thread since the page began. */
async function spent(session: CDPSession): Promise<{ taken: number; computed: number }> {
	const { metrics } = await session.send('Performance.getMetrics');
	const read = (wanted: string): number =>
		metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
	return { taken: read('TaskDuration'), computed: read('ThreadTime') };
}
