import type {
	Batch,
	BlobRow,
	CheckpointRow,
	ClientRow,
	CredentialRow,
	Erasure,
	RewrittenUpdate,
	SealedRow,
	SessionRow,
	SnapshotRow,
	UpdateRow,
	VersionRow
} from '@concordia/store';
import type { Entry, SessionLog } from './session-log.ts';

/**
 * One pass of the sequencer: what is stored together, and what becomes visible once it is. Nothing
 * done in a turn may be shown to anybody before its effects run.
 */
export class Turn {
	readonly now: number;
	readonly updates: UpdateRow[] = [];
	readonly clients: ClientRow[] = [];
	readonly credentials: CredentialRow[] = [];
	readonly sessions: SessionRow[] = [];
	readonly checkpoints: CheckpointRow[] = [];
	readonly blobs: BlobRow[] = [];
	readonly sealed: SealedRow[] = [];
	readonly versions: VersionRow[] = [];
	readonly erasures: Erasure[] = [];
	readonly snapshots: SnapshotRow[] = [];
	readonly rewritten: RewrittenUpdate[] = [];
	readonly erasedVersions: Pick<VersionRow, 'session' | 'frame' | 'number'>[] = [];
	readonly erasedBlobs: Pick<BlobRow, 'session' | 'hash'>[] = [];
	readonly erasedRooms: string[] = [];
	readonly meta: { key: string; value: string }[] = [];
	readonly #logs = new Set<SessionLog>();
	readonly #effects: (() => void)[] = [];

	constructor(now: number) {
		this.now = now;
	}

	append(log: SessionLog, entry: Entry): number {
		this.#logs.add(log);
		return log.append(entry);
	}

	/** Runs after the batch is durable, in the order of the calls. */
	afterwards(effect: () => void): void {
		this.#effects.push(effect);
	}

	/** The transaction of this turn, or null when there is nothing to store. */
	batch(): Batch | null {
		const entries = [];
		const tiles = [];
		for (const log of this.#logs) {
			const grown = log.drain();
			entries.push(...grown.entries);
			tiles.push(...grown.tiles);
		}
		const batch = {
			sessions: this.sessions,
			updates: this.updates,
			entries,
			tiles,
			checkpoints: this.checkpoints,
			blobs: this.blobs,
			clients: this.clients,
			credentials: this.credentials,
			sealed: this.sealed,
			versions: this.versions,
			erasures: this.erasures,
			snapshots: this.snapshots,
			rewritten: this.rewritten,
			erasedVersions: this.erasedVersions,
			erasedBlobs: this.erasedBlobs,
			erasedRooms: this.erasedRooms,
			meta: this.meta
		};
		return Object.values(batch).some((rows) => rows.length > 0) ? batch : null;
	}

	/** One effect that fails must not keep the others from running. */
	finish(report: (error: unknown) => void): void {
		for (const effect of this.#effects) {
			try {
				effect();
			} catch (error) {
				report(error);
			}
		}
	}
}
