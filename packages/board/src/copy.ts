import { regroup } from './groups.ts';
import type { End, FieldValue, Item, Point } from './item.ts';
import { byOrder, keyBetween, topKey } from './order.ts';
import { withDescendants } from './tree.ts';
import { validateItem } from './validate.ts';

/**
 * Copies of these items and of what lies in them, moved by `offset` and put on top. Links among the copies
 * (connector ends, frames, item fields) point at the copies; others keep pointing where they did.
 * `newId` gives a fresh id per copy.
 */
export function duplicateItems(
	items: Iterable<Item>,
	ids: Iterable<string>,
	newId: () => string,
	offset: Point
): Item[] {
	const all = [...items];
	const chosen = withDescendants(all, ids);
	const originals = all.filter((item) => chosen.has(item.id)).toSorted(byOrder);
	return placeCopies(originals, newId, offset, topKey(all));
}

/** Copies of records that come from elsewhere, such as the clipboard; what they link to outside is dropped. */
export function pasteItems(
	copied: readonly Item[],
	existing: Iterable<Item>,
	newId: () => string,
	offset: Point
): Item[] {
	const known = new Set(copied.map((item) => item.id));
	const closed = copied.map((item) => dropOutside(item, known));
	return placeCopies(closed.toSorted(byOrder), newId, offset, topKey(existing));
}

function placeCopies(
	originals: readonly Item[],
	newId: () => string,
	offset: Point,
	firstKey: string
): Item[] {
	const ids = new Map(originals.map((item) => [item.id, newId()]));
	const groups = regroup(originals, newId);
	let z = firstKey;
	return originals.map((item, index) => {
		if (index > 0) z = keyBetween(z, null);
		return copyItem(item, { ids, offset, z, groups: groups[index] });
	});
}

interface Copying {
	readonly ids: ReadonlyMap<string, string>;
	readonly offset: Point;
	readonly z: string;
	readonly groups: readonly string[] | undefined;
}

function copyItem(item: Item, { ids, offset, z, groups }: Copying): Item {
	const copy: Record<string, unknown> = { ...item, id: ids.get(item.id), z };
	// A copy is the copier's own: it can be moved away from what is locked.
	delete copy['lock'];
	delete copy['locked'];
	if (groups) copy['groups'] = groups;
	else delete copy['groups'];
	if (item.type !== 'connector') copy['pos'] = shift(item.pos, offset);
	if (item.parent !== undefined) copy['parent'] = ids.get(item.parent) ?? item.parent;
	if (item.from) copy['from'] = copyEnd(item.from, ids, offset);
	if (item.to) copy['to'] = copyEnd(item.to, ids, offset);
	if (item.fields) copy['fields'] = copyFields(item.fields, ids);
	return copy as unknown as Item;
}

const shift = (point: Point, by: Point): Point => [point[0] + by[0], point[1] + by[1]];

function copyEnd(end: End, ids: ReadonlyMap<string, string>, offset: Point): End {
	if ('point' in end) return { point: shift(end.point, offset) };
	const item = ids.get(end.item);
	return item === undefined ? end : { ...end, item };
}

/** A field that holds exactly the id of a copied item is a link to it: ids are random, never words. */
function copyFields(
	fields: NonNullable<Item['fields']>,
	ids: ReadonlyMap<string, string>
): Record<string, FieldValue> {
	const copy: Record<string, FieldValue> = {};
	for (const [key, value] of Object.entries(fields)) {
		copy[key] = typeof value === 'string' ? (ids.get(value) ?? value) : value;
	}
	return copy;
}

function dropOutside(item: Item, known: ReadonlySet<string>): Item {
	const copy: Record<string, unknown> = { ...item };
	if (item.parent !== undefined && !known.has(item.parent)) delete copy['parent'];
	if (item.from && 'item' in item.from && !known.has(item.from.item)) delete copy['from'];
	if (item.to && 'item' in item.to && !known.has(item.to.item)) delete copy['to'];
	return copy as unknown as Item;
}

const clipboardFormat = 'concordia/items';
const maxClipboardItems = 10_000;

export function encodeClipboard(items: readonly Item[]): string {
	return JSON.stringify({ format: clipboardFormat, version: 1, items });
}

/** Reads what `encodeClipboard` wrote. Any other text is refused, as the clipboard may hold anything. */
export function decodeClipboard(
	text: string
): { readonly ok: true; readonly value: Item[] } | { readonly ok: false; readonly reason: string } {
	let raw: unknown;
	try {
		raw = JSON.parse(text);
	} catch {
		return { ok: false, reason: 'this is not a copied part of a board' };
	}
	const { format, items } = (raw ?? {}) as { format?: unknown; items?: unknown };
	if (format !== clipboardFormat || !Array.isArray(items) || items.length > maxClipboardItems) {
		return { ok: false, reason: 'this is not a copied part of a board' };
	}
	const value: Item[] = [];
	for (const [index, entry] of items.entries()) {
		const item = validateItem(entry);
		if (!item.ok) return { ok: false, reason: `item ${index + 1}: ${item.reason}` };
		value.push(item.value);
	}
	return { ok: true, value };
}
