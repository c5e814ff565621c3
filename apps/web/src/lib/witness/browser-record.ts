import {
	createVerifier,
	formatVerifierKey,
	hashBytes,
	signatureTypes,
	type KeptKey
} from '@concordia/transparency';
import type { WitnessRecord } from './witness.ts';

/** A key of this browser: its private half can be used, not read. */
export interface BrowserKey {
	readonly name: string;
	readonly publicKey: Uint8Array;
	readonly privateKey: CryptoKey;
}

export type BrowserRecord = WitnessRecord<BrowserKey>;

const DATABASE = 'concordia/witness';
const STORE = 'logs';

/** Null where this browser has no Ed25519, or only on encrypted pages, and this is none. */
export async function newBrowserKey(origin: string): Promise<BrowserKey | null> {
	try {
		const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
		const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
		const name = `${origin}/w/${hashBytes(publicKey).slice(0, 8)}`;
		return { name, publicKey, privateKey: pair.privateKey };
	} catch {
		return null;
	}
}

export function openBrowserKey(key: BrowserKey): KeptKey & { readonly verifierKey: string } {
	const verifier = createVerifier(key.name, signatureTypes.cosignature, key.publicKey);
	return {
		verifier,
		verifierKey: formatVerifierKey(verifier),
		async sign(message) {
			const bytes = message as Uint8Array<ArrayBuffer>;
			return new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, key.privateKey, bytes));
		}
	};
}

/** Where this browser keeps what it has seen of a log. */
export class RecordStore {
	readonly #id: string;
	#database: Promise<IDBDatabase> | null = null;

	/** One record for each person and session: a shared computer may know several. */
	constructor(session: string, participant: string) {
		this.#id = `${session}/${participant}`;
	}

	async load(): Promise<BrowserRecord | null> {
		try {
			const store = (await this.#open()).transaction(STORE).objectStore(STORE);
			return ((await settled(store.get(this.#id))) as BrowserRecord | undefined) ?? null;
		} catch {
			return null; // no storage: this browser can't be a witness
		}
	}

	/** True once it is on the disk. */
	async save(record: BrowserRecord): Promise<boolean> {
		try {
			const transaction = (await this.#open()).transaction(STORE, 'readwrite', {
				durability: 'strict'
			});
			transaction.objectStore(STORE).put(record, this.#id);
			await new Promise<void>((resolve, reject) => {
				transaction.addEventListener('complete', () => resolve());
				transaction.addEventListener('abort', () => reject(new Error('not written')));
			});
			if (record.key !== null) this.#mark(openBrowserKey(record.key).verifierKey);
			return true;
		} catch {
			return false;
		}
	}

	/** Deletes the key and what was seen with it. */
	async forget(): Promise<void> {
		const store = (await this.#open()).transaction(STORE, 'readwrite').objectStore(STORE);
		await settled(store.delete(this.#id));
		localStorage.removeItem(this.#marker);
	}

	/** The key that was here before, although its record is gone. Read before a new one is saved. */
	lostKey(): string {
		try {
			return localStorage.getItem(this.#marker) ?? '';
		} catch {
			return '';
		}
	}

	close(): void {
		void this.#database?.then((database) => database.close()).catch(() => {});
	}

	get #marker(): string {
		return `concordia.witness.${this.#id}`;
	}

	#mark(key: string): void {
		try {
			localStorage.setItem(this.#marker, key);
		} catch {
			// The next key is then announced without saying which one was lost.
		}
	}

	#open(): Promise<IDBDatabase> {
		this.#database ??= new Promise((resolve, reject) => {
			const request = indexedDB.open(DATABASE, 1);
			request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
			request.addEventListener('success', () => resolve(request.result));
			request.addEventListener('error', () => reject(request.error ?? new Error('no storage')));
		});
		return this.#database;
	}
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.addEventListener('success', () => resolve(request.result));
		request.addEventListener('error', () => reject(request.error ?? new Error('not read')));
	});
}

/** Runs one task at a time among all tabs of this browser; where it can't, among those of this page. */
export function locked(name: string): <T>(task: () => Promise<T>) => Promise<T> {
	if (navigator.locks !== undefined) return (task) => navigator.locks.request(name, task);
	let last: Promise<unknown> = Promise.resolve();
	return (task) => {
		const run = last.then(task, task);
		last = run.catch(() => {});
		return run;
	};
}
