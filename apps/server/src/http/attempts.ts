const PER_MINUTE = 10;
const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/**
 * Counts failed attempts per address, so that guessing tokens is hopeless. Who is right is never
 * slowed down: a whole workshop may come through one router.
 */
export class Attempts {
	readonly #now: () => number;
	readonly #failures = new Map<string, { since: number; count: number }>();

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Whether the address has failed so often that its attempts aren't looked at for now. */
	isBlocked(address: string): boolean {
		const failures = this.#failures.get(address);
		if (failures === undefined) return false;
		if (this.#now() - failures.since >= WINDOW_MS) {
			this.#failures.delete(address);
			return false;
		}
		return failures.count >= PER_MINUTE;
	}

	fail(address: string): void {
		if (this.isBlocked(address)) return;
		const failures = this.#failures.get(address);
		if (failures !== undefined) {
			failures.count++;
			return;
		}
		// The oldest makes room: the memory an attacker with many addresses can take is bounded.
		const [oldest] = this.#failures.keys();
		if (this.#failures.size >= MAX_ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
		this.#failures.set(address, { since: this.#now(), count: 1 });
	}
}
