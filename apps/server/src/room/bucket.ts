/** Token bucket: so much per second, and a burst that was saved up. */
export class Bucket {
	readonly #perMs: number;
	readonly #burst: number;
	#tokens: number;
	#at: number;

	constructor(perSecond: number, burst: number, now: number) {
		this.#perMs = perSecond / 1000;
		this.#burst = burst;
		this.#tokens = burst;
		this.#at = now;
	}

	/** Takes the amount even when it is not there: the debt is what the caller waits for. */
	take(amount: number, now: number): void {
		this.#refill(now);
		this.#tokens -= amount;
	}

	/** Takes the amount only when it is there. */
	tryTake(amount: number, now: number): boolean {
		this.#refill(now);
		if (this.#tokens < amount) return false;
		this.#tokens -= amount;
		return true;
	}

	/** Milliseconds until the debt is paid; 0 when there is none. */
	waitMs(now: number): number {
		this.#refill(now);
		return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / this.#perMs);
	}

	// A clock that was set back gives nothing and takes nothing.
	#refill(now: number): void {
		const passed = now - this.#at;
		this.#at = now;
		if (passed > 0) this.#tokens = Math.min(this.#burst, this.#tokens + passed * this.#perMs);
	}
}
