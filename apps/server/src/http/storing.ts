import type { App } from '../app.ts';
import { problem, type Answer } from './answer.ts';

/** So long a request waits for the disk. */
const STORING_TIMEOUT_MS = 15_000;

/** A commit that fails is tried again until it works; the caller need not wait for that. */
export function withinTime(app: App, handling: Promise<Answer>): Promise<Answer> {
	const { promise, resolve, reject } = Promise.withResolvers<Answer>();
	const cancel = app.world.after(STORING_TIMEOUT_MS, () => resolve(notStored()));
	handling.finally(cancel).then(resolve, reject);
	return promise;
}

export function notStored(): Answer {
	return problem(503, 'storing-fails', 'not stored, or not yet: the server goes on trying');
}
