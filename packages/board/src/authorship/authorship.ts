import * as Y from 'yjs';
import { newDocument, openBoard } from '../doc/roots.ts';
import { carrierOf, sequenceOf, type SharedType } from '../doc/structs.ts';
import { findMatches } from './match.ts';

/** Who a stretch of text goes back to. Null: the host, or nobody who is named. */
export interface Origin {
	/** Who wrote the words first. */
	readonly author: string | null;
	/** Who brought them back after they had been taken out, if somebody did. */
	readonly restoredBy?: string | null;
}

/** A run of characters by their ids: whoever has the document finds them in it. */
export interface AuthoredRun {
	readonly client: number;
	readonly clock: number;
	readonly length: number;
	readonly text: string;
	readonly origin: Origin;
}

/** What was taken out of the document, kept in case it comes back. */
interface Removed {
	readonly text: string;
	readonly origins: readonly Origin[];
	/** Who took it out. */
	readonly by: string | null;
}

/** What was taken out and put in within one edit was moved: so much of it must be the same, or all of it. */
const leastMoved = 6;
/** What comes back in a later edit must be more of the same, or all of what the same person took out. */
const leastRestored = 12;
const leastWhole = 2;
/** So many removals are remembered, newest first. */
const maxRemoved = 400;

/**
 * Who wrote which words of a document, from the stored updates and the authors the log gives them: whatever a document
 * says about itself is not asked. Words that are moved, split off with their paragraph, given another look, or brought
 * back after they were taken out keep the author they had first.
 */
export class Authorship {
	readonly #item: string;
	readonly #doc: Y.Doc;
	/** By client and clock, where it is not simply whoever the client belongs to. */
	readonly #origins = new Map<number, Map<number, Origin>>();
	readonly #owners = new Map<number, string | null>();
	/** Who took a character out, by client and clock. */
	readonly #removers = new Map<number, Map<number, string | null>>();
	#removed: Removed[] = [];
	#author: string | null = null;

	constructor(item: string) {
		this.#item = item;
		this.#doc = newDocument();
		// What is taken out has to be known by its letters.
		this.#doc.gc = false;
		this.#doc.on('afterTransaction', (transaction) => this.#take(transaction));
	}

	/** Plays the next stored update; null for one that was erased. */
	push(update: Uint8Array | null, author: string | null): void {
		if (update === null) return;
		this.#author = author;
		try {
			Y.applyUpdate(this.#doc, update);
		} catch {
			// The server let it pass, so it can be read; what can't be all the same counts as erased.
		}
	}

	/** Who owns a client id: the author of the first update that came with it. */
	ownerOf(client: number): string | null | undefined {
		return this.#owners.get(client);
	}

	/** Who wrote the character; undefined when the log doesn't have it yet. */
	originOf(client: number, clock: number): Origin | undefined {
		const known = this.#origins.get(client)?.get(clock);
		if (known) return known;
		if (clock >= Y.getState(this.#doc.store, client)) return undefined;
		const owner = this.#owners.get(client);
		return owner === undefined ? undefined : { author: owner };
	}

	/** The runs of the document as it is now, in its order; one list for each of its texts. */
	texts(): AuthoredRun[][] {
		const fragment = this.#fragment();
		return fragment ? textsIn(fragment).map((text) => this.#runsOf(text)) : [];
	}

	stop(): void {
		this.#doc.destroy();
	}

	#fragment(): Y.XmlFragment | null {
		const entry: unknown = openBoard(this.#doc).items.get(this.#item);
		const fragment: unknown = entry instanceof Y.Map ? entry.get('doc') : null;
		return fragment instanceof Y.XmlFragment ? fragment : null;
	}

	#runsOf(text: Y.XmlText): AuthoredRun[] {
		const runs: AuthoredRun[] = [];
		for (const item of sequenceOf(text as unknown as SharedType)) {
			if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
			const { client, clock } = item.id;
			for (let i = 0; i < item.length; i += 1) {
				const origin = this.originOf(client, clock + i) ?? { author: null };
				const letter = item.content.str[i]!;
				const last = runs.at(-1);
				const goesOn =
					last?.client === client &&
					last.clock + last.length === clock + i &&
					isSame(last.origin, origin);
				if (goesOn) {
					runs[runs.length - 1] = { ...last, length: last.length + 1, text: last.text + letter };
				} else runs.push({ client, clock: clock + i, length: 1, text: letter, origin });
			}
		}
		return runs;
	}

	#take(transaction: Y.Transaction): void {
		const author = this.#author;
		for (const client of transaction.afterState.keys()) {
			if (!this.#owners.has(client)) this.#owners.set(client, author);
		}
		const fragment = this.#fragment();
		const removed = this.#removedBy(transaction, fragment);
		const added = fragment ? this.#addedBy(transaction, fragment) : [];
		if (added.length > 0) this.#match(added, removed, author);
		this.#removed = [...removed, ...this.#removed].slice(0, maxRemoved);
	}

	/** What was in the document and is not any more, in order, joined as far as it hung together. */
	#removedBy(transaction: Y.Transaction, fragment: Y.XmlFragment | null): Removed[] {
		const texts = new Set<SharedType>();
		for (const [client, ranges] of transaction.deleteSet.clients) {
			const structs = this.#doc.store.clients.get(client) ?? [];
			for (const { clock, len } of ranges) {
				for (let i = Y.findIndexSS(structs, clock); i < structs.length; i += 1) {
					const struct = structs[i]!;
					if (struct.id.clock >= clock + len) break;
					if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
					const text = textAround(struct, fragment);
					if (!text) continue;
					texts.add(text);
					for (let at = 0; at < struct.length; at += 1) {
						put(this.#removers, client, struct.id.clock + at, this.#author);
					}
				}
			}
		}
		return [...texts].flatMap((text) => this.#goneFrom(text, transaction));
	}

	/** Stretches that are gone, each with what the same person took out beside it before: letter by letter, maybe. */
	#goneFrom(text: SharedType, transaction: Y.Transaction): Removed[] {
		const by = this.#author;
		const found: { text: string; origins: Origin[]; by: string | null; isNew: boolean }[] = [];
		let open: (typeof found)[number] | null = null;
		for (const item of sequenceOf(text)) {
			if (!(item.content instanceof Y.ContentString)) continue;
			const { client, clock } = item.id;
			if (!item.deleted) {
				const wasThere = clock < (transaction.beforeState.get(client) ?? 0);
				if (wasThere) open = null;
			} else if (this.#removers.get(client)?.get(clock) === by) {
				if (!open) found.push((open = { text: '', origins: [], by, isNew: false }));
				open.text += item.content.str;
				for (let i = 0; i < item.length; i += 1) {
					open.origins.push(this.originOf(client, clock + i) ?? { author: null });
				}
				open.isNew ||= Y.isDeleted(transaction.deleteSet, item.id);
			}
		}
		return found.filter(({ isNew }) => isNew);
	}

	/** New letters that stand in the document now, in the order they stand in. */
	#addedBy(transaction: Y.Transaction, fragment: Y.XmlFragment): Y.Item[][] {
		const texts = new Set<SharedType>();
		for (const [client, end] of transaction.afterState) {
			const start = transaction.beforeState.get(client) ?? 0;
			if (end === start) continue;
			const structs = this.#doc.store.clients.get(client)!;
			for (let i = Y.findIndexSS(structs, start); i < structs.length; i += 1) {
				const struct = structs[i]!;
				if (!(struct instanceof Y.Item) || struct.deleted) continue;
				if (!(struct.content instanceof Y.ContentString)) continue;
				const text = textAround(struct, fragment);
				if (text) texts.add(text);
			}
		}
		return Array.from(texts, (text) => {
			const items: Y.Item[] = [];
			for (const item of sequenceOf(text)) {
				const isNew = item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0);
				if (isNew && !item.deleted && item.content instanceof Y.ContentString) items.push(item);
			}
			return items;
		});
	}

	/** Finds out which of the new letters are old ones that were moved or have come back. */
	#match(
		added: readonly (readonly Y.Item[])[],
		removed: readonly Removed[],
		by: string | null
	): void {
		const moved = join(removed);
		for (const items of added) {
			const text = items.map(({ content }) => (content as Y.ContentString).str).join('');
			const ids = items.flatMap(({ id, length }) =>
				Array.from({ length }, (_, i) => [id.client, id.clock + i] as const)
			);
			const isOpen = new Uint8Array(ids.length).fill(1);
			const give = (at: number, length: number, originAt: (i: number) => Origin): void => {
				for (let i = 0; i < length; i += 1) {
					const [client, clock] = ids[at + i]!;
					put(this.#origins, client, clock, originAt(i));
					isOpen[at + i] = 0;
				}
			};
			const whole = removed.find((one) => one.text === text);
			const source = whole ?? moved;
			for (const { at, from, length } of findMatches(text, source.text, leastMoved)) {
				give(at, length, (i) => source.origins[from + i]!);
			}
			if (isOpen.includes(1)) this.#restore(text, isOpen, by, give);
		}
	}

	#restore(
		text: string,
		isOpen: Uint8Array,
		by: string | null,
		give: (at: number, length: number, originAt: (i: number) => Origin) => void
	): void {
		// Who brings back their own words has written them, no more.
		const back = (origin: Origin): Origin =>
			origin.author === by ? { author: by } : { author: origin.author, restoredBy: by };
		for (const run of openRuns(isOpen)) {
			const wanted = text.slice(run.from, run.to);
			for (const former of this.#removed) {
				const all = former.by === by && former.text.length >= leastWhole;
				const least = all ? Math.min(leastRestored, former.text.length) : leastRestored;
				if (wanted.length < least) continue;
				const matches = findMatches(wanted, former.text, least);
				for (const { at, from, length } of matches) {
					give(run.from + at, length, (i) => back(former.origins[from + i]!));
				}
				if (matches.length > 0) break;
			}
		}
	}
}

function put<Value>(
	map: Map<number, Map<number, Value>>,
	client: number,
	clock: number,
	value: Value
): void {
	let known = map.get(client);
	if (!known) map.set(client, (known = new Map()));
	known.set(clock, value);
}

/** Stretches that are still open, from the first. */
function openRuns(isOpen: Uint8Array): { from: number; to: number }[] {
	const runs: { from: number; to: number }[] = [];
	for (let at = 0; at < isOpen.length; at += 1) {
		if (isOpen[at] === 0) continue;
		const last = runs.at(-1);
		if (last?.to === at) last.to = at + 1;
		else runs.push({ from: at, to: at + 1 });
	}
	return runs;
}

/** Removals as one, with something between them that no text has. */
function join(removed: readonly Removed[]): Removed {
	const origins: Origin[] = [];
	for (const [index, one] of removed.entries()) {
		if (index > 0) origins.push({ author: null });
		for (const origin of one.origins) origins.push(origin);
	}
	return { text: removed.map(({ text }) => text).join('\uFFFF'), origins, by: null };
}

function isSame(a: Origin, b: Origin): boolean {
	return a.author === b.author && a.restoredBy === b.restoredBy;
}

/** The text of the document that holds a struct, if one does. */
function textAround({ parent }: Y.Item, fragment: Y.XmlFragment | null): SharedType | null {
	if (!(parent instanceof Y.XmlText)) return null;
	const text = parent as unknown as SharedType;
	for (
		let at: SharedType | null = text;
		at;
		at = (carrierOf(at)?.parent ?? null) as SharedType | null
	) {
		if (at === (fragment as unknown)) return text;
	}
	return null;
}

/** The texts of a document in its order. */
export function textsIn(fragment: Y.XmlFragment): Y.XmlText[] {
	return fragment.toArray().flatMap((part): Y.XmlText[] => {
		if (part instanceof Y.XmlText) return [part];
		return part instanceof Y.XmlElement ? textsIn(part) : [];
	});
}

/** Where each letter of a document comes from, in its order, by the ids they have in this copy of it. */
export function originsIn(
	fragment: Y.XmlFragment,
	authorship: Authorship
): (Origin | undefined)[][] {
	return textsIn(fragment).map((text) => {
		const origins: (Origin | undefined)[] = [];
		for (const item of sequenceOf(text as unknown as SharedType)) {
			if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
			for (let i = 0; i < item.length; i += 1) {
				origins.push(authorship.originOf(item.id.client, item.id.clock + i));
			}
		}
		return origins;
	});
}

/** Who began each suggestion: whose client id the mark was set under. */
export function suggestersIn(
	fragment: Y.XmlFragment,
	authorship: Authorship
): ReadonlyMap<string, string | null | undefined> {
	const found = new Map<string, string | null | undefined>();
	for (const text of textsIn(fragment)) {
		for (const { id, deleted, content } of sequenceOf(text as unknown as SharedType)) {
			if (deleted || !(content instanceof Y.ContentFormat)) continue;
			if (content.key !== 'insertion' && content.key !== 'deletion') continue;
			const suggestion: unknown = (content.value as { id?: unknown } | null)?.id;
			if (typeof suggestion === 'string' && !found.has(suggestion)) {
				found.set(suggestion, authorship.ownerOf(id.client));
			}
		}
	}
	return found;
}
