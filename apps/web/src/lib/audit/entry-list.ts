import { Directory } from './directory.ts';
import type { Entry } from './entry.ts';

/** A stretch of entries: `from` to, but without, `to`. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** What is known of the log: entries by their index, with gaps while older ones are still on their way. */
export class EntryList {
	readonly directory = new Directory();
	readonly #entries: (Entry | undefined)[] = [];
	#loaded = 0;

	/** Entries that exist, as far as a checkpoint has told. */
	get size(): number {
		return this.#entries.length;
	}

	get loaded(): number {
		return this.#loaded;
	}

	get isComplete(): boolean {
		return this.#loaded === this.size;
	}

	grow(size: number): void {
		if (size > this.size) this.#entries.length = size;
	}

	at(index: number): Entry | undefined {
		return this.#entries[index];
	}

	add(entries: readonly Entry[]): void {
		for (const entry of entries) {
			const { i } = entry.leaf;
			this.grow(i + 1);
			if (this.#entries[i] === undefined) this.#loaded++;
			this.#entries[i] = entry;
			this.directory.learn(entry);
		}
	}

	/** The newest stretch of at most `length` entries that is missing; null when nothing is. */
	nextMissing(length: number): Span | null {
		if (this.isComplete) return null;
		let to = this.size;
		while (this.#entries[to - 1] !== undefined) to--;
		let from = to;
		while (from > 0 && to - from < length && this.#entries[from - 1] === undefined) from--;
		return { from, to };
	}

	/** Indexes of the loaded entries that pass, newest first. */
	select(passes: (entry: Entry) => boolean): number[] {
		const found: number[] = [];
		for (let index = this.size - 1; index >= 0; index--) {
			const entry = this.#entries[index];
			if (entry !== undefined && passes(entry)) found.push(index);
		}
		return found;
	}
}
