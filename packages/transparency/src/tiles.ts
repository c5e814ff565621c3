// C2SP tlog-tiles: how hashes and entries are cut into files that never change.
import { textOf, utf8 } from './bytes.ts';
import { HASH_BYTES, hashRow, TILE_WIDTH } from './hashing.ts';
import type { HashReader, Subtree } from './proof.ts';
import { bad, good, type Result } from './result.ts';

/** Longest leaf: its length stands in two bytes of an entry bundle. */
export const MAX_LEAF_BYTES = 65_535;

/** `entries` holds the leaves themselves, the numbered levels hold hashes. */
export type TileLevel = number | 'entries';

export interface TileAddress {
	level: TileLevel;
	index: number;
	/** Hashes or entries in it: 256 for a full tile. */
	width: number;
}

/** `tile/0/x001/x234/067`, with `.p/<width>` behind it for a partial tile. */
export function tilePath(level: TileLevel, index: number, width: number = TILE_WIDTH): string {
	let groups = String(index % 1000).padStart(3, '0');
	for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
		groups = `x${String(rest % 1000).padStart(3, '0')}/${groups}`;
	return `tile/${level}/${groups}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

export function parseTilePath(path: string): Result<TileAddress> {
	const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
	if (!match) return bad('not the path of a tile');
	const [, levelText, groups, widthText] = match as unknown as [string, string, string, string?];
	const level = levelText === 'entries' ? levelText : Number(levelText);
	const index = Number(groups.replaceAll(/[x/]/g, ''));
	const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
	if (typeof level === 'number' && level > 63) return bad('no such tile level');
	if (!Number.isSafeInteger(index)) return bad('the tile number is too big');
	// Leading zeroes, `.p/0` and `.p/256` would give one tile several addresses.
	if (width < 1 || tilePath(level, index, width) !== path) return bad('not the path of a tile');
	return good({ level, index, width });
}

/** How many hashes (or entries) a tile has in a log of this size; 0 when it does not exist yet. */
export function tileWidth(level: TileLevel, index: number, size: number): number {
	const count = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
	return Math.max(0, Math.min(TILE_WIDTH, count - index * TILE_WIDTH));
}

/**
 * Answers a proof's questions from tiles. `readTile` gets the width that exists in a log of `size`
 * leaves; each tile is read once per question.
 */
export function readFromTiles(
	size: number,
	readTile: (level: number, index: number, width: number) => Uint8Array | Promise<Uint8Array>
): HashReader {
	return async (subtrees) => {
		const tiles = new Map<string, Promise<Uint8Array>>();
		const tileOf = (level: number, index: number) => {
			const key = `${level}/${index}`;
			let tile = tiles.get(key);
			if (!tile) {
				tile = Promise.resolve(readTile(level, index, tileWidth(level, index, size)));
				tiles.set(key, tile);
			}
			return tile;
		};
		return Promise.all(subtrees.map((subtree) => subtreeHash(subtree, tileOf)));
	};
}

async function subtreeHash(
	subtree: Subtree,
	tileOf: (level: number, index: number) => Promise<Uint8Array>
): Promise<Uint8Array> {
	const level = Math.floor(subtree.level / 8);
	const width = 2 ** (subtree.level % 8);
	const first = subtree.index * width;
	const index = Math.floor(first / TILE_WIDTH);
	const at = (first % TILE_WIDTH) * HASH_BYTES;
	const bytes = (await tileOf(level, index)).subarray(at, at + width * HASH_BYTES);
	if (bytes.length !== width * HASH_BYTES)
		throw new Error(`tile ${level}/${index} is too short for hash ${first}`);
	return hashRow(bytes, width);
}

/** Leaves side by side, each behind its length in two bytes. */
export function encodeBundle(leaves: readonly string[]): Uint8Array {
	const encoded = leaves.map(utf8);
	const bundle = new Uint8Array(encoded.reduce((sum, leaf) => sum + 2 + leaf.length, 0));
	let at = 0;
	for (const leaf of encoded) {
		if (leaf.length > MAX_LEAF_BYTES) throw new RangeError(`a leaf of ${leaf.length} bytes`);
		bundle[at] = leaf.length >> 8;
		bundle[at + 1] = leaf.length & 0xff;
		bundle.set(leaf, at + 2);
		at += 2 + leaf.length;
	}
	return bundle;
}

export function decodeBundle(bundle: Uint8Array): Result<string[]> {
	const leaves: string[] = [];
	for (let at = 0; at < bundle.length;) {
		const [high, low] = bundle.subarray(at, at + 2);
		if (high === undefined || low === undefined) return bad('a length is cut off');
		const end = at + 2 + high * 256 + low;
		if (end > bundle.length) return bad('a leaf is cut off');
		const leaf = textOf(bundle.subarray(at + 2, end));
		if (leaf === null) return bad('a leaf is not UTF-8 text');
		leaves.push(leaf);
		at = end;
	}
	return leaves.length > TILE_WIDTH ? bad('more than 256 leaves') : good(leaves);
}
