import { api } from '#lib/api.ts';
import { LogClient } from './client.ts';
import { localShelf, recall, remember } from './remembered.ts';
import type { LogWorld } from './session-log.svelte.ts';

/** The browser as the log page's world. */
export function pageWorld(session: string): LogWorld {
	const shelf = localShelf();
	return {
		client: new LogClient(session, (url, init) => fetch(url, init)),
		view: () => api.sessions.view(session),
		now: () => Date.now(),
		wait,
		visible,
		recall: () => recall(shelf, session),
		remember: (what) => void remember(shelf, session, what)
	};
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms);
		signal.addEventListener('abort', done, { once: true });
		function done(): void {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		}
	});
}

function visible(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const look = (): void => {
			if (document.visibilityState !== 'visible' && !signal.aborted) return;
			document.removeEventListener('visibilitychange', look);
			signal.removeEventListener('abort', look);
			resolve();
		};
		document.addEventListener('visibilitychange', look);
		signal.addEventListener('abort', look);
		look();
	});
}
