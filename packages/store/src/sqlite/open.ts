import { open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Store } from '../store.ts';
import type { ReadCalls, WriteCalls } from './call.ts';
import { WorkerLine } from './line.ts';
import { packBatch } from './pack.ts';

export interface SqliteOptions {
	/** The database grows no larger than this; then commits fail with `full`. */
	readonly maxBytes?: number;
}

/** A store in one SQLite file. */
export interface SqliteStore extends Store {
	/** Changes the limit on the size of the database; null lifts it. */
	limit(maxBytes: number | null): Promise<void>;
}

// The log is moved into the file by the reading connection, so that commits needn't wait for it.
const commitsPerMove = 100;
const bytesPerMove = 1024 * 1024;
// Under steady load the log never runs empty; past this size (64 MiB) the writer starts it anew.
const maxLogPages = 16_384;

/**
 * Opens the store in a data folder (or in a file whose name ends in `.db`) and owns it until `close`
 * or the end of the process. Rejects with a `StoreError` when the data is in use, damaged, of a
 * newer version or not writable; it is then left as it was.
 */
export async function openSqliteStore(
	path: string,
	options: SqliteOptions = {}
): Promise<SqliteStore> {
	const file = resolve(path.endsWith('.db') ? path : join(path, 'concordia.db'));
	const writer = await WorkerLine.open<WriteCalls>({ role: 'write', file });
	let reader: WorkerLine<ReadCalls>;
	try {
		reader = await WorkerLine.open<ReadCalls>({ role: 'read', file });
	} catch (error) {
		await writer.close();
		throw error;
	}
	if (options.maxBytes !== undefined) await writer.call('limit', options.maxBytes);

	let commits = 0;
	let bytes = 0;
	let moving: Promise<void> | null = null;
	const moveLogNowAndThen = (written: number) => {
		commits++;
		bytes += written;
		if (moving !== null || (commits < commitsPerMove && bytes < bytesPerMove)) return;
		commits = 0;
		bytes = 0;
		moving = moveLog(writer, reader).finally(() => {
			moving = null;
		});
	};

	return {
		async commit(batch) {
			const packed = packBatch(batch);
			const written = packed.bytes.length;
			await writer.call('commit', packed, [packed.bytes.buffer]);
			moveLogNowAndThen(written);
		},
		sessions: () => reader.call('sessions', null),
		head: (session) => reader.call('head', session),
		loadRoom: (room) => reader.call('loadRoom', room),
		snapshot: (room) => reader.call('snapshot', room),
		updates: (room, fromSeq, toSeq) => reader.call('updates', [room, fromSeq, toSeq]),
		rooms: (session) => reader.call('rooms', session),
		entries: (session, filter = {}) => reader.call('entries', [session, filter]),
		columns: (session, from, to) => reader.call('columns', [session, from, to]),
		tile: (session, level, index) => reader.call('tile', [session, level, index]),
		checkpoint: async (session) => (await reader.call('checkpoints', [session, 1])).at(0) ?? null,
		checkpoints: (session, limit) => reader.call('checkpoints', [session, limit]),
		credential: (hash) => reader.call('credential', hash),
		clients: (session) => reader.call('clients', session),
		sealed: (session) => reader.call('sealed', session),
		meta: (key) => reader.call('meta', key),
		blob: (session, hash) => reader.call('blob', [session, hash]),
		blobs: (session) => reader.call('blobs', session),
		version: (session, frame, number) => reader.call('version', [session, frame, number]),
		versions: (session) => reader.call('versions', session),
		backup: (target) => writeBackup(file, resolve(target)),
		health: async () => void (await writer.call('health', null)),
		limit: async (maxBytes) => void (await writer.call('limit', maxBytes)),
		async close() {
			await moving;
			await reader.close();
			// The last connection to close moves the rest of the log into the file.
			await writer.close();
		}
	};
}

// Housekeeping: where it fails, the next commit meets the same trouble and reports it.
async function moveLog(
	writer: WorkerLine<WriteCalls>,
	reader: WorkerLine<ReadCalls>
): Promise<void> {
	const pages = await reader.call('moveLog', null).catch(() => 0);
	if (pages > maxLogPages) await writer.call('restartLog', null).catch(() => null);
}

// A worker of its own, so that a long copy holds up nobody. The copy gets its name only once it is
// complete and on the disk.
async function writeBackup(file: string, target: string): Promise<void> {
	const partial = `${target}.partial`;
	await rm(partial, { force: true });
	const copier = await WorkerLine.open<ReadCalls>({ role: 'read', file });
	try {
		await copier.call('copyInto', partial);
	} finally {
		await copier.close();
	}
	await sync(partial);
	await rename(partial, target);
	await sync(dirname(target));
}

async function sync(path: string): Promise<void> {
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
