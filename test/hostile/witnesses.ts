import { Worker } from 'node:worker_threads';
import { until } from '../harness/client.ts';

export interface WitnessSetting {
	readonly url: string;
	readonly room: string;
	readonly tokens: readonly string[];
}

/** `forget` the longest delay so far, `rest` from writing, or `end`. */
export type WitnessOrder = 'forget' | 'rest' | 'end';

export interface WitnessReport {
	/** Edits of one that the other has. */
	readonly crossed: number;
	/** Edits of one that the other doesn't have yet. */
	readonly waiting: number;
	/** Longest time an edit took. */
	readonly longestMs: number;
	readonly disconnects: number;
}

/** Two honest people who write all the time, in the room that is being attacked. */
export class Witnesses {
	readonly #worker: Worker;
	#report: WitnessReport = { crossed: 0, waiting: 0, longestMs: 0, disconnects: 0 };
	#failure: unknown = null;

	constructor(setting: WitnessSetting) {
		this.#worker = new Worker(new URL('witness-thread.ts', import.meta.url), {
			workerData: setting
		});
		this.#worker.on('message', (report: WitnessReport) => {
			this.#report = report;
		});
		this.#worker.on('error', (error) => {
			this.#failure = error;
		});
	}

	get report(): WitnessReport {
		if (this.#failure !== null) throw new Error('a witness failed', { cause: this.#failure });
		return this.#report;
	}

	/** Waits until that many more edits have crossed. */
	async crossings(count: number): Promise<void> {
		const goal = this.report.crossed + count;
		await until(`${count} more honest edits cross`, () => this.report.crossed >= goal, 30_000);
	}

	forget(): void {
		this.#tell('forget');
	}

	/** Stops writing, and waits until nothing is on its way any more. */
	async rest(): Promise<WitnessReport> {
		this.#tell('rest');
		const before = this.#report;
		await until(
			'every honest edit arrives',
			() => this.report !== before && this.report.waiting === 0,
			30_000
		);
		return this.report;
	}

	async end(): Promise<void> {
		this.#tell('end');
		await this.#worker.terminate();
	}

	#tell(order: WitnessOrder): void {
		this.#worker.postMessage(order, []);
	}
}
