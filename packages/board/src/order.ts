import { generateKeyBetween } from 'fractional-indexing';
import type { Item } from './item.ts';

/**
 * A key that sorts after `a` and before `b`; null is the end of the stack. Keys that another program made
 * in its own way still get a neighbour: behind `a`, or as near as there is room.
 */
export function keyBetween(a: string | null, b: string | null): string {
	const low = a === '' ? null : a;
	const high = b === '' ? null : b;
	// Equal keys arise when two people insert at one place: the new one goes behind both.
	if (low !== null && high !== null && low >= high) return keyBetween(low, null);
	try {
		const key = generateKeyBetween(low, high);
		// Not every odd key is refused: some lead to a result that lies elsewhere.
		if (key > (low ?? '') && (high === null || key < high)) return key;
	} catch {
		// Below.
	}
	return between(low ?? '', high);
}

/** `n` keys in order between `a` and `b`. */
export function keysBetween(a: string | null, b: string | null, n: number): string[] {
	const keys: string[] = [];
	let last = a;
	for (let i = 0; i < n; i += 1) {
		last = keyBetween(last, b);
		keys.push(last);
	}
	return keys;
}

/** Order of painting, lowest first. Total: equal places are ordered by id, the same everywhere. */
export function byOrder(a: Pick<Item, 'z' | 'id'>, b: Pick<Item, 'z' | 'id'>): number {
	if (a.z !== b.z) return a.z < b.z ? -1 : 1;
	if (a.id === b.id) return 0;
	return a.id < b.id ? -1 : 1;
}

/** A key above all these items. */
export function topKey(items: Iterable<Pick<Item, 'z'>>): string {
	let top = '';
	for (const { z } of items) if (z > top) top = z;
	return keyBetween(top === '' ? null : top, null);
}

/** A key below all these items. */
export function bottomKey(items: Iterable<Pick<Item, 'z'>>): string {
	let bottom: string | null = null;
	for (const { z } of items) if (z !== '' && (bottom === null || z < bottom)) bottom = z;
	return keyBetween(null, bottom);
}

/** For keys the library refuses: appending sorts behind; if that overshoots `b`, the two share a place. */
function between(low: string, high: string | null): string {
	const longer = `${low}V`;
	if (high === null || longer < high) return longer;
	const lowest = `${low}0`;
	return lowest < high ? lowest : low === '' ? high : low;
}
