import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#sha256';
import { fromHex, toBase64, toHex, utf8 } from './bytes.ts';
import { leafHash } from './hashing.ts';
import { createCosigner, cosignNote } from './note.ts';
import { formatPolicy } from './policy.ts';
import { checkInclusion, inclusionProof } from './proof.ts';
import {
	logSigner,
	origin,
	publishedLeaves,
	signerNamed,
	smallSession,
	type FakeSession
} from './testing.ts';
import { readFromTiles } from './tiles.ts';
import {
	formatProofExtra,
	formatTlogProof,
	looksLikeTlogProof,
	parseProofExtra,
	parseTlogProof,
	verifyTlogProof
} from './tlog-proof.ts';
import { rootOf, Tree } from './tree.ts';

const hashOf = (text: string): Uint8Array => sha256(utf8(text));

// transparency-dev/formats, proof/tlog_proof_test.go
describe('a proof of the published format', () => {
	const [one, two] = [hashOf('hash1'), hashOf('hash2')];
	const [first, second] = [toBase64(one), toBase64(two)];

	it('is written as published', () => {
		const proof = { extra: null, index: 5, hashes: [one, two], checkpoint: 'test checkpoint\n' };
		expect(formatTlogProof(proof)).toBe(
			`c2sp.org/tlog-proof@v1\nindex 5\n${first}\n${second}\n\ntest checkpoint\n`
		);
		const extra = utf8('extra information');
		expect(formatTlogProof({ ...proof, extra, index: 10, hashes: [one] })).toBe(
			`c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n${first}\n\ntest checkpoint\n`
		);
		expect(formatTlogProof({ ...proof, index: 0, hashes: [], checkpoint: 'checkpoint\n' })).toBe(
			'c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n'
		);
	});

	// C2SP/C2SP, tlog-proof.md: its example, with the extra data that is cut off there made whole
	it('is read as the specification has it', () => {
		const text = `c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

— example.com/fancylog hI2DJw==
`;
		const proof = parseTlogProof(text);
		if (!proof.ok) throw new Error(proof.reason);
		expect(proof.value.index).toBe(73_894);
		expect(proof.value.hashes.map(toHex)).toHaveLength(5);
		expect(new TextDecoder().decode(proof.value.extra ?? undefined)).toBe(
			'age-v1.2.1-darwin-arm64.tar.gz'
		);
		expect(proof.value.checkpoint.split('\n')[0]).toBe('example.com/fancylog');
		expect(formatTlogProof(proof.value)).toBe(text);
		expect(looksLikeTlogProof(utf8(text))).toBe(true);
		expect(looksLikeTlogProof(utf8('PK'))).toBe(false);
	});

	// transparency-dev/merkle, testonly/constants.go: the eight leaves of certificate transparency
	it('proves what the published tree holds', async () => {
		const leaves = publishedLeaves.map((text) => fromHex(text) as Uint8Array);
		const root = fromHex('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
		const level = [leaves.map(leafHash)];
		const read = readFromTiles(8, () => {
			const [hashes = []] = level;
			return new Uint8Array(hashes.flatMap((hash) => [...hash]));
		});
		for (const [index, leaf] of leaves.entries()) {
			const hashes = await inclusionProof(index, 8, read);
			const text = formatTlogProof({ extra: null, index, hashes, checkpoint: '' });
			const parsed = parseTlogProof(text);
			if (!parsed.ok || !root) throw new Error('unread');
			const claim = { index, size: 8, leaf: leafHash(leaf), root, proof: parsed.value.hashes };
			expect(checkInclusion(claim)).toBe(true);
		}
	});

	it.each([
		['another header', 'c2sp.org/tlog-proof@v2\nindex 0\n\nx\n'],
		['no index', 'c2sp.org/tlog-proof@v1\n\nx\n'],
		['no number', 'c2sp.org/tlog-proof@v1\nindex notanumber\n\nx\n'],
		['a leading zero', 'c2sp.org/tlog-proof@v1\nindex 05\n\nx\n'],
		['a number too large', 'c2sp.org/tlog-proof@v1\nindex 99999999999999999999\n\nx\n'],
		['extra data that is none', 'c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\nx\n'],
		['a short hash', 'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx\n'],
		[
			'hashes without end',
			`c2sp.org/tlog-proof@v1\nindex 0\n${`${'A'.repeat(43)}=\n`.repeat(99)}\nx`
		],
		['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n']
	])('with %s is none', (_name, text) => {
		expect(parseTlogProof(text)).toMatchObject({ ok: false });
		expect(verifyTlogProof(text)).toMatchObject({ ok: false });
	});
});

const policy = formatPolicy([logSigner.verifierKey]);

/** The proof of an entry, as a server gives it out. */
async function proofOf(session: FakeSession, index: number, note = session.checkpoint()) {
	const tree = Tree.empty();
	for (const { leaf } of session.lines) tree.append(leaf);
	const { size } = tree;
	const read = readFromTiles(size, (level, at, width) => {
		const tile = tree.partialTile(level, at, width);
		if (tile === null) throw new Error('a small log has no full tiles');
		return tile;
	});
	const line = session.lines[index];
	if (!line) throw new RangeError(`no entry ${index}`);
	const extra = formatProofExtra({ line, policy });
	return { extra, index, hashes: await inclusionProof(index, size, read), checkpoint: note };
}

describe('the proof of an entry', () => {
	it('is right for every entry, and says what it is', async () => {
		const session = smallSession();
		for (const [index, { leaf, payload }] of session.lines.entries()) {
			const text = formatTlogProof(await proofOf(session, index));
			expect(verifyTlogProof(text, { policy })).toMatchObject({
				ok: true,
				origin,
				size: session.lines.length,
				root: rootOf(session.lines.map((line) => line.leaf)),
				leaf: JSON.parse(leaf) as object,
				payload,
				warnings: []
			});
			expect(verifyTlogProof(text)).toMatchObject({ warnings: [{ code: 'policy-from-proof' }] });
		}
	});

	it('is wrong with any letter of its lines changed', async () => {
		const session = smallSession();
		const text = formatTlogProof(await proofOf(session, 1));
		const [, extraLine] = text.split('\n');
		const passed: unknown[] = [];
		for (let at = 0; at < text.length; at++) {
			const letter = text[at] === 'A' ? 'B' : 'A';
			const changed = text.slice(0, at) + letter + text.slice(at + 1);
			const verdict = verifyTlogProof(changed, { policy });
			if (!verdict.ok) continue;
			const { leaf, payload } = verdict;
			passed.push([leaf.i, leaf.k, payload, changed.split('\n')[1] === extraLine]);
		}
		// Its own key stands in the extra data and was not used; and what stands beside the entry may be left out, as
		// if it had been erased, but is never another.
		const own = [1, 'join', session.lines[1]?.payload, false];
		const left = [1, 'join', null, false];
		expect(
			passed.filter((one) => !isDeepStrictEqual(one, own) && !isDeepStrictEqual(one, left))
		).toEqual([]);
	});

	it('is refused for another entry, another content, another key and too few witnesses', async () => {
		const session = smallSession();
		const proof = await proofOf(session, 1);
		const other = await proofOf(session, 2);
		const verify = (changed: object, trusted = policy) =>
			verifyTlogProof(formatTlogProof({ ...proof, ...changed }), { policy: trusted });
		expect(verify({ extra: other.extra })).toMatchObject({ problem: { code: 'proof-wrong' } });
		expect(verify({ index: 2 })).toMatchObject({ problem: { code: 'proof-wrong' } });
		expect(verify({ hashes: other.hashes })).toMatchObject({ problem: { code: 'proof-wrong' } });
		expect(verify({ extra: null })).toMatchObject({ problem: { code: 'proof-malformed' } });
		const told = parseProofExtra(proof.extra);
		if (!told.ok) throw new Error(told.reason);
		const line = { ...told.value.line, payload: '{"name":"Eve"}' };
		expect(verify({ extra: formatProofExtra({ line, policy }) })).toMatchObject({
			problem: { code: 'payload-changed', entry: 1 }
		});
		const stranger = formatPolicy([signerNamed(origin, 8).verifierKey]);
		expect(verify({}, stranger)).toMatchObject({ problem: { code: 'checkpoint-untrusted' } });
		expect(verify({}, 'nonsense')).toMatchObject({ problem: { code: 'policy-malformed' } });

		const witness = createCosigner(new Uint8Array(32).fill(9), `${origin}/w/1`);
		const groups = [{ organization: 'PN', keys: [witness.verifierKey] }];
		const strict = formatPolicy([logSigner.verifierKey], { groups, quorum: 1 });
		expect(verify({}, strict)).toMatchObject({ problem: { code: 'cosigned-too-few' } });
		const checkpoint = cosignNote(proof.checkpoint, witness, 1_795_000_000);
		expect(verify({ checkpoint }, strict)).toMatchObject({ ok: true, cosigned: [`${origin}/w/1`] });
	});
});
