import type { DatabaseSync } from 'node:sqlite';
import { sessionOf } from '../store.ts';
import { CellReader, type PackedBatch } from './pack.ts';
import { boundary, indexOf, position } from './schema.ts';

/** Writes batches through one connection, each in a transaction of its own. */
export class BatchWriter {
	readonly #database: DatabaseSync;
	readonly #statements: ReturnType<typeof prepare>;
	// What was looked up stays true as long as we alone write; a rollback forgets all of it.
	readonly #sessions = new Map<string, number>();
	readonly #rooms = new Map<string, number>();
	readonly #heads = new Map<number, number>();

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#statements = prepare(database);
	}

	/** Writes all of it and returns once it is on the disk, or throws and has written nothing. */
	write(batch: PackedBatch): void {
		this.#statements.begin.run();
		try {
			this.#insert(batch);
			this.#statements.commit.run();
		} catch (error) {
			this.#sessions.clear();
			this.#rooms.clear();
			this.#heads.clear();
			if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
			throw error;
		}
	}

	#insert(batch: PackedBatch): void {
		const insert = this.#statements;
		const rows = (cells: PackedBatch['updates']) => new CellReader(cells, batch.bytes);

		for (let row = rows(batch.sessions); row.hasMore;) insert.session.run(row.text(), row.number());
		this.#insertEntries(batch);
		for (let row = rows(batch.updates); row.hasMore;) {
			const room = this.#room(row.text());
			const key = position(room, row.number());
			insert.update.run(key, row.cell(), row.cell(), row.number(), row.bytes());
		}
		for (let row = rows(batch.tiles); row.hasMore;) {
			const session = this.#session(row.text());
			insert.tile.run(session, row.number(), row.number(), row.bytes());
		}
		for (let row = rows(batch.checkpoints); row.hasMore;) {
			const session = this.#session(row.text());
			insert.checkpoint.run(session, row.number(), row.text(), row.number());
		}
		for (let row = rows(batch.snapshots); row.hasMore;) {
			const room = this.#room(row.text());
			insert.snapshot.run(room, row.number(), row.bytes(), row.bytes());
		}
		for (let row = rows(batch.clients); row.hasMore;) {
			const session = this.#session(row.text());
			insert.client.run(session, row.number(), row.text());
		}
		for (let row = rows(batch.credentials); row.hasMore;) {
			const hash = row.text();
			insert.credential.run(hash, this.#session(row.text()), row.text(), row.text(), row.number());
		}
		for (let row = rows(batch.sealed); row.hasMore;) {
			const [session, key, owner] = [this.#session(row.text()), row.text(), row.text()];
			const value = row.cell();
			if (value === null) insert.unsealed.run(session, key, owner);
			else insert.sealed.run(session, key, owner, value);
		}
		for (let row = rows(batch.meta); row.hasMore;) insert.meta.run(row.text(), row.text());
		for (let row = rows(batch.blobs); row.hasMore;) {
			const session = this.#session(row.text());
			insert.blob.run(session, row.text(), row.text(), row.number(), row.number(), row.bytes());
		}
		for (let row = rows(batch.versions); row.hasMore;) {
			const session = this.#session(row.text());
			insert.version.run(session, row.text(), row.number(), row.text(), row.text());
		}
		for (let row = rows(batch.erasures); row.hasMore;) {
			const session = this.#session(row.text());
			insert.erasure.run(position(session, row.number()));
		}
		for (let row = rows(batch.rewritten); row.hasMore;) {
			const key = position(this.#room(row.text()), row.number());
			insert.rewrite.run(row.bytes(), key);
		}
		for (let row = rows(batch.erasedVersions); row.hasMore;) {
			insert.eraseVersion.run(this.#session(row.text()), row.text(), row.number());
		}
		for (let row = rows(batch.erasedBlobs); row.hasMore;) {
			insert.eraseBlob.run(this.#session(row.text()), row.text());
		}
		for (const hash of batch.ended) insert.end.run(hash);
		for (const key of batch.erasedRooms) this.#eraseRoom(key);
	}

	#eraseRoom(key: string): void {
		const { eraseUpdates, eraseSnapshot, eraseRoom } = this.#statements;
		const room = this.#room(key);
		eraseUpdates.run(boundary(room, 0), boundary(room, Infinity));
		eraseSnapshot.run(room);
		eraseRoom.run(room);
		this.#rooms.delete(key);
	}

	#insertEntries(batch: PackedBatch): void {
		let nextItem = 0;
		for (let row = new CellReader(batch.entries, batch.bytes); row.hasMore;) {
			const id = row.text();
			const session = this.#session(id);
			const index = row.number();
			const head = this.#head(session);
			if (index !== head)
				throw new RangeError(`entry ${index} of session ${id} after ${head} entries`);
			this.#heads.set(session, head + 1);
			const [kind, at, participant, organization] = [
				row.text(),
				row.number(),
				row.cell(),
				row.cell()
			];
			const items = batch.items.slice(nextItem, (nextItem += row.number()));
			const key = position(session, index);
			this.#statements.entry.run(
				key,
				kind,
				at,
				participant,
				organization,
				JSON.stringify(items),
				row.text(),
				row.cell(),
				row.bytes()
			);
			for (const item of items) this.#statements.item.run(session, item, index);
		}
	}

	#session(id: string): number {
		const known = this.#sessions.get(id) ?? this.#statements.findSession.get(id)?.['number'];
		if (typeof known !== 'number') throw new Error(`session ${id} is unknown`);
		this.#sessions.set(id, known);
		return known;
	}

	#room(key: string): number {
		const known = this.#rooms.get(key) ?? this.#statements.findRoom.get(key)?.['number'];
		const number =
			typeof known === 'number'
				? known
				: Number(this.#statements.room.run(this.#session(sessionOf(key)), key).lastInsertRowid);
		this.#rooms.set(key, number);
		return number;
	}

	#head(session: number): number {
		const known = this.#heads.get(session);
		if (known !== undefined) return known;
		const last = this.#statements.last.get(boundary(session, 0), boundary(session, Infinity))?.[
			'last'
		];
		return typeof last === 'number' ? indexOf(last) + 1 : 0;
	}
}

function prepare(database: DatabaseSync) {
	const sql = (text: string) => database.prepare(text);
	return {
		begin: sql('BEGIN IMMEDIATE'),
		commit: sql('COMMIT'),
		findSession: sql('SELECT number FROM sessions WHERE id = ?'),
		findRoom: sql('SELECT number FROM rooms WHERE key = ?'),
		last: sql('SELECT max(position) AS last FROM entries WHERE position >= ? AND position < ?'),
		session: sql('INSERT INTO sessions (id, created_at) VALUES (?, ?)'),
		room: sql('INSERT INTO rooms (session, key) VALUES (?, ?)'),
		update: sql(
			'INSERT INTO updates (position, entry, participant, at, bytes) VALUES (?, ?, ?, ?, ?)'
		),
		entry: sql(
			`INSERT INTO entries (position, kind, at, participant, organization, items, leaf, payload, salt)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
		),
		// An entry may name an item more than once.
		item: sql('INSERT OR IGNORE INTO entry_items (session, item, entry) VALUES (?, ?, ?)'),
		tile: sql('INSERT INTO tiles (session, level, number, bytes) VALUES (?, ?, ?, ?)'),
		checkpoint: sql('REPLACE INTO checkpoints (session, size, note, at) VALUES (?, ?, ?, ?)'),
		snapshot: sql('REPLACE INTO snapshots (room, seq, state, records) VALUES (?, ?, ?, ?)'),
		client: sql('INSERT INTO clients (session, client, participant) VALUES (?, ?, ?)'),
		credential: sql(
			'INSERT INTO credentials (hash, session, kind, subject, created_at) VALUES (?, ?, ?, ?, ?)'
		),
		sealed: sql('REPLACE INTO sealed (session, key, owner, value) VALUES (?, ?, ?, ?)'),
		unsealed: sql('DELETE FROM sealed WHERE session = ? AND key = ? AND owner = ?'),
		meta: sql('REPLACE INTO meta (key, value) VALUES (?, ?)'),
		// The same hash has the same bytes.
		blob: sql(
			'INSERT OR IGNORE INTO blobs (session, hash, type, at, size, bytes) VALUES (?, ?, ?, ?, ?, ?)'
		),
		version: sql(
			'INSERT INTO versions (session, frame, number, hash, text) VALUES (?, ?, ?, ?, ?)'
		),
		erasure: sql('UPDATE entries SET payload = NULL, salt = NULL WHERE position = ?'),
		rewrite: sql('UPDATE updates SET bytes = ? WHERE position = ?'),
		eraseVersion: sql(
			"UPDATE versions SET text = '' WHERE session = ? AND frame = ? AND number = ?"
		),
		eraseBlob: sql('DELETE FROM blobs WHERE session = ? AND hash = ?'),
		end: sql('DELETE FROM credentials WHERE hash = ?'),
		eraseUpdates: sql('DELETE FROM updates WHERE position >= ? AND position < ?'),
		eraseSnapshot: sql('DELETE FROM snapshots WHERE room = ?'),
		eraseRoom: sql('DELETE FROM rooms WHERE number = ?')
	};
}
