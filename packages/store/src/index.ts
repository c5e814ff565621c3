export type { Store } from './store.ts';
export { sessionOf } from './store.ts';
export type {
	Batch,
	BlobRow,
	BlobSummary,
	CheckpointRow,
	ClientRow,
	CredentialRow,
	EntryColumns,
	EntryFilter,
	EntryRow,
	Erasure,
	RewrittenUpdate,
	MetaRow,
	SealedRow,
	SessionRow,
	SnapshotRow,
	TileRow,
	UpdateRow,
	VersionRow
} from './rows.ts';
export { StoreError } from './error.ts';
export type { StoreErrorCode } from './error.ts';
export { openMemoryStore } from './memory.ts';
export type { MemoryFaults } from './memory.ts';
export { openSqliteStore } from './sqlite/open.ts';
export type { SqliteOptions, SqliteStore } from './sqlite/open.ts';
