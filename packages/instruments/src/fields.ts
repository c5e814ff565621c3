// Fields as they are read by views: anybody may have written anything, a wrong type counts as not filled in.
import type { FieldValue, Item } from '@concordia/board';

export function rawField(item: Item, id: string): FieldValue | undefined {
	return item.fields && Object.hasOwn(item.fields, id) ? item.fields[id] : undefined;
}

export function stringField(item: Item, id: string): string {
	const value = rawField(item, id);
	return typeof value === 'string' ? value : '';
}

export function flagField(item: Item, id: string): boolean {
	return rawField(item, id) === true;
}

export function setField(item: Item, id: string): readonly string[] {
	const value = rawField(item, id);
	return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** A finite number. What somebody typed that is none (see `checkField`) counts as not filled in. */
export function numberField(item: Item, id: string): number | undefined {
	const value = rawField(item, id);
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	return typeof value === 'string' ? plainNumber(value) : undefined;
}

/** A step from 1 to 5. */
export function ratingField(item: Item, id: string): number | undefined {
	const value = numberField(item, id);
	return value !== undefined && isRating(value) ? value : undefined;
}

/** Has the card a text that says something? */
export function hasText(item: Item): boolean {
	return (item.text ?? '').trim() !== '';
}

export const isRating = (value: number): boolean =>
	Number.isInteger(value) && value >= 1 && value <= 5;

/** The number a program may have written as a string; nothing else that JavaScript would take for one. */
export function plainNumber(text: string): number | undefined {
	return /^-?\d{1,15}(?:\.\d{1,15})?$/u.test(text.trim()) ? Number(text) : undefined;
}
