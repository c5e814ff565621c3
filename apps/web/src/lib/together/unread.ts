/** What one person has read, kept in this browser only. */
export class ReadMarks {
	readonly #key: string;
	readonly #read: Set<string>;

	constructor(session: string, participant: string) {
		this.#key = `concordia.read.${session}.${participant}`;
		this.#read = new Set(load(this.#key));
	}

	has(id: string): boolean {
		return this.#read.has(id);
	}

	/** False when all of it was read before. What is no longer there is forgotten. */
	mark(ids: readonly string[], isThere: (id: string) => boolean): boolean {
		const fresh = ids.filter((id) => !this.#read.has(id));
		if (fresh.length === 0) return false;
		for (const id of fresh) this.#read.add(id);
		for (const id of this.#read) if (!isThere(id)) this.#read.delete(id);
		try {
			localStorage.setItem(this.#key, JSON.stringify([...this.#read]));
		} catch {
			// Not remembered, but true for this page.
		}
		return true;
	}
}

function load(key: string): string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
	} catch {
		return [];
	}
}
