import {
	consistencyProof,
	createSigner,
	formatAuthorship,
	hashOfList,
	parseLogLine,
	rootOf,
	toBase64,
	toBase64url,
	type Leaf
} from '@concordia/transparency';
import { beforeEach, describe, expect, test } from 'vitest';
import { whoseWord, type Authored } from './authored.ts';
import type { Entry } from './entry.ts';
import { FakeLog, origin } from './testing.ts';

const room = 'abcdefghij';
const hash = 'h'.repeat(43);
const author = createSigner(new Uint8Array(32).fill(3), 'author');
const key = toBase64url(author.verifier.publicKey);

let log: FakeLog;
let change: Leaf;

beforeEach(() => {
	log = new FakeLog();
	log.add('session.open');
	log.add('join', { a: 'p1' });
	log.add('key.add', { a: 'p1', o: [key], n: 0 });
	change = log.add('edit', { a: 'p1', room, seq: 1, h: hash, o: ['note1'], c: ['text'] }).leaf;
});

const leaves = (size: number): string[] =>
	log.lines.slice(0, size).map((line) => {
		const parsed = parseLogLine(line);
		if (!parsed.ok) throw new Error(parsed.reason);
		return parsed.value.leaf;
	});

/** Signs that list of hashes, having seen so much of the log; `claimed` is written over it afterwards. */
function sign(claimed: Partial<Leaf> = {}, size = log.lines.length): void {
	const hashes = [hash];
	const root = toBase64url(rootOf(leaves(size)));
	const said = { origin, participant: 'p1', key, number: 1, room, hashes, size, root };
	const s = toBase64url(author.sign(formatAuthorship(said)));
	const o = ['2', ...hashes];
	log.add('sign', { a: 'p1', room, o, h: hashOfList(hashes), n: 1, w: size, s, ...claimed });
}

const ok = (value: readonly Entry[]) => Promise.resolve({ ok: true, value } as const);

/** What the page says, on the word of a server that gives what was asked for. */
function ask({ late = 60_000, unseen = 0 } = {}): Promise<Authored> {
	const size = log.lines.length - unseen;
	return whoseWord(change, {
		client: {
			matching: (query, from) => {
				const kind = new URLSearchParams(query).get('kind');
				return ok(log.entries(from).filter(({ leaf }) => leaf.k === kind));
			},
			entriesAt: (indexes) => ok(indexes.map((index) => log.entry(index)))
		},
		checkpoint: { origin, size, root: toBase64(rootOf(leaves(size))) },
		grownFrom: async (from, to) => {
			const all = leaves(to);
			const proof = await consistencyProof(from, to, (asked) =>
				asked.map(({ level, index }) =>
					rootOf(all.slice(index * 2 ** level, (index + 1) * 2 ** level))
				)
			);
			return { root: rootOf(all.slice(0, from)), proof };
		},
		now: change.t + late
	});
}

describe('whose word it is that a change is somebody’s', () => {
	test('the author’s, when their key signed it', async () => {
		log.add('edit', { a: 'p1', room, seq: 2, h: 'i'.repeat(43), o: ['note2'], c: ['text'] });
		sign();
		log.add('leave', { a: 'p1' });
		expect(await ask()).toEqual({ kind: 'signed', by: 5 });
	});

	test('the host’s, when nothing signed it in time', async () => {
		expect(await ask({ late: 2000 })).toEqual({ kind: 'soon' });
		expect(await ask()).toEqual({ kind: 'unsigned' });
		sign({ room: 'another' });
		expect(await ask()).toEqual({ kind: 'unsigned' });
	});

	test.each<[string, Partial<Leaf>]>([
		['another number', { n: 2 }],
		['another history', { w: 3 }],
		['another signature', { s: toBase64url(new Uint8Array(64).fill(1)) }],
		['a key that is none', { o: ['1', hash] }],
		['a history that is yet to come', { w: 9 }]
	])('nobody’s, when the signature has %s', async (_, claimed) => {
		sign(claimed);
		expect(await ask()).toEqual({ kind: 'wrong', by: 4 });
	});

	test('a person’s key signs for nobody else', async () => {
		log.add('key.add', { a: 'p2', o: [key], n: 0 });
		sign({ o: ['4', hash] });
		expect(await ask()).toEqual({ kind: 'wrong', by: 5 });
	});

	test('not known, while the signature is under no checkpoint', async () => {
		sign();
		expect(await ask({ unseen: 1 })).toEqual({ kind: 'unknown' });
	});
});
