import type { Dots } from '@concordia/session';

/** A ballot that the server hasn't confirmed yet. */
export interface UnsentBallot {
	readonly vote: string;
	readonly dots: Dots;
}

const keyOf = (session: string, me: string): string => `concordia.ballot.${session}.${me}`;

/** What an earlier page could not send, or null. */
export function readUnsent(session: string, me: string): UnsentBallot | null {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(keyOf(session, me)) ?? 'null');
		if (typeof value !== 'object' || value === null) return null;
		const { vote, dots } = value as Record<string, unknown>;
		if (typeof vote !== 'string' || typeof dots !== 'object' || dots === null) return null;
		const counts = Object.entries(dots).filter(([, count]) => Number.isSafeInteger(count));
		return { vote, dots: Object.fromEntries(counts) };
	} catch {
		return null;
	}
}

/** Keeps a ballot in this browser until it was sent; null forgets it. */
export function keepUnsent(session: string, me: string, ballot: UnsentBallot | null): void {
	try {
		if (ballot === null) localStorage.removeItem(keyOf(session, me));
		else localStorage.setItem(keyOf(session, me), JSON.stringify(ballot));
	} catch {
		// No storage: it is kept as long as the page is open.
	}
}
