import type { Leaf } from '@concordia/transparency';

/** So many entries come in one answer; a whole block of them never changes. */
export const BLOCK = 8192;

/** Entries without names and texts, as the server gives them: places in lists of names, -1 for none. */
export interface Columns {
	readonly from: number;
	readonly at: readonly number[];
	readonly kind: readonly number[];
	readonly participant: readonly number[];
	readonly organization: readonly number[];
	readonly item: readonly number[];
	readonly count: readonly number[];
	readonly change: readonly number[];
	readonly kinds: readonly string[];
	readonly participants: readonly string[];
	readonly organizations: readonly string[];
	readonly items: readonly string[];
	readonly changes: readonly string[];
}

const numbered = [
	'at',
	'kind',
	'participant',
	'organization',
	'item',
	'count',
	'change'
] as const satisfies readonly (keyof Columns)[];
const named = [
	['kind', 'kinds'],
	['participant', 'participants'],
	['organization', 'organizations'],
	['item', 'items'],
	['change', 'changes']
] as const satisfies readonly (readonly [keyof Columns, keyof Columns])[];

/** Reads an answer of the server; null when it is not what it should be. */
export function readColumns(value: unknown): Columns | null {
	if (typeof value !== 'object' || value === null) return null;
	const given = value as Readonly<Record<string, unknown>>;
	const { from, at } = given;
	if (!Number.isSafeInteger(from) || (from as number) < 0 || !Array.isArray(at)) return null;
	const isWhole = numbered.every((name) => {
		const column = given[name];
		return Array.isArray(column) && column.length === at.length && column.every(Number.isFinite);
	});
	const isNamed = named.every(([column, names]) => {
		const list = given[names];
		if (!Array.isArray(list) || !list.every((name) => typeof name === 'string')) return false;
		return (given[column] as readonly number[] | undefined)?.every((place) => place < list.length);
	});
	return isWhole && isNamed ? (given as unknown as Columns) : null;
}

/** Names by number, counted from 1: 0 is none. */
export class Names {
	readonly #list: string[] = [''];
	readonly #numbers = new Map<string, number>();
	readonly #most: number;

	/** There is room for so many; what comes later is taken together as the last. */
	constructor(most: number) {
		this.#most = most;
	}

	get length(): number {
		return this.#list.length;
	}

	number(name: string): number {
		const known = this.#numbers.get(name);
		if (known !== undefined) return known;
		if (this.#list.length > this.#most) return this.#most;
		this.#numbers.set(name, this.#list.length);
		return this.#list.push(name) - 1;
	}

	/** The number of a name that is known already, else -1. */
	find(name: string): number {
		return this.#numbers.get(name) ?? -1;
	}

	name(number: number): string | undefined {
		return number === 0 ? undefined : this.#list[number];
	}
}

const BYTE = 2 ** 8 - 1;
const SHORT = 2 ** 16 - 1;
const LONG = 2 ** 32 - 1;

/**
 * Who did what to which item when, for a log of any length: a few bytes an entry, so that all of it is
 * counted, filtered and grouped in a moment. What an entry says in full is fetched when it is shown.
 */
export class LogTable {
	readonly kinds = new Names(BYTE);
	readonly people = new Names(SHORT);
	readonly organizations = new Names(SHORT);
	readonly items = new Names(LONG);
	readonly changes = new Names(SHORT);
	/** Milliseconds since 1970. */
	at = new Float64Array(0);
	/** 0 as long as the entry isn't known. */
	kind = new Uint8Array(0);
	person = new Uint16Array(0);
	organization = new Uint16Array(0);
	item = new Uint32Array(0);
	count = new Uint16Array(0);
	change = new Uint16Array(0);
	/** How many entries of each block are known, from its beginning. */
	readonly #known: number[] = [];
	#size = 0;
	#loaded = 0;

	/** Entries that exist, as far as a checkpoint has told. */
	get size(): number {
		return this.#size;
	}

	get loaded(): number {
		return this.#loaded;
	}

	get isComplete(): boolean {
		return this.#loaded === this.#size;
	}

	get blocks(): number {
		return Math.ceil(this.#size / BLOCK);
	}

	/** Where the known entries of a block end. */
	endOf(block: number): number {
		return block * BLOCK + (this.#known[block] ?? 0);
	}

	has(index: number): boolean {
		return index < this.endOf(Math.floor(index / BLOCK));
	}

	grow(size: number): void {
		if (size <= this.#size) return;
		this.#size = size;
		if (size <= this.kind.length) return;
		const room = Math.ceil((size * 1.25) / BLOCK) * BLOCK;
		this.at = copied(this.at, new Float64Array(room));
		this.kind = copied(this.kind, new Uint8Array(room));
		this.person = copied(this.person, new Uint16Array(room));
		this.organization = copied(this.organization, new Uint16Array(room));
		this.item = copied(this.item, new Uint32Array(room));
		this.count = copied(this.count, new Uint16Array(room));
		this.change = copied(this.change, new Uint16Array(room));
	}

	/** Takes entries that follow those known of their block; false when they don't. */
	put(columns: Columns): boolean {
		const { from } = columns;
		const { length } = columns.at;
		const block = Math.floor(from / BLOCK);
		if (length === 0 || from !== this.endOf(block)) return false;
		if (from + length > (block + 1) * BLOCK) return false;
		this.grow(from + length);
		const kinds = columns.kinds.map((name) => this.kinds.number(name));
		const people = columns.participants.map((name) => this.people.number(name));
		const organizations = columns.organizations.map((name) => this.organizations.number(name));
		const items = columns.items.map((name) => this.items.number(name));
		const changes = columns.changes.map((name) => this.changes.number(name));
		for (let at = 0; at < length; at++) {
			const index = from + at;
			this.at[index] = columns.at[at] ?? 0;
			this.kind[index] = kinds[columns.kind[at] ?? -1] ?? this.kinds.number('unknown');
			this.person[index] = people[columns.participant[at] ?? -1] ?? 0;
			this.organization[index] = organizations[columns.organization[at] ?? -1] ?? 0;
			this.item[index] = items[columns.item[at] ?? -1] ?? 0;
			this.count[index] = Math.min(SHORT, columns.count[at] ?? 0);
			this.change[index] = changes[columns.change[at] ?? -1] ?? 0;
		}
		this.#known[block] = from + length - block * BLOCK;
		this.#loaded += length;
		return true;
	}

	/** Where the newest unknown entry's block goes on; null when everything is known. */
	nextMissing(): number | null {
		if (this.isComplete) return null;
		for (let block = this.blocks - 1; block >= 0; block--) {
			const end = this.endOf(block);
			if (end < Math.min(this.#size, (block + 1) * BLOCK)) return end;
		}
		return null;
	}

	kindOf(index: number): string {
		return this.kinds.name(this.kind[index] ?? 0) ?? '';
	}

	/** What is known of an entry without its texts, in the form of its leaf. */
	leafOf(index: number): Leaf | null {
		if (!this.has(index)) return null;
		const person = this.people.name(this.person[index] ?? 0);
		const organization = this.organizations.name(this.organization[index] ?? 0);
		const item = this.items.name(this.item[index] ?? 0);
		const change = this.changes.name(this.change[index] ?? 0);
		const count = this.count[index] ?? 0;
		return {
			v: 1,
			i: index,
			t: this.at[index] ?? 0,
			k: this.kindOf(index),
			...(person !== undefined && { a: person }),
			...(organization !== undefined && { og: organization }),
			...(item !== undefined && { o: Array.from({ length: Math.min(count, 1000) }, () => item) }),
			...(change !== undefined && { c: [change] })
		};
	}

	/** The first known entry that is not before a time; the times of a log only rarely go back. */
	firstSince(time: number): number {
		let low = 0;
		let high = this.#size;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.at[middle] ?? 0) < time) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

function copied<Numbers extends Float64Array | Uint8Array | Uint16Array | Uint32Array>(
	from: Numbers,
	into: Numbers
): Numbers {
	into.set(from);
	return into;
}
