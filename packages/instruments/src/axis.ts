import type { Item } from '@concordia/board';
import { targetsOf, words } from './definition.ts';
import type { FieldDefinition, InstrumentDefinition, Locale } from './definition.ts';
import { flagField, hasText, numberField, ratingField, setField, stringField } from './fields.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf } from './scope.ts';
import type { Scope } from './scope.ts';

/** A value that cards can share: a row or column of a grid, a heading of a list, an axis of a spider web. */
export interface AxisValue {
	readonly id: string;
	readonly label: string;
}

/** The words in which values are told. */
export interface AxisNaming {
	readonly definition: InstrumentDefinition;
	readonly locale: Locale;
	readonly organizations: readonly OrganizationName[];
}

/**
 * All values a field can have, in their order: options, steps, organizations, the cards it may point at. Of
 * numbers and words those that the cards have.
 */
export function axisValues(
	{ definition, locale, organizations }: AxisNaming,
	kind: string,
	field: FieldDefinition,
	scope: Scope
): readonly AxisValue[] {
	const say = (key: string): string => words(definition, locale, key);
	switch (field.type) {
		case 'choice':
			return (field.options ?? []).map((id) => ({ id, label: say(`${kind}.${field.id}.${id}`) }));
		case 'rating':
			return ['1', '2', '3', '4', '5'].map((id) => ({ id, label: say(`rating.${id}`) }));
		case 'flag':
			return ['yes', 'no'].map((id) => ({ id, label: say(`flag.${id}`) }));
		case 'organization':
		case 'organizations':
			return organizations.map(({ id, name }) => ({ id, label: name }));
		case 'item':
		case 'items':
			return targetCards(definition, field, scope).map((card) => ({
				id: card.id,
				label: hasText(card) ? card.text!.replace(/\s+/gu, ' ').trim() : say('document.untitled')
			}));
		default: {
			const ids = new Set(cardsOf(scope, kind).flatMap((card) => axisIds(card, field)));
			const sorted =
				field.type === 'number' ? [...ids].toSorted((a, b) => Number(a) - Number(b)) : [...ids];
			return sorted.map((id) => ({ id, label: id }));
		}
	}
}

/** The cards a field may point at: in the same frame, or anywhere when they are of another instrument. */
function targetCards(
	definition: InstrumentDefinition,
	field: FieldDefinition,
	scope: Scope
): readonly Item[] {
	const kinds = targetsOf(field);
	if (field.in === undefined || field.in === definition.id) {
		return kinds.flatMap((kind) => cardsOf(scope, kind));
	}
	return [...scope.byId.values()].filter(
		(item) => item.instrument === field.in && kinds.includes(item.kind ?? '')
	);
}

/** Which of them a card has: none when it says nothing, several where a field has several values. */
export function axisIds(item: Item, field: FieldDefinition): readonly string[] {
	switch (field.type) {
		case 'rating': {
			const rating = ratingField(item, field.id);
			return rating === undefined ? [] : [String(rating)];
		}
		case 'number': {
			const number = numberField(item, field.id);
			return number === undefined ? [] : [String(number)];
		}
		case 'flag':
			return [flagField(item, field.id) ? 'yes' : 'no'];
		case 'organizations':
		case 'items':
			return setField(item, field.id);
		default: {
			const value = stringField(item, field.id).trim();
			return value === '' ? [] : [value];
		}
	}
}
