import { tighten } from '@concordia/board/doc';
import type { Doc } from 'yjs';
import { whenIdle } from './panels.ts';

/** Gives memory back, a little at a time, while the page has nothing else to do. */
export function tightenIdly(doc: Doc): void {
	const steps = tighten(doc);
	const next = (): void => {
		if (steps.next().done !== true) whenIdle(next);
	};
	next();
}
