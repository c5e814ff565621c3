import type { OwnBallot } from '@concordia/protocol';
import { formatBallot, type Dots, type SealedBallot, type Vote } from '@concordia/session';
import type { SealedRow } from '@concordia/store';
import { commitPayload, fromBase64url, SALT_BYTES, toBase64url } from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';

const KEY = 'vote/';

type Kept = OwnBallot;
type Book = ReadonlyMap<string, ReadonlyMap<string, Kept>>;

/**
 * The ballots of a session, by vote and person; the answers of a survey are ballots, too. They are stored apart from the log, and leave this object
 * in two ways only: a person's own to that person, and all of a vote for its closing.
 */
export class Ballots {
	readonly #session: string;
	readonly #randomBytes: (count: number) => Uint8Array;
	#book: Book;
	/** What is durable, and so may be shown. */
	#shown: Book;

	constructor(
		session: string,
		rows: readonly SealedRow[],
		randomBytes: (count: number) => Uint8Array
	) {
		this.#session = session;
		this.#randomBytes = randomBytes;
		this.#book = read(rows);
		this.#shown = this.#book;
	}

	/** All ballots of a vote as decided so far, each with what the log will say of it. */
	sealed(vote: Pick<Vote, 'id' | 'items'>): SealedBallot[] {
		return [...(this.#book.get(vote.id) ?? [])].map(([participant, { dots, salt }]) => ({
			participant,
			dots,
			commitment: commitPayload(
				formatBallot(vote, { participant, dots }),
				fromBase64url(salt) ?? new Uint8Array(SALT_BYTES)
			)
		}));
	}

	/** Dots this person has put on the items of a vote so far. */
	dotsOf(vote: string, participant: string): Dots {
		return this.#book.get(vote)?.get(participant)?.dots ?? {};
	}

	/** Durable ballots of a vote, for totals that show while it is open. */
	shown(vote: string): { participant: string; dots: Dots }[] {
		return [...(this.#shown.get(vote) ?? [])].map(([participant, { dots }]) => ({
			participant,
			dots
		}));
	}

	/** A person's own durable ballots. */
	own(participant: string): Record<string, OwnBallot> {
		const own: Record<string, OwnBallot> = {};
		for (const [vote, ballots] of this.#shown) {
			const kept = ballots.get(participant);
			if (kept !== undefined) own[vote] = kept;
		}
		return own;
	}

	/** Replaces a person's ballot. */
	keep(turn: Turn, vote: string, participant: string, dots: Dots): void {
		const salt =
			this.#book.get(vote)?.get(participant)?.salt ?? toBase64url(this.#randomBytes(SALT_BYTES));
		this.#put(turn, vote, participant, { dots, salt });
	}

	/** Takes all ballots of a vote away: it was called off, and nobody is to learn what was in them. */
	dropVote(turn: Turn, vote: string): void {
		for (const participant of this.#book.get(vote)?.keys() ?? [])
			this.#put(turn, vote, participant, null);
	}

	/** Takes all ballots away: the time for keeping them is over. */
	dropAll(turn: Turn): void {
		for (const vote of this.#book.keys()) this.dropVote(turn, vote);
	}

	/** Takes all ballots of a person away. */
	dropPerson(turn: Turn, participant: string): void {
		for (const [vote, ballots] of this.#book)
			if (ballots.has(participant)) this.#put(turn, vote, participant, null);
	}

	#put(turn: Turn, vote: string, participant: string, kept: Kept | null): void {
		const ballots = new Map(this.#book.get(vote));
		if (kept === null) ballots.delete(participant);
		else ballots.set(participant, kept);
		this.#book = new Map(this.#book).set(vote, ballots);
		turn.sealed.push({
			session: this.#session,
			key: KEY + vote,
			owner: participant,
			value: kept === null ? null : JSON.stringify(kept)
		});
		const decided = this.#book;
		turn.afterwards(() => {
			this.#shown = decided;
		});
	}
}

function read(rows: readonly SealedRow[]): Book {
	const book = new Map<string, Map<string, Kept>>();
	for (const { key, owner, value } of rows) {
		if (!key.startsWith(KEY) || value === null) continue;
		const vote = key.slice(KEY.length);
		const ballots = book.get(vote) ?? new Map<string, Kept>();
		book.set(vote, ballots.set(owner, JSON.parse(value) as Kept));
	}
	return book;
}
