// Fields as they are read by views: anybody may have written anything, a wrong type counts as not filled in.
import type { FieldValue, Item } from '@concordia/board';

function field(item: Item, id: string): FieldValue | undefined {
	return item.fields && Object.hasOwn(item.fields, id) ? item.fields[id] : undefined;
}

export function stringField(item: Item, id: string): string {
	const value = field(item, id);
	return typeof value === 'string' ? value : '';
}

export function flagField(item: Item, id: string): boolean {
	return field(item, id) === true;
}

export function setField(item: Item, id: string): readonly string[] {
	const value = field(item, id);
	return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** Has the card a text that says something? */
export function hasText(item: Item): boolean {
	return (item.text ?? '').trim() !== '';
}
