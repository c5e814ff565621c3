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
import type { Failure } from './failure.ts';
import type { PackedBatch } from './pack.ts';

/** Calls by name, each with what it takes and what it answers. */
export type Calls = Record<string, { args: unknown; value: unknown }>;

/** What the writing worker does. */
export type WriteCalls = {
	commit: { args: PackedBatch; value: null };
	limit: { args: number | null; value: null };
	health: { args: null; value: null };
	/** Empties the write-ahead log, waiting for readers. */
	restartLog: { args: null; value: null };
	close: { args: null; value: null };
};

/** What the reading worker does. */
export type ReadCalls = {
	sessions: { args: null; value: SessionRow[] };
	head: { args: string; value: number };
	loadRoom: { args: string; value: { snapshot: SnapshotRow | null; updates: UpdateRow[] } };
	snapshot: { args: string; value: SnapshotRow | null };
	updates: { args: readonly [room: string, fromSeq: number, toSeq: number]; value: UpdateRow[] };
	rooms: { args: string; value: string[] };
	entries: { args: readonly [session: string, filter: EntryFilter]; value: EntryRow[] };
	columns: { args: readonly [session: string, from: number, to: number]; value: EntryColumns };
	tile: {
		args: readonly [session: string, level: number, index: number];
		value: Uint8Array | null;
	};
	checkpoints: { args: readonly [session: string, limit: number]; value: CheckpointRow[] };
	credential: { args: string; value: CredentialRow | null };
	clients: { args: string; value: ClientRow[] };
	sealed: { args: string; value: SealedRow[] };
	meta: { args: string; value: string | null };
	blob: { args: readonly [session: string, hash: string]; value: BlobRow | null };
	blobs: { args: string; value: BlobSummary[] };
	version: {
		args: readonly [session: string, frame: string, number: number];
		value: VersionRow | null;
	};
	versions: { args: string; value: VersionRow[] };
	copyInto: { args: string; value: null };
	/** Moves the write-ahead log into the database file; answers how many pages it holds. */
	moveLog: { args: null; value: number };
	close: { args: null; value: null };
};

export type WriteCall = keyof WriteCalls;
export type ReadCall = keyof ReadCalls;

/** What a worker is started with. */
export interface WorkerData {
	readonly role: 'write' | 'read';
	readonly file: string;
}

/** Main thread to worker. */
export interface Request<Call extends string> {
	readonly id: number;
	readonly call: Call;
	readonly args: unknown;
}

/** Worker to main thread. Id 0 answers the start itself. */
export type Response =
	| { readonly id: number; readonly value: unknown }
	| { readonly id: number; readonly failure: Failure };
