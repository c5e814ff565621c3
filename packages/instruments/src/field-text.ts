import type { FieldValue } from '@concordia/board';
import { isDay, regionOf } from './day.ts';
import { words } from './definition.ts';
import type { FieldDefinition, InstrumentDefinition, Locale } from './definition.ts';
import { isRating, plainNumber } from './fields.ts';

/** What values are called: in which language, and by which names what they point at goes. */
export interface Naming {
	readonly definition: InstrumentDefinition;
	readonly locale: Locale;
	readonly organizationName: (id: string) => string;
	/** The title of a card; empty when it is gone. */
	readonly cardTitle: (id: string) => string;
}

/** A field's value as one line for readers; empty when there is none. What makes no sense stays as it was typed. */
export function fieldText(
	{ definition, locale, organizationName, cardTitle }: Naming,
	kind: string,
	field: FieldDefinition,
	value: FieldValue | undefined
): string {
	if (value === undefined || value === null) return '';
	switch (field.type) {
		case 'choice':
			return typeof value === 'string' && (field.options ?? []).includes(value)
				? words(definition, locale, `${kind}.${field.id}.${value}`)
				: plainText(value);
		case 'number':
			return numberText(definition, locale, field, value);
		case 'rating': {
			const number = Number(plainText(value));
			return isRating(number) ? `${number} / 5` : plainText(value);
		}
		case 'date':
			return typeof value === 'string' && isDay(value) ? dayText(locale, value) : plainText(value);
		case 'organization':
			return organizationName(plainText(value));
		case 'organizations':
			return listOf(value).map(organizationName).join(', ');
		case 'item':
			return cardTitle(plainText(value));
		case 'items':
			return listOf(value)
				.map(cardTitle)
				.filter((title) => title !== '')
				.join('; ');
		case 'flag':
			return value === true ? words(definition, locale, 'flag.yes') : '';
		default:
			return plainText(value);
	}
}

function numberText(
	definition: InstrumentDefinition,
	locale: Locale,
	{ unit }: FieldDefinition,
	value: FieldValue
): string {
	const number = plainNumber(plainText(value));
	if (number === undefined) return plainText(value);
	// What has no unit is often a year: it gets no mark for thousands.
	const format = { useGrouping: unit !== undefined, maximumFractionDigits: 15 };
	const text = new Intl.NumberFormat(locale, format).format(number);
	return unit === undefined ? text : `${text} ${words(definition, locale, `unit.${unit}`)}`;
}

function dayText(locale: Locale, day: string): string {
	const format = new Intl.DateTimeFormat(regionOf(locale), {
		dateStyle: 'medium',
		timeZone: 'UTC'
	});
	return format.format(new Date(`${day}T00:00:00Z`));
}

const plainText = (value: FieldValue): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const listOf = (value: FieldValue): string[] =>
	Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
