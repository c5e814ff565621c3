import type { DatabaseSync } from 'node:sqlite';

/** Marks a file as ours: "Conc" in ASCII. */
export const applicationId = 0x436f6e63;

// Sessions and rooms have small numbers, so that rows stay short. Entries and updates are keyed by
// that number and their position in one integer (see `position`): one B-tree each, appended at
// the end of its range.
const migrations: readonly string[] = [
	`
	CREATE TABLE sessions (
		number INTEGER PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		created_at INTEGER NOT NULL
	) STRICT;
	CREATE TABLE rooms (
		number INTEGER PRIMARY KEY,
		session INTEGER NOT NULL REFERENCES sessions,
		key TEXT NOT NULL UNIQUE
	) STRICT;
	CREATE INDEX rooms_of_session ON rooms (session);
	CREATE TABLE updates (
		position INTEGER PRIMARY KEY,
		entry INTEGER,
		participant TEXT,
		at INTEGER NOT NULL,
		bytes BLOB NOT NULL
	) STRICT;
	CREATE TABLE snapshots (
		room INTEGER PRIMARY KEY REFERENCES rooms,
		seq INTEGER NOT NULL,
		state BLOB NOT NULL,
		records BLOB NOT NULL
	) STRICT;
	CREATE TABLE entries (
		position INTEGER PRIMARY KEY,
		kind TEXT NOT NULL,
		at INTEGER NOT NULL,
		participant TEXT,
		organization TEXT,
		items TEXT NOT NULL,
		leaf TEXT NOT NULL,
		payload TEXT,
		salt BLOB
	) STRICT;
	CREATE TABLE entry_items (
		session INTEGER NOT NULL,
		item TEXT NOT NULL,
		entry INTEGER NOT NULL,
		PRIMARY KEY (session, item, entry)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE tiles (
		session INTEGER NOT NULL REFERENCES sessions,
		level INTEGER NOT NULL,
		number INTEGER NOT NULL,
		bytes BLOB NOT NULL,
		PRIMARY KEY (session, level, number)
	) STRICT;
	CREATE TABLE checkpoints (
		session INTEGER NOT NULL REFERENCES sessions,
		size INTEGER NOT NULL,
		note TEXT NOT NULL,
		at INTEGER NOT NULL,
		PRIMARY KEY (session, size)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE clients (
		session INTEGER NOT NULL REFERENCES sessions,
		client INTEGER NOT NULL,
		participant TEXT NOT NULL,
		PRIMARY KEY (session, client)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE credentials (
		hash TEXT PRIMARY KEY,
		session INTEGER NOT NULL REFERENCES sessions,
		kind TEXT NOT NULL,
		subject TEXT NOT NULL,
		created_at INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE TABLE meta (
		key TEXT PRIMARY KEY,
		value TEXT NOT NULL
	) STRICT, WITHOUT ROWID;
	`,
	// The bytes stand last: listing the files of a session doesn't read them.
	`
	CREATE TABLE blobs (
		number INTEGER PRIMARY KEY,
		session INTEGER NOT NULL REFERENCES sessions,
		hash TEXT NOT NULL,
		type TEXT NOT NULL,
		at INTEGER NOT NULL,
		size INTEGER NOT NULL,
		bytes BLOB NOT NULL,
		UNIQUE (session, hash)
	) STRICT;
	`,
	`
	CREATE TABLE sealed (
		session INTEGER NOT NULL REFERENCES sessions,
		key TEXT NOT NULL,
		owner TEXT NOT NULL,
		value TEXT NOT NULL,
		PRIMARY KEY (session, key, owner)
	) STRICT, WITHOUT ROWID;
	`,
	// States are packed from here on. What was written down before is made anew from the updates.
	'DELETE FROM snapshots',
	// Never updated and never deleted: the primary key refuses a second row.
	`
	CREATE TABLE versions (
		session INTEGER NOT NULL REFERENCES sessions,
		frame TEXT NOT NULL,
		number INTEGER NOT NULL,
		hash TEXT NOT NULL,
		text TEXT NOT NULL,
		PRIMARY KEY (session, frame, number)
	) STRICT;
	`
];

/** The schema that this version of the program writes. */
export const schemaVersion = migrations.length;

/** Brings a database from its version to ours, all steps in one transaction. */
export function migrate(database: DatabaseSync, from: number): void {
	if (from === schemaVersion) return;
	database.exec('BEGIN IMMEDIATE');
	for (const step of migrations.slice(from)) database.exec(step);
	database.exec(`PRAGMA application_id = ${applicationId}`);
	database.exec(`PRAGMA user_version = ${schemaVersion}`);
	database.exec('COMMIT');
}

// 2^31 positions for each of 2^21 rooms or sessions, within the integers a double holds exactly.
const positions = 2 ** 31;
const owners = 2 ** 21;

/** Key of the row at an index of a session's log, or at a sequence number of a room. */
export function position(owner: number, index: number): number {
	if (!(Number.isInteger(index) && index >= 0 && index < positions && owner < owners))
		throw new RangeError(`position ${index} of ${owner}`);
	return owner * positions + index;
}

/** The index inside a key made by `position`. */
export function indexOf(key: number): number {
	return key % positions;
}

/** Where a range of an owner's keys begins or ends, for any number that somebody may ask for. */
export function boundary(owner: number, index: number): number {
	return owner * positions + Math.min(positions, Math.max(0, Math.ceil(index)));
}
