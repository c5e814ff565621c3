import { limits } from '@concordia/protocol';

/** A leaf holds 65,535 bytes at most; this much of it may be items and their changes. */
const MAX_BYTES = 56_000;
/** JSON writes one UTF-16 unit as six bytes at worst. */
const WORST_BYTES_PER_UNIT = 6;

export interface Part {
	readonly items: readonly string[] | undefined;
	readonly changes: readonly string[] | undefined;
}

/** Spreads a long list of items over several parts, each small enough for one leaf. */
export function splitItems(
	items: readonly string[] | undefined,
	changes: readonly string[] | undefined
): Part[] {
	if (items === undefined || fitsSurely(items, changes)) return [{ items, changes }];
	const parts: Part[] = [];
	let from = 0;
	let bytes = 0;
	for (let at = 0; at < items.length; at++) {
		const size = jsonBytes(items[at] ?? '') + jsonBytes(changes?.[at] ?? '');
		if (at > from && (bytes + size > MAX_BYTES || at - from >= limits.maxItemsPerLeaf)) {
			parts.push({ items: items.slice(from, at), changes: changes?.slice(from, at) });
			from = at;
			bytes = 0;
		}
		bytes += size;
	}
	parts.push({ items: items.slice(from), changes: changes?.slice(from) });
	return parts;
}

function fitsSurely(items: readonly string[], changes: readonly string[] | undefined): boolean {
	if (items.length > 100) return false;
	let units = 0;
	for (const item of items) units += item.length;
	for (const change of changes ?? []) units += change.length;
	return units * WORST_BYTES_PER_UNIT < MAX_BYTES;
}

function jsonBytes(text: string): number {
	return Buffer.byteLength(JSON.stringify(text)) + 1;
}
