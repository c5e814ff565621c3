import { describe, expect, it } from 'vitest';
import { signCheckpoint } from './checkpoint.ts';
import { codeOf, isHanded, packNote, readHanded } from './code.ts';
import { cosignNote, createCosigner, openNote } from './note.ts';
import { consistencyProof, type HashReader } from './proof.ts';
import { readFromTiles } from './tiles.ts';
import { logSigner, origin, readCheckpoint, saltOf, signerNamed } from './testing.ts';
import { Tree } from './tree.ts';
import {
	considerProposal,
	cosignatureLine,
	formatProposal,
	parseProposal,
	withoutCosignatures,
	type Proposal
} from './witness.ts';

/** A log of so many entries; `story` makes another one. */
class FakeLog {
	readonly #leaves: string[];

	constructor(story: string, size: number, from?: { log: FakeLog; size: number }) {
		this.#leaves = Array.from({ length: size }, (_, at) =>
			from !== undefined && at < from.size ? from.log.leaf(at) : `${story} ${at}`
		);
	}

	leaf(at: number): string {
		return this.#leaves[at] as string;
	}

	note(size: number, signer = logSigner): string {
		return signCheckpoint({ origin: signer.name, size, root: this.#tree(size).root() }, signer);
	}

	async propose(older: number, size: number): Promise<Proposal> {
		const tree = this.#tree(size);
		const read: HashReader = readFromTiles(
			size,
			(level, index, width) => tree.partialTile(level, index, width) as Uint8Array
		);
		const proof = older > size ? [] : await consistencyProof(older, size, read);
		return { older, proof, note: this.note(size) };
	}

	#tree(size: number): Tree {
		const tree = Tree.empty();
		for (const leaf of this.#leaves.slice(0, size)) tree.append(leaf);
		return tree;
	}
}

const log = new FakeLog('true', 40);
const other = new FakeLog('false', 40);
const fork = new FakeLog('fork', 40, { log, size: 10 });
const key = logSigner.verifier;

describe('a witness', () => {
	it('follows a log from its first sight through every size', async () => {
		let seen: string | null = null;
		let size = 0;
		for (const next of [1, 2, 3, 7, 8, 9, 16, 31, 40]) {
			const answer = considerProposal(await log.propose(size, next), seen, key);
			expect(answer).toMatchObject({ kind: 'grown', checkpoint: { size: next } });
			seen = log.note(next);
			size = next;
		}
	});

	it('says where it stands when the proof begins elsewhere', async () => {
		for (const older of [0, 5, 11]) {
			expect(considerProposal(await log.propose(older, 20), log.note(10), key)).toEqual({
				kind: 'elsewhere',
				size: 10
			});
		}
		expect(considerProposal(await log.propose(5, 20), null, key)).toEqual({
			kind: 'elsewhere',
			size: 0
		});
	});

	it('takes the same checkpoint again, wherever the proof begins', async () => {
		for (const older of [0, 10, 20])
			expect(considerProposal(await log.propose(older, 20), log.note(20), key).kind).toBe('same');
	});

	it('turns away what the log did not sign under its own name', async () => {
		const proposal = await log.propose(0, 20);
		const foreign = signerNamed(origin, 8);
		const renamed = signerNamed('elsewhere.example/s/abcdefghij', 7);
		for (const note of [log.note(20, foreign), log.note(20, renamed), 'no note at all']) {
			expect(considerProposal({ ...proposal, note }, null, key).kind).toBe('foreign');
			expect(considerProposal({ ...proposal, note }, log.note(10), key).kind).toBe('foreign');
		}
	});

	it.each([
		['two histories of one size', 'split', other, 10],
		['a history that is not the continuation', 'rewritten', other, 20],
		['a branch', 'rewritten', fork, 20],
		['fewer entries than before', 'cut', log, 9]
	] as const)('keeps both notes of %s', async (_, kind, liar, size) => {
		const seen = log.note(liar === fork ? 15 : 10);
		const answer = considerProposal(await liar.propose(liar === fork ? 15 : 10, size), seen, key);
		expect(answer).toEqual({
			kind: 'conflict',
			conflict: { kind, mine: seen, theirs: liar.note(size) }
		});
	});

	it('refuses a proof with any hash changed, added or left out', async () => {
		const proposal = await log.propose(10, 33);
		const { proof } = proposal;
		expect(considerProposal(proposal, log.note(10), key).kind).toBe('grown');
		const bad = proof.flatMap((_, at) => [
			proof.with(at, saltOf(3)),
			proof.toSpliced(at, 1),
			proof.toSpliced(at, 0, saltOf(3))
		]);
		for (const changed of bad)
			expect(considerProposal({ ...proposal, proof: changed }, log.note(10), key).kind).toBe(
				'conflict'
			);
	});

	it('reads a proposal as it was written, and nothing else', async () => {
		for (const older of [0, 3, 40]) {
			const proposal = await log.propose(older, 40);
			expect(parseProposal(formatProposal(proposal))).toEqual({ ok: true, value: proposal });
		}
		for (const text of [
			'',
			'old 1',
			'new 1\n\nx',
			'old 01\n\nx',
			'old 1\nAAAA\n\nx',
			'old -1\n\nx'
		])
			expect(parseProposal(text).ok).toBe(false);
		const hash = `${'A'.repeat(43)}=\n`;
		expect(parseProposal(`old 1\n${hash.repeat(63)}\nx`).ok).toBe(true);
		expect(parseProposal(`old 1\n${hash.repeat(64)}\nx`).ok).toBe(false);
	});

	it('adds a line that readers of cosignatures understand', async () => {
		const cosigner = createCosigner(saltOf(9), `${origin}/w/1`);
		const note = log.note(7);
		const kept = {
			verifier: cosigner.verifier,
			// What a cosigner signs is known from its own line.
			sign: () => Promise.resolve(cosigner.cosign(note.split('\n\n')[0] + '\n', 1234).subarray(8))
		};
		const cosigned = `${note}${await cosignatureLine(note, kept, 1234)}\n`;
		expect(cosigned).toBe(cosignNote(note, cosigner, 1234));
		expect(openNote(cosigned, [cosigner.verifier])).toMatchObject({
			value: { verified: [{ time: 1234 }] }
		});
		expect(withoutCosignatures(cosigned, key)).toBe(note);
	});
});

describe('a checkpoint that is read aloud', () => {
	const note = log.note(33);
	const checkpoint = readCheckpoint(note);
	const code = codeOf(checkpoint);

	it('has a code that says its size and differs for every history', () => {
		expect(code).toMatch(/^33(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
		const codes = [log, other, fork].flatMap((one) =>
			Array.from({ length: 40 }, (_, at) => codeOf(readCheckpoint(one.note(at + 1))))
		);
		expect(new Set(codes).size).toBe(120 - 10);
	});

	it.each([
		['as it is shown', code],
		['in small letters with spaces', code.toLowerCase().replaceAll('-', ' ')],
		['with letters that sound alike', code.replaceAll('0', 'O').replaceAll('1', 'l')],
		['as the note', note],
		['as a note with other ends of lines', note.replaceAll('\n', '\r\n')],
		['out of a QR code', `https://a.example/s/x/log#compare=${packNote(note, key)}`]
	])('is recognised %s', (_, text) => {
		const handed = readHanded(text, key);
		expect(handed.ok && isHanded(handed.value, checkpoint)).toBe(true);
		expect(handed.ok && isHanded(handed.value, readCheckpoint(other.note(33)))).toBe(false);
		expect(handed.ok && isHanded(handed.value, readCheckpoint(log.note(32)))).toBe(false);
	});

	it('comes out of a QR code with the signature of the log', () => {
		const handed = readHanded(packNote(note, key), key);
		expect(handed).toMatchObject({ ok: true, value: { kind: 'note', note } });
	});

	it.each([
		'',
		'abc',
		'33',
		`${code}X`,
		code.slice(0, -1),
		'33-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU',
		'\n\n'
	])('is not seen in %j', (text) => {
		expect(readHanded(text, key).ok).toBe(false);
	});
});
