import type { HistoryLine } from '@concordia/transparency';
import { Player } from '#lib/history/player.ts';

/** How far the reading of the log is. */
export type ReadingState = 'reading' | 'ready' | 'failed';

/** What is made of the updates, one after the other, with what the log says of them. */
export type TakeEdit = (line: HistoryLine) => void;

/** Reads the stored updates of a board, which everybody gets alike, and goes on reading when there are more. */
export class StoredEdits {
	readonly #player: Player;
	readonly #caughtUp: () => void;
	#isReading = false;
	#isStale = false;
	#state: ReadingState = $state('reading');

	/** `caughtUp` is called each time when all that is stored was taken. */
	constructor(session: string, take: TakeEdit, caughtUp: () => void) {
		this.#caughtUp = caughtUp;
		this.#player = new Player(session, {
			fetch: (url, init) => fetch(url, init),
			replay: {
				push: (_update, line) => {
					take(line);
					return { changes: [], isIncomplete: false };
				}
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
			const answer = await this.#player.play(() => {});
			if (answer.ok) {
				this.#caughtUp();
				this.#state = 'ready';
			} else if (this.#state === 'reading') this.#state = 'failed';
		}
		this.#isReading = false;
	}
}
