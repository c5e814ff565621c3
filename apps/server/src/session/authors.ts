import { encodeSigned, type Sign } from '@concordia/protocol';
import type { Store } from '@concordia/store';
import {
	equalBytes,
	hashOfList,
	isSignedBy,
	parseLeaf,
	readFromTiles,
	rootAt,
	toBase64url
} from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';
import type { Connection } from '../room/connection.ts';
import type { Room } from '../room/room.ts';

/** Why a signature is not taken: told to the page that sent it. */
type Refusal =
	| 'not-allowed'
	| 'key-foreign'
	| 'key-unknown'
	| 'too-many-keys'
	| 'out-of-order'
	| 'history-differs'
	| 'signature-wrong';

interface KnownKey {
	readonly participant: string;
	/** Index of its `key.add`. */
	readonly entry: number;
	/** Number of its newest signature, stored or being stored. */
	number: number;
}

/** Devices and windows of one person, and browsers that forgot their keys. */
const KEYS_PER_PARTICIPANT = 64;
const ENTRIES_AT_ONCE = 20_000;
const KEPT_ROOTS = 64;
const HASH_BYTES = 32;

/**
 * The keys that people of a session sign with, and how far each has signed. A signature is checked before
 * it gets into the log, so that nobody can spoil the log with one that is not right; whoever verifies the
 * log later checks it all the same.
 */
export class AuthorKeys {
	readonly #keys = new Map<string, KnownKey>();
	/** Roots of the newest checkpoints, which most signatures speak of. */
	readonly #roots = new Map<number, Uint8Array>();
	#reading: Promise<void> | null = null;

	/** To be told with each checkpoint. */
	noteRoot(size: number, root: Uint8Array): void {
		this.#roots.set(size, root);
		if (this.#roots.size <= KEPT_ROOTS) return;
		for (const oldest of this.#roots.keys()) {
			this.#roots.delete(oldest);
			return;
		}
	}

	/** Takes a signature, or makes a key known; the answer follows once that is durable. */
	async take(room: Room, connection: Connection, sign: Sign): Promise<void> {
		const { session, services } = room;
		this.#reading ??= this.#read(services.store, session.id);
		try {
			await this.#reading;
		} catch (error) {
			this.#reading = null; // read again with the next one
			throw error;
		}
		const key = toBase64url(sign.key);
		const isRepeated =
			sign.number === 0 && this.#keys.get(key)?.participant === connection.participant;
		const refusal = isRepeated ? null : await this.#refusal(room, connection, sign, key);
		room.enqueue({
			type: 'task',
			run: (turn) => {
				const code = refusal ?? (isRepeated ? '' : this.#log(turn, room, connection, sign, key));
				const known = this.#keys.get(key);
				const number = known?.participant === connection.participant ? known.number : 0;
				const answer = encodeSigned({ key: sign.key, number, code });
				turn.afterwards(() => {
					connection.send(answer);
					if (code === '') session.grew();
				});
			}
		});
	}

	async #refusal(
		room: Room,
		{ participant }: Connection,
		sign: Sign,
		key: string
	): Promise<Refusal | null> {
		const author = room.session.active(participant);
		if (author === null || room.isPrivate || !author.consent) return 'not-allowed';
		const known = this.#keys.get(key);
		if (known !== undefined && known.participant !== participant) return 'key-foreign';
		if (known === undefined && sign.number > 0) return 'key-unknown';
		if (known === undefined && this.#countOf(participant) >= KEYS_PER_PARTICIPANT)
			return 'too-many-keys';
		const root = await this.#rootAt(room, sign.size);
		if (root === undefined || (root !== null && !(sign.root && equalBytes(root, sign.root))))
			return 'history-differs';
		const authorship = {
			origin: room.session.origin,
			participant,
			key,
			number: sign.number,
			room: sign.number === 0 ? null : room.key,
			hashes: sign.hashes.map(toBase64url),
			size: sign.size,
			root: root === null ? null : toBase64url(root)
		};
		return isSignedBy(authorship, sign.signature, sign.key) ? null : 'signature-wrong';
	}

	/** Within a turn everything before it is in the log, so the number is known to be the next or not. */
	#log(turn: Turn, room: Room, connection: Connection, sign: Sign, key: string): Refusal | '' {
		const { session } = room;
		const { participant } = connection;
		const author = session.active(participant);
		if (author === null) return 'not-allowed';
		const known = this.#keys.get(key);
		const signature = { number: sign.number, size: sign.size, text: toBase64url(sign.signature) };
		const whose = { at: turn.now, participant, organization: author.organization ?? undefined };
		if (known === undefined) {
			const made = { kind: 'key.add' as const, ...whose, signature: { ...signature, of: [key] } };
			this.#keys.set(key, { participant, entry: turn.append(session.log, made), number: 0 });
			return '';
		}
		if (sign.number === 0) return ''; // two windows at once
		if (sign.number !== known.number + 1) return 'out-of-order';
		known.number = sign.number;
		const hashes = sign.hashes.map(toBase64url);
		turn.append(session.log, {
			kind: 'sign',
			...whose,
			room: room.key,
			hash: hashOfList(hashes),
			signature: { ...signature, of: [String(known.entry), ...hashes] }
		});
		return '';
	}

	#countOf(participant: string): number {
		let count = 0;
		for (const known of this.#keys.values()) if (known.participant === participant) count++;
		return count;
	}

	/** Null for the beginning; undefined for a size that no checkpoint has reached. */
	async #rootAt({ session, services }: Room, size: number): Promise<Uint8Array | null | undefined> {
		if (size === 0) return null;
		const known = this.#roots.get(size);
		if (known !== undefined) return known;
		const signed = session.checkpoint?.size ?? 0;
		if (size > signed) return undefined;
		const read = readFromTiles(signed, async (level, index, width) => {
			const full = await services.store.tile(session.id, level, index);
			const tile =
				full?.subarray(0, width * HASH_BYTES) ?? session.log.partialTile(level, index, width);
			if (tile === null)
				throw new Error(`tile ${level}/${index} of session ${session.id} is missing`);
			return tile;
		});
		return rootAt(size, read);
	}

	async #read(store: Store, session: string): Promise<void> {
		this.#keys.clear();
		const end = await store.head(session);
		const byEntry = new Map<string, KnownKey>();
		for (let from = 0; from < end; from += ENTRIES_AT_ONCE) {
			const to = Math.min(end, from + ENTRIES_AT_ONCE);
			for (const row of await store.entries(session, { from, to, kinds: ['key.add', 'sign'] })) {
				const leaf = parseLeaf(row.leaf);
				if (!leaf.ok) continue;
				const { i, k, a: participant = '', o: [first = ''] = [], n = 0 } = leaf.value;
				if (k === 'key.add') {
					const known = { participant, entry: i, number: 0 };
					this.#keys.set(first, known);
					byEntry.set(String(i), known);
				} else {
					const known = byEntry.get(first);
					if (known !== undefined) known.number = n;
				}
			}
		}
	}
}
