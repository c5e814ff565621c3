import type { World } from '../room/world.ts';

/** A world whose time stands still until a test moves it, and whose randomness counts. */
export class FakeWorld implements World {
	#now = Date.UTC(2026, 10, 21, 9);
	#ids = 0;
	#soon: (() => void)[] = [];
	#timers: { readonly at: number; readonly task: () => void }[] = [];

	now(): number {
		return this.#now;
	}

	soon(task: () => void): void {
		this.#soon.push(task);
	}

	after(ms: number, task: () => void): () => void {
		const timer = { at: this.#now + ms, task };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	randomBytes(count: number): Uint8Array {
		this.#ids++;
		return Uint8Array.from({ length: count }, (_, at) => (this.#ids * 31 + at * 7) % 256);
	}

	newId(): string {
		this.#ids++;
		return `id${String(this.#ids).padStart(10, '0')}`;
	}

	/** Lets everything happen that needs no time to pass. */
	async settle(): Promise<void> {
		for (let quiet = 0; quiet < 5;) {
			const tasks = this.#soon;
			this.#soon = [];
			for (const task of tasks) task();
			quiet = tasks.length > 0 ? 0 : quiet + 1;
			await new Promise<void>((resolve) => setImmediate(resolve));
		}
	}

	/** Time in which nothing runs: the server is off. */
	skip(ms: number): void {
		this.#now += ms;
	}

	/** Lets time pass, timer by timer. */
	async pass(ms: number): Promise<void> {
		const end = this.#now + ms;
		for (;;) {
			await this.settle();
			const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
			if (next === undefined || next.at > end) break;
			this.#timers = this.#timers.filter((other) => other !== next);
			this.#now = Math.max(this.#now, next.at);
			next.task();
		}
		this.#now = end;
		await this.settle();
	}
}
