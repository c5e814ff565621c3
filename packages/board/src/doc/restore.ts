import * as Y from 'yjs';
import { BoardDecoder } from './decoder.ts';
import { newDocument } from './roots.ts';
import { append } from './structs.ts';

/** Beyond this many characters and values the table of places would be larger than the document. */
const maxClock = 32_000_000;

type Struct = Y.Item | Y.GC;

/** The structs of one client in the order they were made, and where in that list each clock lies. */
interface Author {
	readonly structs: readonly Struct[];
	readonly places: Int32Array;
	/** How many of them are in the document. */
	done: number;
}

/**
 * A new document with this state, which must be whole (`Y.encodeStateAsUpdate` of a document). The same
 * document as `Y.applyUpdate` makes, in about half the time for a board whose items were moved often: Yjs
 * looks up by bisection what each struct stands beside, prepares events and tidies up, for a document that
 * nobody watches yet and that was tidy when it was written down.
 */
export function restoreDocument(state: Uint8Array): Y.Doc {
	const doc = newDocument();
	if (fillDocument(doc, state)) return doc;
	const usual = newDocument();
	Y.applyUpdate(usual, state);
	return usual;
}

/** False, with the document half filled, when the state has something that only Yjs itself can work in. */
export function fillDocument(doc: Y.Doc, state: Uint8Array): boolean {
	const { structs, ds } = Y.decodeUpdateV2(state, BoardDecoder);
	const authors = authorsOf(structs);
	if (authors === null) return false;
	const transaction = new Y.Transaction(doc, null, false);
	for (const author of authors.values()) {
		if (!integrateAll(author, authors, transaction)) return false;
	}
	return isTidy(authors) && isDeleted(ds, authors);
}

function authorsOf(structs: readonly (Y.Item | Y.AbstractStruct)[]): Map<number, Author> | null {
	const lists = new Map<number, Struct[]>();
	let list: Struct[] = [];
	let client = Number.NaN;
	for (const struct of structs) {
		if (!(struct instanceof Y.Item || struct instanceof Y.GC)) return null;
		if (struct.id.client !== client) {
			({ client } = struct.id);
			// Within a list each clock follows from the one before: that is how they are written.
			if (struct.id.clock !== 0 || lists.has(client)) return null;
			list = [];
			lists.set(client, list);
		}
		list.push(struct);
	}
	let total = 0;
	for (const all of lists.values()) total += endOf(all);
	if (total > maxClock) return null;
	return new Map(
		Array.from(lists, ([id, all]) => [id, { structs: all, places: placesOf(all), done: 0 }])
	);
}

function endOf(structs: readonly Struct[]): number {
	const last = structs.at(-1);
	return last ? last.id.clock + last.length : 0;
}

function placesOf(structs: readonly Struct[]): Int32Array {
	const end = endOf(structs);
	const places = new Int32Array(end);
	for (let index = 0; index < structs.length; index++) {
		const from = structs[index]!.id.clock;
		// Asking each struct for its length takes longer than all the rest of this.
		const to = structs[index + 1]?.id.clock ?? end;
		if (to === from + 1) places[from] = index;
		else places.fill(index, from, to);
	}
	return places;
}

/** Puts an author's structs into the document, and before each what it stands beside or within. */
function integrateAll(
	author: Author,
	authors: ReadonlyMap<number, Author>,
	transaction: Y.Transaction
): boolean {
	const waiting = [author];
	for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
		const struct = next.structs[next.done];
		if (struct === undefined) {
			waiting.pop();
			continue;
		}
		if (struct instanceof Y.Item) {
			const first = missing(struct, authors);
			if (first === 'nowhere') return false;
			if (first !== null) {
				// Its own author's earlier structs are all there: an author can only wait for another.
				if (first === next) return false;
				waiting.push(first);
				continue;
			}
			integrate(struct, authors, transaction);
		} else struct.integrate(transaction, 0);
		next.done += 1;
	}
	return true;
}

function missing(
	{ origin, rightOrigin, parent }: Y.Item,
	authors: ReadonlyMap<number, Author>
): Author | 'nowhere' | null {
	return (
		(origin && ahead(origin, authors)) ??
		(rightOrigin && ahead(rightOrigin, authors)) ??
		(parent instanceof Y.ID ? ahead(parent, authors) : null)
	);
}

/** The author of what isn't in the document yet. */
function ahead(id: Y.ID, authors: ReadonlyMap<number, Author>): Author | 'nowhere' | null {
	const author = authors.get(id.client);
	const place = author?.places[id.clock];
	if (author === undefined || place === undefined) return 'nowhere';
	return place >= author.done ? author : null;
}

function integrate(
	item: Y.Item,
	authors: ReadonlyMap<number, Author>,
	transaction: Y.Transaction
): void {
	const { doc } = transaction;
	const left = structAt(item.origin, authors);
	if (item.rightOrigin === null && (left === null || endsAt(left, item.origin))) {
		const parent = parentOf(item, left, authors, doc);
		const sub = left instanceof Y.Item ? left.parentSub : item.parentSub;
		if (parent !== null && append(item, left, parent, sub, transaction)) return;
	}
	// Root types are named until they are looked up; the rest of the way is Yjs' own.
	if (typeof item.parent === 'string') item.parent = doc.get(item.parent);
	item.getMissing(transaction, doc.store);
	item.integrate(transaction, 0);
}

function structAt(id: Y.ID | null, authors: ReadonlyMap<number, Author>): Struct | null {
	if (id === null) return null;
	const author = authors.get(id.client);
	return author?.structs[author.places[id.clock] ?? -1] ?? null;
}

/** Structs may have been divided since they were read: then the clock lies in a later part. */
function endsAt({ id, length }: Struct, at: Y.ID | null): boolean {
	return id.clock + length - 1 === at?.clock;
}

function parentOf(
	item: Y.Item,
	left: Struct | null,
	authors: ReadonlyMap<number, Author>,
	doc: Y.Doc
): Y.AbstractType<unknown> | null {
	// As written by Yjs: whoever has a neighbour is in the same place as it.
	if (left !== null) {
		return left instanceof Y.Item && left.parent instanceof Y.AbstractType ? left.parent : null;
	}
	const parent: unknown = item.parent;
	if (typeof parent === 'string') return doc.get(parent);
	if (!(parent instanceof Y.ID)) return null;
	const carrier = structAt(parent, authors);
	return carrier instanceof Y.Item && carrier.content instanceof Y.ContentType
		? carrier.content.type
		: null;
}

/** Whether no content is left of what is deleted: Yjs clears it away when a document is written to. */
function isTidy(authors: ReadonlyMap<number, Author>): boolean {
	for (const { structs } of authors.values()) {
		for (const struct of structs) {
			if (!(struct instanceof Y.Item)) continue;
			if (struct.deleted && !(struct.content instanceof Y.ContentDeleted)) return false;
		}
	}
	return true;
}

/** Whether everything the state calls deleted came without its content, as documents are written down. */
function isDeleted(
	ds: ReturnType<typeof Y.decodeUpdate>['ds'],
	authors: ReadonlyMap<number, Author>
): boolean {
	for (const [client, ranges] of ds.clients) {
		const author = authors.get(client);
		if (author === undefined) return false;
		for (const { clock, len } of ranges) {
			let place = author.places[clock];
			for (; place !== undefined; place += 1) {
				const struct = author.structs[place];
				if (struct === undefined || struct.id.clock >= clock + len) break;
				if (struct instanceof Y.Item && !struct.deleted) return false;
			}
		}
	}
	return true;
}
