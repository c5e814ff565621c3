import {
	foldPeaks,
	HASH_BYTES,
	hashRow,
	leafHash,
	nodeHash,
	TILE_BYTES,
	TILE_WIDTH
} from './hashing.ts';

/** A full tile: 256 hashes of one tile level, side by side. Tiles never change once full. */
export interface Tile {
	level: number;
	index: number;
	bytes: Uint8Array;
}

/** Where a tree comes back from after a restart. Only full tiles are stored. */
export interface TreeSource {
	size: number;
	readTile(level: number, index: number): Promise<Uint8Array>;
	/** The exact texts of the leaves `from` (inclusive) to `to` (exclusive), at most 255 of them. */
	readLeaves(from: number, to: number): Promise<readonly string[]>;
}

/** The growing tile of one level: `width` hashes are valid, the rest of `bytes` is not. */
interface EdgeTile {
	index: number;
	width: number;
	bytes: Uint8Array;
}

const newEdge = (index: number): EdgeTile => ({
	index,
	width: 0,
	bytes: new Uint8Array(TILE_BYTES)
});

/**
 * An append-only Merkle tree (RFC 6962) that keeps only its right edge: the tiles that are not full
 * yet and the roots of the complete subtrees ("peaks", biggest first). Appending costs two hashes on
 * average, the root at most one hash per peak.
 */
export class Tree {
	#size = 0;
	#peaks: Uint8Array[] = [];
	#edge: EdgeTile[] = [newEdge(0)];
	#full: Tile[] = [];

	static empty(): Tree {
		return new Tree();
	}

	/** Builds the right edge from the store. The caller compares the root with a checkpoint it trusts. */
	static async load(source: TreeSource): Promise<Tree> {
		const { size } = source;
		if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a tree of size ${size}`);
		const tree = new Tree();
		tree.#size = size;
		tree.#edge = [];
		for (let level = 0, count = size; level === 0 || count > 0; level++) {
			const width = count % TILE_WIDTH;
			const edge = newEdge((count - width) / TILE_WIDTH);
			const hashes =
				level === 0
					? await readLeafHashes(source, count - width, count)
					: await readTileRoots(source, level - 1, count - width, count);
			for (const [at, hash] of hashes.entries()) edge.bytes.set(hash, at * HASH_BYTES);
			edge.width = width;
			tree.#edge.push(edge);
			count = edge.index;
		}
		for (const edge of tree.#edge.toReversed()) tree.#peaks.push(...peaksOf(edge));
		return tree;
	}

	get size(): number {
		return this.#size;
	}

	append(leaf: Uint8Array | string): void {
		this.appendHash(leafHash(leaf));
	}

	/** For readers who have the leaf's hash but not the leaf. */
	appendHash(leaf: Uint8Array): void {
		let hash = leaf;
		let height = 0;
		this.#toTile(0, hash);
		// As in counting: each trailing one bit of the size is a peak of that height to join with.
		for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
			hash = nodeHash(this.#peaks.pop() as Uint8Array, hash);
			height++;
			if (height % 8 === 0) this.#toTile(height / 8, hash);
		}
		this.#peaks.push(hash);
		this.#size++;
	}

	root(): Uint8Array {
		return foldPeaks(this.#peaks);
	}

	/** The tiles that became full since the last call, to be stored together with the leaves. */
	drainTiles(): Tile[] {
		const full = this.#full;
		this.#full = [];
		return full;
	}

	/** The first `width` hashes of a tile at the right edge; `null` when they are not there (yet, or any more). */
	partialTile(level: number, index: number, width: number): Uint8Array | null {
		const edge = this.#edge[level];
		if (!edge || edge.index !== index || width < 1 || width > edge.width) return null;
		return edge.bytes.slice(0, width * HASH_BYTES);
	}

	/** An independent tree with the same entries, for trying out appends that may fail to be stored. */
	copy(): Tree {
		const tree = new Tree();
		tree.#size = this.#size;
		tree.#peaks = [...this.#peaks];
		tree.#edge = this.#edge.map((edge) => ({ ...edge, bytes: edge.bytes.slice() }));
		tree.#full = [...this.#full];
		return tree;
	}

	#toTile(level: number, hash: Uint8Array): void {
		const edge = (this.#edge[level] ??= newEdge(0));
		edge.bytes.set(hash, edge.width * HASH_BYTES);
		edge.width++;
		if (edge.width < TILE_WIDTH) return;
		this.#full.push({ level, index: edge.index, bytes: edge.bytes });
		this.#edge[level] = newEdge(edge.index + 1);
	}
}

/** The roots of the complete subtrees in a growing tile, biggest first. */
function peaksOf(edge: EdgeTile): Uint8Array[] {
	const peaks: Uint8Array[] = [];
	let at = 0;
	for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
		if ((edge.width & width) === 0) continue;
		peaks.push(hashRow(edge.bytes.subarray(at * HASH_BYTES), width));
		at += width;
	}
	return peaks;
}

async function readLeafHashes(
	source: TreeSource,
	from: number,
	to: number
): Promise<readonly Uint8Array[]> {
	if (from === to) return [];
	const leaves = await source.readLeaves(from, to);
	if (leaves.length !== to - from)
		throw new Error(`the store has ${leaves.length} of the leaves ${from} to ${to - 1}`);
	return leaves.map((leaf) => leafHash(leaf));
}

async function readTileRoots(
	source: TreeSource,
	level: number,
	from: number,
	to: number
): Promise<readonly Uint8Array[]> {
	const indexes = Array.from({ length: to - from }, (_, at) => from + at);
	return Promise.all(
		indexes.map(async (index) => {
			const tile = await source.readTile(level, index);
			if (tile.length !== TILE_BYTES)
				throw new Error(`tile ${level}/${index} has ${tile.length} bytes instead of ${TILE_BYTES}`);
			return hashRow(tile, TILE_WIDTH);
		})
	);
}

/** The root of a log with exactly these leaves, for small logs and tests of bigger machinery. */
export function rootOf(leaves: Iterable<Uint8Array | string>): Uint8Array {
	const tree = Tree.empty();
	for (const leaf of leaves) tree.append(leaf);
	return tree.root();
}
