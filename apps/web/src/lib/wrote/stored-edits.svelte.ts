import { Player } from '#lib/history/player.ts';
import type { PlayedStep } from '#lib/history/timeline.ts';

/** How far the reading of the log is. */
export type ReadingState = 'reading' | 'ready' | 'failed';

/** What is made of the updates, one after the other: their bytes (null: erased) and what the log says of them. */
export type TakeEdit = (update: Uint8Array | null, step: PlayedStep) => void;

/** Reads the stored updates of a board, which everybody gets alike, and goes on reading when there are more. */
export class StoredEdits {
	readonly #player: Player;
	readonly #take: TakeEdit;
	readonly #caughtUp: () => void;
	readonly #updates: (Uint8Array | null)[] = [];
	#isReading = false;
	#isStale = false;
	#state: ReadingState = $state('reading');

	/** `caughtUp` is called each time when all that is stored was taken. */
	constructor(session: string, take: TakeEdit, caughtUp: () => void) {
		this.#take = take;
		this.#caughtUp = caughtUp;
		this.#player = new Player(session, {
			fetch: (url, init) => fetch(url, init),
			// What the log says of an update is told with the step, so the update waits for it.
			replay: {
				push: (update) => {
					this.#updates.push(update);
					return { changes: [], isIncomplete: false };
				},
				stop: () => {}
			},
			now: () => performance.now(),
			breathe: () => new Promise((resolve) => setTimeout(resolve))
		});
	}

	get state(): ReadingState {
		return this.#state;
	}

	/** Reads what the log has got since. */
	async read(): Promise<void> {
		this.#isStale = true;
		if (this.#isReading) return;
		this.#isReading = true;
		while (this.#isStale) {
			this.#isStale = false;
			const answer = await this.#player.play((steps) => {
				for (const step of steps) this.#take(this.#updates.shift() ?? null, step);
			});
			if (answer.ok) {
				this.#caughtUp();
				this.#state = 'ready';
			} else if (this.#state === 'reading') this.#state = 'failed';
		}
		this.#isReading = false;
	}
}
