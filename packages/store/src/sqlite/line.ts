import { Worker, type Transferable } from 'node:worker_threads';
import { StoreError } from '../error.ts';
import type { Calls, Response, WorkerData } from './call.ts';
import { toError } from './failure.ts';

/** The main thread's end of a worker: calls go out in order, each answer settles its promise. */
export class WorkerLine<
	C extends { [Name in keyof C]: { args: unknown; value: unknown } } & Calls
> {
	readonly #worker: Worker;
	readonly #waiting = new Map<
		number,
		{ resolve: (value: never) => void; reject: (error: Error) => void }
	>();
	#lastId = 0;
	#dead: Error | null = null;

	private constructor(data: WorkerData) {
		this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
			workerData: data,
			name: `store-${data.role}`
		});
		this.#worker.on('message', (response: Response) => this.#settle(response));
		this.#worker.on('error', (error: Error) =>
			this.#die(new StoreError('io', `the store's thread failed: ${error.message}`))
		);
		this.#worker.on('exit', () => this.#die(new Error('the store is closed')));
	}

	/** Starts a worker; resolves once it has opened its connection. */
	static async open<C extends Calls>(data: WorkerData): Promise<WorkerLine<C>> {
		const line = new WorkerLine<C>(data);
		await line.#answer(0);
		return line;
	}

	call<Name extends keyof C & string>(
		call: Name,
		args: C[Name]['args'],
		transfer: readonly Transferable[] = []
	): Promise<C[Name]['value']> {
		if (this.#dead !== null) return Promise.reject(this.#dead);
		const id = ++this.#lastId;
		const answer = this.#answer<C[Name]['value']>(id);
		this.#worker.postMessage({ id, call, args }, transfer);
		return answer;
	}

	/** Lets the worker finish and close its connection. */
	async close(): Promise<void> {
		if (this.#dead !== null) return;
		const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
		await this.call('close', null);
		await exited;
	}

	#answer<T>(id: number): Promise<T> {
		return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
	}

	#settle(response: Response): void {
		const waiting = this.#waiting.get(response.id);
		this.#waiting.delete(response.id);
		if ('failure' in response) waiting?.reject(toError(response.failure));
		else waiting?.resolve(response.value as never);
	}

	#die(error: Error): void {
		this.#dead ??= error;
		for (const { reject } of this.#waiting.values()) reject(this.#dead);
		this.#waiting.clear();
	}
}
