import type { Container } from './place.ts';

/** Numbers by which Yjs names kinds of content. */
export const CONTENT = {
	gone: 0,
	deleted: 1,
	json: 2,
	binary: 3,
	string: 4,
	embed: 5,
	format: 6,
	type: 7,
	any: 8,
	subdocument: 9,
	skip: 10
} as const;

/** Numbers by which Yjs names shared types. */
export const TYPE = {
	array: 0,
	map: 1,
	text: 2,
	xmlElement: 3,
	xmlFragment: 4,
	xmlHook: 5,
	xmlText: 6
} as const;

/** No client, no clock. */
export const NONE = -1;

/** One struct of an update as it stands in the bytes. Ids are two numbers, to spare an object each. */
export class Struct {
	readonly client: number;
	readonly clock: number;
	/** A number of `CONTENT`. */
	readonly content: number;
	length = 1;
	originClient = NONE;
	originClock = NONE;
	rightClient = NONE;
	rightClock = NONE;
	/** Name of the root it says it lies in, when it says so. */
	root: string | null = null;
	parentClient = NONE;
	parentClock = NONE;
	/** Key in the map it lies in, when the bytes say so. */
	key: string | null = null;
	/** A number of `TYPE`, when it brings a shared type. */
	type = NONE;
	/** The name of the element it brings, if it does. */
	name: string | null = null;
	/** Where its content begins in the update. */
	contentAt = 0;
	/** What holds it; found by `resolve`. `gone` when that was removed: Yjs then drops the struct, too. */
	container: Container | 'gone' | null = null;

	constructor(client: number, clock: number, content: number) {
		this.client = client;
		this.clock = clock;
		this.content = content;
	}

	get end(): number {
		return this.clock + this.length;
	}
}

/** All structs of one client in an update, without gaps. */
export interface Section {
	readonly client: number;
	readonly clock: number;
	readonly end: number;
	readonly structs: readonly Struct[];
}

/** What is deleted of one client: clock and length in turn, ascending, without overlap. */
export interface Deletions {
	readonly client: number;
	readonly ranges: readonly number[];
}

/** An update that has been read to its last byte, and nothing more. */
export interface Update {
	readonly bytes: Uint8Array;
	readonly sections: ReadonlyMap<number, Section>;
	readonly deletions: readonly Deletions[];
}

/** The struct of a section that covers a clock. */
export function structAt(section: Section, clock: number): Struct | null {
	const index = indexAt(section, clock);
	return index === NONE ? null : section.structs[index]!;
}

/** Its index, by binary search: a section may hold a hundred thousand structs. */
export function indexAt(section: Section, clock: number): number {
	if (clock < section.clock || clock >= section.end) return NONE;
	let low = 0;
	let high = section.structs.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (section.structs[middle]!.clock <= clock) low = middle;
		else high = middle - 1;
	}
	return low;
}
