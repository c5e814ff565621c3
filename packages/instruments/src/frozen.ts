import { diffWords, filledIn } from '@concordia/board';
import type { FieldValue, Item, WordRun } from '@concordia/board';
import { fieldOf, kindOf } from './definition.ts';
import type { InstrumentDefinition } from './definition.ts';
import { freezeBlocks, isBlank } from './frozen-document.ts';
import type { FrozenDocument } from './frozen-document.ts';
import { scopeOf } from './scope.ts';

/** A card as a frozen version keeps it: what it says, not where it stands. */
export interface FrozenCard {
	readonly id: string;
	readonly kind: string;
	readonly text: string;
	readonly fields: Readonly<Record<string, FieldValue>>;
}

/** The wording of an instrument at one moment. */
export interface Frozen {
	readonly instrument: string;
	readonly title: string;
	/** By id. */
	readonly cards: readonly FrozenCard[];
	/** What is linked to what, by id. */
	readonly links: readonly { readonly id: string; readonly from: string; readonly to: string }[];
	/** Documents that lie in the frame, by id. */
	readonly documents: readonly FrozenDocument[];
}

/**
 * The wording of an instrument as it stands: its cards and how they are linked, and the documents in its frame,
 * without what is only said about it (`isAside`). The same for everybody who has the same board.
 */
export function frozenOf(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string
): Frozen {
	const { frame, inside } = scopeOf(definition, items, frameId);
	const cards = inside.flatMap((item) => cardOf(definition, item)).toSorted(byId);
	const ids = new Set(cards.map(({ id }) => id));
	const links = inside.flatMap(({ id, type, from, to }) => {
		if (type !== 'connector' || !from || !to || !('item' in from) || !('item' in to)) return [];
		return ids.has(from.item) && ids.has(to.item) ? [{ id, from: from.item, to: to.item }] : [];
	});
	return {
		instrument: definition.id,
		title: frame?.text ?? '',
		cards,
		links: links.toSorted(byId),
		documents: inside.flatMap(documentOf).toSorted(byId)
	};
}

function documentOf({ id, type, doc }: Item): FrozenDocument[] {
	if (type !== 'document') return [];
	const blocks = freezeBlocks(doc);
	return isBlank(blocks) ? [] : [{ id, blocks }];
}

/** A card as it is frozen; nothing for what says nothing, or is only said about the wording. */
export function cardOf(definition: InstrumentDefinition, item: Item): FrozenCard[] {
	const { id, type, instrument, kind = '', text = '', fields = {} } = item;
	if (type === 'connector' || instrument !== definition.id) return [];
	const known = kindOf(definition, kind);
	if (known === undefined || known.isAside === true) return [];
	const filled = filledIn(fields).filter(
		([field]) => fieldOf(definition, kind, field)?.isAside !== true
	);
	if (text === '' && filled.length === 0) return [];
	return [{ id, kind, text, fields: Object.fromEntries(filled) }];
}

/** The exact text that is hashed and kept: JSON in one spelling. */
export function formatFrozen({ instrument, title, cards, links, documents }: Frozen): string {
	return JSON.stringify({
		instrument,
		title,
		cards: cards.map(({ id, kind, text, fields }) => [
			id,
			kind,
			text,
			Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
		]),
		links: links.map(({ id, from, to }) => [id, from, to]),
		// Texts of frames without any are what they were before there were documents in versions.
		...(documents.length > 0 && { documents: documents.map(({ id, blocks }) => [id, blocks]) })
	});
}

/** Reads what `formatFrozen` wrote; null for anything else. */
export function parseFrozen(text: string): Frozen | null {
	try {
		const {
			instrument,
			title,
			cards,
			links,
			documents = []
		} = JSON.parse(text) as Record<string, unknown>;
		if (typeof instrument !== 'string' || typeof title !== 'string') return null;
		if (!Array.isArray(cards) || !Array.isArray(links) || !Array.isArray(documents)) return null;
		if (![...cards, ...links].every(isRow)) return null;
		const frozen: Frozen = {
			instrument,
			title,
			cards: (cards as [string, string, string, [string, FieldValue][]][]).map(
				([id, kind, words, fields]) => ({
					id,
					kind,
					text: words,
					fields: Object.fromEntries(fields)
				})
			),
			links: (links as [string, string, string][]).map(([id, from, to]) => ({ id, from, to })),
			documents: (documents as [string, unknown][]).map(([id, blocks]) => ({
				id,
				blocks: freezeBlocks(blocks)
			}))
		};
		return formatFrozen(frozen) === text ? frozen : null;
	} catch {
		return null;
	}
}

function isRow(row: unknown): boolean {
	return Array.isArray(row) && row.slice(0, 3).every((value) => typeof value === 'string');
}

/** A text of a card in two versions, word by word; `field` is undefined for the card's own text. */
export interface ChangedText {
	readonly field?: string;
	readonly runs: readonly WordRun[];
}

export interface ComparedCard {
	readonly id: string;
	readonly kind: string;
	readonly state: 'same' | 'added' | 'removed' | 'changed';
	/** The text first, then the fields that either version fills in. */
	readonly texts: readonly ChangedText[];
}

/**
 * Every card of two versions, those of the newer one first. `say` puts the value of a field into words, since
 * a reader compares words.
 */
export function compareFrozen(
	before: Frozen,
	after: Frozen,
	say: (kind: string, field: string, value: FieldValue) => string
): ComparedCard[] {
	const old = new Map(before.cards.map((card) => [card.id, card]));
	const now = new Map(after.cards.map((card) => [card.id, card]));
	const gone = before.cards.filter(({ id }) => !now.has(id));
	return [...after.cards, ...gone].map(({ id, kind }) => {
		const [was, is] = [old.get(id), now.get(id)];
		const texts = [
			{ runs: diffWords(was?.text ?? '', is?.text ?? '') },
			...fieldsOf(was, is).map((field) => ({
				field,
				runs: diffWords(valueOf(was, field, say), valueOf(is, field, say))
			}))
		];
		const isChanged = texts.some(({ runs }) => runs.some((run) => run.kind !== 'same'));
		const state = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
		return { id, kind, state: was && is && !isChanged ? 'same' : state, texts };
	});
}

function fieldsOf(...cards: readonly (FrozenCard | undefined)[]): string[] {
	return [...new Set(cards.flatMap((card) => Object.keys(card?.fields ?? {})))];
}

function valueOf(
	card: FrozenCard | undefined,
	field: string,
	say: Parameters<typeof compareFrozen>[2]
): string {
	const value = card && Object.hasOwn(card.fields, field) ? card.fields[field] : undefined;
	return card === undefined || value === undefined ? '' : say(card.kind, field, value);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
	return a.id < b.id ? -1 : 1;
}
