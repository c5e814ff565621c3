import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { DatabaseSync } from 'node:sqlite';
import { openForReading, openForWriting } from './database.ts';
import { describeFailure, toError, type Failure } from './failure.ts';
import { RowReader } from './read.ts';
import { BatchWriter } from './write.ts';
import type {
	Calls,
	ReadCall,
	ReadCalls,
	Request,
	WorkerData,
	WriteCall,
	WriteCalls
} from './call.ts';

// One worker holds the connection that writes, another the one that reads: a long search of the log
// never delays a commit, and neither ever blocks the thread that serves the sockets.

type Handlers<C extends Calls> = {
	[Name in keyof C]: (args: C[Name]['args']) => C[Name]['value'] | void;
};

function writing(file: string): Handlers<WriteCalls> {
	const { database, lock } = openForWriting(file);
	const writer = new BatchWriter(database);
	let broken: Failure | null = null;

	const attempt = (work: () => void) => {
		if (broken !== null) throw toError(broken);
		try {
			work();
		} catch (error) {
			const failure = describeFailure(error);
			// After a failed sync the system may report success for pages it has already dropped, so
			// this connection can't be believed any more.
			if (failure.code === 'io' || failure.code === 'corrupt') broken = failure;
			throw error;
		}
	};

	return {
		commit: (batch) => {
			attempt(() => writer.write(batch));
			const erases = [
				batch.erasures,
				batch.erasedRooms,
				batch.rewritten,
				batch.erasedVersions,
				batch.erasedBlobs
			].some((rows) => rows.length > 0);
			if (erases || batch.sealed.includes(null)) emptyLog(database);
		},
		limit: (bytes) => limitSize(database, bytes),
		health: () =>
			attempt(() => database.exec("REPLACE INTO meta (key, value) VALUES ('health', 'ok')")),
		restartLog: () => database.exec('PRAGMA wal_checkpoint(RESTART)'),
		close: () => {
			database.close();
			lock.close();
		}
	};
}

function reading(file: string): Handlers<ReadCalls> {
	const database = openForReading(file);
	const reader = new RowReader(database);
	return {
		sessions: () => reader.sessions(),
		head: (session) => reader.head(session),
		loadRoom: (room) => reader.loadRoom(room),
		snapshot: (room) => reader.snapshot(room),
		updates: ([room, fromSeq, toSeq]) => reader.updates(room, fromSeq, toSeq),
		rooms: (session) => reader.rooms(session),
		entries: ([session, filter]) => reader.entries(session, filter),
		columns: ([session, from, to]) => reader.columns(session, from, to),
		tile: ([session, level, index]) => reader.tile(session, level, index),
		checkpoints: ([session, limit]) => reader.checkpoints(session, limit),
		credential: (hash) => reader.credential(hash),
		clients: (session) => reader.clients(session),
		sealed: (session) => reader.sealed(session),
		meta: (key) => reader.meta(key),
		blob: ([session, hash]) => reader.blob(session, hash),
		blobs: (session) => reader.blobs(session),
		version: ([session, frame, number]) => reader.version(session, frame, number),
		versions: (session) => reader.versions(session),
		copyInto: (path) => reader.copyInto(path),
		moveLog: () => reader.moveLog(),
		close: () => database.close()
	};
}

// What was erased still stands in the write-ahead log until that is emptied. The commit itself has
// landed: should this fail, the log is emptied later.
function emptyLog(database: DatabaseSync): void {
	try {
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	} catch {
		// The next commit meets the same trouble and reports it.
	}
}

function limitSize(database: DatabaseSync, bytes: number | null): void {
	const pageSize = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
	const pages = bytes === null ? 4_294_967_294 : Math.max(1, Math.floor(bytes / pageSize));
	database.exec(`PRAGMA max_page_count = ${pages}`);
}

function serve(port: MessagePort, { role, file }: WorkerData): void {
	let handlers: Record<string, (args: never) => unknown>;
	try {
		handlers = role === 'write' ? writing(file) : reading(file);
		port.postMessage({ id: 0, value: null });
	} catch (error) {
		port.postMessage({ id: 0, failure: describeFailure(error) });
		port.close();
		return;
	}
	port.on('message', ({ id, call, args }: Request<ReadCall | WriteCall>) => {
		try {
			const value = handlers[call]?.(args as never) ?? null;
			port.postMessage({ id, value });
		} catch (error) {
			port.postMessage({ id, failure: describeFailure(error) });
		}
		if (call === 'close') port.close();
	});
}

if (parentPort !== null) serve(parentPort, workerData as WorkerData);
