import * as Y from 'yjs';
import { DOC_SCHEMA } from '../document/schema.ts';
import { anchorOf, boundsOf, centerOf } from '../geometry.ts';
import { defaultSize } from '../item.ts';
import type { DocNode } from '../document/tree.ts';
import type { End, FieldValue, Item, NewItem, Patch } from '../item.ts';
import { isEqual, toEnd } from '../normalize.ts';
import { keyBetween, topKey } from '../order.ts';
import { formatReactionKey, type Reaction } from '../reaction.ts';
import { getItem } from './read.ts';
import { rotationOf, turnPoint } from '../rotation.ts';
import { openBoard } from './roots.ts';
import { makeTable, tableKeys, updateTable } from './table.ts';
import { setText } from './text.ts';
import { makeTree, updateTree } from './tree.ts';

/** Keys of a record that are not keys of the document, or are written in a way of their own. */
const notCopied: ReadonlySet<string> = new Set([
	'id',
	'text',
	'fields',
	'textFields',
	'z',
	'size',
	// What others said about an item is not said about its copy.
	'reactions',
	'columns',
	'rows',
	'cells',
	'doc'
]);

/**
 * Inserts items in one transaction. Ids that are taken are left alone, as the item there is someone's work.
 * Returns the ids that were inserted.
 */
export function insertItems(doc: Y.Doc, items: readonly NewItem[], origin: unknown): string[] {
	const root = openBoard(doc).items;
	const inserted: string[] = [];
	doc.transact(() => {
		let top: string | undefined;
		for (const item of items) {
			if (root.has(item.id)) continue;
			let z = item.z;
			if (z === undefined || z === '') {
				top = top === undefined ? topKey(orderKeys(root)) : keyBetween(top, null);
				z = top;
			}
			root.set(item.id, makeItem(item, z));
			inserted.push(item.id);
		}
	}, origin);
	return inserted;
}

/**
 * Writes an item as if it were new under an id that may be taken: nothing of what stood there stays, also no
 * shared text that somebody holds. What points at the id points at the new one.
 */
export function replaceItem(doc: Y.Doc, item: NewItem, origin: unknown): void {
	const root = openBoard(doc).items;
	doc.transact(() => {
		const z = item.z === undefined || item.z === '' ? topKey(orderKeys(root)) : item.z;
		root.set(item.id, makeItem(item, z));
	}, origin);
}

function* orderKeys(root: Y.Map<unknown>): Iterable<{ z: string }> {
	for (const entry of root.values()) {
		const z: unknown = entry instanceof Y.Map ? entry.get('z') : undefined;
		if (typeof z === 'string') yield { z };
	}
}

function makeItem(item: NewItem, z: string): Y.Map<unknown> {
	const map = new Y.Map<unknown>();
	map.set('size', item.size ?? defaultSize(item.type));
	map.set('z', z);
	for (const [key, value] of Object.entries(item)) {
		if (!notCopied.has(key) && value !== undefined && value !== null) map.set(key, value);
	}
	// Texts are made with the item, so that two people who start to write at once share one text.
	if (item.type !== 'ink' || item.text !== undefined) map.set('text', new Y.Text(item.text ?? ''));
	if (item.fields || item.textFields) map.set('fields', makeFields(item));
	if (item.type === 'table') makeTable(map, item);
	if (item.type === 'document') {
		map.set('doc', makeTree(item.doc));
		map.set('docSchema', item.docSchema ?? DOC_SCHEMA);
	}
	return map;
}

function makeFields(item: NewItem): Y.Map<unknown> {
	const fields = new Y.Map<unknown>();
	const texts = new Set(item.textFields);
	for (const name of texts) {
		const value = item.fields?.[name];
		fields.set(name, new Y.Text(typeof value === 'string' ? value : ''));
	}
	for (const [name, value] of Object.entries(item.fields ?? {})) {
		if (!texts.has(name) && value !== undefined && value !== null) {
			fields.set(name, makeField(value));
		}
	}
	return fields;
}

function makeField(value: FieldValue): unknown {
	return Array.isArray(value) ? makeSet(value as readonly string[]) : value;
}

function makeSet(values: readonly string[]): Y.Map<boolean> {
	return new Y.Map(values.map((value): [string, boolean] => [value, true]));
}

/**
 * Changes items in one transaction, writing only what really differs. Patches of items that are gone do
 * nothing: someone removed them meanwhile.
 */
export function updateItems(doc: Y.Doc, patches: readonly Patch[], origin: unknown): void {
	const root = openBoard(doc).items;
	doc.transact(() => {
		for (const patch of patches) {
			const map = root.get(patch.id);
			if (map instanceof Y.Map) updateItem(map as Y.Map<unknown>, patch);
		}
	}, origin);
}

function updateItem(map: Y.Map<unknown>, patch: Patch): void {
	const isTable = map.get('type') === 'table';
	if (isTable) updateTable(map, patch);
	for (const [key, value] of Object.entries(patch)) {
		if (key === 'id' || key === 'textFields' || key === 'reactions') continue;
		if (isTable && tableKeys.has(key)) continue;
		if (key === 'doc') {
			const doc = map.get(key);
			if (doc instanceof Y.XmlFragment && Array.isArray(value)) updateTree(doc, value as DocNode[]);
			continue;
		}
		if (key === 'fields' && typeof value === 'object' && value !== null) {
			updateFields(map, value as NonNullable<Patch['fields']>);
		} else setValue(map, key, value);
	}
}

function updateFields(map: Y.Map<unknown>, changes: NonNullable<Patch['fields']>): void {
	let fields = map.get('fields');
	if (!(fields instanceof Y.Map)) {
		fields = new Y.Map();
		map.set('fields', fields);
	}
	for (const [key, value] of Object.entries(changes)) {
		const current: unknown = (fields as Y.Map<unknown>).get(key);
		if (Array.isArray(value) && current instanceof Y.Map) {
			updateSet(current as Y.Map<boolean>, value as readonly string[]);
		} else if (Array.isArray(value)) {
			(fields as Y.Map<unknown>).set(key, makeSet(value as readonly string[]));
		} else setValue(fields as Y.Map<unknown>, key, value);
	}
}

/** Adds and takes out single members, so that two people's choices merge. */
function updateSet(set: Y.Map<boolean>, values: readonly string[]): void {
	const wanted = new Set(values);
	for (const key of set.keys()) if (!wanted.has(key)) set.delete(key);
	for (const key of wanted) if (set.get(key) !== true) set.set(key, true);
}

function setValue(map: Y.Map<unknown>, key: string, value: unknown): void {
	const current = map.get(key);
	if (current instanceof Y.Text) {
		// A shared text is emptied, not removed: someone may be writing in it.
		setText(current, typeof value === 'string' ? value : '');
	} else if (value === undefined || value === null) {
		if (map.has(key)) map.delete(key);
	} else if (key === 'text' && typeof value === 'string') {
		map.set(key, new Y.Text(value));
	} else if (!isEqual(current, value)) map.set(key, value);
}

/** Puts one person's reaction on an item or takes it off again. */
export function setReaction(
	doc: Y.Doc,
	{ id, isOn, ...reaction }: Reaction & { readonly id: string; readonly isOn: boolean },
	origin: unknown
): void {
	const map = openBoard(doc).items.get(id);
	if (!(map instanceof Y.Map)) return;
	doc.transact(() => setValue(map, formatReactionKey(reaction), isOn || null), origin);
}

/**
 * Removes items in one transaction. Connectors that ended at one stay and end where it stood; what lay in a
 * removed frame stays where it is.
 */
export function removeItems(doc: Y.Doc, ids: Iterable<string>, origin: unknown): void {
	const root = openBoard(doc).items;
	const gone = new Set(ids);
	doc.transact(() => {
		const last = new Map<string, Item>();
		for (const id of gone) {
			const item = getItem(doc, id);
			if (item) last.set(id, item);
		}
		root.forEach((entry: unknown, id: string) => {
			if (gone.has(id) || !(entry instanceof Y.Map)) return;
			// What the mediator locked is changed by nobody else, also not in passing: its end is left loose.
			if (entry.get('lock') === 'mediator') return;
			if (gone.has(entry.get('parent') as string)) entry.delete('parent');
			for (const key of ['from', 'to']) {
				const end = detach(entry.get(key), gone, last);
				if (end) entry.set(key, end);
			}
		});
		for (const id of gone) if (root.has(id)) root.delete(id);
	}, origin);
}

function detach(
	raw: unknown,
	gone: ReadonlySet<string>,
	last: ReadonlyMap<string, Item>
): End | undefined {
	if (raw === undefined) return undefined;
	const end = toEnd(raw);
	if (!end || 'point' in end || !gone.has(end.item)) return undefined;
	const item = last.get(end.item);
	if (!item) return { point: [0, 0] };
	const centre = centerOf(boundsOf(item));
	return { point: turnPoint(anchorOf(item, end.side), centre, rotationOf(item)) };
}
