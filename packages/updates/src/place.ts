import type { Limits } from '@concordia/protocol';
import * as Y from 'yjs';
import { refuse } from './refusal.ts';
import { CONTENT, NONE, TYPE, type Struct } from './update.ts';
import type { RootName } from './touch.ts';

/** What holds a struct: a type of the document, or one that the update itself brings. */
export type Container =
	| { readonly type: AnyType; readonly owner: null; readonly key: string | null }
	| { readonly type: null; readonly owner: Struct; readonly key: string | null };

export type AnyType = Y.AbstractType<unknown>;

/** Where a shared type lies on the board. */
export interface Place {
	readonly root: RootName;
	/** The item it belongs to; null for the root itself. */
	readonly item: string | null;
	/** Keys from the item to here, joined by `/`; entries of lists are `*`. Empty for the item itself. */
	readonly path: string;
	/** How many types it lies in. */
	readonly depth: number;
	/** True when something above it is deleted: nothing in here can be seen. */
	readonly dead: boolean;
	/** A number of `TYPE`. */
	readonly shape: number;
	/** Of an element, its name. */
	readonly name: string | null;
}

const shapes = new Map<unknown, number>([
	[Y.Array, TYPE.array],
	[Y.Map, TYPE.map],
	[Y.Text, TYPE.text],
	[Y.XmlElement, TYPE.xmlElement],
	[Y.XmlFragment, TYPE.xmlFragment],
	[Y.XmlText, TYPE.xmlText]
]);

const keyed = new Set<number>([TYPE.map, TYPE.xmlElement, TYPE.xmlText]);

/** Which content may stand under a key, and which in the sequence of a type. */
const underKey = new Set<number>([CONTENT.any, CONTENT.json, CONTENT.binary, CONTENT.type]);
const inSequence = new Map<number, ReadonlySet<number>>([
	[TYPE.array, new Set([CONTENT.any, CONTENT.json, CONTENT.binary, CONTENT.type])],
	[TYPE.text, new Set([CONTENT.string, CONTENT.format, CONTENT.embed, CONTENT.type])],
	[TYPE.xmlText, new Set([CONTENT.string, CONTENT.format, CONTENT.embed, CONTENT.type])],
	[TYPE.xmlElement, new Set([CONTENT.type])],
	[TYPE.xmlFragment, new Set([CONTENT.type])]
]);

/** Content in a slot where Yjs would keep it but nobody would ever see it is refused. */
export function requireShape(place: Place, key: string | null, struct: Struct): void {
	if (key === null ? !inSequence.has(place.shape) : !keyed.has(place.shape)) {
		refuse('shape', 'a key in a list, or a list in a map');
	}
	if (key !== null && struct.rightClient !== NONE) {
		refuse('shape', 'a value under a key has nothing to its right');
	}
	if (struct.content === CONTENT.deleted) return;
	const allowed = key === null ? inSequence.get(place.shape) : underKey;
	if (!allowed?.has(struct.content))
		refuse('shape', `content ${struct.content} does not fit its place`);
}

/** Finds places and remembers them for the length of one update. */
export class Places {
	readonly #items: Y.Map<unknown>;
	readonly #meta: Y.Map<unknown>;
	readonly #limits: Limits;
	readonly #ofTypes = new Map<AnyType, Place>();
	readonly #ofStructs = new Map<Struct, Place>();

	constructor(doc: Y.Doc, limits: Limits) {
		this.#items = doc.getMap('items');
		this.#meta = doc.getMap('meta');
		this.#limits = limits;
	}

	root(name: string): AnyType {
		if (name === 'items') return this.#items as AnyType;
		if (name === 'meta') return this.#meta as AnyType;
		return refuse('unknown-root', `there is no root ${JSON.stringify(name.slice(0, 64))}`);
	}

	of(container: Container): Place {
		return container.owner === null ? this.ofType(container.type) : this.#ofStruct(container.owner);
	}

	/** A type of the document. The climb is short: nothing deeper than the limit ever came in. */
	ofType(type: AnyType): Place {
		const known = this.#ofTypes.get(type);
		if (known !== undefined) return known;
		const place = this.#locate(type);
		this.#ofTypes.set(type, place);
		return place;
	}

	/** Refuses another type inside a place that is as deep as can be. */
	requireRoom(place: Place): void {
		if (place.depth >= this.#limits.maxTypeDepth) refuse('too-deep', 'types are nested too deep');
	}

	#locate(type: AnyType): Place {
		const shape = shapes.get(type.constructor) ?? refuse('shape', 'an unknown shared type');
		const { _item: item } = type; // null for roots
		if (item === null) {
			if (type !== this.#items && type !== this.#meta) refuse('unknown-root', 'an unknown root');
			const root = type === this.#items ? 'items' : 'meta';
			return { root, item: null, path: '', depth: 0, dead: false, shape, name: null };
		}
		const above = this.ofType(item.parent as AnyType);
		const name = type instanceof Y.XmlElement ? type.nodeName : null;
		return this.#below(above, item.parentSub, { shape, name }, item.deleted);
	}

	/** A type of the update: its own container was resolved, and so located, before. */
	#ofStruct(struct: Struct): Place {
		const known = this.#ofStructs.get(struct);
		if (known !== undefined) return known;
		if (struct.container === null || struct.container === 'gone') {
			throw new Error('a type was asked for its place before it was resolved');
		}
		const above = this.of(struct.container);
		const { type: shape, name } = struct;
		const place = this.#below(above, struct.container.key, { shape, name }, false);
		this.#ofStructs.set(struct, place);
		return place;
	}

	#below(
		above: Place,
		key: string | null,
		{ shape, name }: Pick<Place, 'shape' | 'name'>,
		deleted: boolean
	): Place {
		const depth = above.depth + 1;
		const step = key ?? '*';
		const isItem = above.item === null && above.root === 'items';
		return {
			root: above.root,
			item: isItem ? step : (above.item ?? 'meta'),
			path: isItem ? '' : joinPath(above.path, step),
			depth,
			dead: above.dead || deleted,
			shape,
			name
		};
	}
}

/** The path of a field below another. */
export function joinPath(path: string, step: string): string {
	return path === '' ? step : `${path}/${step}`;
}
