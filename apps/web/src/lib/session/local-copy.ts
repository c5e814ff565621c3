/**
 * The edits of one person in one session that the server has not yet acknowledged, kept in the
 * browser so that a reload or a crash of the page loses none of them. Only those: what the server
 * has is fetched from there, and on a shared computer nothing stays behind.
 */
export interface StoredEdit<Detail> {
	/** Sorts by the time of the edit, see `editKeys`. */
	readonly key: string;
	readonly bytes: Uint8Array;
	readonly detail: Detail;
}

export interface LocalCopy<Detail> {
	/** What an earlier page left unsaved, oldest first. */
	load(): Promise<readonly StoredEdit<Detail>[]>;
	put(edit: StoredEdit<Detail>): void;
	remove(keys: readonly string[]): void;
	/** Forgets everything, for leaving and revoked people. */
	clear(): Promise<void>;
	close(): void;
}

export type LocalCopyFailure = 'unavailable' | 'full';

const STORE = 'unsaved';

/** Keys that sort in the order they were made, across reloads; `page` keeps two open pages apart. */
export function editKeys(startedAt: number, page: string): () => string {
	const start = startedAt.toString(36).padStart(9, '0');
	let count = 0;
	return () => `${start}.${(count++).toString(36).padStart(6, '0')}.${page}`;
}

const databaseName = (session: string, participant: string): string =>
	`concordia/${session}/${participant}`;

/** The result of a request, or its error. */
function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.addEventListener('success', () => resolve(request.result));
		request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
	});
}

function openDatabase(name: string): Promise<IDBDatabase> {
	const request = indexedDB.open(name, 1);
	request.addEventListener('upgradeneeded', () => {
		request.result.createObjectStore(STORE, { keyPath: 'key' });
	});
	return settled(request);
}

/** Null where the browser keeps nothing. */
async function tryOpen(name: string): Promise<IDBDatabase | null> {
	if (typeof indexedDB === 'undefined') return null;
	try {
		return await openDatabase(name);
	} catch {
		return null;
	}
}

const isFull = (error: unknown): boolean =>
	error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * Opens the local copy of one person's session. A browser that keeps nothing (private window, full
 * disk) is told through `failed`, at once or at the first write that is lost; edits then live in the
 * open page only, and the page says so.
 */
export function openLocalCopy<Detail>(options: {
	session: string;
	participant: string;
	failed(reason: LocalCopyFailure): void;
}): LocalCopy<Detail> {
	const name = databaseName(options.session, options.participant);
	const opening = tryOpen(name);
	void tellIfMissing();

	async function tellIfMissing(): Promise<void> {
		if ((await opening) === null) options.failed('unavailable');
	}

	async function write(work: (store: IDBObjectStore) => unknown): Promise<void> {
		const database = await opening;
		if (database === null) return;
		try {
			const transaction = database.transaction(STORE, 'readwrite');
			transaction.addEventListener('abort', () => {
				options.failed(isFull(transaction.error) ? 'full' : 'unavailable');
			});
			work(transaction.objectStore(STORE));
		} catch {
			options.failed('unavailable');
		}
	}

	return {
		async load() {
			const database = await opening;
			if (database === null) return [];
			try {
				const store = database.transaction(STORE).objectStore(STORE);
				return (await settled(store.getAll())) as StoredEdit<Detail>[];
			} catch {
				options.failed('unavailable');
				return [];
			}
		},
		put(edit) {
			void write((store) => store.put(edit));
		},
		remove(keys) {
			if (keys.length === 0) return;
			// Write transactions on one store run in the order they were made: the row is there by then.
			void write((store) => {
				for (const key of keys) store.delete(key);
			});
		},
		async clear() {
			const database = await opening;
			if (database === null) return;
			database.close();
			try {
				await settled(indexedDB.deleteDatabase(name));
			} catch {
				options.failed('unavailable');
			}
		},
		close() {
			void opening.then((database) => database?.close());
		}
	};
}
