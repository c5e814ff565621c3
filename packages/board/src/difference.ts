import type { Item } from './item.ts';
import { isEqual } from './normalize.ts';

/** A field that says something else than before; absent: it had, or has, no value. */
export interface FieldDifference {
	/** Name of the field; of a value inside one, as `fields/evidence`. */
	readonly field: string;
	readonly before?: unknown;
	readonly after?: unknown;
}

/** What became of one item between two moments. */
export type Difference =
	| { readonly id: string; readonly kind: 'added'; readonly after: Item }
	| { readonly id: string; readonly kind: 'removed'; readonly before: Item }
	| {
			readonly id: string;
			/** `moved`: it says the same, elsewhere. `changed`: it may have been moved as well. */
			readonly kind: 'changed' | 'moved';
			readonly before: Item;
			readonly after: Item;
			/** Whether it lies elsewhere. */
			readonly isMoved: boolean;
			/** All that differs but where it lies. */
			readonly fields: readonly FieldDifference[];
	  };

/** Where an item lies, as against what it says. */
const places: ReadonlySet<string> = new Set(['pos', 'parent']);
/** Fields whose values are compared one by one. */
const nested: ReadonlySet<string> = new Set(['fields', 'cells']);

/** What differs between two boards, in reading order of where it is, or was. */
export function differencesBetween(
	before: ReadonlyMap<string, Item>,
	after: ReadonlyMap<string, Item>
): Difference[] {
	const found: Difference[] = [];
	for (const [id, item] of after) {
		const difference = differenceOf(id, before.get(id), item);
		if (difference) found.push(difference);
	}
	for (const [id, item] of before) {
		if (!after.has(id)) found.push({ id, kind: 'removed', before: item });
	}
	return found.toSorted(byPlace);
}

/** What became of one item; null when it is what it was. */
export function differenceOf(
	id: string,
	before: Item | undefined,
	after: Item | undefined
): Difference | null {
	if (before === after) return null;
	if (before === undefined) return after === undefined ? null : { id, kind: 'added', after };
	if (after === undefined) return { id, kind: 'removed', before };
	const fields: FieldDifference[] = [];
	let isMoved = false;
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
		if (name === 'id' || name === 'textFields') continue;
		const [old, now] = [before[name], after[name]];
		if (isEqual(old, now)) continue;
		if (places.has(name) || isLooseEnd(name, old, now)) isMoved = true;
		else if (nested.has(name)) fields.push(...insideOf(name, old, now));
		else fields.push(fieldDifference(name, old, now));
	}
	if (fields.length === 0 && !isMoved) return null;
	const kind = fields.length === 0 ? 'moved' : 'changed';
	return { id, kind, before, after, isMoved, fields };
}

/** The end of a connector that hung on nothing and still does: it was only moved. */
function isLooseEnd(name: string, before: unknown, after: unknown): boolean {
	return (name === 'from' || name === 'to') && hasPoint(before) && hasPoint(after);
}

function hasPoint(end: unknown): boolean {
	return typeof end === 'object' && end !== null && 'point' in end;
}

function insideOf(name: string, before: unknown, after: unknown): FieldDifference[] {
	const [old, now] = [entriesOf(before), entriesOf(after)];
	const found: FieldDifference[] = [];
	for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
		if (isEqual(old[key], now[key])) continue;
		found.push(fieldDifference(`${name}/${key}`, old[key], now[key]));
	}
	return found;
}

function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
	const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isRecord ? (value as Record<string, unknown>) : {};
}

function fieldDifference(field: string, before: unknown, after: unknown): FieldDifference {
	return {
		field,
		...(before !== undefined && { before }),
		...(after !== undefined && { after })
	};
}

function byPlace(a: Difference, b: Difference): number {
	const [one, other] = [placeOf(a), placeOf(b)];
	return one[1] - other[1] || one[0] - other[0] || (a.id < b.id ? -1 : 1);
}

function placeOf(difference: Difference): Item['pos'] {
	return difference.kind === 'removed' ? difference.before.pos : difference.after.pos;
}
