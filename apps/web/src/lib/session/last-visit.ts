import { parseLines } from './item-history.ts';

/** Somebody who was here is told as gone this much later. */
const LEAVE_GRACE_MS = 30_000;
/** A shorter absence is no new visit: a reload, a look at another page, a coffee. */
const LEAST_AWAY_MS = 30 * 60_000;
/** Coming and going of the last visits. */
const MOST_EVENTS = 500;

/** That a person came or went, as the log has it. */
interface Coming {
	readonly k: string;
	readonly t: number;
}

/**
 * When somebody's last visit before this one ended, by their coming and going with the newest first; null where the
 * log knows of none.
 */
export function visitBefore(events: readonly Coming[], now: number): number | null {
	let back = now;
	for (const { k, t } of events) {
		if (k !== 'leave') back = t;
		else if (back - t >= LEAST_AWAY_MS) return t - LEAVE_GRACE_MS;
	}
	return null;
}

/** Asks the log when a person was here last, before this visit; null: it says of no earlier one. */
export async function lastVisit(session: string, person: string): Promise<number | null> {
	const query = new URLSearchParams({
		participant: person,
		kind: 'join,rejoin,leave',
		order: 'newest',
		limit: String(MOST_EVENTS)
	});
	const response = await fetch(`/api/sessions/${session}/log?${query}`, { cache: 'no-store' });
	if (!response.ok) throw new Error(`the log answered ${response.status}`);
	return visitBefore(parseLines(await response.text()), Date.now());
}
