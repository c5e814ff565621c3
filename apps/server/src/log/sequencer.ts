import type { TroubleState } from '@concordia/protocol';
import type { Batch, Store } from '@concordia/store';
import type { World } from '../room/world.ts';
import { Turn } from './turn.ts';

/** Where work waits for its turn: a room or a session. */
export interface Source {
	/** Before anything of the turn is taken: memory holds exactly what is stored. */
	prepare?(turn: Turn): void;
	/** Moves what waits into the turn, in the order it came. True when some is left for the next. */
	take(turn: Turn): boolean;
}

export interface SequencerOptions {
	readonly world: World;
	readonly store: Pick<Store, 'commit' | 'head' | 'updates'>;
	/** Storing began or ceased to fail. Readers are then served from the store. */
	readonly onTrouble: (state: TroubleState, detail: string) => void;
	/** Something of ours threw: a bug, told to whoever runs the server. */
	readonly onError: (error: unknown) => void;
	readonly onTurn?: (batch: Batch) => void;
	readonly retryMs?: number;
}

const RETRY_MS = 500;
const SECOND_MS = 1000;

/**
 * The only writer: everything that changes a session passes here, in one order. A turn takes what
 * waits, stores it in one transaction, and only then lets anybody see it. While one turn is being
 * stored the next collects; when nothing waits, a change goes out at once.
 */
export class Sequencer {
	readonly #options: SequencerOptions;
	#waiting = new Set<Source>();
	readonly #alone: ((turn: Turn) => Promise<void>)[] = [];
	#now = 0;
	#running: Promise<void> | null = null;
	#isScheduled = false;
	#isStopping = false;
	#state: TroubleState = 'ok';
	#detail = '';
	#wakeRetry: (() => void) | null = null;
	/** A turn was given up: memory holds what was never stored. */
	#isAhead = false;

	constructor(options: SequencerOptions) {
		this.#options = options;
	}

	get state(): TroubleState {
		return this.#state;
	}

	get detail(): string {
		return this.#detail;
	}

	/** True while memory may hold what is not stored yet. */
	get isStoring(): boolean {
		return this.#running !== null;
	}

	/** Tells that a source has something to take. */
	wake(source: Source): void {
		this.#waiting.add(source);
		this.#schedule();
	}

	/**
	 * Runs the task as a turn of its own: nothing else changes until what it did is stored. It must not
	 * fail once it has put something into the turn.
	 */
	alone<T>(task: (turn: Turn) => Promise<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			this.#alone.push(async (turn) => {
				try {
					const result = await task(turn);
					turn.afterwards(() => resolve(result));
				} catch (error) {
					reject(error instanceof Error ? error : new Error(String(error)));
				}
			});
			this.#schedule();
		});
	}

	/** Runs the task at a moment when memory holds exactly what is stored. Rejects when there is none any more. */
	async atRest<T>(task: () => T): Promise<T> {
		while (this.#running !== null) await this.#running;
		if (this.#isAhead) throw new Error('some changes could not be stored');
		return task();
	}

	/** Stores what waits and ends. Gives up after one more try when storing fails. */
	async stop(): Promise<void> {
		this.#isStopping = true;
		this.#wakeRetry?.();
		while (this.#running !== null || (this.#hasWork && this.#state === 'ok')) {
			await (this.#running ?? this.#run());
		}
	}

	get #hasWork(): boolean {
		return this.#waiting.size > 0 || this.#alone.length > 0;
	}

	#schedule(): void {
		if (this.#isScheduled || this.#running !== null || !this.#hasWork) return;
		this.#isScheduled = true;
		this.#options.world.soon(() => {
			this.#isScheduled = false;
			if (this.#running === null && this.#hasWork) void this.#run();
		});
	}

	#run(): Promise<void> {
		this.#running = this.#runOne();
		return this.#running;
	}

	async #runOne(): Promise<void> {
		try {
			await this.#turn();
		} catch (error) {
			this.#options.onError(error);
		}
		this.#running = null;
		this.#schedule();
	}

	async #turn(): Promise<void> {
		const turn = new Turn(this.#clock());
		const alone = this.#alone.shift();
		if (alone === undefined) this.#take(turn);
		else await alone(turn);
		const batch = turn.batch();
		if (batch !== null) {
			if (!(await this.#store(batch))) {
				this.#isAhead = true;
				return;
			}
			this.#options.onTurn?.(batch);
		}
		turn.finish(this.#options.onError);
	}

	#take(turn: Turn): void {
		const sources = this.#waiting;
		this.#waiting = new Set();
		for (const source of sources) source.prepare?.(turn);
		for (const source of sources) {
			try {
				if (source.take(turn)) this.#waiting.add(source);
			} catch (error) {
				this.#options.onError(error); // a bug in one room is no reason to stop the others
			}
		}
	}

	// Times in the log never go back, even when the clock does. They are whole seconds: with finer ones the
	// rhythm could be read in which somebody types, letter by letter.
	#clock(): number {
		const now = this.#options.world.now();
		this.#now = Math.max(this.#now, now - (now % SECOND_MS));
		return this.#now;
	}

	// Tries until the batch is stored. False when it never will be: nothing of it is then shown.
	async #store(batch: Batch): Promise<boolean> {
		for (;;) {
			try {
				await this.#options.store.commit(batch);
				this.#tell('ok', '');
				return true;
			} catch (error) {
				if (await this.#landed(batch)) {
					this.#tell('ok', '');
					return true;
				}
				const code = codeOf(error);
				// After a failed fsync nobody knows what the disk holds: only a restart may write again.
				const isFinal = code !== 'full' && code !== 'locked';
				this.#tell(isFinal ? 'read-only' : 'storing-fails', code);
				if (isFinal || this.#isStopping) return this.#giveUp();
				await this.#pause();
			}
		}
	}

	#giveUp(): Promise<false> {
		if (this.#isStopping) return Promise.resolve(false);
		return new Promise((resolve) => {
			this.#wakeRetry = () => resolve(false);
		});
	}

	// A commit that failed may have landed all the same, and a batch is one transaction: so one of its
	// rows tells for all. A second copy must not be written.
	async #landed(batch: Batch): Promise<boolean> {
		const { store } = this.#options;
		try {
			const entry = batch.entries?.at(-1);
			if (entry !== undefined) return (await store.head(entry.session)) > entry.index;
			const update = batch.updates?.at(-1);
			if (update === undefined) return false;
			return (await store.updates(update.room, update.seq, update.seq + 1)).length > 0;
		} catch {
			return false; // reading fails as well: the next try will tell
		}
	}

	#pause(): Promise<void> {
		return new Promise((resolve) => {
			const cancel = this.#options.world.after(this.#options.retryMs ?? RETRY_MS, () => {
				this.#wakeRetry = null;
				resolve();
			});
			this.#wakeRetry = () => {
				this.#wakeRetry = null;
				cancel();
				resolve();
			};
		});
	}

	#tell(state: TroubleState, detail: string): void {
		if (state === this.#state) return;
		this.#state = state;
		this.#detail = detail;
		this.#options.onTrouble(state, detail);
	}
}

function codeOf(error: unknown): string {
	if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
	return 'io';
}
