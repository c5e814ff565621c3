// The one place that looks beneath Yjs' public surface (13.6; pinned exactly). What is used here is typed in
// Yjs and stable over the 13 line, but not promised: the tests of this folder run it all on every change.
import { ContentDeleted } from 'yjs';
import type * as Y from 'yjs';

/** A shared type of any kind. */
export type SharedType = Y.AbstractType<unknown>;

/** The struct that carries a nested type; null for a root. */
export function carrierOf({ _item: item }: SharedType): Y.Item | null {
	return item;
}

/** The newest struct of a key, deleted or not; older ones hang on its left. */
export function newestEntry({ _map: map }: SharedType, key: string): Y.Item | undefined {
	return map.get(key);
}

/** Every key that ever had a value, with its newest struct. */
export function newestEntries({ _map: map }: SharedType): Iterable<[string, Y.Item]> {
	return map;
}

/** The structs of a sequence or text in order, deleted ones too. */
export function* sequenceOf({ _start: start }: SharedType): Iterable<Y.Item> {
	for (let item = start; item !== null; item = item.right) yield item;
}

/**
 * Puts a struct at the end of what a key held, or (without a key) first into an empty sequence, if that is
 * where it belongs. False when others wrote at the same place; then Yjs has to find the order.
 */
export function append(
	item: Y.Item,
	left: Y.AbstractStruct | null,
	parent: SharedType,
	key: string | null,
	transaction: Y.Transaction
): boolean {
	const { _map: entries, _item: carrier, _start: start } = parent;
	if (carrier?.deleted === true) return false;
	const newest = (key === null ? start : entries.get(key)) ?? null;
	if (newest !== left || (key === null && newest !== null)) return false;
	item.parent = parent;
	item.parentSub = key;
	item.left = newest;
	if (newest !== null) {
		newest.right = item;
		if (!newest.deleted) newest.delete(transaction);
	}
	if (key === null) startWith(parent, item);
	else entries.set(key, item);
	const { clients } = transaction.doc.store;
	const structs = clients.get(item.id.client);
	if (structs === undefined) clients.set(item.id.client, [item]);
	else structs.push(item);
	if (item.content instanceof ContentDeleted) item.markDeleted();
	else item.content.integrate(transaction, item);
	return true;
}

function startWith(sequence: SharedType, item: Y.Item): void {
	const isCounted = item.countable && !(item.content instanceof ContentDeleted);
	Object.assign(sequence, { _start: item, ...(isCounted && { _length: item.length }) });
}
