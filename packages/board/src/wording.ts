import type { FieldValue, Item } from './item.ts';

/**
 * What an item says, as one text that is the same for everybody: its text, its fields and its cells, not where
 * it stands or how it looks. Somebody who agrees to the item agrees to this. What is empty is left out, so
 * that opening a field to write in it changes nothing.
 */
export function wordingOf({ text = '', fields = {}, cells = {} }: Item): string {
	return JSON.stringify([text, filledIn(fields), filledIn(cells)]);
}

/** The fields that say something, by their names. */
export function filledIn(fields: Readonly<Record<string, FieldValue>>): [string, FieldValue][] {
	return Object.entries(fields)
		.filter(([, value]) => !isEmpty(value))
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function isEmpty(value: FieldValue): boolean {
	return (
		value === null ||
		value === '' ||
		value === false ||
		(Array.isArray(value) && value.length === 0)
	);
}
