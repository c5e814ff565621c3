import type { Item } from '@concordia/board';
import { can, type Dots, type SessionState, type Vote, type VoteResult } from '@concordia/session';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { keepUnsent, readUnsent, type UnsentBallot } from './unsent.ts';

/** What voting needs of the connection. */
export type VoteLink = Pick<
	Connection,
	'session' | 'me' | 'state' | 'participant' | 'votes' | 'link' | 'command'
>;

/** Why a dot can't be put on an item, or taken off; null when it can. */
export type DotObstacle = 'closed' | 'none-left' | 'most' | 'gone' | 'none-here';

/** Dots that came too late, or were refused for another reason: shown until they were read. */
export interface LostBallot extends UnsentBallot {
	readonly code: string;
}

/** Voters of an organization, and how many of them have voted. */
export interface Turnout {
	readonly organization: string;
	readonly voted: number;
	readonly voters: number;
}

const TOO_MANY_WAIT_MS = 1500;

/**
 * The votes of a session as this person sees them. Their own dots show at once and are sent whole; what
 * can't be sent is kept in this browser and sent when the connection is back.
 */
export class Votes {
	readonly #connection: VoteLink;
	#unsent: UnsentBallot | null = $state.raw(null);
	#lost: LostBallot | null = $state.raw(null);
	#isSending = false;
	/** The closed vote whose result is looked at; null: the newest. */
	chosen: string | null = $state(null);
	/** Whether totals of the vote that is looked at show on the board. */
	showsTotals = $state(true);
	/** Whether the panel of votes is on the page: what it says needs no other place. */
	isListed = $state(false);
	/** Whether a click on the board puts a dot. */
	isOnBoard = $state(false);

	constructor(connection: VoteLink) {
		this.#connection = connection;
		this.#unsent = readUnsent(connection.session, connection.me);
	}

	/** The vote that is under way, if one is. */
	get open(): Vote | null {
		return this.#all.find((vote) => vote.status === 'open') ?? null;
	}

	/** Votes that have ended, the newest first. */
	get past(): readonly Vote[] {
		return this.#all
			.filter((vote) => vote.status !== 'open')
			.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
	}

	/** The ended vote that is looked at. */
	get shown(): Vote | null {
		const { past } = this;
		return (
			past.find(({ id }) => id === this.chosen) ??
			past.find((vote) => vote.status === 'closed') ??
			null
		);
	}

	get #all(): readonly Vote[] {
		return Object.values(this.#connection.state.votes);
	}

	get canVote(): boolean {
		const me = this.#connection.participant;
		return me !== null && mayVote(this.#connection.state, me.id);
	}

	get canLead(): boolean {
		const me = this.#connection.participant;
		return me !== null && me.status === 'active' && can(me.role, 'lead-vote');
	}

	/** Own dots as they stand here, sent or not. */
	dotsOf(vote: string): Dots {
		if (this.#unsent?.vote === vote) return this.#unsent.dots;
		return this.#connection.votes.ballots[vote]?.dots ?? {};
	}

	/** Own dots on an item of the open vote. */
	on(item: string): number {
		const { open } = this;
		return open === null ? 0 : (this.dotsOf(open.id)[item] ?? 0);
	}

	/** Dots that are still to be put somewhere. */
	get left(): number {
		const { open } = this;
		if (open === null) return 0;
		return open.dots - sum(this.dotsOf(open.id));
	}

	/** Whether the server has what shows here. */
	get isSent(): boolean {
		return this.#unsent === null;
	}

	/** Whether this person has a ballot in the open vote, as far as the server knows. */
	get hasVoted(): boolean {
		return this.open?.voters.includes(this.#connection.me) ?? false;
	}

	get lost(): LostBallot | null {
		return this.#lost;
	}

	dismissLost(): void {
		this.#lost = null;
	}

	/** Totals of the open vote, where they show while people vote. */
	get running(): VoteResult | null {
		const { open } = this;
		return open === null ? null : (this.#connection.votes.running[open.id] ?? null);
	}

	/** Who may vote and who has, by organization; organizations with nobody who may are left out. */
	turnout(vote: Pick<Vote, 'voters'>): Turnout[] {
		const { state } = this.#connection;
		const people = Object.values(state.participants).filter(({ id }) => mayVote(state, id));
		return state.organizations
			.map(({ id }) => {
				const home = people.filter(({ organization }) => organization === id);
				const voted = home.filter((person) => vote.voters.includes(person.id)).length;
				return { organization: id, voted, voters: home.length };
			})
			.filter(({ voters }) => voters > 0);
	}

	obstacle(item: string, step: 1 | -1, items: ReadonlyMap<string, Item>): DotObstacle | null {
		const { open } = this;
		if (open === null || !this.canVote || !open.items.includes(item)) return 'closed';
		const here = this.on(item);
		if (step < 0) return here === 0 ? 'none-here' : null;
		if (!items.has(item)) return 'gone';
		if (here >= open.most) return 'most';
		return this.left <= 0 ? 'none-left' : null;
	}

	/** Puts one more dot on an item of the open vote, or takes one off. */
	change(item: string, step: 1 | -1): void {
		const { open } = this;
		if (open === null) return;
		const before = this.dotsOf(open.id);
		const { [item]: here = 0, ...others } = before;
		const count = here + step;
		this.#keep({ vote: open.id, dots: count > 0 ? { ...others, [item]: count } : others });
	}

	/** Takes all own dots back; an empty ballot is one, too. */
	clear(): void {
		const { open } = this;
		if (open !== null) this.#keep({ vote: open.id, dots: {} });
	}

	/** Sends what waits. To be run as an effect: it follows the connection. */
	follow(): void {
		if (this.#unsent !== null && this.#connection.link.kind === 'live') void this.#send();
	}

	#keep(ballot: UnsentBallot | null): void {
		this.#unsent = ballot;
		keepUnsent(this.#connection.session, this.#connection.me, ballot);
	}

	// One at a time, and always the newest: what was chosen meanwhile goes next.
	async #send(): Promise<void> {
		const ballot = this.#unsent;
		if (ballot === null || this.#isSending) return;
		this.#isSending = true;
		const result = await this.#connection.command({ type: 'vote-cast', ...ballot });
		this.#isSending = false;
		const isNewest = this.#unsent === ballot;
		if (result.ok) {
			if (isNewest) this.#keep(null);
			else void this.#send();
		} else if (result.code === 'too-many') {
			setTimeout(() => void this.#send(), TOO_MANY_WAIT_MS);
		} else if (result.code !== 'offline') {
			if (isNewest) {
				this.#keep(null);
				this.#lost = { ...ballot, code: result.code ?? '' };
			} else void this.#send();
		}
	}
}

/** All dots of a ballot. */
export function sum(dots: Dots): number {
	return Object.values(dots).reduce((all, count) => all + count, 0);
}

function mayVote(state: SessionState, id: string): boolean {
	const person = state.participants[id];
	return (
		person !== undefined &&
		person.status === 'active' &&
		person.consent &&
		state.status === 'open' &&
		can(person.role, 'vote')
	);
}

const ofConnections = new WeakMap<VoteLink, Votes>();

/** The one of an open board: panel, marks, outline and menus share it. */
export function votesOf(connection: VoteLink): Votes {
	let votes = ofConnections.get(connection);
	if (votes === undefined) {
		votes = new Votes(connection);
		ofConnections.set(connection, votes);
	}
	return votes;
}
