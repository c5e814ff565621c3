import type { Point } from '@concordia/board';

const FOLLOW_MS = 60;
const ARRIVED = 0.5;
/** Farther than this in one step is a jump, not a move (somebody else's camera flew). */
const JUMP = 4_000;

/** Points by name that glide to where they are told to be. */
export class Glide {
	readonly #shown = new Map<string, Point>();
	#targets = new Map<string, Point>();
	#lastTime: number | null = null;

	set(targets: ReadonlyMap<string, Point>): void {
		this.#targets = new Map(targets);
		for (const id of this.#shown.keys()) if (!targets.has(id)) this.#shown.delete(id);
	}

	/** Advances to `time` (milliseconds); `still` arrives at once. */
	advance(time: number, still: boolean): void {
		const elapsed = this.#lastTime === null ? 16 : Math.min(100, time - this.#lastTime);
		this.#lastTime = time;
		const share = still ? 1 : 1 - Math.exp(-elapsed / FOLLOW_MS);
		for (const [id, target] of this.#targets) {
			const from = this.#shown.get(id);
			const far = from ? Math.hypot(target[0] - from[0], target[1] - from[1]) : Infinity;
			if (!from || far < ARRIVED || far > JUMP) this.#shown.set(id, target);
			else {
				this.#shown.set(id, [
					from[0] + (target[0] - from[0]) * share,
					from[1] + (target[1] - from[1]) * share
				]);
			}
		}
	}

	get isMoving(): boolean {
		for (const [id, target] of this.#targets) {
			const shown = this.#shown.get(id);
			if (!shown || shown[0] !== target[0] || shown[1] !== target[1]) return true;
		}
		return false;
	}

	at(id: string): Point | undefined {
		return this.#shown.get(id);
	}
}
