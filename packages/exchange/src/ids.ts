const maxTries = 1000;

/** Gives every item of a file an id of its own. */
export class Ids {
	readonly #newId: () => string;
	readonly #taken = new Set<string>();

	constructor(newId: () => string, taken: Iterable<string> = []) {
		this.#newId = newId;
		for (const id of taken) this.#taken.add(id);
	}

	/** Takes this very id; false when another item has it. */
	claim(id: string): boolean {
		if (this.#taken.has(id)) return false;
		this.#taken.add(id);
		return true;
	}

	fresh(): string {
		for (let tries = 0; tries < maxTries; tries += 1) {
			const id = this.#newId();
			if (this.claim(id)) return id;
		}
		throw new RangeError(`newId gave ${maxTries} ids that are taken`);
	}
}
