import { ParagraphVersions } from '@concordia/board/authorship';
import { Player } from '#lib/history/player.ts';

/** When the paragraphs of a document were changed last, read from the stored edits that everybody gets alike. */
export class ParagraphTimes {
	readonly #versions: ParagraphVersions;
	readonly #player: Player;
	readonly #updates: (Uint8Array | null)[] = [];
	#isReading = false;
	#isStale = false;
	#state: 'reading' | 'ready' | 'failed' = $state('reading');
	#changed: ReadonlyMap<string, number> = $state.raw(new Map());

	constructor(session: string, item: string) {
		this.#versions = new ParagraphVersions(item);
		this.#player = new Player(session, {
			fetch: (url, init) => fetch(url, init),
			// The position of an update is told with the step, so the update waits for it.
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

	get state(): 'reading' | 'ready' | 'failed' {
		return this.#state;
	}

	/** Positions by the paragraphs' names. */
	get changed(): ReadonlyMap<string, number> {
		return this.#changed;
	}

	/** Reads what the log has got since. */
	async read(): Promise<void> {
		this.#isStale = true;
		if (this.#isReading) return;
		this.#isReading = true;
		while (this.#isStale) {
			this.#isStale = false;
			const answer = await this.#player.play((steps) => {
				for (const { seq } of steps) this.#versions.push(this.#updates.shift() ?? null, seq);
			});
			if (answer.ok) {
				this.#changed = this.#versions.versions();
				this.#state = 'ready';
			} else if (this.#state === 'reading') this.#state = 'failed';
		}
		this.#isReading = false;
	}

	stop(): void {
		this.#versions.stop();
	}
}
