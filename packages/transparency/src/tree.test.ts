import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { emptyRoot, leafHash, nodeHash, TILE_BYTES, TILE_WIDTH } from './hashing.ts';
import { publishedLeaves } from './testing.ts';
import { rootOf, Tree, type Tile } from './tree.ts';

// The leaves and roots that certificate-transparency implementations have in common.
const knownLeaves = publishedLeaves.map((hex) => fromHex(hex) as Uint8Array);
const knownRoots = [
	'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
];

const leaf = (index: number) => `leaf ${index}`;
const leavesTo = (size: number) => Array.from({ length: size }, (_, index) => leaf(index));

/** RFC 6962 §2.1, word for word. */
function definition(leaves: readonly string[]): Uint8Array {
	if (leaves.length === 0) return emptyRoot;
	if (leaves.length === 1) return leafHash(leaves[0] as string);
	let split = 1;
	while (split * 2 < leaves.length) split *= 2;
	return nodeHash(definition(leaves.slice(0, split)), definition(leaves.slice(split)));
}

/** Keeps the leaves and full tiles that a tree gives off, as a store would. */
class Stored {
	readonly leaves: string[] = [];
	readonly tiles = new Map<string, Uint8Array>();

	grow(tree: Tree, to: number): void {
		while (tree.size < to) {
			this.leaves.push(leaf(tree.size));
			tree.append(leaf(tree.size));
			for (const tile of tree.drainTiles()) this.keep(tile);
		}
	}

	keep({ level, index, bytes }: Tile): void {
		if (this.tiles.has(`${level}/${index}`)) throw new Error('a full tile came twice');
		this.tiles.set(`${level}/${index}`, bytes.slice());
	}

	load(size: number): Promise<Tree> {
		return Tree.load({
			size,
			readTile: (level, index) => {
				const tile = this.tiles.get(`${level}/${index}`);
				return tile
					? Promise.resolve(tile)
					: Promise.reject(new Error(`no tile ${level}/${index}`));
			},
			readLeaves: (from, to) => Promise.resolve(this.leaves.slice(from, to))
		});
	}
}

describe('tree', () => {
	it('has the published roots', () => {
		const roots = knownRoots.map((_, size) => toHex(rootOf(knownLeaves.slice(0, size))));
		expect(roots).toEqual(knownRoots);
	});

	it('has the root of the definition at every size to 300', () => {
		const tree = Tree.empty();
		for (let size = 0; size <= 300; size++) {
			expect(toHex(tree.root())).toBe(toHex(definition(leavesTo(size))));
			tree.append(leaf(size));
		}
	});

	it(
		'comes back from full tiles and the last leaves at every size to 100 and around full tiles',
		{ timeout: 60_000 },
		async () => {
			const stored = new Stored();
			const tree = Tree.empty();
			const sizes = [
				...Array(101).keys(),
				255,
				256,
				257,
				511,
				512,
				513,
				65_535,
				65_536,
				65_537,
				66_000
			];
			for (const size of sizes) {
				stored.grow(tree, size);
				const loaded = await stored.load(size);
				expect(loaded.size).toBe(size);
				expect(toHex(loaded.root())).toBe(toHex(tree.root()));
				loaded.append('next');
				const grown = tree.copy();
				grown.append('next');
				expect(toHex(loaded.root())).toBe(toHex(grown.root()));
				expect(loaded.drainTiles().map((tile) => [tile.level, tile.index])).toEqual(
					grown.drainTiles().map((tile) => [tile.level, tile.index])
				);
			}
			expect(stored.tiles.size).toBe(257 + 1);
		}
	);

	it('gives off each full tile once, with the hashes of its level', () => {
		const stored = new Stored();
		stored.grow(Tree.empty(), TILE_WIDTH * TILE_WIDTH);
		const first = stored.tiles.get('0/3') as Uint8Array;
		expect(first.length).toBe(TILE_BYTES);
		expect(toHex(first.subarray(32, 64))).toBe(toHex(leafHash(leaf(3 * TILE_WIDTH + 1))));
		const above = stored.tiles.get('1/0') as Uint8Array;
		const third = rootOf(stored.leaves.slice(3 * TILE_WIDTH, 4 * TILE_WIDTH));
		expect(toHex(above.subarray(3 * 32, 4 * 32))).toBe(toHex(third));
		expect(stored.tiles.size).toBe(257);
	});

	it('gives the partial tiles of its right edge and no others', () => {
		const tree = Tree.empty();
		new Stored().grow(tree, 600);
		expect(tree.partialTile(0, 2, 88)?.length).toBe(88 * 32);
		expect(toHex((tree.partialTile(0, 2, 1) as Uint8Array).slice(0, 32))).toBe(
			toHex(leafHash(leaf(512)))
		);
		expect(tree.partialTile(1, 0, 2)?.length).toBe(2 * 32);
		expect(tree.partialTile(0, 2, 89)).toBeNull();
		expect(tree.partialTile(0, 1, 10)).toBeNull();
		expect(tree.partialTile(2, 0, 1)).toBeNull();
	});

	it('can be copied, and the copy goes its own way', () => {
		const tree = Tree.empty();
		new Stored().grow(tree, 255);
		const before = toHex(tree.root());
		const copy = tree.copy();
		copy.append('elsewhere');
		expect(copy.drainTiles()).toHaveLength(1);
		expect(toHex(tree.root())).toBe(before);
		expect(tree.drainTiles()).toHaveLength(0);
		tree.append(leaf(255));
		expect(toHex(tree.root())).toBe(toHex(definition(leavesTo(256))));
	});

	it('refuses to load from a store with too few leaves or a cut tile', async () => {
		const stored = new Stored();
		stored.grow(Tree.empty(), 300);
		stored.leaves.pop();
		await expect(stored.load(300)).rejects.toThrow('43 of the leaves 256 to 299');
		stored.tiles.set('0/0', new Uint8Array(32));
		await expect(stored.load(299)).rejects.toThrow('tile 0/0 has 32 bytes');
	});
});
