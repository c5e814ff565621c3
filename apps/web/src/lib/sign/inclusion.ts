import {
	checkInclusion,
	inclusionProof,
	leafHash,
	parseLeaf,
	parseLogLine,
	readFromTiles,
	tilePath
} from '@concordia/transparency';
import type { SeenCheckpoint } from './signer.ts';

/** What the duty needs to ask the server for. Rejects or gives null when it can't be had now. */
export interface LogSource {
	/** Lines of the log with this person's edits from an entry on, oldest first. */
	readonly edits: (from: number) => Promise<string | null>;
	readonly tile: (path: string) => Promise<Uint8Array | null>;
}

export type InclusionAlarm = 'edit-missing' | 'entry-not-included';

interface Awaited {
	readonly at: number;
}

/** An edit that was acknowledged is in the log, under a checkpoint, this long after. */
const DUTY_MS = 10_000;
const HASH_BYTES = 32;

/**
 * Looks after one's own edits: what the server has said was saved has to be in the log that everybody gets,
 * and the newest of it under the checkpoint that was signed.
 */
export class InclusionDuty {
	readonly #source: LogSource;
	readonly #alarm: (what: InclusionAlarm) => void;
	readonly #awaited = new Map<string, Awaited>();
	/** The entry to look on from. */
	#from: number;
	#isLooking = false;
	#isOver = false;

	constructor(source: LogSource, from: number, alarm: (what: InclusionAlarm) => void) {
		this.#source = source;
		this.#from = from;
		this.#alarm = alarm;
	}

	/** The server said that this update is saved. */
	saved(hash: string, at: number): void {
		if (!this.#isOver) this.#awaited.set(hash, { at });
	}

	/** Looks when something is due; the checkpoint is the newest one that is known to be signed. */
	async tick(now: number, checkpoint: SeenCheckpoint | null): Promise<void> {
		const [oldest] = this.#awaited.values();
		if (this.#isLooking || this.#isOver || !checkpoint || !oldest || now - oldest.at < DUTY_MS)
			return;
		this.#isLooking = true;
		try {
			const what = await this.#look(now, checkpoint);
			if (what === null) return;
			this.#isOver = true;
			this.#awaited.clear();
			this.#alarm(what);
		} catch {
			// No way to the server: asked again with the next tick.
		} finally {
			this.#isLooking = false;
		}
	}

	async #look(now: number, checkpoint: SeenCheckpoint): Promise<InclusionAlarm | null> {
		const lines = await this.#source.edits(this.#from);
		if (lines === null) return null;
		let newest: { readonly index: number; readonly text: string } | null = null;
		for (const line of lines.split('\n')) {
			const parsed = line === '' ? null : parseLogLine(line);
			const leaf = parsed?.ok ? parseLeaf(parsed.value.leaf) : null;
			if (!parsed?.ok || !leaf?.ok) continue;
			const { i: index, h = '' } = leaf.value;
			this.#awaited.delete(h);
			if (index >= checkpoint.size) continue;
			newest = { index, text: parsed.value.leaf };
			this.#from = index + 1;
		}
		for (const { at } of this.#awaited.values()) if (now - at >= DUTY_MS) return 'edit-missing';
		if (newest === null) return null;
		return (await this.#isIncluded(newest, checkpoint)) ? null : 'entry-not-included';
	}

	async #isIncluded(
		{ index, text }: { readonly index: number; readonly text: string },
		{ size, root }: SeenCheckpoint
	): Promise<boolean> {
		const read = readFromTiles(size, async (level, at, width) => {
			const tile = await this.#source.tile(tilePath(level, at, width));
			if (tile?.length !== width * HASH_BYTES) throw new Error('the tile could not be had');
			return tile;
		});
		const proof = await inclusionProof(index, size, read);
		return checkInclusion({ index, size, leaf: leafHash(text), root, proof });
	}
}
