import { readBoard, readMeta } from '@concordia/board/doc';
import type { SnapshotRow } from '@concordia/store';
import * as Y from 'yjs';
import type { StoredDocument } from './load.ts';
import { isErased } from '../session/drafts.ts';
import type { Room } from './room.ts';

const UPDATES = 500;
const BYTES = 1024 * 1024;
/** Not more often than this, and less often on boards that take long to write down. */
const MIN_INTERVAL_MS = 10_000;
const COST_FACTOR = 100;
/** After so long without a change what there is gets saved, so that the next start is quick. */
const QUIET_MS = 3000;

/** The plain records of a board, as they are stored with a snapshot and served to those who open it. */
export interface BoardRecords {
	readonly session: string;
	readonly title: string;
	/** Position of the room. */
	readonly seq: number;
	/** Size of the session's log at that position. */
	readonly log: number;
	readonly items: readonly unknown[];
}

/**
 * Writes down the whole document now and then, so that opening it doesn't take reading every update
 * ever made. Updates stay stored: a snapshot is a shortcut and nothing else.
 */
export class Saver {
	readonly #room: Room;
	#updates = 0;
	#bytes = 0;
	#savedAt = -Infinity;
	#interval = MIN_INTERVAL_MS;
	#cancel: (() => void) | null = null;
	#isStopped = false;
	#saving: Promise<void> | null = null;
	/** Counts erasures: what was being written down at one must not be stored after it. */
	#erasures = 0;
	/** The newest records, and their position. */
	#records: {
		readonly seq: number;
		readonly made: number;
		readonly gzip: Promise<Uint8Array>;
	} | null = null;

	constructor(room: Room) {
		this.#room = room;
	}

	/** What the store had when the room was opened. */
	opened({ seq, sinceSnapshot, records }: StoredDocument): void {
		if (records !== null) {
			this.#records = { seq, made: this.#room.world.now(), gzip: Promise.resolve(records) };
		}
		this.grew(sinceSnapshot.updates, sinceSnapshot.bytes);
	}

	grew(updates: number, bytes: number): void {
		this.#updates += updates;
		this.#bytes += bytes;
		this.#plan();
	}

	/**
	 * Gzipped JSON of the records, at most so many milliseconds old; made anew only after a change. Making
	 * them for each of those who come while others write would take the server's time from the writing.
	 */
	records(maxAge = 0): Promise<Uint8Array> {
		const { services, seq } = this.#room;
		const now = services.world.now();
		const known = this.#records;
		if (known !== null && (known.seq === seq || now - known.made < maxAge)) return known.gzip;
		const gzip = services.compress(new TextEncoder().encode(JSON.stringify(this.#readRecords())));
		this.#records = { seq, made: now, gzip };
		return gzip;
	}

	/** Stores a snapshot if there is anything new. */
	save(): Promise<void> {
		this.#saving ??= this.#save().finally(() => {
			this.#saving = null;
		});
		return this.#saving;
	}

	/** The document as it is now, to be stored in a turn that erases something from its past. */
	async afterErasure(): Promise<SnapshotRow> {
		const { services, doc, key, seq } = this.#room;
		this.#erasures++;
		this.#records = null;
		const [state, records] = await Promise.all([
			services.compress(Y.encodeStateAsUpdate(doc)),
			services.compress(new TextEncoder().encode(JSON.stringify(this.#readRecords())))
		]);
		return { room: key, seq, state, records };
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel?.();
	}

	async #save(): Promise<void> {
		if (this.#updates === 0) return;
		const { services } = this.#room;
		const started = services.world.now();
		const erasures = this.#erasures;
		// Between turns the document holds exactly what is stored, unless it is being read back.
		const snapshot = await services.sequencer.atRest(() => {
			if (this.#room.isBroken) return null;
			this.#updates = 0;
			this.#bytes = 0;
			return {
				room: this.#room.key,
				seq: this.#room.seq,
				state: services.compress(Y.encodeStateAsUpdate(this.#room.doc)),
				records: this.records()
			};
		});
		if (snapshot === null) return;
		this.#savedAt = services.world.now();
		this.#interval = Math.max(MIN_INTERVAL_MS, (this.#savedAt - started) * COST_FACTOR);
		const [state, records] = await Promise.all([snapshot.state, snapshot.records]);
		if (isErased(services.session.state, this.#room.key) || erasures !== this.#erasures) return;
		await services.store.commit({ snapshots: [{ ...snapshot, state, records }] });
	}

	// Only between turns: then the document is what is stored.
	#readRecords(): BoardRecords {
		const { session, doc, seq } = this.#room;
		return recordsOf({ session: session.id, doc, seq, log: session.log.size });
	}

	#plan(): void {
		if (this.#isStopped || this.#updates === 0) return;
		this.#cancel?.();
		const isMuch = this.#updates >= UPDATES || this.#bytes >= BYTES;
		const wait = this.#savedAt + this.#interval - this.#room.world.now();
		const ms = isMuch ? Math.max(0, wait) : Math.max(QUIET_MS, wait);
		this.#cancel = this.#room.world.after(ms, () => {
			this.#cancel = null;
			// The next change plans again, should it fail.
			this.save().catch((error: unknown) => this.#room.services.watch.failed(error));
		});
	}
}

/** The records of a document. */
export function recordsOf(board: {
	readonly session: string;
	readonly doc: Y.Doc;
	readonly seq: number;
	readonly log: number;
}): BoardRecords {
	const { session, doc, seq, log } = board;
	return { session, title: readMeta(doc).title, seq, log, items: readBoard(doc) };
}
