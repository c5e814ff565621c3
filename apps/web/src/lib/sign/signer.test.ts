import {
	decodeSign,
	encodeRefused,
	encodeSaved,
	encodeSigned,
	type Sign
} from '@concordia/protocol';
import {
	createSigner,
	fromBase64url,
	hashBytes,
	isSignedBy,
	toBase64url
} from '@concordia/transparency';
import { describe, expect, it } from 'vitest';
import { Signer, type KeptSigning, type Line, type SeenCheckpoint } from './signer.ts';

const key = createSigner(new Uint8Array(32).fill(5), 'author');
const { publicKey } = key.verifier;
const hashes = Array.from({ length: 1200 }, (_, at) => hashBytes(Uint8Array.of(at >> 8, at & 255)));
const [a, b, c] = hashes as [string, string, string];

/** A page and its server, whose clock the test moves. */
class Desk {
	time = 0;
	kept: KeptSigning = { number: 0, pending: [] };
	checkpoint: SeenCheckpoint | null = null;
	maySign = true;
	readonly alarms: string[] = [];
	readonly got: Sign[] = [];
	line = this.newLine();
	signer: Signer;

	constructor(kept?: KeptSigning) {
		if (kept) this.kept = kept;
		this.signer = this.open();
	}

	/** The page, or the next one that finds what this one has kept. */
	open(): Signer {
		this.line = this.newLine();
		this.signer = new Signer(
			{ origin: 'h/s/x', participant: 'p1', room: 'x', key: publicKey, kept: this.kept },
			{
				now: () => this.time,
				sign: (text) => Promise.resolve(key.sign(text)),
				checkpoint: () => this.checkpoint,
				maySign: () => this.maySign,
				keep: (kept) => (this.kept = kept),
				alarm: (what) => this.alarms.push(what)
			}
		);
		this.signer.connected(this.line);
		return this.signer;
	}

	newLine(): Line {
		return {
			isOpen: true,
			send: (bytes) => {
				const sign = decodeSign(bytes);
				if (!sign.ok) throw new Error(sign.reason);
				this.got.push(sign.value);
			}
		};
	}

	async pass(ms: number): Promise<void> {
		for (const end = this.time + ms; this.time < end; this.time += 250) await this.signer.tick();
	}

	answer(number: number, code = ''): void {
		this.signer.heard(this.line, encodeSigned({ key: publicKey, number, code }));
	}

	saved(count: number): void {
		this.signer.heard(this.line, encodeSaved({ count, seq: count }));
	}

	/** Numbers and hashes of what was signed, after checking each signature. */
	get signed(): [number, ...string[]][] {
		return this.got.map(({ number, hashes: listed, size, root, signature }) => {
			const texts = listed.map(toBase64url);
			const authorship = {
				origin: 'h/s/x',
				participant: 'p1',
				key: toBase64url(publicKey),
				number,
				room: number === 0 ? null : 'x',
				hashes: texts,
				size,
				root: root && toBase64url(root)
			};
			if (!isSignedBy(authorship, signature, publicKey)) throw new Error(`${number} is not signed`);
			return [number, ...texts];
		});
	}
}

async function ready(kept?: KeptSigning): Promise<Desk> {
	const desk = new Desk(kept);
	await desk.pass(250);
	desk.answer(kept?.number ?? 0);
	return desk;
}

describe('a page that signs', () => {
	it('makes its key known first, then signs what was saved, many updates at a time', async () => {
		const desk = await ready();
		expect(desk.signed).toEqual([[0]]);
		desk.checkpoint = { size: 9, root: fromBase64url(c) ?? new Uint8Array() };
		desk.signer.sent(desk.line, 1, a);
		desk.signer.sent(desk.line, 2, b);
		await desk.pass(500);
		expect(desk.got).toHaveLength(1);
		desk.saved(2);
		await desk.pass(500);
		expect(desk.signed.slice(1)).toEqual([[1, a, b]]);
		expect(desk.got[1]).toMatchObject({ size: 9 });
		desk.answer(1);
		expect(desk.kept).toEqual({ number: 1, pending: [] });
		expect(desk.signer.isDone).toBe(true);
	});

	it('signs one batch at a time and each within two seconds', async () => {
		const desk = await ready();
		for (const [at, hash] of hashes.entries()) desk.signer.sent(desk.line, at + 1, hash);
		desk.saved(1200);
		await desk.pass(5000);
		expect(desk.got).toHaveLength(2);
		desk.answer(1);
		await desk.pass(2000);
		desk.answer(2);
		await desk.pass(2250);
		desk.answer(3);
		expect(desk.got.map(({ number, hashes: { length } }) => [number, length])).toEqual([
			[0, 0],
			[1, 500],
			[2, 500],
			[3, 200]
		]);
		expect(desk.kept).toEqual({ number: 3, pending: [] });
	});

	it('leaves out what was refused', async () => {
		const desk = await ready();
		desk.signer.sent(desk.line, 1, a);
		desk.signer.sent(desk.line, 2, b);
		desk.signer.heard(
			desk.line,
			encodeRefused({ count: 1, code: 'locked', detail: '', items: [] })
		);
		desk.saved(2);
		await desk.pass(2500);
		expect(desk.signed.at(-1)).toEqual([1, b]);
	});

	it('does not wait for ever for the word that something was saved', async () => {
		const desk = await ready();
		desk.signer.sent(desk.line, 1, a);
		await desk.pass(4000);
		expect(desk.got).toHaveLength(1);
		await desk.pass(2000);
		expect(desk.signed.at(-1)).toEqual([1, a]);
	});

	it('signs at once when the page goes', async () => {
		const desk = await ready();
		desk.signer.sent(desk.line, 1, a);
		await desk.signer.tick(true);
		expect(desk.signed.at(-1)).toEqual([1, a]);
	});

	it('signs on the next connection what the last one carried, once', async () => {
		const desk = await ready();
		desk.signer.sent(desk.line, 1, a);
		desk.line = desk.newLine();
		desk.signer.connected(desk.line);
		await desk.pass(500);
		desk.answer(0);
		await desk.pass(500);
		expect(desk.signed).toEqual([[0], [0], [1, a]]);
		desk.answer(1);
		await desk.pass(5000);
		expect(desk.got).toHaveLength(3);
	});

	it('asks again when no answer comes, and learns that the signature was stored', async () => {
		const desk = await ready();
		desk.signer.sent(desk.line, 1, a);
		desk.saved(1);
		await desk.pass(11_000);
		expect(desk.signed).toEqual([[0], [1, a], [0]]);
		desk.answer(1);
		expect(desk.kept.number).toBe(1);
	});

	it('signs later what a page that was killed had sent, with the same key', async () => {
		const first = await ready();
		first.signer.sent(first.line, 1, a);
		first.saved(1);
		await first.pass(500);
		first.answer(1);
		first.signer.sent(first.line, 2, b);
		expect(first.kept).toEqual({ number: 1, pending: [b] });
		first.open();
		await first.pass(250);
		first.answer(1);
		await first.pass(500);
		expect(first.signed.at(-1)).toEqual([2, b]);
	});

	it('goes on from the number the server has when its own word was lost', async () => {
		const desk = await ready();
		desk.signer.sent(desk.line, 1, a);
		desk.saved(1);
		await desk.pass(500);
		desk.answer(0, 'out-of-order');
		await desk.pass(2000);
		expect(desk.signed.at(-1)).toEqual([1, a]);
		desk.answer(4, 'out-of-order');
		await desk.pass(2000);
		expect(desk.kept).toEqual({ number: 4, pending: [] });
	});

	it.each([
		['has fewer of its signatures than before', 3, ''],
		['does not know its key any more', 0, 'key-unknown']
	])('raises the alarm when the server %s', async (_name, number, code) => {
		const desk = new Desk({ number: 5, pending: [a] });
		await desk.pass(250);
		desk.answer(number, code);
		expect(desk.alarms).toEqual(['signatures-lost']);
		await desk.pass(20_000);
		expect(desk.got).toHaveLength(1);
	});

	it('raises the alarm when the server stands for another history than it signed', async () => {
		const desk = new Desk();
		await desk.pass(250);
		desk.answer(0, 'history-differs');
		expect(desk.alarms).toEqual(['history-differs']);
		expect(desk.signer.isOver).toBe(true);
	});

	it('waits until it may sign', async () => {
		const desk = new Desk();
		desk.maySign = false;
		await desk.pass(3000);
		expect(desk.got).toEqual([]);
		desk.maySign = true;
		await desk.pass(250);
		expect(desk.signed).toEqual([[0]]);
	});

	it('hears nothing that is meant for another key', async () => {
		const desk = await ready();
		const other = new Uint8Array(32).fill(1);
		desk.signer.heard(desk.line, encodeSigned({ key: other, number: 7, code: '' }));
		expect(desk.kept.number).toBe(0);
	});
});
