import type { Limits } from '@concordia/protocol';
import * as Y from 'yjs';
import { joinPath, Places, requireShape, type Container, type Place } from './place.ts';
import { refuse } from './refusal.ts';
import { containerOfItem, Resolver } from './resolve.ts';
import { requireSchema } from './schema.ts';
import { isWatched, TouchList, type Touch } from './touch.ts';
import { valuesOf } from './values-of.ts';
import { Work } from './work.ts';
import { CONTENT, structAt, TYPE, type Section, type Struct, type Update } from './update.ts';

/** What an update would do to the document. */
export interface Findings {
	readonly touches: readonly Touch[];
	/** Structs the document does not have yet. */
	readonly newStructs: number;
	/** Living structs that would be deleted. */
	readonly newDeletes: number;
	/** Some of it goes into what is deleted. */
	readonly reachesDead: boolean;
}

export interface PrecheckOptions {
	/**
	 * It was accepted once, under whatever schema and limits there were then: what it touches is asked, not
	 * whether it may.
	 */
	readonly isAccepted?: boolean;
	/** Says nothing of what goes into something deleted, as if that had been forgotten already. */
	readonly skipsDead?: boolean;
}

/** Item ids are random and end up in the log for good: no room for words in them. */
const ITEM_ID = /^[\w.:-]{1,128}$/;

/**
 * Resolves an update completely against the document and says what it touches, or throws a `Refusal`.
 * The document stays as it is. May be called while a transaction of the document is open.
 */
export function precheck(
	doc: Y.Doc,
	update: Update,
	limits: Limits,
	options: PrecheckOptions = {}
): Findings {
	return new Precheck(doc, update, limits, options).run();
}

class Precheck {
	readonly #doc: Y.Doc;
	readonly #update: Update;
	readonly #places: Places;
	readonly #touches = new TouchList();
	/** Null where nobody asks how much there is to do. */
	readonly #work: Work | null;
	readonly #options: PrecheckOptions;
	#newStructs = 0;
	#newDeletes = 0;
	#reachesDead = false;

	constructor(doc: Y.Doc, update: Update, limits: Limits, options: PrecheckOptions) {
		this.#options = options;
		this.#doc = doc;
		this.#update = update;
		this.#places = new Places(doc, limits);
		this.#work = options.isAccepted === true ? null : new Work(doc, update, limits.maxSteps);
	}

	run(): Findings {
		const resolver = new Resolver(this.#doc, this.#places, this.#update);
		resolver.resolve((struct, container, known) => {
			this.#newStructs++;
			if (container === 'gone') return;
			this.#insert(struct, container, struct.end - Math.max(struct.clock, known));
			this.#work?.insert(struct, container, known);
		});
		for (const { client, ranges } of this.#update.deletions) {
			for (let at = 0; at < ranges.length; at += 2) {
				this.#delete(client, ranges[at]!, ranges[at]! + ranges[at + 1]!);
			}
		}
		return {
			touches: this.#touches.all,
			newStructs: this.#newStructs,
			newDeletes: this.#newDeletes,
			reachesDead: this.#reachesDead
		};
	}

	#insert(struct: Struct, container: Container, length: number): void {
		const place = this.#places.of(container);
		const { key } = container;
		requireShape(place, key, struct);
		if (this.#passesOver(place)) return;
		if (place.item === null && place.root === 'items') {
			this.#insertItem(struct, container);
			return;
		}
		if (struct.content === CONTENT.type) this.#places.requireRoom(place);
		if (this.#options.isAccepted !== true)
			requireSchema(this.#update.bytes, place, container, struct);
		const item = place.item ?? 'meta';
		if (key !== null) {
			const path = joinPath(place.path, key);
			const values = isWatched(path) ? valuesOf(this.#update.bytes, struct) : [];
			this.#touches.markField(place.root, item, path, values, !place.dead);
			return;
		}
		const visible = !place.dead && struct.content !== CONTENT.deleted;
		this.#touches.mark(place.root, item, sequenceFlag(place, struct.content), visible);
		if (struct.content !== CONTENT.format && struct.content !== CONTENT.deleted) {
			this.#touches.count(place.root, item, length, 0);
		}
	}

	#passesOver(place: Place): boolean {
		if (!place.dead) return false;
		this.#reachesDead = true;
		return this.#options.skipsDead === true;
	}

	/** Under a key even something deleted has an effect: it takes the place of what stands there. */
	#insertItem(struct: Struct, container: Container): void {
		const id = container.key ?? refuse('shape', 'an item without an id');
		if (!ITEM_ID.test(id)) refuse('shape', 'an item id may hold letters, digits and _.:- only');
		const replaces = container.type instanceof Y.Map && container.type.has(id);
		if (struct.content === CONTENT.deleted) {
			this.#touches.mark('items', id, 'deleted', replaces);
			return;
		}
		if (struct.type !== TYPE.map) refuse('shape', 'an item that is no map');
		this.#touches.mark('items', id, replaces ? 'replaced' : 'created', true);
	}

	#delete(client: number, from: number, end: number): void {
		const state = Y.getState(this.#doc.store, client);
		if (from < state) this.#deleteStored(client, from, Math.min(end, state));
		if (end <= state) return;
		const section = this.#update.sections.get(client);
		if (section === undefined || end > section.end) {
			refuse('dangling', `client ${client} is not known to ${end}, which is to be deleted`);
		}
		this.#deleteNew(section, Math.max(from, state), end);
	}

	#deleteStored(client: number, from: number, end: number): void {
		const structs = this.#doc.store.clients.get(client)!;
		for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
			const struct = structs[index]!;
			if (struct.id.clock >= end) return;
			if (struct.deleted || !(struct instanceof Y.Item)) continue;
			this.#newDeletes++;
			const length =
				Math.min(end, struct.id.clock + struct.length) - Math.max(from, struct.id.clock);
			if (length < struct.length) this.#work?.split(client, this.#newDeletes);
			this.#remove(containerOfItem(struct), struct.content.getRef(), length, true);
		}
	}

	/** Deletes what the same update brings: it will never be seen. */
	#deleteNew(section: Section, from: number, end: number): void {
		for (let clock = from; clock < end;) {
			const struct = structAt(section, clock)!;
			const length = Math.min(end, struct.end) - clock;
			if (length < struct.length) this.#work?.split(section.client, section.structs.length);
			if (struct.container !== 'gone') {
				this.#remove(struct.container!, struct.content, length, false);
			}
			clock += length;
		}
	}

	#remove(container: Container, content: number, length: number, living: boolean): void {
		const place = this.#places.of(container);
		if (this.#passesOver(place)) return;
		const visible = living && !place.dead;
		const { key } = container;
		if (place.item === null && place.root === 'items') {
			if (key === null) return;
			this.#touches.mark('items', key, 'deleted', visible);
			// Under a key only the newest struct lives.
			if (visible) this.#touches.mark('items', key, 'dies', true);
			return;
		}
		const item = place.item ?? 'meta';
		if (key !== null) {
			const path = joinPath(place.path, key);
			this.#touches.markField(place.root, item, path, [undefined], visible);
			return;
		}
		this.#touches.mark(place.root, item, sequenceFlag(place, content), visible);
		if (content !== CONTENT.format) this.#touches.count(place.root, item, 0, length);
	}
}

function sequenceFlag(place: Place, content: number): 'text' | 'format' | 'list' {
	if (content === CONTENT.format) return 'format';
	return place.shape === TYPE.text || place.shape === TYPE.xmlText ? 'text' : 'list';
}
