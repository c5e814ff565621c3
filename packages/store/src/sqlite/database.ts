import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../error.ts';
import { describeFailure, toError } from './failure.ts';
import { applicationId, migrate, schemaVersion } from './schema.ts';

/**
 * Opens the one connection that writes: takes the lock, checks the file, brings it to the current
 * schema. A file that isn't in order is left exactly as it was.
 */
export function openForWriting(file: string): { database: DatabaseSync; lock: DatabaseSync } {
	checkAccess(file);
	const lock = takeLock(`${file}.lock`, file);
	try {
		return { database: openChecked(file), lock };
	} catch (error) {
		lock.close();
		const { code, message } = describeFailure(error);
		throw error instanceof StoreError
			? error
			: toError({ code, message: `could not open ${file}: ${message}` });
	}
}

/** Opens a connection that only reads, beside the writing one. It may still run checkpoints. */
export function openForReading(file: string): DatabaseSync {
	const database = new DatabaseSync(file, { timeout: 10_000 });
	database.exec('PRAGMA query_only = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY');
	return database;
}

function checkAccess(file: string): void {
	try {
		mkdirSync(dirname(file), { recursive: true });
		accessSync(dirname(file), constants.W_OK | constants.X_OK);
		if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		const kind = code === 'ENOSPC' ? 'full' : code === 'EIO' ? 'io' : 'read-only';
		throw new StoreError(kind, `could not write in ${dirname(file)} (${String(code)})`, {
			cause: error
		});
	}
}

// The lock is an exclusive transaction on a database of its own that is held until the end. The
// system lets go of it when the process dies, however it dies, and readers of the data, such as
// a backup, aren't disturbed.
function takeLock(lockFile: string, file: string): DatabaseSync {
	const lock = new DatabaseSync(lockFile, { timeout: 500 });
	try {
		lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
		return lock;
	} catch (error) {
		lock.close();
		const { code, message } = describeFailure(error);
		if (code === 'locked')
			throw new StoreError('locked', `${file} is in use by another server`, { cause: error });
		throw toError({ code, message: `could not lock ${file}: ${message}` });
	}
}

function openChecked(file: string): DatabaseSync {
	const isNew = !existsSync(file) || statSync(file).size === 0;
	// SQLite would throw such a log away together with the committed work in it.
	if (isNew && existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
		throw new StoreError('corrupt', `${file} is missing or empty but its log ${file}-wal is not`);
	const database = new DatabaseSync(file, { timeout: 10_000 });
	try {
		if (!isNew) checkContent(database, file);
		// FULL: a commit returns after its log is on the disk itself. NORMAL loses the last commits
		// in a power cut.
		database.exec(`
			PRAGMA journal_mode = WAL;
			PRAGMA synchronous = FULL;
			PRAGMA foreign_keys = ON;
			PRAGMA secure_delete = ON;
			PRAGMA wal_autocheckpoint = 0;
			PRAGMA cache_size = -32000;
			PRAGMA temp_store = MEMORY;
		`);
		migrate(database, pragma(database, 'user_version'));
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

function checkContent(database: DatabaseSync, file: string): void {
	const version = pragma(database, 'user_version');
	const application = pragma(database, 'application_id');
	const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
	// A crash within the very first start leaves a file without tables; there is nothing to lose.
	if (tables !== 0 && application !== applicationId)
		throw new StoreError('corrupt', `${file} is a database of another program`);
	if (version > schemaVersion)
		throw new StoreError(
			'newer',
			`${file} has schema ${version}, this version knows ${schemaVersion}`
		);
	const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
	if (found !== 'ok')
		throw new StoreError(
			'corrupt',
			// SQLite answers in several lines.
			`${file} is damaged: ${String(found)
				.replaceAll(/[\s*]+/g, ' ')
				.trim()}`
		);
}

function pragma(database: DatabaseSync, name: string): number {
	return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
