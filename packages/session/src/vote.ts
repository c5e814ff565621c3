import { can } from './can.ts';
import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { validateLine } from './text.ts';
import type { Participant, SessionEvent, SessionState } from './types.ts';
import type { Dots, OrganizationDots, Vote, VoteResult, VoteTerms } from './vote-state.ts';
import { refuse } from './refuse.ts';

/** One person's ballot. */
export interface Ballot {
	readonly participant: string;
	readonly dots: Dots;
}

/** A ballot and the commitment to it that the log will show. */
export interface SealedBallot extends Ballot {
	readonly commitment: string;
}

export type VoteCommand =
	| ({ readonly type: 'vote-open'; readonly room: string; readonly seq: number } & VoteTerms)
	/** Replaces the person's own ballot as a whole. */
	| { readonly type: 'vote-cast'; readonly vote: string; readonly dots: Dots }
	| { readonly type: 'vote-close'; readonly vote: string }
	| { readonly type: 'vote-cancel'; readonly vote: string };

export type VoteError =
	| 'vote-invalid'
	| 'vote-running'
	| 'vote-unknown'
	| 'vote-over'
	| 'vote-too-many-dots'
	| 'vote-too-many-on-one'
	| 'vote-item-unknown'
	| 'vote-item-removed'
	| 'vote-full';

type Outcome =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| {
			readonly ok: false;
			readonly code: VoteError | 'not-allowed' | 'consent-missing';
			readonly detail?: string;
	  };

type Origin = Pick<SessionEvent, 'at' | 'by' | 'organization'>;

/** What deciding about votes needs beside the state. */
export interface VoteContext {
	/** Null for the host. */
	readonly participant: Participant | null;
	readonly origin: Origin;
	newId(): string;
	/** All ballots of a vote or survey. They are secret: only what a tally makes of them may get into events. */
	ballots(vote: string): readonly SealedBallot[];
}

/** Whether a command about a vote is accepted, and what then happened. */
export function decideVote(
	state: SessionState,
	command: VoteCommand,
	context: VoteContext
): Outcome {
	const { participant, origin } = context;
	const role = participant?.role ?? 'host';
	if (command.type === 'vote-cast') {
		if (participant === null || !can(role, 'vote')) return refuse('not-allowed');
		if (!participant.consent) return refuse('consent-missing');
		return cast(state, command, participant, origin);
	}
	if (!can(role, 'lead-vote')) return refuse('not-allowed');
	if (command.type === 'vote-open') return open(state, command, context);
	const vote = lookUp(state.votes, command.vote);
	if (vote === undefined) return refuse('vote-unknown');
	if (vote.status !== 'open') return refuse('vote-over');
	return command.type === 'vote-close'
		? accept(closing(state, vote, context))
		: accept({ ...origin, kind: 'vote.cancel', subject: [vote.id] });
}

/** The events that end all open votes, before the session itself ends: what was chosen counts. */
export function closeVotes(state: SessionState, context: VoteContext): SessionEvent[] {
	return Object.values(state.votes)
		.filter((vote) => vote.status === 'open')
		.map((vote) => closing(state, vote, context));
}

function open(
	state: SessionState,
	command: Extract<VoteCommand, { type: 'vote-open' }>,
	context: VoteContext
): Outcome {
	const title = validateLine(command.title, sessionLimits.titleLength);
	if (!title.ok) return refuse('vote-invalid', `title: ${title.reason}`);
	const items = [...new Set(command.items)];
	if (items.length === 0 || items.length > sessionLimits.itemsPerVote)
		return refuse('vote-invalid', 'items');
	if (items.some((id) => id === '' || id.length > sessionLimits.idLength))
		return refuse('vote-invalid', 'items');
	const { dots, most, weight, shown, named, room, seq } = command;
	if (!isCount(dots, sessionLimits.dotsPerPerson)) return refuse('vote-invalid', 'dots');
	if (!isCount(most, dots)) return refuse('vote-invalid', 'most');
	if (!Number.isSafeInteger(seq) || seq < 0) return refuse('vote-invalid', 'seq');
	const votes = Object.values(state.votes);
	if (votes.some((vote) => vote.status === 'open')) return refuse('vote-running');
	if (votes.length >= sessionLimits.votes) return refuse('vote-full');
	const id = context.newId();
	if (Object.hasOwn(state.votes, id)) throw new Error(`newId gave ${id} a second time`);
	return accept({
		...context.origin,
		kind: 'vote.open',
		subject: [id, ...items],
		room,
		seq,
		payload: { title: title.value, dots, most, weight, shown, named }
	});
}

// The first ballot of a person is an event, so that everybody knows who has voted; that they changed
// their mind is nobody's business. The content is kept elsewhere by the caller.
function cast(
	state: SessionState,
	command: Extract<VoteCommand, { type: 'vote-cast' }>,
	{ id }: Participant,
	origin: Origin
): Outcome {
	const vote = lookUp(state.votes, command.vote);
	if (vote === undefined) return refuse('vote-unknown');
	if (vote.status !== 'open') return refuse('vote-over');
	const problem = checkDots(vote, command.dots);
	if (problem !== null) return refuse(problem);
	return vote.voters.includes(id)
		? accept()
		: accept({ ...origin, kind: 'vote.cast', subject: [vote.id] });
}

/** Why these dots may not be cast, or null when they may. */
export function checkDots(vote: VoteTerms, dots: Dots): VoteError | null {
	let total = 0;
	for (const [item, count] of Object.entries(dots)) {
		if (!vote.items.includes(item)) return 'vote-item-unknown';
		if (!Number.isSafeInteger(count) || count < 0) return 'vote-invalid';
		if (count > vote.most) return 'vote-too-many-on-one';
		total += count;
	}
	return total > vote.dots ? 'vote-too-many-dots' : null;
}

function closing(state: SessionState, vote: Vote, context: VoteContext): SessionEvent {
	const counted = context.ballots(vote.id).filter((ballot) => counts(state, ballot.participant));
	const { organizations } = tally(state, vote, counted);
	const list = counted.map(({ participant, commitment, dots }) => ({
		participant,
		commitment,
		...(vote.named && { dots: withoutZeros(dots) })
	}));
	return {
		...context.origin,
		kind: 'vote.close',
		subject: [vote.id],
		payload: { organizations, ballots: list }
	};
}

/** Whether a person's ballot counts: who was removed since, or only looks on now, has none. */
export function counts(state: SessionState, id: string): boolean {
	const participant = lookUp(state.participants, id);
	return participant?.status === 'active' && can(participant.role, 'vote');
}

/** Adds ballots up per organization. Those of people who may not vote are left out. */
export function tally(
	state: SessionState,
	vote: VoteTerms,
	ballots: readonly Ballot[]
): Pick<VoteResult, 'organizations'> {
	const organizations: Record<string, { ballots: number; dots: number[] }> = {};
	for (const { participant, dots } of ballots) {
		if (!counts(state, participant)) continue;
		const home = lookUp(state.participants, participant)?.organization ?? '';
		const sum = (organizations[home] ??= { ballots: 0, dots: vote.items.map(() => 0) });
		sum.ballots++;
		for (const [at, item] of vote.items.entries()) {
			sum.dots[at] = (sum.dots[at] ?? 0) + (lookUp(dots, item) ?? 0);
		}
	}
	return { organizations };
}

/** An item's place in a result. */
export interface RankedItem {
	readonly item: string;
	/** All dots on it. */
	readonly dots: number;
	/** What ranks: dots, or where organizations weigh the same the mean of their shares, 0 to 1. */
	readonly score: number;
	/** From 1; items of one score share a rank. */
	readonly rank: number;
	/** Dots by organization, of those who voted. */
	readonly byOrganization: Readonly<Record<string, number>>;
}

/** The items of a vote, highest score first; equals stay in the order of the vote. */
export function rankItems(
	vote: VoteTerms,
	result: Pick<VoteResult, 'organizations'>
): RankedItem[] {
	const voted = Object.entries(result.organizations).map(([id, { dots }]) => ({
		id,
		dots,
		all: dots.reduce((sum, count) => sum + count, 0)
	}));
	// An organization whose people kept all their dots says nothing about any item.
	const heard = voted.filter(({ all }) => all > 0);
	const scored = vote.items.map((item, at) => {
		const dots = voted.reduce((sum, one) => sum + (one.dots[at] ?? 0), 0);
		const shares = heard.reduce((sum, one) => sum + (one.dots[at] ?? 0) / one.all, 0);
		const mean = heard.length === 0 ? 0 : shares / heard.length;
		// Sums of thirds and sevenths must not tell apart what is equal.
		const score = vote.weight === 'person' ? dots : Math.round(mean * 1e9) / 1e9;
		const byOrganization = Object.fromEntries(voted.map((one) => [one.id, one.dots[at] ?? 0]));
		return { item, dots, score, byOrganization };
	});
	return scored
		.toSorted((a, b) => b.score - a.score)
		.map((one) => ({ ...one, rank: 1 + scored.filter(({ score }) => score > one.score).length }));
}

/** The votes after an event. Never throws: payloads may have been erased. */
export function evolveVotes(
	votes: SessionState['votes'],
	event: SessionEvent
): SessionState['votes'] {
	const [id, ...items] = event.subject ?? [];
	if (id === undefined) return votes;
	if (event.kind === 'vote.open') return { ...votes, [id]: opened(id, items, event) };
	const vote = lookUp(votes, id);
	if (vote === undefined || vote.status !== 'open') return votes;
	switch (event.kind) {
		case 'vote.cast': {
			const { by } = event;
			if (by === undefined || vote.voters.includes(by)) return votes;
			return { ...votes, [id]: { ...vote, voters: [...vote.voters, by] } };
		}
		case 'vote.close': {
			const result = resultIn(event.payload ?? {}, vote);
			return { ...votes, [id]: { ...vote, status: 'closed', endedAt: event.at, result } };
		}
		case 'vote.cancel':
			return { ...votes, [id]: { ...vote, status: 'cancelled', endedAt: event.at } };
		default:
			return votes;
	}
}

function opened(id: string, items: readonly string[], { at, seq, payload }: SessionEvent): Vote {
	const { title, dots, most, weight, shown, named } = payload ?? {};
	return {
		id,
		title: typeof title === 'string' ? title : '',
		items,
		dots: typeof dots === 'number' ? dots : 0,
		most: typeof most === 'number' ? most : 0,
		weight: weight === 'organization' ? 'organization' : 'person',
		shown: shown === 'live' ? 'live' : 'closed',
		named: named === true,
		status: 'open',
		openedAt: at,
		seq: seq ?? 0,
		voters: []
	};
}

function resultIn(payload: Readonly<Record<string, unknown>>, vote: Vote): VoteResult {
	const organizations: Record<string, OrganizationDots> = {};
	for (const [id, given] of Object.entries(asRecord(payload['organizations']))) {
		const { ballots, dots } = asRecord(given);
		if (typeof ballots !== 'number' || !Array.isArray(dots)) continue;
		organizations[id] = { ballots, dots: vote.items.map((_, at) => asDots(dots[at])) };
	}
	if (!vote.named) return { organizations };
	const named: Record<string, Dots> = {};
	const list = Array.isArray(payload['ballots']) ? payload['ballots'] : [];
	for (const given of list) {
		const { participant, dots } = asRecord(given);
		if (typeof participant === 'string') named[participant] = withoutZeros(asRecord(dots));
	}
	return { organizations, ballots: named };
}

/** Only items with dots, each under its id. */
export function withoutZeros(dots: Readonly<Record<string, unknown>>): Dots {
	return Object.fromEntries(
		Object.entries(dots)
			.map(([item, count]) => [item, asDots(count)] as const)
			.filter(([, count]) => count > 0)
	);
}

/** The exact text of a ballot that its commitment is made of: items in the order of the vote. */
export function formatBallot(
	vote: Pick<Vote, 'id' | 'items'>,
	{ participant, dots }: Ballot
): string {
	const chosen = vote.items
		.map((item) => [item, lookUp(dots, item) ?? 0] as const)
		.filter(([, count]) => count > 0);
	return JSON.stringify({ vote: vote.id, participant, dots: chosen });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asDots(value: unknown): number {
	return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

function isCount(value: number, most: number): boolean {
	return Number.isSafeInteger(value) && value >= 1 && value <= most;
}

function accept(...events: SessionEvent[]): Outcome & { ok: true } {
	return { ok: true, events };
}
