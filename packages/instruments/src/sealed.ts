import type { FieldValue, Item } from '@concordia/board';
import { fieldOf, isKind, kindOf } from './definition.ts';
import type { FieldDefinition, InstrumentDefinition, SealedView } from './definition.ts';
import { rawField, setField } from './fields.ts';
import type { NewCard } from './place.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** What somebody writes on a card that is sealed. */
export interface SealedContent {
	readonly kind: string;
	readonly text: string;
	readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** What a round of sealed cards is about and for whom: an item of the board, or the instrument as a whole. */
export interface SealedSubject {
	readonly item?: string | undefined;
	readonly organization: string;
}

/** How an instrument seals cards; undefined when it doesn't. */
export function sealedView(definition: InstrumentDefinition): SealedView | undefined {
	return definition.views.find((view) => view.type === 'sealed');
}

/**
 * The fields that are filled in on a sealed card. Whose it is and what it is about says the round; other cards
 * can't be pointed at, as they may be sealed themselves.
 */
export function sealedFields(
	definition: InstrumentDefinition,
	view: SealedView,
	kind: string
): readonly FieldDefinition[] {
	if (!view.kinds.includes(kind)) return [];
	const { fields = [], ownedBy } = kindOf(definition, kind) ?? {};
	return fields.filter(
		({ id, type, isHidden }) =>
			id !== ownedBy &&
			id !== view.of?.field &&
			isHidden !== true &&
			!['item', 'items', 'organization'].includes(type)
	);
}

/** Whether a card says only what its kind may say. */
export function isSealable(
	definition: InstrumentDefinition,
	view: SealedView,
	{ kind, fields }: SealedContent
): boolean {
	if (!view.kinds.includes(kind)) return false;
	const known = new Map(sealedFields(definition, view, kind).map((field) => [field.id, field]));
	return Object.entries(fields).every(([id, value]) => {
		const field = known.get(id);
		return field !== undefined && fits(field, value);
	});
}

// What is no number, or no day, stays as it was typed, as on any card.
function fits({ type, options = [] }: FieldDefinition, value: FieldValue): boolean {
	switch (type) {
		case 'flag':
			return typeof value === 'boolean';
		case 'organizations':
			// In the order in which the board says it again: what is sealed is compared letter by letter.
			return Array.isArray(value) && value.every((one, at) => at === 0 || value[at - 1] < one);
		case 'number':
		case 'rating':
			return typeof value === 'number' || typeof value === 'string';
		case 'choice':
			return typeof value === 'string' && options.includes(value);
		default:
			return typeof value === 'string';
	}
}

/** What a card says of what may be sealed: one's own draft, or a card on the board that was revealed. */
export function sealedContent(
	definition: InstrumentDefinition,
	view: SealedView,
	item: Item
): SealedContent {
	const { kind = '', text = '' } = item;
	const fields = sealedFields(definition, view, kind).flatMap((field) => {
		const value = valueOf(item, field);
		return value === undefined ? [] : [[field.id, value] as const];
	});
	return { kind, text, fields: Object.fromEntries(fields) };
}

function valueOf(item: Item, field: FieldDefinition): SealedContent['fields'][string] | undefined {
	if (field.type === 'organizations') {
		const words = setField(item, field.id);
		return words.length === 0 ? undefined : words;
	}
	const value = rawField(item, field.id);
	if (value === null || value === undefined || value === '' || value === false) return undefined;
	return fits(field, value) ? value : undefined;
}

/** The card that is put on the board for what was sealed. */
export function revealedCard(
	definition: InstrumentDefinition,
	view: SealedView,
	id: string,
	{ kind, text, fields }: SealedContent,
	{ item, organization }: SealedSubject
): NewCard {
	const owner = kindOf(definition, kind)?.ownedBy;
	return {
		id,
		kind,
		text,
		fields: {
			...fields,
			...(owner !== undefined && { [owner]: organization }),
			...(view.of !== undefined && item !== undefined && { [view.of.field]: item })
		}
	};
}

/** What a round can be about, in reading order; empty where it is about the instrument as a whole. */
export function sealedSubjects(
	definition: InstrumentDefinition,
	{ of }: SealedView,
	items: Iterable<Item>,
	frameId: string
): readonly Item[] {
	return of === undefined ? [] : cardsOf(scopeOf(definition, items, frameId), of.kind);
}

/** The organizations that an item names as concerned; all where it names none. */
export function sealedParties(
	definition: InstrumentDefinition,
	{ of }: SealedView,
	item: Item | undefined,
	organizations: readonly { readonly id: string }[]
): readonly string[] {
	const all = organizations.map(({ id }) => id);
	if (of?.parties === undefined || item === undefined || !isKind(definition, item, of.kind))
		return all;
	const isSet = fieldOf(definition, of.kind, of.parties)?.type === 'organizations';
	const named = isSet ? setField(item, of.parties) : [];
	const known = all.filter((id) => named.includes(id));
	return known.length === 0 ? all : known;
}
