import { openMemoryStore, StoreError, type Batch, type Store } from '@concordia/store';
import * as Y from 'yjs';
import type { Simulation } from './simulation.ts';

/** How the store may betray the server, to see that the world notices. */
export type PlantedBug = 'none' | 'acknowledges-before-commit';

/** What outlives the crashes of a simulated server. */
export class Disk {
	/** Commits fail for want of space, or because the disk is failing. */
	fault: 'full' | 'io' | null = null;
	readonly store: Store = openMemoryStore();
	/** Documents as the stored updates give them. */
	readonly boards = new Map<string, Y.Doc>();
	/** Acknowledgements stored, by participant. */
	readonly acknowledged = new Map<string, number>();
	readonly participants = new Set<string>();
	readonly #simulation: Simulation;
	readonly #bug: PlantedBug;

	constructor(simulation: Simulation, bug: PlantedBug) {
		this.#simulation = simulation;
		this.#bug = bug;
	}

	/** The store as one run of the server has it. After `crash` nothing it began has any effect. */
	open(): { store: Store; crash: () => void } {
		const simulation = this.#simulation;
		const run = { isOver: false, lastWrite: 0 };
		const later = (ms: number, task: () => void): void => {
			simulation.after(ms, () => {
				if (!run.isOver) task();
			});
		};
		const read = <T>(look: () => Promise<T>): Promise<T> =>
			new Promise((resolve, reject) =>
				later(simulation.delay(4), () => look().then(resolve, reject))
			);
		const { store } = this;
		return {
			crash() {
				run.isOver = true;
			},
			store: {
				commit: (batch) =>
					new Promise((resolve, reject) => {
						// Commits land in order, each after a while.
						run.lastWrite = Math.max(run.lastWrite, simulation.now + simulation.delay(30));
						if (this.#bug === 'acknowledges-before-commit') resolve();
						later(run.lastWrite - simulation.now, () => {
							const answer = (error: StoreError | null): void =>
								later(simulation.delay(10), () => (error === null ? resolve() : reject(error)));
							if (this.fault !== null) return answer(new StoreError(this.fault, 'planned'));
							// A commit may land though it is reported to have failed.
							const isMisreported = simulation.random.chance(0.02);
							this.#land(batch).then(
								() => answer(isMisreported ? new StoreError('full', 'planned') : null),
								reject
							);
						});
					}),
				sessions: () => read(() => store.sessions()),
				head: (...args) => read(() => store.head(...args)),
				loadRoom: (...args) => read(() => store.loadRoom(...args)),
				snapshot: (...args) => read(() => store.snapshot(...args)),
				updates: (...args) => read(() => store.updates(...args)),
				rooms: (...args) => read(() => store.rooms(...args)),
				entries: (...args) => read(() => store.entries(...args)),
				columns: (...args) => read(() => store.columns(...args)),
				tile: (...args) => read(() => store.tile(...args)),
				checkpoint: (...args) => read(() => store.checkpoint(...args)),
				checkpoints: (...args) => read(() => store.checkpoints(...args)),
				credential: (...args) => read(() => store.credential(...args)),
				clients: (...args) => read(() => store.clients(...args)),
				sealed: (...args) => read(() => store.sealed(...args)),
				meta: (...args) => read(() => store.meta(...args)),
				blob: (...args) => read(() => store.blob(...args)),
				blobs: (...args) => read(() => store.blobs(...args)),
				version: (...args) => read(() => store.version(...args)),
				versions: (...args) => read(() => store.versions(...args)),
				backup: () => Promise.reject(new Error('nothing to back up')),
				health: () => Promise.resolve(),
				close: () => Promise.resolve()
			}
		};
	}

	async #land(batch: Batch): Promise<void> {
		await this.store.commit(batch);
		for (const { room, bytes } of batch.updates ?? []) {
			const board = this.boards.get(room) ?? new Y.Doc();
			this.boards.set(room, board);
			Y.applyUpdate(board, bytes);
		}
		for (const { kind, participant } of batch.entries ?? []) {
			if (participant === null) continue;
			if (kind === 'join') this.participants.add(participant);
			if (kind === 'ack')
				this.acknowledged.set(participant, (this.acknowledged.get(participant) ?? 0) + 1);
		}
	}
}
