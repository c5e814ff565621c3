/** Who made an item, and when, as the log says. */
export interface Author {
	/** Null for the host. */
	readonly participant: string | null;
	readonly organization: string | null;
	/** Milliseconds since 1970. */
	readonly at: number;
}

const mostItems = 100;
const waitMs = 80;

/** Asks the server who made items, each once; what the log doesn't know yet is asked for again. */
export class Authors {
	readonly #session: string;
	readonly #known = new Map<string, Author>();
	readonly #wanted = new Set<string>();
	#isAsking = false;
	#version = $state(0);

	constructor(session: string) {
		this.#session = session;
	}

	get(id: string): Author | undefined {
		void this.#version;
		return this.#known.get(id);
	}

	/** Asks for those that are not known, soon and together. */
	want(ids: Iterable<string>): void {
		for (const id of ids) if (!this.#known.has(id)) this.#wanted.add(id);
		if (this.#isAsking || this.#wanted.size === 0) return;
		this.#isAsking = true;
		setTimeout(() => void this.#ask(), waitMs);
	}

	async #ask(): Promise<void> {
		const ids = [...this.#wanted].slice(0, mostItems);
		for (const id of ids) this.#wanted.delete(id);
		try {
			const query = new URLSearchParams({ items: ids.join(',') });
			const response = await fetch(`/api/sessions/${this.#session}/authors?${query}`);
			if (response.ok) this.#keep(await response.json());
		} catch {
			// Without a connection the names come later: who shows them asks again.
		}
		this.#isAsking = false;
		this.want([]);
	}

	#keep(answer: unknown): void {
		const { items } = answer as { items: Readonly<Record<string, Author>> };
		for (const [id, author] of Object.entries(items)) this.#known.set(id, author);
		this.#version += 1;
	}
}
