import { differenceOf, differencesBetween, type Difference } from '@concordia/board';
import { createReplay } from '@concordia/board/doc';
import type { Problem } from '#lib/api.ts';
import type { BoardChanges } from '../changes/board-changes.ts';
import { Player } from '../history/player.ts';
import { Timeline } from '../history/timeline.ts';

/** What entries of the log did to the board: plays its stored updates as far as they are asked about. */
export class BoardPast {
	readonly #replay = createReplay();
	readonly #timeline = new Timeline();
	readonly #player: Player;
	readonly #stop = new AbortController();
	#isPlaying: Promise<Problem | null> | null = null;
	#seq = 0;

	constructor(session: string) {
		this.#player = new Player(session, {
			fetch: (url, init) => fetch(url, { ...init, signal: this.#stop.signal }),
			replay: this.#replay,
			now: () => performance.now(),
			breathe: () => new Promise((resolve) => setTimeout(resolve))
		});
	}

	/** Plays until an update is reached; null when it was. */
	async reach(seq: number, told: (seq: number) => void): Promise<Problem | null> {
		if (this.#seq >= seq) return null;
		this.#isPlaying ??= this.#play(told);
		const problem = await this.#isPlaying;
		this.#isPlaying = null;
		return problem;
	}

	async #play(told: (seq: number) => void): Promise<Problem | null> {
		const answer = await this.#player.play((steps) => {
			this.#timeline.append(steps);
			this.#seq = Math.max(this.#seq, steps.at(-1)?.seq ?? 0);
			told(this.#seq);
		});
		return answer.ok ? null : answer.problem;
	}

	/** What differs in these items between before the first update and after the last. */
	differences(first: number, last: number, items: readonly string[]): Difference[] {
		const before = this.#timeline.recordsAt(this.#timeline.momentOfUpdate(first - 1));
		const after = this.#timeline.recordsAt(this.#timeline.momentOfUpdate(last));
		return items.flatMap((id) => differenceOf(id, before.get(id), after.get(id)) ?? []);
	}

	/** What became of the board between two entries: after the first, up to and with the last. */
	between(first: number, last: number): BoardChanges {
		const [from, to] = [this.#timeline.momentOf(first), this.#timeline.momentOf(last)];
		const [before, after] = [this.#timeline.recordsAt(from), this.#timeline.recordsAt(to)];
		return {
			before,
			after,
			differences: differencesBetween(before, after),
			authors: this.#timeline.authorsBetween(from, to)
		};
	}

	stop(): void {
		this.#stop.abort();
		this.#replay.stop();
	}
}
