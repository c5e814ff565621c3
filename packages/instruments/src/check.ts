import type { FieldValue } from '@concordia/board';
import { isDay, parseDay } from './day.ts';
import { words } from './definition.ts';
import type { FieldDefinition, InstrumentDefinition, Locale } from './definition.ts';
import { isRating, plainNumber } from './fields.ts';

/** What can be wrong with a value; the key of its words. */
export type Fault =
	| 'check.required'
	| 'check.number'
	| 'check.min'
	| 'check.max'
	| 'check.rating'
	| 'check.date'
	| 'check.option';

/**
 * What is wrong with a field's value; undefined when nothing is. What somebody typed stays as they typed it:
 * this is said beside it. Whether what it points at is there is not asked.
 */
export function checkField(
	field: FieldDefinition,
	value: FieldValue | undefined
): Fault | undefined {
	if (isEmpty(value)) return field.required === true ? 'check.required' : undefined;
	switch (field.type) {
		case 'number':
			return checkNumber(field, numberIn(value));
		case 'rating': {
			const number = numberIn(value);
			return number !== undefined && isRating(number) ? undefined : 'check.rating';
		}
		case 'date':
			return typeof value === 'string' && isDay(value) ? undefined : 'check.date';
		case 'choice':
			return typeof value === 'string' && (field.options ?? []).includes(value)
				? undefined
				: 'check.option';
		default:
			return undefined;
	}
}

/** What is wrong, in words. */
export function faultText(
	definition: InstrumentDefinition,
	locale: Locale,
	field: FieldDefinition,
	fault: Fault
): string {
	return words(definition, locale, fault)
		.replace('{min}', String(field.min ?? ''))
		.replace('{max}', String(field.max ?? ''));
}

/**
 * The value for what somebody typed into a number, rating or date: the number or day when it is one, else
 * the words themselves; undefined when nothing is left of them.
 */
export function parseField(
	field: FieldDefinition,
	text: string,
	locale: Locale
): FieldValue | undefined {
	const typed = text.trim();
	if (typed === '') return undefined;
	if (field.type === 'date') return parseDay(typed) ?? typed;
	if (field.type === 'number' || field.type === 'rating')
		return parseNumber(typed, locale) ?? typed;
	return typed;
}

/** The number somebody typed in their language, with or without marks for thousands and a unit behind it. */
export function parseNumber(text: string, locale: Locale): number | undefined {
	const bare = text
		.trim()
		.replace(/\s*(?:%|€|EUR)$/u, '')
		.replace(/[\s\u00A0\u202F'’]/gu, '')
		.replace(/^[−–]/u, '-');
	const [decimal, thousands] = locale === 'de' ? [',', '.'] : ['.', ','];
	const grouped = new RegExp(`^-?\\d{1,3}(?:[${thousands}]\\d{3})+(?:[${decimal}]\\d+)?$`, 'u');
	const whole = grouped.test(bare) ? bare.replaceAll(thousands, '') : bare;
	return plainNumber(whole.replace(decimal, '.'));
}

function checkNumber(field: FieldDefinition, number: number | undefined): Fault | undefined {
	if (number === undefined) return 'check.number';
	if (field.min !== undefined && number < field.min) return 'check.min';
	return field.max !== undefined && number > field.max ? 'check.max' : undefined;
}

function numberIn(value: FieldValue | undefined): number | undefined {
	if (typeof value === 'string') return plainNumber(value);
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function isEmpty(value: FieldValue | undefined): boolean {
	if (value === undefined || value === null || value === false) return true;
	return typeof value === 'string'
		? value.trim() === ''
		: Array.isArray(value) && value.length === 0;
}
