import type { Entry } from './entry.ts';

/** Entries kept at most: those shown last. A list shows some thirty at a time. */
const MOST = 4000;

/** Entries in full, those that were asked for last. */
export class EntryCache {
	readonly #entries = new Map<number, Entry>();

	get(index: number): Entry | undefined {
		return this.#entries.get(index);
	}

	add(entries: readonly Entry[]): void {
		for (const entry of entries) {
			this.#entries.delete(entry.leaf.i);
			this.#entries.set(entry.leaf.i, entry);
		}
		for (const index of this.#entries.keys()) {
			if (this.#entries.size <= MOST) return;
			this.#entries.delete(index);
		}
	}
}
