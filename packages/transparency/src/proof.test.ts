import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { leafHash, TILE_BYTES } from './hashing.ts';
import {
	checkConsistency,
	checkInclusion,
	consistencyProof,
	inclusionProof,
	rootAt,
	type HashReader
} from './proof.ts';
import { flip } from './testing.ts';
import { readFromTiles } from './tiles.ts';
import { rootOf, Tree } from './tree.ts';

/** Sizes up to which every lie is tried, and up to which every hash is changed: past the first full tile. */
const SIZE = 104;
const PAST_A_TILE = 257;
/** Takes some seconds on a quiet machine; tests run on busy ones too. */
const exhaustive = { timeout: 60_000 };
const leaves = Array.from({ length: PAST_A_TILE }, (_, index) => `leaf ${index}`);
const roots = Array.from({ length: PAST_A_TILE + 1 }, (_, size) => rootOf(leaves.slice(0, size)));
const root = (size: number) => roots[size] as Uint8Array;

/** Answers from the leaves themselves. */
function readFrom(all: readonly (string | Uint8Array)[]): HashReader {
	const known = new Map<string, Uint8Array>();
	return (subtrees) =>
		subtrees.map(({ level, index }) => {
			const key = `${level}/${index}`;
			const hash =
				known.get(key) ?? rootOf(all.slice(index * 2 ** level, (index + 1) * 2 ** level));
			known.set(key, hash);
			return hash;
		});
}

const read = readFrom(leaves);
const hexes = async (proof: Promise<Uint8Array[]>) => (await proof).map(toHex);

describe('inclusion', () => {
	it(
		'is shown for every leaf of every size, and every changed hash is refused',
		exhaustive,
		async () => {
			const wrong: string[] = [];
			for (let size = 1; size <= SIZE; size++) {
				for (let index = 0; index < size; index++) {
					const proof = await inclusionProof(index, size, read);
					const claim = {
						index,
						size,
						leaf: leafHash(leaves[index] as string),
						root: root(size),
						proof
					};
					if (!checkInclusion(claim)) wrong.push(`leaf ${index} of ${size} is not shown`);
					const lies = [
						...proof.map((hash, at) => ({
							...claim,
							proof: proof.with(at, flip(hash, size % 32))
						})),
						...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
						{ ...claim, proof: [...proof, root(size)] },
						{ ...claim, leaf: flip(claim.leaf, 0) },
						{ ...claim, root: flip(claim.root, 31) },
						{ ...claim, index: index + size },
						{ ...claim, index: -1 - index },
						{ ...claim, index: index + 0.5 }
					];
					for (const lie of lies)
						if (checkInclusion(lie)) wrong.push(`a lie about leaf ${index} of ${size} passed`);
				}
			}
			expect(wrong).toEqual([]);
		}
	);

	it(
		'past a full tile is shown for every leaf of every size, and every changed hash is refused',
		exhaustive,
		async () => {
			const wrong: string[] = [];
			for (let size = SIZE + 1; size <= PAST_A_TILE; size++) {
				for (let index = 0; index < size; index++) {
					const proof = await inclusionProof(index, size, read);
					const leaf = leafHash(leaves[index] as string);
					const claim = { index, size, leaf, root: root(size), proof };
					if (!checkInclusion(claim)) wrong.push(`leaf ${index} of ${size} is not shown`);
					for (const [at, hash] of proof.entries()) {
						const lie = { ...claim, proof: proof.with(at, flip(hash, index % 32)) };
						if (checkInclusion(lie)) wrong.push(`hash ${at} of leaf ${index} of ${size}`);
					}
				}
			}
			expect(wrong).toEqual([]);
		}
	);

	it('of a leaf under another index is refused', exhaustive, async () => {
		for (let size = 2; size <= 40; size++) {
			for (let index = 0; index < size; index++) {
				const proof = await inclusionProof(index, size, read);
				for (let other = 0; other < size; other++) {
					const leaf = leafHash(leaves[index] as string);
					const claim = { index: other, size, leaf, root: root(size), proof };
					expect(checkInclusion(claim)).toBe(other === index);
				}
			}
		}
	});

	it('has the published proofs', async () => {
		const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map(
			(hex) => fromHex(hex) as Uint8Array
		);
		known.push(fromHex('606162636465666768696a6b6c6d6e6f') as Uint8Array);
		const readKnown = readFrom(known);
		expect(await hexes(inclusionProof(0, 8, readKnown))).toEqual([
			'96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
			'5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
			'6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
		]);
		expect(await hexes(consistencyProof(6, 8, readKnown))).toEqual([
			'0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
			'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
			'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'
		]);
	});
});

describe('consistency', () => {
	it(
		'is shown for every pair of sizes, and every changed hash is refused',
		exhaustive,
		async () => {
			const wrong: string[] = [];
			for (let newer = 1; newer <= SIZE; newer++) {
				for (let older = 0; older <= newer; older++) {
					const proof = await consistencyProof(older, newer, read);
					const claim = { older, newer, olderRoot: root(older), newerRoot: root(newer), proof };
					if (!checkConsistency(claim)) wrong.push(`${older} in ${newer} is not shown`);
					const lies = [
						...proof.map((hash, at) => ({ ...claim, proof: proof.with(at, flip(hash, at)) })),
						...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
						{ ...claim, proof: [...proof, root(newer)] },
						...(older > 0
							? [
									{ ...claim, olderRoot: flip(root(older), 3) },
									{ ...claim, newerRoot: flip(root(newer), 3) }
								]
							: []),
						{ ...claim, older: newer + 1 }
					];
					for (const lie of lies)
						if (checkConsistency(lie)) wrong.push(`a lie about ${older} in ${newer} passed`);
				}
			}
			expect(wrong).toEqual([]);
		}
	);

	it(
		'past a full tile is shown for every pair of sizes, and a changed hash is refused',
		exhaustive,
		async () => {
			const wrong: string[] = [];
			for (let newer = SIZE + 1; newer <= PAST_A_TILE; newer++) {
				for (let older = 1; older <= newer; older++) {
					const proof = await consistencyProof(older, newer, read);
					const claim = { older, newer, olderRoot: root(older), newerRoot: root(newer), proof };
					if (!checkConsistency(claim)) wrong.push(`${older} in ${newer} is not shown`);
					if (proof.length === 0) continue;
					const at = (older + newer) % proof.length;
					const changed = proof.with(at, flip(proof[at] as Uint8Array, older % 32));
					if (checkConsistency({ ...claim, proof: changed }))
						wrong.push(`hash ${at} of ${older} in ${newer}`);
				}
			}
			expect(wrong).toEqual([]);
		}
	);

	it('of a rewritten log is refused', async () => {
		const rewritten = leaves.with(5, 'another');
		const readRewritten = readFrom(rewritten);
		for (let older = 6; older < 40; older++) {
			const claim = {
				older,
				newer: 40,
				olderRoot: root(older),
				newerRoot: rootOf(rewritten.slice(0, 40)),
				proof: await consistencyProof(older, 40, readRewritten)
			};
			expect(checkConsistency(claim)).toBe(false);
		}
	});
});

describe('proofs from tiles', () => {
	it('ask only for tiles of the log’s size and give its root', exhaustive, async () => {
		const size = 70_000;
		const tree = Tree.empty();
		const tiles = new Map<string, Uint8Array>();
		for (let index = 0; index < size; index++) tree.append(`leaf ${index}`);
		for (const { level, index, bytes } of tree.drainTiles()) tiles.set(`${level}/${index}`, bytes);
		const reader = readFromTiles(size, (level, index, width) => {
			const tile =
				width === 256 ? tiles.get(`${level}/${index}`) : tree.partialTile(level, index, width);
			if (!tile) throw new Error(`asked for tile ${level}/${index} of width ${width}`);
			return tile;
		});
		expect(toHex(await rootAt(size, reader))).toBe(toHex(tree.root()));
		for (const index of [0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999]) {
			const proof = await inclusionProof(index, size, reader);
			const leaf = leafHash(`leaf ${index}`);
			expect(checkInclusion({ index, size, leaf, root: tree.root(), proof })).toBe(true);
		}
	});

	it('fail loudly when a tile is too short', async () => {
		const reader = readFromTiles(256, () => new Uint8Array(TILE_BYTES / 2));
		await expect(inclusionProof(0, 256, reader)).rejects.toThrow('too short');
	});

	it('are refused for leaves and sizes that cannot be', async () => {
		await expect(inclusionProof(3, 3, read)).rejects.toThrow(RangeError);
		await expect(inclusionProof(-1, 3, read)).rejects.toThrow(RangeError);
		await expect(consistencyProof(4, 3, read)).rejects.toThrow(RangeError);
	});
});
