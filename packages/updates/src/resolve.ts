import * as Y from 'yjs';
import type { Container, Places } from './place.ts';
import { refuse } from './refusal.ts';
import { storedItem } from './stored.ts';
import { CONTENT, NONE, structAt, type Section, type Struct, type Update } from './update.ts';

interface Progress {
	readonly section: Section;
	/** Clock the document has for the client. */
	readonly state: number;
	/** Index of the next struct to resolve. */
	next: number;
	/** True while something it needs is being resolved first. */
	waits: boolean;
}

/**
 * Finds the container of every struct of an update, in an order in which Yjs can take them in, and
 * hands those that are new to `visit`. Refuses whatever Yjs would park to apply later, unchecked.
 * One pass, each struct once, nothing recursive: a chain may be a hundred thousand structs long.
 */
export class Resolver {
	readonly #store: Y.Doc['store'];
	readonly #places: Places;
	readonly #progress = new Map<number, Progress>();

	constructor(doc: Y.Doc, places: Places, update: Update) {
		this.#store = doc.store;
		this.#places = places;
		for (const section of update.sections.values()) {
			const state = Y.getState(doc.store, section.client);
			if (section.clock > state) {
				refuse('gap', `client ${section.client} is known to ${state}, not to ${section.clock}`);
			}
			this.#progress.set(section.client, { section, state, next: 0, waits: false });
		}
	}

	/** `known`: the clock up to which the document has the client; a struct may begin before it. */
	resolve(visit: (struct: Struct, container: Container | 'gone', known: number) => void): void {
		for (const start of this.#progress.values()) {
			const stack = [{ progress: start, until: start.section.end }];
			for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
				const { progress, until } = top;
				const struct = progress.section.structs[progress.next];
				if (struct === undefined || struct.clock >= until) {
					progress.waits = false;
					stack.pop();
					continue;
				}
				const missing = this.#missing(struct);
				if (missing !== null) {
					progress.waits = true;
					if (missing.progress.waits) refuse('forward-reference', 'structs need each other');
					stack.push(missing);
					continue;
				}
				progress.next++;
				const container = this.#containerOf(struct);
				struct.container = container;
				if (struct.end <= progress.state) continue; // known already: Yjs ignores it
				if (struct.clock < progress.state) this.#requireSameContainer(struct, container, progress);
				visit(struct, container, progress.state);
			}
		}
	}

	/** What has to be resolved before this struct, or null when all it refers to is there. */
	#missing(struct: Struct): { progress: Progress; until: number } | null {
		return (
			this.#missingRef(struct, struct.originClient, struct.originClock) ??
			this.#missingRef(struct, struct.rightClient, struct.rightClock) ??
			this.#missingRef(struct, struct.parentClient, struct.parentClock)
		);
	}

	#missingRef(
		struct: Struct,
		client: number,
		clock: number
	): { progress: Progress; until: number } | null {
		if (client === NONE) return null;
		const progress = this.#progress.get(client);
		if (clock < (progress?.state ?? Y.getState(this.#store, client))) return null;
		if (client === struct.client && clock >= struct.clock) {
			refuse('forward-reference', 'a struct refers to itself or to a later one');
		}
		if (progress === undefined || clock >= progress.section.end) {
			return refuse('dangling', `client ${client} is not known to ${clock}`);
		}
		const { section, next } = progress;
		const reached = section.structs[next]?.clock ?? section.end;
		return clock < reached ? null : { progress, until: clock + 1 };
	}

	#containerOf(struct: Struct): Container | 'gone' {
		if (struct.content === CONTENT.gone) return 'gone';
		const left = this.#neighbour(struct.originClient, struct.originClock);
		const right = this.#neighbour(struct.rightClient, struct.rightClock);
		if (left === null && right === null) return this.#declared(struct);
		if (left === 'gone' || right === 'gone') return 'gone';
		if (left !== null && right !== null && !isSame(left, right)) {
			refuse('cross-parent', 'its neighbours lie in different places');
		}
		return (left ?? right)!;
	}

	/** The container of the struct with an id, which is then that of its new neighbour, too. */
	#neighbour(client: number, clock: number): Container | 'gone' | null {
		if (client === NONE) return null;
		const progress = this.#progress.get(client);
		if (clock < (progress?.state ?? Y.getState(this.#store, client))) {
			const item = storedItem(this.#store, client, clock);
			return item === null ? 'gone' : containerOfItem(item);
		}
		return structAt(progress!.section, clock)!.container;
	}

	/** A struct without neighbours says itself where it lies. */
	#declared(struct: Struct): Container | 'gone' {
		if (struct.root !== null) {
			return { type: this.#places.root(struct.root), owner: null, key: struct.key };
		}
		const { parentClient: client, parentClock: clock } = struct;
		const progress = this.#progress.get(client);
		if (clock < (progress?.state ?? Y.getState(this.#store, client))) {
			const item = storedItem(this.#store, client, clock);
			if (item === null || item.content instanceof Y.ContentDeleted) return 'gone';
			if (!(item.content instanceof Y.ContentType))
				refuse('not-a-type', 'its parent holds nothing');
			return { type: item.content.type as never, owner: null, key: struct.key };
		}
		const owner = structAt(progress!.section, clock)!;
		if (owner.container === 'gone' || owner.content === CONTENT.deleted) return 'gone';
		if (owner.content !== CONTENT.type) refuse('not-a-type', 'its parent holds nothing');
		return { type: null, owner, key: struct.key };
	}

	/**
	 * Yjs hangs the new part of a half known struct behind the known one, but under the parent of the
	 * struct's own header: the two must be the same place, or text could be written anywhere.
	 */
	#requireSameContainer(struct: Struct, container: Container | 'gone', progress: Progress): void {
		if (struct.content === CONTENT.gone) return;
		const known = storedItem(this.#store, struct.client, progress.state - 1);
		const matches =
			known === null || container === 'gone'
				? known === null && container === 'gone'
				: isSame(containerOfItem(known), container);
		if (!matches) refuse('overlap-mismatch', 'the known part of a struct lies somewhere else');
	}
}

/** What holds an item of the document. */
export function containerOfItem(item: Y.Item): Container {
	return { type: item.parent as never, owner: null, key: item.parentSub };
}

function isSame(a: Container, b: Container): boolean {
	return a === b || (a.type === b.type && a.owner === b.owner && a.key === b.key);
}
