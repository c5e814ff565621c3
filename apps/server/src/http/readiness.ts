const KEPT_MS = 1000;

/**
 * Asks the store whether it can write, at most once a second: finding out takes a write, and anybody
 * may ask as often as they like.
 */
export class Readiness {
	readonly #now: () => number;
	readonly #look: () => Promise<void>;
	#askedAt = 0;
	#answer: Promise<void> | null = null;

	constructor(now: () => number, look: () => Promise<void>) {
		this.#now = now;
		this.#look = look;
	}

	/** Resolves when the store can write, rejects with the reason otherwise. */
	ask(): Promise<void> {
		const now = this.#now();
		if (this.#answer === null || Math.abs(now - this.#askedAt) >= KEPT_MS) {
			this.#askedAt = now;
			this.#answer = this.#look();
		}
		return this.#answer;
	}
}
