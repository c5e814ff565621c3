import { seeded, type Random } from '../../harness/random.ts';

interface Task {
	readonly at: number;
	readonly order: number;
	/** Null once it was called off. */
	task: (() => void) | null;
}

/**
 * Time and chance of a simulated world. Everything that happens is a task with a moment; tasks run one
 * after the other, each with all the promises that it settles, so one seed is one course of events.
 */
export class Simulation {
	readonly random: Random;
	#now = 0;
	#tasks = 0;
	#order = 0;
	readonly #queue: Task[] = [];

	constructor(seed: number) {
		this.random = seeded(seed);
	}

	/** Milliseconds since the world began. */
	get now(): number {
		return this.#now;
	}

	/** How much has happened. */
	get tasks(): number {
		return this.#tasks;
	}

	/** Runs the task after a while; the returned function calls it off. */
	after(ms: number, task: () => void): () => void {
		const entry: Task = {
			at: this.#now + Math.max(0, ms),
			order: this.#order++,
			task
		};
		this.#queue.push(entry);
		return () => {
			entry.task = null;
		};
	}
	/** From 1 to `most` milliseconds. */
	delay(most: number): number {
		return 1 + this.random.below(most);
	}

	/** Lets time pass. */
	async run(ms: number): Promise<void> {
		const end = this.#now + ms;
		for (let entry = this.#take(end); entry !== null; entry = this.#take(end)) {
			this.#now = entry.at;
			if (entry.task === null) continue;
			this.#tasks++;
			entry.task();
			await new Promise((settled) => setImmediate(settled));
		}
		this.#now = end;
	}

	/** Lets time pass until the promise settles. */
	async finish<T>(promise: Promise<T>): Promise<T> {
		const state = { done: false };
		const end = (): void => {
			state.done = true;
		};
		promise.then(end, end);
		for (let i = 0; i < 10_000 && !state.done; i++) await this.run(10);
		return promise;
	}

	#take(end: number): Task | null {
		let first = -1;
		for (const [i, entry] of this.#queue.entries()) {
			const best = this.#queue[first];
			if (
				best === undefined ||
				entry.at < best.at ||
				(entry.at === best.at && entry.order < best.order)
			)
				first = i;
		}
		const entry = this.#queue[first];
		if (entry === undefined || entry.at > end) return null;
		this.#queue.splice(first, 1);
		return entry;
	}
}
