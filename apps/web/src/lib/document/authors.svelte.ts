import { Authorship, originsIn, suggestersIn, type Origin } from '@concordia/board/authorship';
import type * as Y from 'yjs';
import { Player } from '#lib/history/player.ts';

/** How far the reading of the log is. */
export type AuthorsState = 'reading' | 'ready' | 'failed';

/**
 * Who wrote which words of a document: reads the stored updates of the board, which everybody gets alike, and goes on
 * reading when there are more.
 */
export class DocAuthors {
	readonly #authorship: Authorship;
	readonly #player: Player;
	readonly #updates: (Uint8Array | null)[] = [];
	#isReading = false;
	#isStale = false;
	#state: AuthorsState = $state('reading');
	#version = $state(0);

	constructor(session: string, item: string) {
		this.#authorship = new Authorship(item);
		this.#player = new Player(session, {
			fetch: (url, init) => fetch(url, init),
			// Who made an update is told with the step, so the update waits for it.
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

	get state(): AuthorsState {
		return this.#state;
	}

	/** Rises with what is known. */
	get version(): number {
		return this.#version;
	}

	/** Reads what the log has got since. */
	async read(): Promise<void> {
		this.#isStale = true;
		if (this.#isReading) return;
		this.#isReading = true;
		while (this.#isStale) {
			this.#isStale = false;
			const answer = await this.#player.play((steps) => {
				for (const { by } of steps) this.#authorship.push(this.#updates.shift() ?? null, by);
			});
			if (answer.ok) {
				this.#state = 'ready';
				this.#version += 1;
			} else if (this.#state === 'reading') this.#state = 'failed';
		}
		this.#isReading = false;
	}

	/** Where each letter of the document comes from, text by text; undefined: not in the log yet. */
	originsIn(fragment: Y.XmlFragment): (Origin | undefined)[][] {
		return originsIn(fragment, this.#authorship);
	}

	/** Who made each suggestion. */
	suggestersIn(fragment: Y.XmlFragment): ReadonlyMap<string, string | null | undefined> {
		return suggestersIn(fragment, this.#authorship);
	}

	stop(): void {
		this.#authorship.stop();
	}
}
