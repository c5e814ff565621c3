/** A session known to the store. */
export interface SessionRow {
	readonly id: string;
	readonly createdAt: number;
}

/** One accepted update of a room, byte for byte as its author sent it. */
export interface UpdateRow {
	/** Key of the room: the session's id, or that followed by `~` and more. */
	readonly room: string;
	/** Position in the room, counted from 1. */
	readonly seq: number;
	/** Index of its entry in the session's log; null where none was written. */
	readonly entry: number | null;
	readonly participant: string | null;
	readonly at: number;
	readonly bytes: Uint8Array;
}

/** State of a room after the update at `seq`; the latest replaces the one before. */
export interface SnapshotRow {
	readonly room: string;
	readonly seq: number;
	/** The document as one update, compressed. */
	readonly state: Uint8Array;
	/** Plain records of the board, compressed, for readers that open no document. */
	readonly records: Uint8Array;
}

/** One entry of a session's log. The columns beside the leaf are for searching only. */
export interface EntryRow {
	readonly session: string;
	/** Position in the log, counted from 0 without gaps. */
	readonly index: number;
	readonly kind: string;
	readonly at: number;
	readonly participant: string | null;
	readonly organization: string | null;
	readonly items: readonly string[];
	/** The exact text that was hashed. */
	readonly leaf: string;
	/** The part that can be erased; null once it was, or where there is none. */
	readonly payload: string | null;
	readonly salt: Uint8Array | null;
}

/** A full tile of a session's tree. */
export interface TileRow {
	readonly session: string;
	readonly level: number;
	readonly index: number;
	readonly bytes: Uint8Array;
}

/** A signed checkpoint of a session's log. */
export interface CheckpointRow {
	readonly session: string;
	readonly size: number;
	readonly note: string;
	readonly at: number;
}

/**
 * What one person entrusted to the server alone, such as a ballot before and after a secret vote. It
 * stands apart from log, documents and exports, and is given to nobody but its owner.
 */
export interface SealedRow {
	readonly session: string;
	/** What it is and for what, e.g. `vote/<id>`. */
	readonly key: string;
	/** Participant it belongs to. */
	readonly owner: string;
	/** The later one replaces the one before; null takes it away for good. */
	readonly value: string | null;
}

/** Which participant owns a Yjs client id. Bound once, for good. */
export interface ClientRow {
	readonly session: string;
	readonly client: number;
	readonly participant: string;
}

/** Something secret that opens a door, known here by its hash only. */
export interface CredentialRow {
	readonly hash: string;
	readonly session: string;
	readonly kind: 'invite' | 'access' | 'return';
	/** Id of the invitation or of the participant. */
	readonly subject: string;
	readonly createdAt: number;
}

/** A file that people put on a board, such as a picture. The same bytes are kept once in a session. */
export interface BlobRow {
	readonly session: string;
	/** SHA-256 of the bytes in hex. */
	readonly hash: string;
	/** Media type as found in the bytes. */
	readonly type: string;
	readonly at: number;
	readonly bytes: Uint8Array;
}

/** What is known of a kept file without reading it. */
export interface BlobSummary {
	readonly hash: string;
	readonly type: string;
	/** Number of bytes. */
	readonly size: number;
}

/** A wording that was frozen, for good: there is no way to write it again. Its text is empty once it was erased. */
export interface VersionRow {
	readonly session: string;
	/** Item id of the instrument's frame. */
	readonly frame: string;
	/** Counted from 1 for each frame. */
	readonly number: number;
	/** SHA-256 of the text in hex. */
	readonly hash: string;
	readonly text: string;
}

/** A setting of the whole store. */
export interface MetaRow {
	readonly key: string;
	readonly value: string;
}

/**
 * Entries without their texts, column by column: what a reader needs to count, filter and group a log of
 * any length. Names stand once in a list; a column holds their places there, -1 for none.
 */
export interface EntryColumns {
	/** Index of the first. */
	readonly from: number;
	/** Milliseconds since 1970. */
	readonly at: readonly number[];
	readonly kind: readonly number[];
	readonly participant: readonly number[];
	readonly organization: readonly number[];
	/** The first item of each. */
	readonly item: readonly number[];
	/** How many items each is about. */
	readonly count: readonly number[];
	/** What happened to the first item, in the words of the leaf. */
	readonly change: readonly number[];
	readonly kinds: readonly string[];
	readonly participants: readonly string[];
	readonly organizations: readonly string[];
	readonly items: readonly string[];
	readonly changes: readonly string[];
}

/** Names an entry whose payload and salt are to be erased. */
export interface Erasure {
	readonly session: string;
	readonly index: number;
}

/** What stands from now on in place of a stored update: the same without what was erased. */
export interface RewrittenUpdate {
	readonly room: string;
	readonly seq: number;
	readonly bytes: Uint8Array;
}

/**
 * What one transaction writes. Sessions come before what belongs to them, in this or an earlier
 * batch. Entries continue the log without a gap. Rows that exist already are an error, save
 * snapshots, checkpoints, sealed rows and meta, which replace the old row, and blobs, of which the first stays.
 */
export interface Batch {
	readonly sessions?: readonly SessionRow[];
	readonly updates?: readonly UpdateRow[];
	readonly entries?: readonly EntryRow[];
	readonly tiles?: readonly TileRow[];
	readonly checkpoints?: readonly CheckpointRow[];
	readonly snapshots?: readonly SnapshotRow[];
	readonly clients?: readonly ClientRow[];
	readonly credentials?: readonly CredentialRow[];
	readonly sealed?: readonly SealedRow[];
	readonly meta?: readonly MetaRow[];
	readonly blobs?: readonly BlobRow[];
	readonly versions?: readonly VersionRow[];
	readonly erasures?: readonly Erasure[];
	/** Updates that exist already and are stored anew; the bytes of before are overwritten. */
	readonly rewritten?: readonly RewrittenUpdate[];
	/** Frozen wordings that lose their text; the row stays. */
	readonly erasedVersions?: readonly Pick<VersionRow, 'session' | 'frame' | 'number'>[];
	/** Files that go for good. */
	readonly erasedBlobs?: readonly Pick<BlobRow, 'session' | 'hash'>[];
	/** Hashes of credentials that are to open nothing any more. */
	readonly ended?: readonly string[];
	/** Rooms of which nothing is to be kept, neither what was there before nor what this batch adds. */
	readonly erasedRooms?: readonly string[];
}

/** Which entries of a log to read. All conditions given must hold. */
export interface EntryFilter {
	/** First index. */
	readonly from?: number | undefined;
	/** Index after the last. */
	readonly to?: number | undefined;
	/** Milliseconds since 1970, included. */
	readonly since?: number | undefined;
	/** Milliseconds since 1970, not included. */
	readonly until?: number | undefined;
	readonly participant?: string | undefined;
	readonly organization?: string | undefined;
	readonly item?: string | undefined;
	readonly kinds?: readonly string[] | undefined;
	/** These and no others. */
	readonly indexes?: readonly number[] | undefined;
	readonly limit?: number | undefined;
	readonly newestFirst?: boolean | undefined;
}
