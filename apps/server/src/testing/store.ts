import { openMemoryStore, StoreError, type Batch, type Store } from '@concordia/store';

/** A store in memory whose commits a test can hold back or make fail. */
export class FaultyStore {
	readonly store: Store;
	/** What happens to the next commits: in order, then all go well. */
	readonly faults: ('before' | 'after' | 'io')[] = [];
	/** Batches that were written, in order. */
	readonly batches: Batch[] = [];
	#held: Promise<void> | null = null;
	#release: () => void = () => {};

	constructor() {
		this.store = openMemoryStore({
			before: async () => {
				await this.#held;
				const fault = this.faults[0];
				if (fault === 'io') throw new StoreError('io', 'the disk failed');
				if (fault === 'before') {
					this.faults.shift();
					throw new StoreError('full', 'no space');
				}
			},
			after: (batch) => {
				this.batches.push(batch);
				if (this.faults[0] !== 'after') return;
				this.faults.shift();
				throw new StoreError('full', 'the answer was lost');
			}
		});
	}

	/** Commits hang until `release`. */
	hold(): void {
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#held = promise;
		this.#release = resolve;
	}

	release(): void {
		this.#held = null;
		this.#release();
	}
}
