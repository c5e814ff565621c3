import type { CDPSession, Page } from '@playwright/test';
import { countFrames, type Frames } from '../frames.ts';

export type Motion = 'pan at 100 %' | 'pan at fit' | 'zoom';

export const motions: readonly Motion[] = ['pan at 100 %', 'pan at fit', 'zoom'];

const SECONDS = 4;
/** A wheel that is turned without a pause gives about one event per frame. */
const EVENT_MS = 16;

/** Turns the wheel over the board for some seconds and counts what the page did meanwhile. */
export async function move(page: Page, motion: Motion): Promise<Frames> {
	await page.evaluate((atFit) => {
		window.concordia?.camera.fit();
		if (!atFit) window.concordia?.camera.set({ x: 1000, y: 1000, zoom: 1 });
		return window.concordia?.settled();
	}, motion !== 'pan at 100 %');
	return countFrames(page, (session) => turnWheel(session, motion));
}

/** There and back again, so that the board stays under the pointer. */
export async function turnWheel(
	session: CDPSession,
	motion: Motion,
	seconds = SECONDS
): Promise<void> {
	const started = performance.now();
	const sent: Promise<unknown>[] = [];
	for (let n = 0; performance.now() - started < seconds * 1000; n++) {
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
