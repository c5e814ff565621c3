import * as Y from 'yjs';

export interface Difference {
	/** The item that is another; null when what differs can't be seen. */
	readonly item: string | null;
}

/**
 * Where two boards differ: in what can be seen, in who wrote it, or in what is deleted. In how many pieces
 * the remains of deleted things are kept depends on the order of arrival and has no meaning.
 */
export function firstDifference(a: Y.Doc, b: Y.Doc): Difference | null {
	const items = differingKey(a.getMap('items'), b.getMap('items'));
	if (items !== null) return { item: items };
	const isEqualOtherwise =
		differingKey(a.getMap('meta'), b.getMap('meta')) === null &&
		b.store.pendingStructs === null &&
		b.store.pendingDs === null &&
		Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b));
	return isEqualOtherwise ? null : { item: null };
}

function differingKey(a: Y.Map<unknown>, b: Y.Map<unknown>): string | null {
	for (const [key, value] of a.entries()) if (!isSame(value, b.get(key))) return key;
	for (const key of b.keys()) if (!a.has(key)) return key;
	return null;
}

/** Whether two values of a document say the same, and lie under the same ids. */
function isSame(a: unknown, b: unknown): boolean {
	if (!(a instanceof Y.AbstractType) || !(b instanceof Y.AbstractType)) return isEqual(a, b);
	if (a.constructor !== b.constructor || !isSameId(a, b)) return false;
	if (a instanceof Y.Map) return differingKey(a, b as Y.Map<unknown>) === null;
	if (a instanceof Y.Text)
		return isSameDelta(a, b as Y.Text) && isEqual(a.getAttributes(), (b as Y.Text).getAttributes());
	if (a instanceof Y.XmlElement) {
		const other = b as Y.XmlElement;
		if (a.nodeName !== other.nodeName) return false;
		if (!isEqual(a.getAttributes(), other.getAttributes())) return false;
	}
	if (a instanceof Y.Array || a instanceof Y.XmlFragment)
		return isSameList(a.toArray(), (b as typeof a).toArray());
	return isEqual(a.toJSON(), b.toJSON());
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((value, at) => isSame(value, b[at]));
}

interface Run {
	readonly insert: unknown;
	readonly attributes?: object;
}

function isSameDelta(a: Y.Text, b: Y.Text): boolean {
	const [runs, others] = [a.toDelta() as Run[], b.toDelta() as Run[]];
	return (
		runs.length === others.length &&
		runs.every(({ insert, attributes }, at) => {
			const other = others[at];
			return isSame(insert, other?.insert) && isEqual(attributes, other?.attributes);
		})
	);
}

function isSameId(a: Y.AbstractType<unknown>, b: Y.AbstractType<unknown>): boolean {
	const [{ _item: one }, { _item: other }] = [a, b];
	return one === null || other === null ? one === other : Y.compareIDs(one.id, other.id);
}

/** Plain values, as they come from JSON or lib0; the order of keys has no meaning. */
function isEqual(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (a instanceof Uint8Array || b instanceof Uint8Array)
		return a instanceof Uint8Array && b instanceof Uint8Array && String(a) === String(b);
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every(
		(key) =>
			Object.hasOwn(b, key) &&
			isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])
	);
}
