import { formatBallot, type Dots, type Vote } from '@concordia/session';
import { commitPayload, fromBase64url } from '@concordia/transparency';
import { readEntries } from '#lib/audit/entry.ts';

/** Whether the log counts one's ballot exactly as it was cast. */
export type OwnCheck = 'counted' | 'differs' | 'missing' | 'unknown';

interface Own {
	readonly session: string;
	readonly me: string;
	readonly vote: Pick<Vote, 'id' | 'items'>;
	/** The kind of entry that says what was counted. */
	readonly closing?: 'vote.close' | 'survey.close';
	readonly ballot: { readonly dots: Dots; readonly salt: string };
}

/** Reads the closing of the vote or survey in the log and compares the commitment there with one's own ballot. */
export async function checkOwn({
	session,
	me,
	vote,
	ballot,
	closing = 'vote.close'
}: Own): Promise<OwnCheck> {
	try {
		const query = new URLSearchParams({ kind: closing, item: vote.id });
		const response = await fetch(`/api/sessions/${session}/log?${query}`, { cache: 'no-store' });
		const entries = response.ok ? readEntries(await response.text()) : null;
		if (entries === null || !entries.ok) return 'unknown';
		const listed = entries.value.flatMap(({ payload }) => ballotsIn(payload));
		const salt = fromBase64url(ballot.salt);
		if (entries.value.length === 0 || salt === null) return 'unknown';
		const mine = listed.find(({ participant }) => participant === me);
		if (mine === undefined) return 'missing';
		const text = formatBallot(vote, { participant: me, dots: ballot.dots });
		return commitPayload(text, salt) === mine.commitment ? 'counted' : 'differs';
	} catch {
		return 'unknown';
	}
}

interface Listed {
	readonly participant: unknown;
	readonly commitment: unknown;
}

function ballotsIn(payload: Readonly<Record<string, unknown>> | null): Listed[] {
	const ballots = payload?.['ballots'];
	if (!Array.isArray(ballots)) return [];
	return ballots.filter((one): one is Listed => typeof one === 'object' && one !== null);
}
