import type { KeptSigning } from './signer.ts';

/** What this browser keeps of one key. The private half can be used here and be read by nobody. */
export interface StoredKey extends KeptSigning {
	readonly id: string;
	readonly privateKey: CryptoKey;
	readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Windows of one person that are open at a time; each signs with a key of its own. */
const MOST_WINDOWS = 16;
const STORE = 'keys';

const idOf = (session: string, participant: string, slot: number): string =>
	`${session}/${participant}/${slot}`;

/** Keys of people's sessions in this browser. */
export class KeyShelf {
	readonly #database: IDBDatabase;

	private constructor(database: IDBDatabase) {
		this.#database = database;
	}

	/** Null where nothing is kept, or where there is no WebCrypto: over plain http from another machine. */
	static async open(): Promise<KeyShelf | null> {
		if (!('locks' in navigator) || !('subtle' in crypto)) return null;
		try {
			const request = indexedDB.open('concordia.keys', 1);
			request.addEventListener('upgradeneeded', () => {
				request.result.createObjectStore(STORE, { keyPath: 'id' });
			});
			return new KeyShelf(await settled(request));
		} catch {
			return null;
		}
	}

	/**
	 * A key that no other window uses, for as long as this one is open: the first that is free, else a new one.
	 * And those that a window left behind with something still to sign.
	 */
	async take(
		session: string,
		participant: string,
		closed: Promise<void>
	): Promise<{ own: StoredKey; left: readonly StoredKey[] } | null> {
		let own: StoredKey | null = null;
		const left: StoredKey[] = [];
		for (let slot = 0; slot < MOST_WINDOWS; slot++) {
			const id = idOf(session, participant, slot);
			const stored = await this.#read(id);
			if (own !== null && (stored === undefined || stored.pending.length === 0)) {
				if (stored === undefined) break;
				continue;
			}
			if (!(await hold(id, closed))) continue;
			if (own === null) own = (await this.#read(id)) ?? (await this.#make(id));
			else left.push((await this.#read(id)) ?? stored!);
		}
		return own && { own, left };
	}

	/** Notes how far a key has signed. A key that was forgotten meanwhile stays forgotten. */
	keep(key: StoredKey): void {
		try {
			const store = this.#database.transaction(STORE, 'readwrite').objectStore(STORE);
			const known = store.getKey(key.id);
			known.addEventListener('success', () => {
				if (known.result !== undefined) store.put(key);
			});
		} catch {
			// The page goes on signing; what it leaves unsigned stays unsigned.
		}
	}

	/** Deletes all keys of a person in a session: what they signed stays valid, nothing can be signed any more. */
	async forget(session: string, participant: string): Promise<void> {
		const store = this.#database.transaction(STORE, 'readwrite').objectStore(STORE);
		const slots = Array.from({ length: MOST_WINDOWS }, (_, slot) => slot);
		await Promise.all(slots.map((slot) => settled(store.delete(idOf(session, participant, slot)))));
	}

	/** A key in place of one that the log no longer knows. */
	async renew({ id }: StoredKey): Promise<StoredKey> {
		return this.#make(id);
	}

	async #make(id: string): Promise<StoredKey> {
		const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
		const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
		const made = { id, privateKey: pair.privateKey, publicKey, number: 0, pending: [] };
		try {
			this.#database.transaction(STORE, 'readwrite').objectStore(STORE).put(made);
		} catch {
			// It serves this page alone.
		}
		return made;
	}

	async #read(id: string): Promise<StoredKey | undefined> {
		const store = this.#database.transaction(STORE).objectStore(STORE);
		return (await settled(store.get(id))) as StoredKey | undefined;
	}
}

/** Whether the name could be had; it is given back when the promise is fulfilled, or the page goes. */
function hold(name: string, until: Promise<void>): Promise<boolean> {
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(`concordia.keys/${name}`, { ifAvailable: true }, (lock) => {
				resolve(lock !== null);
				return lock === null ? undefined : until;
			})
			.catch(reject);
	});
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.addEventListener('success', () => resolve(request.result));
		request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
	});
}
