import { encodeSign, type Sign } from '@concordia/protocol';
import {
	AuthorVerifier,
	createSigner,
	formatAuthorship,
	formatLogLine,
	fromBase64url,
	LogVerifier,
	parseCheckpoint,
	toBase64url,
	type Authorship,
	type Signer
} from '@concordia/transparency';
import { describe, expect, test } from 'vitest';
import type { Peer } from '../testing/workshop.ts';
import { Workshop } from '../testing/workshop.ts';

/** A page that signs; the seed stands for the key that its browser keeps. */
class Author {
	readonly #workshop: Workshop;
	readonly #signer: Signer;
	peer: Peer;

	constructor(workshop: Workshop, peer: Peer, seed: number) {
		this.#workshop = workshop;
		this.#signer = createSigner(new Uint8Array(32).fill(seed), 'author');
		this.peer = peer;
	}

	get key(): Uint8Array {
		return this.#signer.verifier.publicKey;
	}

	/** What became of a signature; `changed` is put into it after signing. */
	async send(number: number, hashes: readonly string[], changed: Partial<Sign> = {}) {
		const { session } = this.#workshop;
		const checkpoint = parseCheckpoint(session.checkpoint?.note ?? '');
		const { size, root } = checkpoint.ok ? checkpoint.value : { size: 0, root: null };
		const authorship: Authorship = {
			origin: session.origin,
			participant: this.peer.participant,
			key: toBase64url(this.key),
			number,
			room: number === 0 ? null : this.peer.room.key,
			hashes,
			size,
			root: root && toBase64url(root)
		};
		const signature = this.#signer.sign(formatAuthorship(authorship));
		const bytes = hashes.map((hash) => fromBase64url(hash) ?? new Uint8Array(32));
		const before = this.peer.signed.length;
		this.peer.send(
			encodeSign({ key: this.key, number, hashes: bytes, size, root, signature, ...changed })
		);
		await this.#workshop.world.settle();
		const { number: stored, code } = this.peer.signed[before] ?? { number: -1, code: 'silence' };
		return { number: stored, code };
	}

	async edit(id: string): Promise<string> {
		this.peer.addNote(id);
		await this.#workshop.world.settle();
		return (await this.#workshop.leaves('edit')).at(-1)?.h ?? '';
	}
}

/** Reads the stored log as a verifier does. */
async function verify(workshop: Workshop) {
	const authors = new AuthorVerifier();
	const log = new LogVerifier(null, [authors]);
	for (const row of await workshop.entries()) {
		const problem = log.read(formatLogLine(row));
		if (problem) return problem;
	}
	const problem = await authors.check(workshop.session.origin, (size) => log.rootAt(size));
	return problem ?? authors.findings();
}

async function start() {
	const workshop = await Workshop.open();
	const ana = new Author(workshop, await workshop.enter(), 41);
	const ben = new Author(workshop, await workshop.enter({ organization: 'CC' }), 42);
	await workshop.world.pass(1000);
	return { workshop, ana, ben };
}

describe('signatures of authors', () => {
	test('get into the log behind what they sign, and a verifier needs nothing else', async () => {
		const { workshop, ana, ben } = await start();
		expect(await ana.send(0, [])).toEqual({ number: 0, code: '' });
		const first = await ana.edit('a');
		const second = await ana.edit('b');
		await ben.edit('c');
		await workshop.world.pass(1000);
		expect(await ana.send(1, [first, second])).toEqual({ number: 1, code: '' });
		expect(await ana.send(2, [await ana.edit('d')])).toEqual({ number: 2, code: '' });
		const [key] = await workshop.leaves('key.add');
		const [signed] = await workshop.leaves('sign');
		expect(key).toMatchObject({
			a: ana.peer.participant,
			og: 'PN',
			o: [toBase64url(ana.key)],
			n: 0
		});
		expect(signed).toMatchObject({
			o: [String(key?.i), first, second],
			room: ana.peer.room.key,
			n: 1
		});
		expect(signed?.w).toBeGreaterThan(key?.i ?? Infinity);
		expect(await verify(workshop)).toEqual([
			{ participant: ana.peer.participant, keys: 1, signed: 3, unsigned: 0, absent: 0 },
			{ participant: ben.peer.participant, keys: 0, signed: 0, unsigned: 1, absent: 0 }
		]);
	});

	test('go on after a restart of the server where they were, also about the time before', async () => {
		const { workshop, ana } = await start();
		await ana.send(0, []);
		const first = await ana.edit('a');
		await ana.send(1, [first]);
		const late = await ana.edit('b');
		await workshop.restart();
		await workshop.world.pass(1000);
		ana.peer = await workshop.enter({ participant: ana.peer.participant });
		expect(await ana.send(0, [])).toEqual({ number: 1, code: '' });
		expect(await ana.send(2, [late])).toEqual({ number: 2, code: '' });
		expect(await workshop.leaves('key.add')).toHaveLength(1);
		expect(await verify(workshop)).toMatchObject([{ signed: 2, unsigned: 0 }]);
	});

	test('may speak of a checkpoint that was not the newest for long', async () => {
		const { workshop, ana, ben } = await start();
		const then = parseCheckpoint(workshop.session.checkpoint?.note ?? '');
		if (!then.ok) throw new Error(then.reason);
		for (let at = 0; at < 300; at++) ben.peer.addNote(`n${at}`);
		await workshop.world.pass(1000);
		await workshop.restart();
		ana.peer = await workshop.enter({ participant: ana.peer.participant });
		const note = workshop.session.checkpoint?.note;
		expect(note).toBeDefined();
		// The page has not heard of a newer one.
		const { size, root } = then.value;
		const authorship = {
			origin: workshop.session.origin,
			participant: ana.peer.participant,
			key: toBase64url(ana.key),
			number: 0,
			room: null,
			hashes: [],
			size,
			root: toBase64url(root)
		};
		const signer = createSigner(new Uint8Array(32).fill(41), 'author');
		const signature = signer.sign(formatAuthorship(authorship));
		expect(await ana.send(0, [], { size, root, signature })).toEqual({ number: 0, code: '' });
		expect(await verify(workshop)).not.toHaveProperty('code');
	});

	test('stay out of the log when they are not what they should be', async () => {
		const { workshop, ana, ben } = await start();
		const hash = await ana.edit('a');
		expect(await ana.send(1, [hash])).toEqual({ number: 0, code: 'key-unknown' });
		await ana.send(0, []);
		expect(await ana.send(2, [hash])).toEqual({ number: 0, code: 'out-of-order' });
		const signature = new Uint8Array(64);
		expect(await ana.send(1, [hash], { signature })).toEqual({
			number: 0,
			code: 'signature-wrong'
		});
		const other = { hashes: [new Uint8Array(32)] };
		expect(await ana.send(1, [hash], other)).toEqual({ number: 0, code: 'signature-wrong' });
		const root = new Uint8Array(32);
		expect(await ana.send(1, [hash], { root })).toEqual({ number: 0, code: 'history-differs' });
		const size = 10_000;
		expect(await ana.send(1, [hash], { size })).toEqual({ number: 0, code: 'history-differs' });
		const taken = { key: ana.key };
		expect(await ben.send(0, [], taken)).toEqual({ number: 0, code: 'key-foreign' });
		expect(await ben.send(1, [hash], taken)).toEqual({ number: 0, code: 'key-foreign' });
		expect(await ana.send(1, [hash])).toEqual({ number: 1, code: '' });
		expect(await ana.send(1, [hash])).toEqual({ number: 1, code: 'out-of-order' });
		expect(await workshop.leaves('sign')).toHaveLength(1);
		expect(await workshop.leaves('key.add')).toHaveLength(1);
	});

	test('are not taken in private rooms, nor from stock clients', async () => {
		const { workshop, ana } = await start();
		const drafts = new Author(
			workshop,
			await workshop.enter({ participant: ana.peer.participant, isPrivate: true }),
			43
		);
		expect(await drafts.send(0, [])).toEqual({ number: 0, code: 'not-allowed' });
		const stock = new Author(workshop, await workshop.enter({ isStock: true }), 44);
		await stock.send(0, []);
		expect(stock.peer.connection.isOpen).toBe(false);
		expect(await workshop.leaves('key.add')).toHaveLength(0);
	});

	test('come slowly, however fast they are sent', async () => {
		const { workshop, ana } = await start();
		await ana.send(0, []);
		const hash = await ana.edit('a');
		const codes: string[] = [];
		for (let at = 0; at < 30; at++) codes.push((await ana.send(at + 1, [hash])).code);
		expect(codes.filter((code) => code === 'silence').length).toBeGreaterThanOrEqual(10);
		await workshop.world.pass(10_000);
		const { number } = await ana.send(0, []);
		expect(await ana.send(number + 1, [hash])).toEqual({ number: number + 1, code: '' });
		expect(await verify(workshop)).toMatchObject([{ signed: 1, unsigned: 0 }]);
	});

	test('are told as stored only once they are', async () => {
		const { workshop, ana } = await start();
		workshop.faulty.hold();
		expect(await ana.send(0, [])).toEqual({ number: -1, code: 'silence' });
		workshop.faulty.release();
		await workshop.world.settle();
		expect(ana.peer.signed).toMatchObject([{ number: 0, code: '' }]);
	});
});
