/**
 * Which element on the screen shows which row: one whose row was scrolled away takes the next row that comes. Making
 * new elements for each row takes several times as long. A row that stays keeps its element, with all that is in it.
 */
export class RowSlots {
	#slots: ReadonlyMap<string, number> = new Map();

	/** The number of the element of each row, by its id; the elements in the order of the rows. */
	place(ids: readonly string[]): ReadonlyMap<string, number> {
		const slots = this.#assign(ids);
		return (this.#slots = new Map(ids.map((id) => [id, slots.get(id)!])));
	}

	/** The same with the elements in the order they have: to move one takes as long as to make it. */
	keep(ids: readonly string[]): ReadonlyMap<string, number> {
		const places = new Map([...this.#slots.values()].map((slot, place) => [slot, place]));
		const placeOf = (slot: number): number => places.get(slot) ?? places.size;
		const slots = [...this.#assign(ids)];
		return (this.#slots = new Map(slots.toSorted(([, a], [, b]) => placeOf(a) - placeOf(b))));
	}

	#assign(ids: readonly string[]): ReadonlyMap<string, number> {
		const slots = new Map<string, number>();
		for (const id of ids) {
			const slot = this.#slots.get(id);
			if (slot !== undefined) slots.set(id, slot);
		}
		const taken = new Set(slots.values());
		let next = 0;
		for (const id of ids) {
			if (slots.has(id)) continue;
			while (taken.has(next)) next += 1;
			slots.set(id, next);
			next += 1;
		}
		return slots;
	}
}
