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

function openDatabase(name: string): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('could not open the local copy'));
		request.onblocked = () => reject(new Error('another page blocks the local copy'));
	});
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
	const opening: Promise<IDBDatabase | null> =
		typeof indexedDB === 'undefined' ? Promise.resolve(null) : openDatabase(name).catch(() => null);
	void opening.then((database) => {
		if (database === null) options.failed('unavailable');
	});

	const write = (work: (store: IDBObjectStore) => unknown): void => {
		void opening.then((database) => {
			if (database === null) return;
			try {
				const transaction = database.transaction(STORE, 'readwrite');
				transaction.onabort = () =>
					options.failed(isFull(transaction.error) ? 'full' : 'unavailable');
				work(transaction.objectStore(STORE));
			} catch {
				options.failed('unavailable');
			}
		});
	};

	return {
		async load() {
			const database = await opening;
			if (database === null) return [];
			return new Promise((resolve) => {
				const request = database.transaction(STORE).objectStore(STORE).getAll();
				request.onerror = () => {
					options.failed('unavailable');
					resolve([]);
				};
				request.onsuccess = () => {
					resolve(request.result as StoredEdit<Detail>[]);
				};
			});
		},
		put(edit) {
			write((store) => store.put(edit));
		},
		remove(keys) {
			if (keys.length === 0) return;
			// Write transactions on one store run in the order they were made: the row is there by then.
			write((store) => {
				for (const key of keys) store.delete(key);
			});
		},
		async clear() {
			const database = await opening;
			database?.close();
			if (database === null) return;
			await new Promise<void>((resolve) => {
				const request = indexedDB.deleteDatabase(name);
				request.onsuccess = () => resolve();
				request.onerror = () => resolve();
				request.onblocked = () => resolve();
			});
		},
		close() {
			void opening.then((database) => database?.close());
		}
	};
}
