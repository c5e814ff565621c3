import type { FieldValue, Item } from '@concordia/board';
import { fieldOf, words } from './definition.ts';
import type { DecisionView, InstrumentDefinition, Locale } from './definition.ts';
import { fieldText } from './field-text.ts';
import type { Naming } from './field-text.ts';
import { hasText, numberField, rawField, setField, stringField } from './fields.ts';
import { cardOf, formatFrozen, parseFrozen } from './frozen.ts';
import type { FrozenCard } from './frozen.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** By what a proposal is decided, as its card says. */
export interface ProposalTerms {
	readonly rule: 'consent' | 'unanimity' | 'majority';
	/** In percent of the organizations; null where the rule needs none, or nobody has filled in a whole one. */
	readonly share: number | null;
}

/** The cards that can be put to decision, in reading order. */
export function proposalsIn(
	definition: InstrumentDefinition,
	{ kind }: DecisionView,
	items: Iterable<Item>,
	frameId: string
): readonly Item[] {
	return cardsOf(scopeOf(definition, items, frameId), kind);
}

/** The exact text that would be decided: the card and what it rests on. Null where the card says nothing. */
export function proposalWording(
	definition: InstrumentDefinition,
	{ kind }: DecisionView,
	items: Iterable<Item>,
	frameId: string,
	itemId: string
): string | null {
	const { inside, byId } = scopeOf(definition, items, frameId);
	const card = inside.find(({ id }) => id === itemId);
	if (card?.kind !== kind || card.instrument !== definition.id || !hasText(card)) return null;
	const basis = (definition.kinds.find(({ id }) => id === kind)?.fields ?? []).flatMap((field) => {
		if (field.type === 'items') return setField(card, field.id);
		return field.type === 'item' ? [stringField(card, field.id)] : [];
	});
	const linked = [...new Set(basis)]
		.map((id) => byId.get(id))
		.filter((item) => item !== undefined && item.id !== itemId);
	return formatFrozen({
		instrument: definition.id,
		title: '',
		cards: [card, ...linked].flatMap((item) => cardOf(definition, item!)),
		links: [],
		documents: []
	});
}

/** Consent of all, unless the card says otherwise. */
export function proposalTerms({ rule, share }: DecisionView, card: Item): ProposalTerms {
	const said = stringField(card, rule);
	if (said !== 'majority')
		return { rule: said === 'unanimity' ? 'unanimity' : 'consent', share: null };
	const percent = numberField(card, share);
	return { rule: 'majority', share: Number.isInteger(percent) ? percent! : null };
}

/** A line of what is decided; without a label it is a card's own text. */
export interface WordingLine {
	/** Of the first card, the proposal itself, 0. */
	readonly card: number;
	readonly label?: string;
	readonly text: string;
}

/** What a wording says, line by line, in the words of its instrument; null where it can't be read (any more). */
export function wordingLines(
	definition: InstrumentDefinition,
	wording: string,
	{ locale, organizations }: { locale: Locale; organizations: readonly OrganizationName[] }
): WordingLine[] | null {
	const frozen = parseFrozen(wording);
	if (frozen === null) return null;
	const titles = new Map(frozen.cards.map(({ id, text }) => [id, text.trim()]));
	const names = new Map(organizations.map(({ id, name }) => [id, name]));
	const naming: Naming = {
		definition,
		locale,
		organizationName: (id) => names.get(id) ?? id,
		cardTitle: (id) => titles.get(id) ?? ''
	};
	const [proposal] = frozen.cards;
	const view = definition.views.find(
		(one): one is DecisionView => one.type === 'decision' && one.kind === proposal?.kind
	);
	return frozen.cards.flatMap((card, at): WordingLine[] => [
		{
			card: at,
			text: card.text,
			...(at > 0 && { label: words(definition, locale, `kind.${card.kind}`) })
		},
		// By which rule it is decided stands beside the wording, in whole sentences.
		...fieldLines(naming, card, card === proposal ? [view?.rule, view?.share] : []).map((line) => ({
			card: at,
			...line
		}))
	]);
}

/** The instrument that a wording is of; null where it can't be read. */
export function instrumentOfWording(wording: string): string | null {
	return parseFrozen(wording)?.instrument ?? null;
}

function fieldLines(
	naming: Naming,
	card: FrozenCard,
	leftOut: readonly (string | undefined)[]
): { label: string; text: string }[] {
	const { definition, locale } = naming;
	const fields = definition.kinds.find(({ id }) => id === card.kind)?.fields ?? [];
	const known = fields.filter(({ id }) => Object.hasOwn(card.fields, id) && !leftOut.includes(id));
	return known
		.map((field) => ({
			label: words(definition, locale, `${card.kind}.${field.id}`),
			text: fieldText(naming, card.kind, field, card.fields[field.id])
		}))
		.filter(({ text }) => text !== '');
}

/** What people set by hand where nothing was decided here; empty for nothing. */
export function statusByHand(naming: Naming, { kind, status }: DecisionView, card: Item): string {
	const field = status === undefined ? undefined : fieldOf(naming.definition, kind, status);
	const value: FieldValue | undefined = field && rawField(card, field.id);
	return field ? fieldText(naming, kind, field, value) : '';
}

export type DecisionStatus =
	| 'presented'
	| 'open'
	| 'adopted'
	| 'rejected'
	| 'undecided'
	| 'withdrawn';

/** What the session knows of something that was put to decision, as a document tells it. */
export interface DecisionFacts extends ProposalTerms {
	/** The card. */
	readonly item: string;
	readonly frame: string;
	readonly status: DecisionStatus;
	/** The day on which it came to that, as `2026-11-22`. */
	readonly day: string;
	/** So many organizations have to agree. */
	readonly needed: number;
	readonly hash: string;
	readonly wording: string;
	readonly voices: readonly {
		readonly name: string;
		/** One of `consent`, `concern`, `aside`, `object`; null: not answered. */
		readonly answer: string | null;
		/** Null for a name that was erased. */
		readonly people: readonly {
			readonly name: string | null;
			readonly answer: string;
			readonly reason: string;
		}[];
		readonly missing: readonly (string | null)[];
	}[];
	/** Organizations that don't count in it, and why. */
	readonly without?: readonly { readonly name: string; readonly reason: string }[];
}
