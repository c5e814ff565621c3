import type { Store } from '@concordia/store';
import { seenKinds, SeenLog, type SeenLeaf } from '@concordia/transparency';

/** What is done with so many takes a few milliseconds: edits wait no longer than that. */
const ENTRIES_AT_ONCE = 500;
/** Sessions that are kept; others are read again. */
const MAX_SESSIONS = 32;

/**
 * Who saw what on a session's board, read from its stored log when somebody asks for it, and from then on only what has
 * come since. Nothing on the way of an edit knows of it.
 */
export class SeenIndex {
	readonly #store: Pick<Store, 'entries' | 'head'>;
	readonly #logs = new Map<string, SeenLog>();
	readonly #reading = new Map<string, Promise<SeenLog>>();

	constructor(store: Pick<Store, 'entries' | 'head'>) {
		this.#store = store;
	}

	/** Up to the newest stored entry. */
	read(session: string): Promise<SeenLog> {
		const reading = this.#reading.get(session) ?? this.#read(session);
		this.#reading.set(session, reading);
		return reading.finally(() => this.#reading.delete(session));
	}

	async #read(session: string): Promise<SeenLog> {
		const log = this.#logs.get(session) ?? new SeenLog(session);
		const end = await this.#store.head(session);
		// Bit by bit: others' edits go between.
		for (let from = log.size; from < end; from += ENTRIES_AT_ONCE) {
			const to = Math.min(end, from + ENTRIES_AT_ONCE);
			const rows = await this.#store.entries(session, { from, to, kinds: seenKinds });
			// Written by this server and checked when it started.
			for (const { leaf } of rows) log.add(JSON.parse(leaf) as SeenLeaf);
			log.size = to;
		}
		this.#logs.delete(session);
		this.#logs.set(session, log);
		const [oldest] = this.#logs.keys();
		if (this.#logs.size > MAX_SESSIONS && oldest !== undefined) this.#logs.delete(oldest);
		return log;
	}
}
