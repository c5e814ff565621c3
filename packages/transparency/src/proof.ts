// Proofs of RFC 6962 §2.1.1 and §2.1.2; their checks follow RFC 9162 §2.1.3.2 and §2.1.4.2.
import { equalBytes } from './bytes.ts';
import { foldPeaks, HASH_BYTES, nodeHash } from './hashing.ts';

/** The complete subtree over the leaves `index * 2^level` to `(index + 1) * 2^level - 1`. */
export interface Subtree {
	level: number;
	index: number;
}

/** Answers with the root of each asked subtree, in the order asked. Everything is asked for at once. */
export type HashReader = (
	subtrees: readonly Subtree[]
) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;

type Range = readonly [from: number, to: number];

/** Shows that the leaf `index` is in the tree of `size` leaves. */
export async function inclusionProof(
	index: number,
	size: number,
	read: HashReader
): Promise<Uint8Array[]> {
	if (!(Number.isSafeInteger(size) && index >= 0 && index < size))
		throw new RangeError(`leaf ${index} of a tree of ${size}`);
	return readRanges(inclusionRanges(index, 0, size), read);
}

/** Shows that the tree of `older` leaves is the beginning of the tree of `newer` leaves. */
export async function consistencyProof(
	older: number,
	newer: number,
	read: HashReader
): Promise<Uint8Array[]> {
	if (!(Number.isSafeInteger(newer) && older >= 0 && older <= newer))
		throw new RangeError(`a tree of ${older} inside a tree of ${newer}`);
	if (older === 0 || older === newer) return [];
	return readRanges(consistencyRanges(older, 0, newer, true), read);
}

/** The root of the first `size` leaves. */
export async function rootAt(size: number, read: HashReader): Promise<Uint8Array> {
	return foldPeaks(await read(completeSubtrees([0, size])));
}

export interface InclusionClaim {
	index: number;
	size: number;
	leaf: Uint8Array;
	root: Uint8Array;
	proof: readonly Uint8Array[];
}

export function checkInclusion({ index, size, leaf, root, proof }: InclusionClaim): boolean {
	if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
		return false;
	if (!areHashes(leaf, ...proof)) return false;
	let node = index;
	let last = size - 1;
	let hash = leaf;
	for (const sibling of proof) {
		if (last === 0) return false;
		if (node % 2 === 1 || node === last) {
			hash = nodeHash(sibling, hash);
			while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
		} else {
			hash = nodeHash(hash, sibling);
		}
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && equalBytes(hash, root);
}

export interface ConsistencyClaim {
	older: number;
	newer: number;
	olderRoot: Uint8Array;
	newerRoot: Uint8Array;
	proof: readonly Uint8Array[];
}

/** An empty log is the beginning of every log; any other claim needs the proof to give both roots. */
export function checkConsistency(claim: ConsistencyClaim): boolean {
	const { older, newer, olderRoot, newerRoot, proof } = claim;
	if (!Number.isSafeInteger(older) || !Number.isSafeInteger(newer)) return false;
	if (older < 0 || older > newer) return false;
	if (older === newer) return proof.length === 0 && equalBytes(olderRoot, newerRoot);
	if (older === 0) return proof.length === 0;
	if (!areHashes(olderRoot, ...proof)) return false;
	let node = older - 1;
	let last = newer - 1;
	while (node % 2 === 1) [node, last] = [half(node), half(last)];
	// When the older tree is one complete subtree the proof leaves its root out.
	const hashes = isPowerOfTwo(older) ? [olderRoot, ...proof] : [...proof];
	const seed = hashes.shift();
	if (!seed || hashes.length === 0) return false;
	let old = seed;
	let now = seed;
	for (const hash of hashes) {
		if (last === 0) return false;
		if (node % 2 === 1 || node === last) {
			old = nodeHash(hash, old);
			now = nodeHash(hash, now);
			while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
		} else {
			now = nodeHash(now, hash);
		}
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && equalBytes(old, olderRoot) && equalBytes(now, newerRoot);
}

/** Hashing takes for granted that its two inputs are hashes; what comes from outside may be anything. */
function areHashes(...hashes: readonly Uint8Array[]): boolean {
	return hashes.every((hash) => hash.length === HASH_BYTES);
}

const half = (n: number) => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
	return n === 1 || n === 2 * splitOf(n);
}

/** The largest power of two below `n` (n > 1): where RFC 6962 splits a range. */
function splitOf(n: number): number {
	let power = 1;
	while (power * 2 < n) power *= 2;
	return power;
}

function inclusionRanges(index: number, from: number, to: number): Range[] {
	if (to - from === 1) return [];
	const middle = from + splitOf(to - from);
	return index < middle
		? [...inclusionRanges(index, from, middle), [middle, to]]
		: [...inclusionRanges(index, middle, to), [from, middle]];
}

/** `whole`: the older tree ends exactly here, so the verifier knows this range's hash already. */
function consistencyRanges(older: number, from: number, to: number, whole: boolean): Range[] {
	if (older === to) return whole ? [] : [[from, to]];
	const middle = from + splitOf(to - from);
	return older <= middle
		? [...consistencyRanges(older, from, middle, whole), [middle, to]]
		: [...consistencyRanges(older, middle, to, false), [from, middle]];
}

/** The complete subtrees that make up a range of the recursion, biggest first. */
function completeSubtrees([from, to]: Range): Subtree[] {
	const subtrees: Subtree[] = [];
	for (let at = from; at < to;) {
		let level = 0;
		while (at + 2 ** (level + 1) <= to) level++;
		subtrees.push({ level, index: at / 2 ** level });
		at += 2 ** level;
	}
	return subtrees;
}

async function readRanges(ranges: readonly Range[], read: HashReader): Promise<Uint8Array[]> {
	const wanted = ranges.map((range) => completeSubtrees(range));
	const hashes = await read(wanted.flat());
	if (hashes.length !== wanted.flat().length)
		throw new Error(`asked for ${wanted.flat().length} hashes, got ${hashes.length}`);
	let at = 0;
	return wanted.map((subtrees) => foldPeaks(hashes.slice(at, (at += subtrees.length))));
}
