import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type {
	BlobRow,
	BlobSummary,
	CheckpointRow,
	ClientRow,
	CredentialRow,
	EntryColumns,
	EntryFilter,
	EntryRow,
	SealedRow,
	SessionRow,
	SnapshotRow,
	UpdateRow,
	VersionRow
} from '../rows.ts';
import { ColumnsBuilder } from '../columns.ts';
import { boundary, indexOf, position } from './schema.ts';

type Columns = Record<string, SQLOutputValue>;

/** Answers all questions of a store through one connection. */
export class RowReader {
	readonly #database: DatabaseSync;
	// Statements by their text: the few shapes of each query are prepared once.
	readonly #statements = new Map<string, StatementSync>();

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	sessions(): SessionRow[] {
		return this.#all('SELECT id, created_at FROM sessions ORDER BY number').map((row) => ({
			id: text(row, 'id'),
			createdAt: number(row, 'created_at')
		}));
	}

	head(session: string): number {
		const owner = this.#session(session);
		if (owner === null) return 0;
		const row = this.#get(
			'SELECT max(position) AS last FROM entries WHERE position >= ? AND position < ?',
			boundary(owner, 0),
			boundary(owner, Infinity)
		);
		return typeof row?.['last'] === 'number' ? indexOf(row['last']) + 1 : 0;
	}

	loadRoom(room: string): { snapshot: SnapshotRow | null; updates: UpdateRow[] } {
		// Both from one moment, though a commit may land in between.
		this.#database.exec('BEGIN');
		try {
			const snapshot = this.snapshot(room);
			return { snapshot, updates: this.updates(room, (snapshot?.seq ?? 0) + 1, Infinity) };
		} finally {
			this.#database.exec('COMMIT');
		}
	}

	snapshot(room: string): SnapshotRow | null {
		const row = this.#get(
			'SELECT seq, state, records FROM snapshots JOIN rooms ON number = room WHERE key = ?',
			room
		);
		if (row === undefined) return null;
		return {
			room,
			seq: number(row, 'seq'),
			state: blob(row, 'state'),
			records: blob(row, 'records')
		};
	}

	updates(room: string, fromSeq: number, toSeq: number): UpdateRow[] {
		const owner = this.#room(room);
		if (owner === null) return [];
		return this.#all(
			`SELECT position, entry, participant, at, bytes FROM updates
			WHERE position >= ? AND position < ? ORDER BY position`,
			boundary(owner, fromSeq),
			boundary(owner, toSeq)
		).map((row) => ({
			room,
			seq: indexOf(number(row, 'position')),
			entry: numberOrNull(row, 'entry'),
			participant: textOrNull(row, 'participant'),
			at: number(row, 'at'),
			bytes: blob(row, 'bytes')
		}));
	}

	rooms(session: string): string[] {
		return this.#all(
			'SELECT key FROM rooms WHERE session = (SELECT number FROM sessions WHERE id = ?) ORDER BY key',
			session
		).map((row) => text(row, 'key'));
	}

	entries(session: string, filter: EntryFilter): EntryRow[] {
		const owner = this.#session(session);
		if (owner === null) return [];
		const { sql, values } = entriesQuery(owner, filter);
		return this.#all(sql, ...values).map((row) => ({
			session,
			index: indexOf(number(row, 'position')),
			kind: text(row, 'kind'),
			at: number(row, 'at'),
			participant: textOrNull(row, 'participant'),
			organization: textOrNull(row, 'organization'),
			items: JSON.parse(text(row, 'items')) as string[],
			leaf: text(row, 'leaf'),
			payload: textOrNull(row, 'payload'),
			salt: row['salt'] instanceof Uint8Array ? row['salt'] : null
		}));
	}

	columns(session: string, from: number, to: number): EntryColumns {
		const columns = new ColumnsBuilder(from);
		const owner = this.#session(session);
		if (owner === null) return columns.done();
		const rows = this.#prepare(
			`SELECT kind, at, participant, organization, items, leaf FROM entries
			WHERE position >= ? AND position < ? ORDER BY position`
		).iterate(boundary(owner, from), boundary(owner, to));
		for (const row of rows) {
			columns.add({
				kind: text(row, 'kind'),
				at: number(row, 'at'),
				participant: textOrNull(row, 'participant'),
				organization: textOrNull(row, 'organization'),
				items: JSON.parse(text(row, 'items')) as string[],
				leaf: text(row, 'leaf')
			});
		}
		return columns.done();
	}

	tile(session: string, level: number, index: number): Uint8Array | null {
		const row = this.#get(
			`SELECT bytes FROM tiles
			WHERE session = (SELECT number FROM sessions WHERE id = ?) AND level = ? AND number = ?`,
			session,
			level,
			index
		);
		return row === undefined ? null : blob(row, 'bytes');
	}

	checkpoints(session: string, limit: number): CheckpointRow[] {
		return this.#all(
			`SELECT size, note, at FROM checkpoints
			WHERE session = (SELECT number FROM sessions WHERE id = ?) ORDER BY size DESC LIMIT ?`,
			session,
			limit
		).map((row) => ({
			session,
			size: number(row, 'size'),
			note: text(row, 'note'),
			at: number(row, 'at')
		}));
	}

	credential(hash: string): CredentialRow | null {
		const row = this.#get(
			`SELECT sessions.id AS session, kind, subject, credentials.created_at AS created_at
			FROM credentials JOIN sessions ON sessions.number = credentials.session WHERE hash = ?`,
			hash
		);
		if (row === undefined) return null;
		return {
			hash,
			session: text(row, 'session'),
			kind: text(row, 'kind') as CredentialRow['kind'],
			subject: text(row, 'subject'),
			createdAt: number(row, 'created_at')
		};
	}

	clients(session: string): ClientRow[] {
		return this.#all(
			`SELECT client, participant FROM clients
			WHERE session = (SELECT number FROM sessions WHERE id = ?)`,
			session
		).map((row) => ({
			session,
			client: number(row, 'client'),
			participant: text(row, 'participant')
		}));
	}

	sealed(session: string): SealedRow[] {
		return this.#all(
			`SELECT key, owner, value FROM sealed
			WHERE session = (SELECT number FROM sessions WHERE id = ?) ORDER BY key, owner`,
			session
		).map((row) => ({
			session,
			key: text(row, 'key'),
			owner: text(row, 'owner'),
			value: text(row, 'value')
		}));
	}

	version(session: string, frame: string, count: number): VersionRow | null {
		const row = this.#get(
			`SELECT hash, text FROM versions
			WHERE session = (SELECT number FROM sessions WHERE id = ?) AND frame = ? AND number = ?`,
			session,
			frame,
			count
		);
		if (row === undefined) return null;
		return { session, frame, number: count, hash: text(row, 'hash'), text: text(row, 'text') };
	}

	versions(session: string): VersionRow[] {
		return this.#all(
			`SELECT frame, number, hash, text FROM versions
			WHERE session = (SELECT number FROM sessions WHERE id = ?) ORDER BY frame, number`,
			session
		).map((row) => ({
			session,
			frame: text(row, 'frame'),
			number: number(row, 'number'),
			hash: text(row, 'hash'),
			text: text(row, 'text')
		}));
	}

	meta(key: string): string | null {
		const row = this.#get('SELECT value FROM meta WHERE key = ?', key);
		return row === undefined ? null : text(row, 'value');
	}

	blob(session: string, hash: string): BlobRow | null {
		const row = this.#get(
			`SELECT type, at, bytes FROM blobs
			WHERE session = (SELECT number FROM sessions WHERE id = ?) AND hash = ?`,
			session,
			hash
		);
		if (row === undefined) return null;
		return {
			session,
			hash,
			type: text(row, 'type'),
			at: number(row, 'at'),
			bytes: blob(row, 'bytes')
		};
	}

	blobs(session: string): BlobSummary[] {
		return this.#all(
			`SELECT hash, type, size FROM blobs
			WHERE session = (SELECT number FROM sessions WHERE id = ?) ORDER BY hash`,
			session
		).map((row) => ({
			hash: text(row, 'hash'),
			type: text(row, 'type'),
			size: number(row, 'size')
		}));
	}

	/** Moves the write-ahead log into the database file; answers how many pages the log holds. */
	moveLog(): number {
		const row = this.#get('PRAGMA wal_checkpoint(PASSIVE)');
		return row === undefined ? 0 : number(row, 'log');
	}

	/** Writes a consistent copy into a file that doesn't exist yet. */
	copyInto(path: string): void {
		// SQLite counts a copy as writing.
		this.#database.exec('PRAGMA query_only = OFF');
		this.#all('VACUUM INTO ?', path);
	}

	#session(id: string): number | null {
		const row = this.#get('SELECT number FROM sessions WHERE id = ?', id);
		return row === undefined ? null : number(row, 'number');
	}

	#room(key: string): number | null {
		const row = this.#get('SELECT number FROM rooms WHERE key = ?', key);
		return row === undefined ? null : number(row, 'number');
	}

	#prepare(sql: string): StatementSync {
		const kept = this.#statements.get(sql);
		if (kept !== undefined) return kept;
		const statement = this.#database.prepare(sql);
		this.#statements.set(sql, statement);
		return statement;
	}

	#get(sql: string, ...values: SQLInputValue[]): Columns | undefined {
		return this.#prepare(sql).get(...values);
	}

	#all(sql: string, ...values: SQLInputValue[]): Columns[] {
		return this.#prepare(sql).all(...values);
	}
}

// Every condition is optional; the number of kinds is the only open-ended part of the text, so
// they are passed as one JSON list.
function entriesQuery(
	session: number,
	filter: EntryFilter
): { sql: string; values: SQLInputValue[] } {
	const conditions = ['position >= ?', 'position < ?'];
	const values: SQLInputValue[] = [
		boundary(session, filter.from ?? 0),
		boundary(session, filter.to ?? Infinity)
	];
	const where = (condition: string, value: SQLInputValue | undefined) => {
		if (value === undefined) return;
		conditions.push(condition);
		values.push(value);
	};
	where('at >= ?', filter.since);
	where('at < ?', filter.until);
	where('participant = ?', filter.participant);
	where('organization = ?', filter.organization);
	where(
		'kind IN (SELECT value FROM json_each(?))',
		filter.kinds === undefined ? undefined : JSON.stringify(filter.kinds)
	);
	if (filter.indexes !== undefined) {
		conditions.push('position IN (SELECT ? + value FROM json_each(?))');
		values.push(position(session, 0), JSON.stringify(filter.indexes));
	}
	if (filter.item !== undefined) {
		conditions.push(
			'position IN (SELECT ? + entry FROM entry_items WHERE session = ? AND item = ?)'
		);
		values.push(position(session, 0), session, filter.item);
	}
	values.push(filter.limit ?? -1);
	return {
		sql: `SELECT position, kind, at, participant, organization, items, leaf, payload, salt
			FROM entries WHERE ${conditions.join(' AND ')}
			ORDER BY position ${filter.newestFirst === true ? 'DESC' : 'ASC'} LIMIT ?`,
		values
	};
}

function text(row: Columns, column: string): string {
	const value = row[column];
	if (typeof value !== 'string') throw new TypeError(`${column} is no text`);
	return value;
}

function textOrNull(row: Columns, column: string): string | null {
	return row[column] === null ? null : text(row, column);
}

function number(row: Columns, column: string): number {
	const value = row[column];
	if (typeof value !== 'number') throw new TypeError(`${column} is no number`);
	return value;
}

function numberOrNull(row: Columns, column: string): number | null {
	return row[column] === null ? null : number(row, column);
}

function blob(row: Columns, column: string): Uint8Array {
	const value = row[column];
	if (!(value instanceof Uint8Array)) throw new TypeError(`${column} is no bytes`);
	return value;
}
