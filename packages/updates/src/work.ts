import * as Y from 'yjs';
import type { Container } from './place.ts';
import { refuse } from './refusal.ts';
import { storedItem } from './stored.ts';
import { NONE, structAt, type Struct, type Update } from './update.ts';

/** A split moves the rest of a client's structs in memory: as much of that as costs one step elsewhere. */
const MOVED_PER_STEP = 2 ** 16;

/** Characters that are looked at one by one. */
const NEAR = 64;

/** Structs that an update has put in a place so far. */
interface Tally {
	count: number;
}

/** Where a struct lies as the document sees it: behind which character, in which item. */
interface Anchor {
	readonly behind: Tally;
	/** Null at the very beginning. */
	readonly inside: Tally | null;
	/** The character before which it lies; null at the very end. */
	readonly before: CharacterId | null;
}

interface CharacterId {
	readonly client: number;
	readonly clock: number;
}

/** The beginning of one sequence, or everything under one key. */
interface Spot extends Tally {
	/** The newest struct that was put at the very beginning. */
	first: Struct | null;
	/** Structs that the document has under the key, past values included. */
	readonly chain: number;
}

/**
 * Counts the steps Yjs would need to take an update in, and refuses when they are too many.
 * Yjs looks for the place of a struct from its left neighbour onwards to its right one. Among honest
 * people little lies between the two: what others wrote there meanwhile. A few kilobytes that name
 * neighbours far apart, again and again, would hold up the server and every other client for minutes.
 */
export class Work {
	readonly #store: Y.Doc['store'];
	readonly #update: Update;
	readonly #spots = new Map<unknown, Map<string | null, Spot>>();
	readonly #behind = new Map<number, Map<number, Tally>>();
	readonly #inside = new Map<Y.Item, Tally>();
	readonly #anchors = new Map<Struct, Anchor>();
	/** The newest struct of the update that was put behind a given one. */
	readonly #newest = new Map<number, Map<number, Struct>>();
	/** Structs that found their right neighbour right beside their left one: no steps, and no doubt. */
	readonly #settled = new Set<Struct>();
	#left: number;

	constructor(doc: Y.Doc, update: Update, steps: number) {
		this.#store = doc.store;
		this.#update = update;
		this.#left = steps;
	}

	/** A struct is put into a container. The document knows its client up to the clock `known`. */
	insert(struct: Struct, container: Container, known: number): void {
		const isHalf = struct.clock < known;
		const client = isHalf ? struct.client : struct.originClient;
		const clock = isHalf ? known - 1 : struct.originClock;
		const anchor =
			client === NONE
				? this.#insertFirst(struct, container)
				: this.#insertBehind(struct, client, clock);
		this.#anchors.set(struct, anchor);
		anchor.behind.count++;
		if (anchor.inside !== null) anchor.inside.count++;
	}

	/** A run of structs is cut in two somewhere in the structs of its client. */
	split(client: number, more = 0): void {
		const length = (this.#store.clients.get(client)?.length ?? 0) + more;
		this.#spend(1 + length / MOVED_PER_STEP);
	}

	#spend(steps: number): void {
		this.#left -= steps;
		if (this.#left < 0) refuse('too-large', 'far more work than so few bytes may make');
	}

	#insertFirst(struct: Struct, container: Container): Anchor {
		const spot = this.#spotOf(container);
		const newest = spot.first;
		spot.first = struct;
		const anchor = { behind: spot, inside: null, before: this.#boundOf(struct) };
		// Under a key Yjs goes through all past values to find the first.
		if (container.key !== null) this.#spend(spot.chain + spot.count);
		else {
			const { _start: start = null } = container.type ?? {};
			this.#look(struct, newest, start, anchor);
		}
		return anchor;
	}

	#insertBehind(struct: Struct, client: number, clock: number): Anchor {
		const newest = this.#replaceNewest(client, clock, struct);
		if (clock >= Y.getState(this.#store, client)) {
			const { behind, inside } = this.#anchorOf(client, clock);
			// Nothing else can lie behind something so new: Yjs stops at the first look.
			if (newest === null) this.#settled.add(struct);
			else if (!this.#settles(struct, newest)) this.#spend(behind.count);
			return { behind, inside, before: this.#boundOf(struct) };
		}
		const left = storedItem(this.#store, client, clock)!;
		const anchor = {
			behind: tallyIn(mapIn(this.#behind, client), clock),
			inside: tallyIn(this.#inside, left),
			before: this.#boundOf(struct)
		};
		const end = left.id.clock + left.length;
		if (clock === end - 1) {
			this.#look(struct, newest, left.right, anchor);
			return anchor;
		}
		this.split(client, this.#anchors.size);
		const isWithin =
			struct.rightClient === client && struct.rightClock > clock && struct.rightClock < end;
		if (!isWithin) this.#look(struct, newest, left.right, anchor);
		else if (newest === null && struct.rightClock === clock + 1) this.#settled.add(struct);
		else if (newest === null || !this.#settles(struct, newest)) {
			this.#spend(1 + this.#putBetween(client, clock, struct.rightClock, anchor.inside));
		}
		return anchor;
	}

	/** How much the update put between two characters of one item; when they are far apart, in all of it. */
	#putBetween(client: number, from: number, to: number, inside: Tally): number {
		if (to - from > NEAR) return inside.count;
		let sum = 0;
		for (let clock = from; clock < to; clock++)
			sum += this.#behind.get(client)?.get(clock)?.count ?? 0;
		return sum;
	}

	/** Looks for the place from an item of the document to the right neighbour. */
	#look(struct: Struct, newest: Struct | null, next: Y.Item | null, anchor: Anchor): void {
		if (newest !== null && this.#settles(struct, newest)) return;
		if (newest === null && isBefore(struct, next)) {
			this.#settled.add(struct);
			return;
		}
		this.#spend(anchor.behind.count + this.#steps(next, anchor.before));
	}

	/** True when the right neighbour is what was last put behind the left one, and lies there. */
	#settles(struct: Struct, newest: Struct): boolean {
		const isNext =
			struct.rightClient === newest.client &&
			struct.rightClock === newest.clock &&
			this.#settled.has(newest);
		if (isNext) this.#settled.add(struct);
		return isNext;
	}

	/** Steps from an item to a character, which has to come after it. */
	#steps(from: Y.Item | null, before: CharacterId | null): number {
		const right = before === null ? null : storedItem(this.#store, before.client, before.clock);
		let steps = 0;
		for (let item = from; item !== null; item = item.right) {
			if (item === right) return steps;
			steps += 1 + (this.#inside.get(item)?.count ?? 0);
			if (steps > this.#left) return steps;
		}
		if (right !== null) refuse('cross-parent', 'its neighbours stand in the wrong order');
		return steps;
	}

	/** Where the document goes on to the right of a struct. */
	#boundOf({ rightClient: client, rightClock: clock }: Struct): CharacterId | null {
		if (client === NONE) return null;
		if (clock < Y.getState(this.#store, client)) return { client, clock };
		return this.#anchorOf(client, clock).before;
	}

	/** The anchor of something the update brought. */
	#anchorOf(client: number, clock: number): Anchor {
		const section = this.#update.sections.get(client);
		const struct = section === undefined ? null : structAt(section, clock);
		const anchor = struct === null ? undefined : this.#anchors.get(struct);
		if (anchor === undefined) throw new Error(`client ${client} at ${clock} was not inserted yet`);
		return anchor;
	}

	#replaceNewest(client: number, clock: number, struct: Struct): Struct | null {
		const newest = mapIn(this.#newest, client);
		const before = newest.get(clock) ?? null;
		newest.set(clock, struct);
		return before;
	}

	#spotOf({ type, owner, key }: Container): Spot {
		const spots = mapIn(this.#spots, type ?? owner);
		let spot = spots.get(key);
		if (spot === undefined) {
			spot = { count: 0, first: null, chain: key === null ? 0 : chainOf(type, key) };
			spots.set(key, spot);
		}
		return spot;
	}
}

function chainOf(type: Y.AbstractType<unknown> | null, key: string): number {
	const { _map: entries } = type ?? {};
	let length = 0;
	for (let item = entries?.get(key) ?? null; item !== null; item = item.left) length++;
	return length;
}

/** True when an item, or the end, is the right neighbour that a struct names. */
function isBefore(struct: Struct, item: Y.Item | null): boolean {
	if (item === null) return struct.rightClient === NONE;
	return struct.rightClient === item.id.client && struct.rightClock === item.id.clock;
}

function mapIn<K, K2, V>(maps: Map<K, Map<K2, V>>, key: K): Map<K2, V> {
	let map = maps.get(key);
	if (map === undefined) {
		map = new Map();
		maps.set(key, map);
	}
	return map;
}

function tallyIn<K>(tallies: Map<K, Tally>, key: K): Tally {
	let tally = tallies.get(key);
	if (tally === undefined) {
		tally = { count: 0 };
		tallies.set(key, tally);
	}
	return tally;
}
