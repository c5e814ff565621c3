import type { Records } from './timeline.ts';
import type { Wish } from './restoring.ts';

/** What the history page asks the board page to bring back. */
export interface Handover {
	readonly session: string;
	readonly wish: Wish;
	/** The board of the moment it shall come back from. */
	readonly then: Records;
	/** What was on the board when the person looked: what changed since stays. */
	readonly shown: Records;
	readonly ids: readonly string[];
}

/**
 * The one restoration on its way from the history to the board. It is written on the board's own page, where
 * it is one step of that person's undo; it never travels in an address, as opening a link must change nothing.
 */
let waiting: Handover | null = null;

export function handOver(handover: Handover): void {
	waiting = handover;
}

/** Whether the board of this session has something to take. */
export function isHandedOver(session: string): boolean {
	return waiting?.session === session;
}

/** Takes it: a second time there is nothing. */
export function takeOver(session: string): Handover | null {
	if (waiting?.session !== session) return null;
	const taken = waiting;
	waiting = null;
	return taken;
}
