import type { EntryColumns, EntryRow } from './rows.ts';

/** Gives each name its place in a list, in the order in which they come. */
class Names {
	readonly list: string[] = [];
	readonly #places = new Map<string, number>();

	place(name: string | null | undefined): number {
		if (name === null || name === undefined) return -1;
		const known = this.#places.get(name);
		if (known !== undefined) return known;
		this.#places.set(name, this.list.length);
		return this.list.push(name) - 1;
	}
}

/** Turns rows into columns, one after the other. */
export class ColumnsBuilder {
	readonly #from: number;
	readonly #at: number[] = [];
	readonly #kind: number[] = [];
	readonly #participant: number[] = [];
	readonly #organization: number[] = [];
	readonly #item: number[] = [];
	readonly #count: number[] = [];
	readonly #change: number[] = [];
	readonly #kinds = new Names();
	readonly #participants = new Names();
	readonly #organizations = new Names();
	readonly #items = new Names();
	readonly #changes = new Names();

	constructor(from: number) {
		this.#from = from;
	}

	add(
		row: Pick<EntryRow, 'at' | 'kind' | 'participant' | 'organization' | 'items' | 'leaf'>
	): void {
		this.#at.push(row.at);
		this.#kind.push(this.#kinds.place(row.kind));
		this.#participant.push(this.#participants.place(row.participant));
		this.#organization.push(this.#organizations.place(row.organization));
		this.#item.push(this.#items.place(row.items[0]));
		this.#count.push(row.items.length);
		this.#change.push(this.#changes.place(changeIn(row.leaf)));
	}

	done(): EntryColumns {
		return {
			from: this.#from,
			at: this.#at,
			kind: this.#kind,
			participant: this.#participant,
			organization: this.#organization,
			item: this.#item,
			count: this.#count,
			change: this.#change,
			kinds: this.#kinds.list,
			participants: this.#participants.list,
			organizations: this.#organizations.list,
			items: this.#items.list,
			changes: this.#changes.list
		};
	}
}

// Most leaves are about one thing or have no words at all: only what may have them is read.
function changeIn(leaf: string): string | null {
	if (!leaf.includes('"c":[')) return null;
	const { c } = JSON.parse(leaf) as { c?: unknown };
	const first: unknown = Array.isArray(c) ? c[0] : null;
	return typeof first === 'string' ? first : null;
}
