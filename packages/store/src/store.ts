import type {
	Batch,
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
} from './rows.ts';

/** Keeps everything that must outlive the process. Moves bytes and never opens a document. */
export interface Store {
	/**
	 * Writes a batch in one transaction: all of it, or nothing and a rejection. Once this resolves
	 * the batch survives a crash of the machine. Commits land in the order of the calls.
	 */
	commit(batch: Batch): Promise<void>;
	sessions(): Promise<SessionRow[]>;
	/** Number of entries in a session's log. */
	head(session: string): Promise<number>;
	/** What is needed to open a room: its snapshot and the updates after it. */
	loadRoom(room: string): Promise<{ snapshot: SnapshotRow | null; updates: UpdateRow[] }>;
	snapshot(room: string): Promise<SnapshotRow | null>;
	/** Updates with `fromSeq <= seq < toSeq`, in order. */
	updates(room: string, fromSeq: number, toSeq: number): Promise<UpdateRow[]>;
	/** Keys of the session's rooms that hold anything, sorted. */
	rooms(session: string): Promise<string[]>;
	entries(session: string, filter?: EntryFilter): Promise<EntryRow[]>;
	/** Entries with `from <= index < to`, without their texts. */
	columns(session: string, from: number, to: number): Promise<EntryColumns>;
	tile(session: string, level: number, index: number): Promise<Uint8Array | null>;
	/** The latest checkpoint. */
	checkpoint(session: string): Promise<CheckpointRow | null>;
	/** The latest checkpoints, newest first. */
	checkpoints(session: string, limit: number): Promise<CheckpointRow[]>;
	credential(hash: string): Promise<CredentialRow | null>;
	clients(session: string): Promise<ClientRow[]>;
	/** What the people of a session entrusted to the server alone. */
	sealed(session: string): Promise<SealedRow[]>;
	meta(key: string): Promise<string | null>;
	blob(session: string, hash: string): Promise<BlobRow | null>;
	/** All files of a session in the order of their hashes, without their bytes. */
	blobs(session: string): Promise<BlobSummary[]>;
	version(session: string, frame: string, number: number): Promise<VersionRow | null>;
	/** All frozen versions of a session, by frame and number. */
	versions(session: string): Promise<VersionRow[]>;
	/** Writes a consistent copy into a new file while work goes on. */
	backup(path: string): Promise<void>;
	/** Rejects when the store can't be written. */
	health(): Promise<void>;
	/** Finishes what was begun, then lets go of the data. */
	close(): Promise<void>;
}

/** Session that a room belongs to. */
export function sessionOf(room: string): string {
	const end = room.indexOf('~');
	return end === -1 ? room : room.slice(0, end);
}
