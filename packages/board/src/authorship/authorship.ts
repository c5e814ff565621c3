import * as Y from 'yjs';
import { openBoard } from '../doc/roots.ts';
import { carrierOf, sequenceOf, type SharedType } from '../doc/structs.ts';
import { findMatches, placesIn, type Places } from './match.ts';
import { textsIn } from './texts.ts';

/** Who a stretch of text goes back to. Null: the host, or nobody who is named. */
export interface Origin {
	/** Who wrote the words first. */
	readonly author: string | null;
	/** Who brought them back after they had been taken out, if somebody did. */
	readonly restoredBy?: string | null;
}

/** A run of letters that go back to the same; without an origin while the log doesn't have them yet. */
export interface AuthoredRun {
	readonly text: string;
	readonly origin: Origin | undefined;
}

/** Letters with where each comes from. */
interface Letters {
	readonly text: string;
	readonly origins: readonly Origin[];
}

/** What was taken out of a text, kept in case it comes back. */
interface Removed extends Letters {
	/** The item it stood in. */
	readonly item: string;
	/** Who took it out. */
	readonly by: string | null;
	/** Where its stretches begin, once they were looked for. */
	places?: Places;
}

/** New letters of one text, as far as nothing older stands between them, and what had been taken out right there. */
interface Gap {
	readonly items: readonly Y.Item[];
	readonly gone: Letters;
	/** What of that was taken out by who now writes. */
	readonly own: Letters;
}

/** A stretch that was just taken out; null: all there was, and nothing beside it before. */
interface Gone {
	readonly fresh: Removed;
	readonly all: Removed | null;
}

/** Letters while they are gathered. */
interface Stock extends Letters {
	text: string;
	readonly origins: Origin[];
}

const stock = (): Stock => ({ text: '', origins: [] });

function add(to: Stock, text: string, origins: readonly Origin[]): void {
	to.text += text;
	for (const origin of origins) to.origins.push(origin);
}

/** A text that has got new letters. */
interface Added {
	readonly item: string;
	readonly gaps: readonly Gap[];
}

/** What an author wrote of what has one client id. */
interface Stretch {
	end: number;
	readonly origin: Origin;
}

/** What was taken out and put in within one edit was moved: so much of it must be the same, or all of it. */
const leastMoved = 6;
/** What comes back in a later edit must be more of the same, or all of what the same person took out of the item … */
const leastRestored = 12;
const leastWhole = 2;
/** … or stand where that person took it out. */
const leastInPlace = 3;
/** So many removals are remembered, newest first. */
const maxRemoved = 400;
const nobody: Origin = { author: null };

/**
 * Who wrote which words of a board, from its stored updates and the authors the log gives them: whatever a document
 * says about itself is not asked. Words that are moved, split off with their paragraph, given another look, or brought
 * back after they were taken out keep the author they had first.
 */
export class Authorship {
	readonly #doc: Y.Doc;
	/** Who wrote what came under a client id, from its beginning on. */
	readonly #stretches = new Map<number, Stretch[]>();
	/** By client and clock, where it is not simply whoever wrote it. */
	readonly #origins = new Map<number, Map<number, Origin>>();
	/** Who took a character out, by client and clock. */
	readonly #removers = new Map<number, Map<number, string | null>>();
	#removed: Removed[] = [];

	/** What is taken out of the document has to be known by its letters: it must not be collected. */
	constructor(doc: Y.Doc) {
		this.#doc = doc;
	}

	/** Who wrote the character; undefined when the log doesn't have it yet. */
	originOf(client: number, clock: number): Origin | undefined {
		return this.#origins.get(client)?.get(clock) ?? this.#writerOf(client, clock)?.origin;
	}

	/** The letters of a text in its order, also of one in another copy of the board. */
	runsOf(text: Y.Text): AuthoredRun[] {
		const runs: { text: string; origin: Origin | undefined }[] = [];
		const append = (letters: string, origin: Origin | undefined): void => {
			const last = runs.at(-1);
			if (last && isSame(last.origin, origin)) last.text += letters;
			else runs.push({ text: letters, origin });
		};
		for (const { id, deleted, content } of sequenceOf(text as unknown as SharedType)) {
			if (deleted || !(content instanceof Y.ContentString)) continue;
			const { str } = content;
			const all = this.#writerOf(id.client, id.clock);
			if (all && id.clock + str.length <= all.end && !this.#origins.has(id.client)) {
				append(str, all.origin);
				continue;
			}
			for (let i = 0; i < str.length; i += 1)
				append(str[i]!, this.originOf(id.client, id.clock + i));
		}
		return runs;
	}

	/** Takes what an update has done. */
	take(transaction: Y.Transaction, author: string | null): void {
		for (const [client, end] of transaction.afterState) {
			if (end !== (transaction.beforeState.get(client) ?? 0)) this.#write(client, end, author);
		}
		const removed = this.#removedBy(transaction, author);
		const added = this.#addedBy(transaction, author);
		const fresh = removed.map((one) => one.fresh);
		if (added.length > 0) this.#match(added, fresh, author);
		if (removed.length === 0) return;
		const more = removed.flatMap(({ all }) => (all ? [all] : []));
		this.#removed = [...fresh, ...more, ...this.#removed].slice(0, maxRemoved);
	}

	#write(client: number, end: number, author: string | null): void {
		const known = this.#stretches.get(client);
		const last = known?.at(-1);
		if (last?.origin.author === author) last.end = end;
		else if (known) known.push({ end, origin: { author } });
		else this.#stretches.set(client, [{ end, origin: { author } }]);
	}

	#writerOf(client: number, clock: number): Stretch | undefined {
		return this.#stretches.get(client)?.find(({ end }) => clock < end);
	}

	/** What stood there and does no more, in order, joined as far as it hung together. */
	#removedBy(transaction: Y.Transaction, by: string | null): Gone[] {
		const texts = new Map<SharedType, string>();
		for (const [client, ranges] of transaction.deleteSet.clients) {
			const structs = this.#doc.store.clients.get(client) ?? [];
			for (const { clock, len } of ranges) {
				for (let i = Y.findIndexSS(structs, clock); i < structs.length; i += 1) {
					const struct = structs[i]!;
					if (struct.id.clock >= clock + len) break;
					if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
					if (!(struct.parent instanceof Y.Text)) continue;
					const text = struct.parent as unknown as SharedType;
					const item = texts.get(text) ?? itemAround(text, this.#doc);
					if (item === null) continue;
					texts.set(text, item);
					for (let at = 0; at < struct.length; at += 1) {
						put(this.#removers, client, struct.id.clock + at, by);
					}
				}
			}
		}
		return Array.from(texts).flatMap(([text, item]) => this.#goneFrom(text, item, transaction, by));
	}

	/** Stretches that are gone, and each with what the same person took out beside it before: letter by letter, maybe. */
	#goneFrom(text: SharedType, item: string, transaction: Y.Transaction, by: string | null): Gone[] {
		const found: { fresh: Stock; all: Stock }[] = [];
		let open: (typeof found)[number] | null = null;
		for (const { id, deleted, content } of sequenceOf(text)) {
			if (!(content instanceof Y.ContentString)) continue;
			if (!deleted) {
				if (!isNew(id, transaction)) open = null;
			} else if (this.#removers.get(id.client)?.get(id.clock) === by) {
				if (!open) found.push((open = { fresh: stock(), all: stock() }));
				const origins = Array.from(
					{ length: content.str.length },
					(_, i) => this.originOf(id.client, id.clock + i) ?? nobody
				);
				add(open.all, content.str, origins);
				if (Y.isDeleted(transaction.deleteSet, id)) add(open.fresh, content.str, origins);
			}
		}
		return found
			.filter(({ fresh }) => fresh.text !== '')
			.map(({ fresh, all }) => ({
				fresh: { item, by, ...fresh },
				all: all.text === fresh.text ? null : { item, by, ...all }
			}));
	}

	/** New letters that stand there now, text by text in the order they stand in. */
	#addedBy(transaction: Y.Transaction, by: string | null): Added[] {
		const texts = new Set<SharedType>();
		for (const [client, end] of transaction.afterState) {
			const start = transaction.beforeState.get(client) ?? 0;
			if (end === start) continue;
			const structs = this.#doc.store.clients.get(client)!;
			for (let i = Y.findIndexSS(structs, start); i < structs.length; i += 1) {
				const struct = structs[i]!;
				if (!(struct instanceof Y.Item) || struct.deleted) continue;
				if (!(struct.content instanceof Y.ContentString)) continue;
				if (struct.parent instanceof Y.Text) texts.add(struct.parent as unknown as SharedType);
			}
		}
		return [...texts].flatMap((text) => {
			const item = itemAround(text, this.#doc);
			return item === null ? [] : [{ item, gaps: this.#gapsIn(text, transaction, by) }];
		});
	}

	#gapsIn(text: SharedType, transaction: Y.Transaction, by: string | null): Gap[] {
		const gaps: Gap[] = [];
		let items: Y.Item[] = [];
		let gone: Y.Item[] = [];
		const close = (): void => {
			if (items.length > 0) gaps.push({ items, ...this.#goneIn(gone, by) });
			items = [];
			gone = [];
		};
		for (const item of sequenceOf(text)) {
			if (!(item.content instanceof Y.ContentString)) continue;
			if (item.deleted) gone.push(item);
			else if (isNew(item.id, transaction)) items.push(item);
			else close();
		}
		close();
		return gaps;
	}

	#goneIn(items: readonly Y.Item[], by: string | null): Pick<Gap, 'gone' | 'own'> {
		const gone = stock();
		const own = stock();
		for (const { id, content } of items) {
			const removers = this.#removers.get(id.client);
			for (const [i, letter] of (content as Y.ContentString).str.split('').entries()) {
				const origins = [this.originOf(id.client, id.clock + i) ?? nobody];
				add(gone, letter, origins);
				if (removers?.get(id.clock + i) === by) add(own, letter, origins);
			}
		}
		return { gone, own };
	}

	/** Finds out which of the new letters are old ones that were moved or have come back. */
	#match(added: readonly Added[], removed: readonly Removed[], by: string | null): void {
		const whole = new Map(removed.map((one) => [one.text, one] as const));
		const moved = join(removed);
		const places = placesIn(moved.text, leastMoved);
		for (const { item, gaps } of added) {
			const letters = new NewLetters(gaps, (client, clock, origin) =>
				put(this.#origins, client, clock, origin)
			);
			const source = whole.get(letters.text);
			const matches = source
				? findMatches(letters.text, source.text, leastMoved)
				: findMatches(letters.text, moved.text, leastMoved, places);
			for (const { at, from, length } of matches) {
				letters.give(at, length, (i) => (source ?? moved).origins[from + i]!);
			}
			if (letters.hasOpen) bringBackInPlace(letters, gaps, by);
			if (letters.hasOpen) this.#restore(letters, item, by);
		}
	}

	#restore(letters: NewLetters, item: string, by: string | null): void {
		for (const run of letters.openRuns()) {
			const wanted = letters.text.slice(run.from, run.to);
			for (const former of this.#removed) {
				const all = former.by === by && former.item === item && former.text.length >= leastWhole;
				const least = all ? Math.min(leastRestored, former.text.length) : leastRestored;
				if (wanted.length < least || former.text.length < least) continue;
				const places =
					least === leastRestored
						? (former.places ??= placesIn(former.text, leastRestored))
						: undefined;
				const matches = findMatches(wanted, former.text, least, places);
				for (const { at, from, length } of matches) {
					letters.give(run.from + at, length, (i) => back(former.origins[from + i]!, by));
				}
				if (matches.length > 0) break;
			}
		}
	}
}

/**
 * What stands again where the same person took it out is what they took out: all of it, or a stretch. Others may have
 * taken out parts of it at the same moment, and it may stand in another order: where a stretch came back, single
 * letters did as well.
 */
function bringBackInPlace(letters: NewLetters, gaps: readonly Gap[], by: string | null): void {
	let start = 0;
	for (const { items, gone, own } of gaps) {
		const end = items.reduce((sum, { length }) => sum + length, start);
		// Nobody types at several places in one edit.
		let least = gaps.length > 1 && letters.text.length >= leastInPlace ? 1 : leastInPlace;
		for (const source of own.text === '' ? [] : [own, gone, own, gone]) {
			for (const run of letters.openRuns()) {
				const at = Math.max(run.from, start);
				const wanted = letters.text.slice(at, Math.min(run.to, end));
				for (const match of findMatches(wanted, source.text, least)) {
					letters.give(at + match.at, match.length, (i) =>
						back(source.origins[match.from + i]!, by)
					);
					if (match.length >= leastInPlace) least = 1;
				}
			}
		}
		start = end;
	}
}

// Who brings back their own words has written them, no more.
function back({ author }: Origin, by: string | null): Origin {
	return author === by ? { author } : { author, restoredBy: by };
}

/** The new letters of a text while it is found out where they come from. */
class NewLetters {
	readonly text: string;
	readonly #ids: (readonly [client: number, clock: number])[];
	readonly #isOpen: Uint8Array;
	readonly #settle: (client: number, clock: number, origin: Origin) => void;

	constructor(
		gaps: readonly Gap[],
		settle: (client: number, clock: number, origin: Origin) => void
	) {
		const items = gaps.flatMap((gap) => gap.items);
		this.text = items.map(({ content }) => (content as Y.ContentString).str).join('');
		this.#ids = items.flatMap(({ id, length }) =>
			Array.from({ length }, (_, i) => [id.client, id.clock + i] as const)
		);
		this.#isOpen = new Uint8Array(this.#ids.length).fill(1);
		this.#settle = settle;
	}

	/** Whether there are letters of which nothing is known yet. */
	get hasOpen(): boolean {
		return this.#isOpen.includes(1);
	}

	give(at: number, length: number, originAt: (i: number) => Origin): void {
		for (let i = 0; i < length; i += 1) {
			const [client, clock] = this.#ids[at + i]!;
			this.#settle(client, clock, originAt(i));
			this.#isOpen[at + i] = 0;
		}
	}

	/** Stretches that are still open, from the first. */
	openRuns(): { from: number; to: number }[] {
		const runs: { from: number; to: number }[] = [];
		for (const [at, isOpen] of this.#isOpen.entries()) {
			if (isOpen === 0) continue;
			const last = runs.at(-1);
			if (last?.to === at) last.to = at + 1;
			else runs.push({ from: at, to: at + 1 });
		}
		return runs;
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

/** Removals as one, with something between them that no text has. */
function join(removed: readonly Removed[]): Letters {
	const origins: Origin[] = [];
	for (const [index, one] of removed.entries()) {
		if (index > 0) origins.push(nobody);
		for (const origin of one.origins) origins.push(origin);
	}
	return { text: removed.map(({ text }) => text).join('\uFFFF'), origins };
}

/** Did the same person write both, and bring them back? */
export function isSame(a: Origin | undefined, b: Origin | undefined): boolean {
	return a?.author === b?.author && a?.restoredBy === b?.restoredBy;
}

function isNew({ client, clock }: Y.ID, { beforeState }: Y.Transaction): boolean {
	return clock >= (beforeState.get(client) ?? 0);
}

/** The item that a text belongs to, also when it is gone; null for what belongs to none. */
function itemAround(text: SharedType, doc: Y.Doc): string | null {
	const { items } = openBoard(doc);
	for (let carrier = carrierOf(text); carrier !== null;) {
		const parent = carrier.parent as SharedType;
		if (parent === (items as unknown)) return carrier.parentSub;
		carrier = carrierOf(parent);
	}
	return null;
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
				found.set(suggestion, authorship.originOf(id.client, id.clock)?.author);
			}
		}
	}
	return found;
}
