import {
	codeOf,
	consistencyProof,
	createSigner,
	openOwn,
	packNote,
	readFromTiles,
	rootAt,
	signCheckpoint,
	Tree
} from '@concordia/transparency';
import { describe, expect, it } from 'vitest';
import { compare, type Own } from './comparison.ts';

const origin = 'workshop.example/s/abcdefghij';
const signer = createSigner(new Uint8Array(32).fill(7), origin);
const log = signer.verifier;

/** A history that a server can prove things of. */
class History {
	readonly #leaves: string[];

	constructor(story: string, common = 0) {
		this.#leaves = Array.from({ length: 50 }, (_, at) => `${at < common ? 'true' : story} ${at}`);
	}

	#tree(size: number): Tree {
		const tree = Tree.empty();
		for (const leaf of this.#leaves.slice(0, size)) tree.append(leaf);
		return tree;
	}

	note(size: number): string {
		return signCheckpoint({ origin, size, root: this.#tree(size).root() }, signer);
	}

	own(size: number): Own {
		const note = this.note(size);
		const opened = openOwn(note, log);
		if (!opened.ok) throw new Error(opened.reason);
		return { note, checkpoint: opened.value };
	}

	/** A server that shows this history. */
	server(size: number) {
		return {
			checkpoint: () => Promise.resolve(this.note(size)),
			grownFrom: async (from: number, to: number) => {
				const tree = this.#tree(to);
				const read = readFromTiles(
					to,
					(level, index, width) => tree.partialTile(level, index, width) as Uint8Array
				);
				return { root: await rootAt(from, read), proof: await consistencyProof(from, to, read) };
			}
		};
	}
}

const truth = new History('true');
const lie = new History('false');
const fork = new History('false', 20);
const code = (history: History, size: number): string => codeOf(history.own(size).checkpoint);
const mine = truth.own(30);
const honest = truth.server(40);

describe('comparing with what somebody else holds', () => {
	it.each([
		['the same code', code(truth, 30), { kind: 'same', size: 30 }],
		['the same note', truth.note(30), { kind: 'same', size: 30 }],
		['an earlier code', code(truth, 12), { kind: 'grown', from: 12, to: 30 }],
		['an earlier note', truth.note(29), { kind: 'grown', from: 29, to: 30 }],
		['a later code', code(truth, 37), { kind: 'grown', from: 30, to: 37 }],
		[
			'a scanned one',
			`https://a/s/x/log#compare=${packNote(truth.note(33), log)}`,
			{ kind: 'grown', from: 30, to: 33 }
		],
		[
			'another code of the same size',
			code(lie, 30),
			{ kind: 'conflict', size: 30, alarm: { kind: 'split', theirs: '' } }
		],
		[
			'another note',
			lie.note(30),
			{ kind: 'conflict', alarm: { kind: 'split', theirs: lie.note(30) } }
		],
		['another code of an earlier size', code(lie, 12), { kind: 'conflict', size: 12 }],
		['a code of before the fork', code(fork, 20), { kind: 'grown', from: 20, to: 30 }],
		['a code of after the fork', code(fork, 21), { kind: 'conflict', size: 21 }],
		['a later note of a fork', fork.note(35), { kind: 'conflict', size: 35 }],
		['a code of more than there is', code(truth, 45), { kind: 'ahead', size: 45, own: 40 }],
		[
			'a signed note of more than there is',
			truth.note(45),
			{ kind: 'conflict', alarm: { kind: 'cut' } }
		],
		['nothing', '', { kind: 'unreadable' }],
		['words', 'hello', { kind: 'unreadable' }]
	])('%s', async (_, given, expected) => {
		expect(await compare(given, mine, log, honest)).toMatchObject(expected);
	});

	it('names another log, and a note that nobody signed', async () => {
		const other = createSigner(new Uint8Array(32), 'elsewhere.example/s/x');
		const root = new Uint8Array(32);
		const foreign = signCheckpoint({ origin: other.name, size: 3, root }, other);
		expect(await compare(foreign, mine, log, honest)).toMatchObject({ kind: 'other-log' });
		const forged = createSigner(new Uint8Array(32), origin);
		const unsigned = signCheckpoint({ origin, size: 30, root }, forged);
		expect(await compare(unsigned, mine, log, honest)).toMatchObject({ kind: 'unsigned' });
	});

	it('does not believe a server that goes on with another history', async () => {
		expect(await compare(code(lie, 35), mine, log, lie.server(40))).toMatchObject({
			kind: 'conflict',
			size: 30
		});
		expect(await compare(code(lie, 12), mine, log, lie.server(40))).toMatchObject({
			kind: 'unknown'
		});
	});

	it('can’t tell without the server', async () => {
		const silent = {
			checkpoint: () => Promise.resolve(null),
			grownFrom: () => Promise.resolve(null)
		};
		expect(await compare(code(truth, 12), mine, log, silent)).toEqual({ kind: 'unknown' });
		expect(await compare(code(truth, 35), mine, log, silent)).toEqual({ kind: 'unknown' });
		expect(await compare(code(truth, 30), mine, log, silent)).toEqual({ kind: 'same', size: 30 });
	});
});
