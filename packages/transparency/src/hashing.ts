// RFC 6962 §2.1: leaves and inner nodes hash with different first bytes, so neither can pass for the other.
import { sha256 } from '#sha256';
import { utf8 } from './bytes.ts';

export const HASH_BYTES = 32;
/** Hashes in a full tile (C2SP tlog-tiles: height 8). */
export const TILE_WIDTH = 256;
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/** The root of a log without entries. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array(0));

export function leafHash(leaf: Uint8Array | string): Uint8Array {
	const bytes = typeof leaf === 'string' ? utf8(leaf) : leaf;
	const input = new Uint8Array(1 + bytes.length);
	input.set(bytes, 1);
	return sha256(input);
}

// One buffer for all calls: `sha256` has read it before it returns.
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = 1;

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
	pair.set(left, 1);
	pair.set(right, 1 + HASH_BYTES);
	return sha256(pair);
}

/** The root over `width` hashes lying side by side; `width` is a power of two. */
export function hashRow(hashes: Uint8Array, width: number): Uint8Array {
	if (width === 1) return hashes.slice(0, HASH_BYTES);
	let row: Uint8Array[] = [];
	for (let at = 0; at < width; at += 2)
		row.push(nodeHash(hashAt(hashes, at), hashAt(hashes, at + 1)));
	while (row.length > 1) {
		const above: Uint8Array[] = [];
		for (let at = 0; at < row.length; at += 2)
			above.push(nodeHash(row[at] as Uint8Array, row[at + 1] as Uint8Array));
		row = above;
	}
	return row[0] as Uint8Array;
}

/** The hash at a position of a tile, without copying it. */
export function hashAt(hashes: Uint8Array, position: number): Uint8Array {
	return hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
}

/** Joins the roots of neighbouring complete subtrees, biggest first, into one (RFC 6962 MTH of their range). */
export function foldPeaks(peaks: readonly Uint8Array[]): Uint8Array {
	let root = peaks.at(-1);
	if (!root) return emptyRoot;
	for (let at = peaks.length - 2; at >= 0; at--) root = nodeHash(peaks[at] as Uint8Array, root);
	return root;
}
