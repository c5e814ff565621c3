import {
	commitPayload,
	formatLeaf,
	SALT_BYTES,
	type Leaf,
	type Tree
} from '@concordia/transparency';
import type { EventKind } from '@concordia/session';
import type { EntryRow, TileRow } from '@concordia/store';
import { splitItems } from './split-items.ts';

/** What happened, before it has a place in the log. */
export interface Entry {
	readonly kind: EventKind;
	readonly at: number;
	readonly participant?: string | undefined;
	readonly organization?: string | undefined;
	readonly room?: string | undefined;
	/** Position of the update, or the version of the room the entry speaks of. */
	readonly seq?: number | undefined;
	/** Ids it is about. */
	readonly items?: readonly string[] | undefined;
	/** Parallel to `items`: what kind of change. */
	readonly changes?: readonly string[] | undefined;
	/** Yjs client id, for `client.bind`. */
	readonly client?: number | undefined;
	/** SHA-256 of the update's bytes, base64url. */
	readonly hash?: string | undefined;
	/** What an author signed; `of` stands in the leaf where `items` would, and is not looked up by anything. */
	readonly signature?: Signature | undefined;
	/** The part that may be erased later. */
	readonly payload?: object | null | undefined;
}

export interface Signature {
	/** The key, or the key's entry and the hashes. */
	readonly of: readonly string[];
	readonly number: number;
	/** Size of the newest checkpoint that the author had checked. */
	readonly size: number;
	/** Base64url. */
	readonly text: string;
}

/**
 * The log of one session while it grows. Entries appended here are not in the log yet: they are
 * once what `drain` gives was committed. Only the sequencer calls it, so indexes have no gaps.
 */
export class SessionLog {
	readonly #session: string;
	readonly #tree: Tree;
	readonly #randomBytes: (count: number) => Uint8Array;
	#entries: EntryRow[] = [];

	constructor(session: string, tree: Tree, randomBytes: (count: number) => Uint8Array) {
		this.#session = session;
		this.#tree = tree;
		this.#randomBytes = randomBytes;
	}

	get size(): number {
		return this.#tree.size;
	}

	/** Root of everything appended so far. */
	root(): Uint8Array {
		return this.#tree.root();
	}

	/** The beginning of a tile at the right edge, or null when it lies elsewhere. */
	partialTile(level: number, index: number, width: number): Uint8Array | null {
		return this.#tree.partialTile(level, index, width);
	}

	/** Appends an entry and gives its index; one that names too many items takes several indexes. */
	append(entry: Entry): number {
		const first = this.#tree.size;
		const parts = splitItems(entry.items, entry.changes);
		for (const [at, part] of parts.entries()) {
			this.#appendPart(entry, part.items, part.changes, parts.length > 1 ? at + 1 : undefined);
		}
		return first;
	}

	/** Entries and finished tiles since the last call, for the transaction that stores them. */
	drain(): { entries: EntryRow[]; tiles: TileRow[] } {
		const entries = this.#entries;
		this.#entries = [];
		const tiles = this.#tree
			.drainTiles()
			.map(({ level, index, bytes }) => ({ session: this.#session, level, index, bytes }));
		return { entries, tiles };
	}

	#appendPart(
		entry: Entry,
		items: readonly string[] | undefined,
		changes: readonly string[] | undefined,
		part: number | undefined
	): void {
		const payload = entry.payload == null ? null : JSON.stringify(entry.payload);
		const salt = payload === null ? null : this.#randomBytes(SALT_BYTES);
		const { signature } = entry;
		const leaf: Leaf = {
			v: 1,
			i: this.#tree.size,
			t: entry.at,
			k: entry.kind,
			...(entry.participant !== undefined && { a: entry.participant }),
			...(entry.organization !== undefined && { og: entry.organization }),
			...(entry.room !== undefined && { room: entry.room }),
			...(entry.seq !== undefined && { seq: entry.seq }),
			...(part !== undefined && { p: part }),
			...(items !== undefined && { o: [...items] }),
			...(changes !== undefined && { c: [...changes] }),
			...(entry.client !== undefined && { cl: entry.client }),
			...(entry.hash !== undefined && { h: entry.hash }),
			...(payload !== null && salt !== null && { d: commitPayload(payload, salt) }),
			...(signature !== undefined && {
				o: [...signature.of],
				n: signature.number,
				w: signature.size,
				s: signature.text
			})
		};
		const text = formatLeaf(leaf);
		this.#tree.append(text);
		this.#entries.push({
			session: this.#session,
			index: leaf.i,
			kind: entry.kind,
			at: entry.at,
			participant: entry.participant ?? null,
			organization: entry.organization ?? null,
			items: items === undefined ? [] : [...items],
			leaf: text,
			payload,
			salt
		});
	}
}
