import type { Batch, EntryFilter, EntryRow, SnapshotRow, UpdateRow } from './rows.ts';
import { ColumnsBuilder } from './columns.ts';
import { sessionOf, type Store } from './store.ts';

/** Called around each commit of a memory store; a throw makes the commit fail there. */
export interface MemoryFaults {
	/** Throwing means that nothing was written. */
	before?(batch: Batch): void | Promise<void>;
	/** Throwing means that everything was written and only the answer is lost. */
	after?(batch: Batch): void | Promise<void>;
}

/**
 * A store that keeps everything in memory, with the same promises as the real ones except that it
 * ends with the process. `faults` lets tests delay and fail commits.
 */
export function openMemoryStore(faults: MemoryFaults = {}): Store {
	const tables = emptyTables();
	let queue: Promise<void> = Promise.resolve();
	let closed = false;
	const read = async <T>(look: () => T): Promise<T> => {
		if (closed) throw new Error('the store is closed');
		return look();
	};

	async function write(batch: Batch): Promise<void> {
		await faults.before?.(batch);
		check(tables, batch);
		apply(tables, batch);
		await faults.after?.(batch);
	}

	return {
		commit(batch) {
			if (closed) return Promise.reject(new Error('the store is closed'));
			const done = queue.then(() => write(batch));
			queue = done.catch(() => undefined);
			return done;
		},
		sessions: () =>
			read(() => [...tables.sessions].map(([id, { createdAt }]) => ({ id, createdAt }))),
		head: (session) => read(() => tables.sessions.get(session)?.entries.length ?? 0),
		loadRoom: (room) =>
			read(() => {
				const found = tables.rooms.get(room);
				const after = found?.snapshot?.seq ?? 0;
				return {
					snapshot: found?.snapshot ?? null,
					updates: updatesOf(found).filter(({ seq }) => seq > after)
				};
			}),
		snapshot: (room) => read(() => tables.rooms.get(room)?.snapshot ?? null),
		updates: (room, fromSeq, toSeq) =>
			read(() =>
				updatesOf(tables.rooms.get(room)).filter(({ seq }) => seq >= fromSeq && seq < toSeq)
			),
		rooms: (session) =>
			read(() => [...tables.rooms.keys()].filter((room) => sessionOf(room) === session).toSorted()),
		entries: (session, filter = {}) =>
			read(() => select(tables.sessions.get(session)?.entries ?? [], filter)),
		columns: (session, from, to) =>
			read(() => {
				const columns = new ColumnsBuilder(from);
				const entries = tables.sessions.get(session)?.entries ?? [];
				for (const entry of entries.slice(from, to)) columns.add(entry);
				return columns.done();
			}),
		tile: (session, level, index) =>
			read(() => tables.tiles.get(`${session} ${level} ${index}`) ?? null),
		checkpoint: (session) =>
			read(() => [...(tables.sessions.get(session)?.checkpoints.values() ?? [])].at(-1) ?? null),
		checkpoints: (session, limit) =>
			read(() =>
				[...(tables.sessions.get(session)?.checkpoints.values() ?? [])].toReversed().slice(0, limit)
			),
		credential: (hash) => read(() => tables.credentials.get(hash) ?? null),
		clients: (session) =>
			read(() =>
				[...(tables.sessions.get(session)?.clients ?? [])].map(([client, participant]) => ({
					session,
					client,
					participant
				}))
			),
		sealed: (session) =>
			read(() =>
				[...(tables.sessions.get(session)?.sealed.values() ?? [])].toSorted((a, b) =>
					a.key === b.key ? (a.owner < b.owner ? -1 : 1) : a.key < b.key ? -1 : 1
				)
			),
		meta: (key) => read(() => tables.meta.get(key) ?? null),
		blob: (session, hash) =>
			read(() => {
				const row = tables.sessions.get(session)?.blobs.get(hash);
				return row === undefined ? null : { ...row, bytes: row.bytes.slice() };
			}),
		blobs: (session) =>
			read(() =>
				[...(tables.sessions.get(session)?.blobs.values() ?? [])]
					.map(({ hash, type, bytes }) => ({ hash, type, size: bytes.length }))
					.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
			),
		version: (session, frame, number) =>
			read(() => tables.sessions.get(session)?.versions.get(versionKey({ frame, number })) ?? null),
		versions: (session) =>
			read(() =>
				[...(tables.sessions.get(session)?.versions.values() ?? [])].toSorted((a, b) =>
					a.frame === b.frame ? a.number - b.number : a.frame < b.frame ? -1 : 1
				)
			),
		backup: () => Promise.reject(new Error('a memory store has nothing to back up')),
		health: () => read(() => undefined),
		async close() {
			await queue;
			closed = true;
		}
	};
}

interface Room {
	snapshot: SnapshotRow | null;
	updates: Map<number, UpdateRow>;
}
interface Session {
	createdAt: number;
	entries: EntryRow[];
	/** By size, in ascending order. */
	checkpoints: Map<number, NonNullable<Batch['checkpoints']>[number]>;
	clients: Map<number, string>;
	/** By key and owner. */
	sealed: Map<string, NonNullable<Batch['sealed']>[number]>;
	blobs: Map<string, NonNullable<Batch['blobs']>[number]>;
	versions: Map<string, NonNullable<Batch['versions']>[number]>;
}
type Tables = ReturnType<typeof emptyTables>;

function emptyTables() {
	return {
		sessions: new Map<string, Session>(),
		rooms: new Map<string, Room>(),
		tiles: new Map<string, Uint8Array>(),
		credentials: new Map<string, NonNullable<Batch['credentials']>[number]>(),
		meta: new Map<string, string>()
	};
}

// Everything that a database would refuse, before anything is changed.
function check(tables: Tables, batch: Batch): void {
	const added = new Set<string>();
	const once = (key: string, exists: boolean) => {
		if (exists || added.has(key)) throw new Error(`${key} exists already`);
		added.add(key);
	};
	for (const { id } of batch.sessions ?? []) once(`session ${id}`, tables.sessions.has(id));
	const known = (id: string) => {
		const session = tables.sessions.get(id);
		if (session === undefined && !added.has(`session ${id}`))
			throw new Error(`session ${id} is unknown`);
		return session;
	};
	const heads = new Map<string, number>();
	for (const { session, index } of batch.entries ?? []) {
		const head = heads.get(session) ?? known(session)?.entries.length ?? 0;
		if (index !== head)
			throw new RangeError(`entry ${index} of session ${session} after ${head} entries`);
		heads.set(session, head + 1);
	}
	for (const { room, seq } of batch.updates ?? []) {
		known(sessionOf(room));
		once(`update ${seq} of ${room}`, tables.rooms.get(room)?.updates.has(seq) ?? false);
	}
	for (const { room } of batch.snapshots ?? []) known(sessionOf(room));
	for (const room of batch.erasedRooms ?? []) known(sessionOf(room));
	for (const { session } of batch.checkpoints ?? []) known(session);
	for (const { session, level, index } of batch.tiles ?? []) {
		known(session);
		const key = `${session} ${level} ${index}`;
		once(`tile ${key}`, tables.tiles.has(key));
	}
	for (const { session, client } of batch.clients ?? [])
		once(`client ${client} of ${session}`, known(session)?.clients.has(client) ?? false);
	for (const { session } of batch.sealed ?? []) known(session);
	for (const { session } of batch.blobs ?? []) known(session);
	for (const row of batch.versions ?? []) {
		const exists = known(row.session)?.versions.has(versionKey(row)) ?? false;
		once(`version ${row.session} ${versionKey(row)}`, exists);
	}
	for (const { hash, session } of batch.credentials ?? []) {
		known(session);
		once(`credential ${hash}`, tables.credentials.has(hash));
	}
}

function apply(tables: Tables, batch: Batch): void {
	for (const { id, createdAt } of batch.sessions ?? [])
		tables.sessions.set(id, {
			createdAt,
			entries: [],
			checkpoints: new Map(),
			clients: new Map(),
			sealed: new Map(),
			blobs: new Map(),
			versions: new Map()
		});
	const room = (key: string): Room => {
		const found = tables.rooms.get(key) ?? { snapshot: null, updates: new Map() };
		tables.rooms.set(key, found);
		return found;
	};
	for (const row of batch.updates ?? [])
		room(row.room).updates.set(row.seq, { ...row, bytes: row.bytes.slice() });
	for (const row of batch.snapshots ?? [])
		room(row.room).snapshot = { ...row, state: row.state.slice(), records: row.records.slice() };
	for (const row of batch.entries ?? [])
		tables.sessions
			.get(row.session)
			?.entries.push({ ...row, items: [...row.items], salt: row.salt?.slice() ?? null });
	for (const row of batch.blobs ?? []) {
		const blobs = tables.sessions.get(row.session)?.blobs;
		if (blobs?.has(row.hash) === false) blobs.set(row.hash, { ...row, bytes: row.bytes.slice() });
	}
	for (const { session, level, index, bytes } of batch.tiles ?? [])
		tables.tiles.set(`${session} ${level} ${index}`, bytes.slice());
	for (const row of batch.checkpoints ?? []) {
		const session = tables.sessions.get(row.session);
		if (session === undefined) continue;
		session.checkpoints.set(row.size, { ...row });
		session.checkpoints = new Map([...session.checkpoints].toSorted(([a], [b]) => a - b));
	}
	for (const { session, client, participant } of batch.clients ?? [])
		tables.sessions.get(session)?.clients.set(client, participant);
	for (const row of batch.sealed ?? []) {
		const sealed = tables.sessions.get(row.session)?.sealed;
		const key = JSON.stringify([row.key, row.owner]);
		if (row.value === null) sealed?.delete(key);
		else sealed?.set(key, { ...row });
	}
	for (const row of batch.versions ?? [])
		tables.sessions.get(row.session)?.versions.set(versionKey(row), { ...row });
	for (const row of batch.credentials ?? []) tables.credentials.set(row.hash, { ...row });
	for (const { key, value } of batch.meta ?? []) tables.meta.set(key, value);
	for (const { session, index } of batch.erasures ?? []) {
		const entries = tables.sessions.get(session)?.entries;
		const entry = entries?.[index];
		if (entries !== undefined && entry !== undefined)
			entries[index] = { ...entry, payload: null, salt: null };
	}
	for (const { room: key, seq, bytes } of batch.rewritten ?? []) {
		const row = tables.rooms.get(key)?.updates.get(seq);
		if (row !== undefined) tables.rooms.get(key)?.updates.set(seq, { ...row, bytes });
	}
	for (const row of batch.erasedVersions ?? []) {
		const versions = tables.sessions.get(row.session)?.versions;
		const version = versions?.get(versionKey(row));
		if (version !== undefined) versions?.set(versionKey(row), { ...version, text: '' });
	}
	for (const { session, hash } of batch.erasedBlobs ?? [])
		tables.sessions.get(session)?.blobs.delete(hash);
	for (const hash of batch.ended ?? []) tables.credentials.delete(hash);
	for (const key of batch.erasedRooms ?? []) tables.rooms.delete(key);
}

function versionKey({ frame, number }: { frame: string; number: number }): string {
	return JSON.stringify([frame, number]);
}

function updatesOf(room: Room | undefined): UpdateRow[] {
	return [...(room?.updates.values() ?? [])].toSorted((a, b) => a.seq - b.seq);
}

function select(entries: readonly EntryRow[], filter: EntryFilter): EntryRow[] {
	const found = entries.filter(
		(entry) =>
			entry.index >= (filter.from ?? 0) &&
			entry.index < (filter.to ?? Infinity) &&
			entry.at >= (filter.since ?? -Infinity) &&
			entry.at < (filter.until ?? Infinity) &&
			(filter.participant === undefined || entry.participant === filter.participant) &&
			(filter.organization === undefined || entry.organization === filter.organization) &&
			(filter.item === undefined || entry.items.includes(filter.item)) &&
			(filter.kinds === undefined || filter.kinds.includes(entry.kind)) &&
			(filter.indexes === undefined || filter.indexes.includes(entry.index))
	);
	const ordered = filter.newestFirst === true ? found.toReversed() : found;
	return ordered.slice(0, filter.limit ?? ordered.length);
}
