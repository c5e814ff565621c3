import { describe, expect, it } from 'vitest';
import { formatAuthorship, hashOfList, isSignedBy, type Authorship } from './authorship.ts';
import { fromBase64url, toBase64url, utf8 } from './bytes.ts';
import * as browserKeys from './ed25519.browser.ts';
import * as nodeKeys from './ed25519.node.ts';
import { parseLeaf, type Leaf } from './leaf.ts';
import { formatLogLine } from './lines.ts';
import { hashBytes } from './payload.ts';
import { FakeSession, linesFile, origin, readCheckpoint, signerNamed } from './testing.ts';
import { AuthorVerifier } from './verify-authors.ts';
import { verifyExport } from './verify.ts';

/** Somebody whose browser has a key. */
class Author {
	readonly key: string;
	entry = -1;
	number = 0;
	readonly #signer;
	readonly #session: FakeSession;
	readonly #participant: string;

	constructor(session: FakeSession, participant: string, byte: number) {
		this.#signer = signerNamed('author', byte);
		this.key = toBase64url(this.#signer.verifier.publicKey);
		this.#session = session;
		this.#participant = participant;
	}

	register(): number {
		const signed = this.sign({ number: 0, room: null, hashes: [] });
		this.entry = this.#session.add('key.add', { a: this.#participant, o: [this.key], ...signed });
		return this.entry;
	}

	/** What a `sign` leaf over these edits says; `changed` is written into it after signing. */
	attest(entries: readonly number[], changed: Partial<Leaf> = {}): number {
		const hashes = entries.map((entry) => leafAt(this.#session, entry).h ?? '');
		return this.attestHashes(hashes, changed);
	}

	attestHashes(hashes: readonly string[], changed: Partial<Leaf> = {}): number {
		const { room } = this.#session;
		const signed = this.sign({ number: ++this.number, room, hashes });
		const o = [String(this.entry), ...hashes];
		const fields = { a: this.#participant, room, o, h: hashOfList(hashes), ...signed };
		return this.#session.add('sign', { ...fields, ...changed });
	}

	sign(what: Pick<Authorship, 'number' | 'room' | 'hashes'>, size = this.#session.lines.length) {
		const { root } = readCheckpoint(this.#session.checkpoint(size));
		const text = formatAuthorship({
			...what,
			origin,
			participant: this.#participant,
			key: this.key,
			size,
			root: size === 0 ? null : toBase64url(root)
		});
		return { n: what.number, w: size, s: toBase64url(this.#signer.sign(text)) };
	}
}

function leafAt(session: FakeSession, entry: number): Leaf {
	const leaf = parseLeaf(session.lines[entry]?.leaf ?? '');
	if (!leaf.ok) throw new Error(leaf.reason);
	return leaf.value;
}

function start(): { session: FakeSession; ana: Author; ben: Author } {
	const session = new FakeSession();
	session.add('session.open', {}, { title: 'Access' });
	session.add('join', { a: 'p1' }, { name: 'Ana' });
	session.add('join', { a: 'p2' }, { name: 'Ben' });
	const [ana, ben] = [new Author(session, 'p1', 21), new Author(session, 'p2', 22)];
	ana.register();
	ben.register();
	return { session, ana, ben };
}

async function findings(session: FakeSession) {
	const verdict = await verifyExport(session.export());
	if (!verdict.ok) throw new Error(verdict.problem.detail);
	return verdict.findings.authors;
}

async function problem(session: FakeSession) {
	const verdict = await verifyExport(session.export());
	return verdict.ok ? null : verdict.problem;
}

describe('whose key signed what', () => {
	it('is told per person, with what only the host says', async () => {
		const { session, ana, ben } = start();
		const first = session.edit('p1', 'itemA');
		const second = session.edit('p1', 'itemB');
		ana.attest([first, second]);
		const third = session.edit('p2', 'itemA');
		session.edit('p3', 'itemC'); // another program: no key
		ben.attest([third]);
		const forged = session.edit('p2', 'itemB');
		ana.attest([session.edit('p1', 'itemA')]);
		expect(await findings(session)).toEqual([
			{ participant: 'p1', keys: 1, signed: 3, unsigned: 0, absent: 0 },
			{ participant: 'p2', keys: 1, signed: 1, unsigned: 1, firstUnsigned: forged, absent: 0 },
			{ participant: 'p3', keys: 0, signed: 0, unsigned: 1, absent: 0 }
		]);
	});

	it('counts what was signed later, twice, or never came', async () => {
		const { session, ana } = start();
		const early = session.edit('p1', 'itemA');
		ana.attest([session.edit('p1', 'itemB')]);
		ana.attest([early, early]);
		ana.attest([early]);
		ana.attestHashes([hashBytes(utf8('never stored'))]);
		// Signed before the entry that holds it was written: a message that had to wait.
		ana.attestHashes([hashBytes(utf8(`update 3 of itemC`))]);
		session.edit('p1', 'itemC');
		expect(await findings(session)).toEqual([
			{ participant: 'p1', keys: 1, signed: 3, unsigned: 0, absent: 1 },
			{ participant: 'p2', keys: 1, signed: 0, unsigned: 0, absent: 0 }
		]);
	});

	it('takes no signature for a second entry with the same bytes', async () => {
		const { session, ana } = start();
		const entry = session.edit('p1', 'itemA');
		ana.attest([entry]);
		const { i: _i, v: _v, t: _t, k, ...fields } = leafAt(session, entry);
		const again = session.add(k, { ...fields, seq: 2 });
		const [first] = session.updates;
		if (first) session.updates.push({ ...first, entry: again, seq: 2 });
		expect(await findings(session)).toMatchObject([
			{ participant: 'p1', signed: 1, unsigned: 1, firstUnsigned: again },
			{}
		]);
	});

	it('counts a change in parts once, and what only calls itself a part for itself', async () => {
		const { session, ana } = start();
		const entry = session.edit('p1', 'itemA');
		const { i: _i, v: _v, t: _t, k, ...fields } = leafAt(session, entry);
		const second = session.add(k, { ...fields, p: 2, o: ['itemB'] });
		const update = utf8('words that were never said');
		const forged = session.add(k, { ...fields, p: 2, seq: 2, h: hashBytes(update) });
		session.updates.push({ entry: forged, room: session.room, seq: 2, update });
		expect((await findings(session))[0]).toMatchObject({ signed: 0, unsigned: 2 });
		const authors = new AuthorVerifier();
		for (let at = 0; at < session.lines.length; at++) authors.read(leafAt(session, at));
		for (const at of [entry, second, forged])
			expect(authors.isSigned(leafAt(session, at))).toBe(false);
		authors.read(leafAt(session, ana.attest([entry])));
		expect([entry, second, forged].map((at) => authors.isSigned(leafAt(session, at)))).toEqual([
			true,
			true,
			false
		]);
	});

	it('knows a new key of somebody who lost the old one', async () => {
		const { session, ana } = start();
		ana.attest([session.edit('p1', 'itemA')]);
		const other = new Author(session, 'p1', 23);
		other.register();
		other.attest([session.edit('p1', 'itemB')]);
		ana.attest([session.edit('p1', 'itemC')]);
		expect((await findings(session))[0]).toMatchObject({ keys: 2, signed: 3, unsigned: 0 });
	});
});

describe('a log is refused', () => {
	const cases: [string, string, (made: ReturnType<typeof start>) => number | void][] = [
		[
			'with a signature left out',
			'signature-number',
			({ session, ana }) => {
				ana.number++;
				return ana.attest([session.edit('p1', 'itemA')]);
			}
		],
		[
			'with a signature that is there twice',
			'signature-number',
			({ session, ana }) => {
				const {
					i: _i,
					v: _v,
					t: _t,
					k,
					...fields
				} = leafAt(session, ana.attest([session.edit('p1', 'a')]));
				return session.add(k, fields);
			}
		],
		[
			'with a signature moved to another change',
			'signature-wrong',
			({ session, ana }) => {
				const [one, other] = [session.edit('p1', 'itemA'), session.edit('p1', 'itemB')];
				const hashes = [leafAt(session, other).h ?? ''];
				return ana.attest([one], { o: [String(ana.entry), ...hashes], h: hashOfList(hashes) });
			}
		],
		[
			'with signed changes in another order',
			'signature-wrong',
			({ session, ana }) => {
				const hashes = [session.edit('p1', 'itemA'), session.edit('p1', 'itemB')].map(
					(entry) => leafAt(session, entry).h ?? ''
				);
				const swapped = hashes.toReversed();
				return ana.attestHashes(hashes, {
					o: [String(ana.entry), ...swapped],
					h: hashOfList(swapped)
				});
			}
		],
		[
			'with a list that is not the one hashed',
			'signature-malformed',
			({ session, ana }) =>
				ana.attest([session.edit('p1', 'itemA')], { o: [String(ana.entry), hashOfList([])] })
		],
		[
			'with a signature in another name',
			'signature-key',
			({ session, ana }) => ana.attest([session.edit('p2', 'itemA')], { a: 'p2' })
		],
		[
			'with a signature under another key of its own',
			'signature-key',
			({ session, ana }) =>
				ana.attest([session.edit('p1', 'itemA')], {
					o: ['1', leafAt(session, 5).h ?? ''],
					h: hashOfList([leafAt(session, 5).h ?? ''])
				})
		],
		[
			'with a signature in another room',
			'signature-wrong',
			({ session, ana }) => ana.attest([session.edit('p1', 'itemA')], { room: 'elsewhere' })
		],
		[
			'with a signature that saw another history',
			'signature-wrong',
			({ session, ana }) => ana.attest([session.edit('p1', 'itemA')], { w: 3 })
		],
		[
			'with a signature that saw the future',
			'signature-malformed',
			({ session, ana }) => ana.attest([session.edit('p1', 'itemA')], { w: 99 })
		],
		[
			'with a list of hashes that could be read as another one',
			'signature-malformed',
			({ session, ana }) => {
				const hashes = [session.edit('p1', 'itemA'), session.edit('p1', 'itemB')].map(
					(entry) => leafAt(session, entry).h ?? ''
				);
				return ana.attestHashes(hashes, { o: [String(ana.entry), hashes.join('\n')] });
			}
		],
		[
			'with a room of two lines',
			'signature-malformed',
			({ session, ana }) => ana.attest([session.edit('p1', 'itemA')], { room: 'a\nhash x' })
		],
		[
			'with a key whose holder did not sign',
			'signature-wrong',
			({ session, ana }) =>
				session.add('key.add', {
					a: 'p3',
					o: [ana.key],
					...ana.sign({ number: 0, room: null, hashes: [] })
				})
		],
		[
			'with a key that is none',
			'signature-malformed',
			({ session, ana }) =>
				session.add('key.add', {
					a: 'p1',
					o: ['x'],
					...ana.sign({ number: 0, room: null, hashes: [] })
				})
		]
	];
	it.each(cases)('%s', async (_name, code, spoil) => {
		const made = start();
		const entry = spoil(made);
		expect(await problem(made.session)).toMatchObject({ code, entry });
	});

	it('in which anything before a signature was rewritten, though the host signs it anew', async () => {
		const { session, ana } = start();
		session.edit('p2', 'itemA');
		const entry = ana.attest([session.edit('p1', 'itemB')]);
		const forged = JSON.parse(session.lines[5]?.leaf ?? '') as Leaf;
		session.lines[5] = {
			leaf: JSON.stringify({ ...forged, o: ['itemZ'] }),
			payload: null,
			salt: null
		};
		expect(await problem(session)).toMatchObject({ code: 'signature-wrong', entry });
	});

	it('whose lines were swapped', async () => {
		const { session, ana } = start();
		ana.attest([session.edit('p1', 'itemA')]);
		ana.attest([session.edit('p1', 'itemB')]);
		const files = session.export();
		const [one, other] = [session.lines[6], session.lines[8]];
		if (one && other) [session.lines[6], session.lines[8]] = [other, one];
		files.set('log.jsonl', linesFile(session.lines.map(formatLogLine)));
		expect((await verifyExport(files)).ok).toBe(false);
	});
});

describe('what is signed', () => {
	const authorship: Authorship = {
		origin,
		participant: 'p1',
		key: toBase64url(signerNamed('author', 21).verifier.publicKey),
		number: 7,
		room: 'abcdefghij',
		hashes: [hashBytes(Uint8Array.of(1)), hashBytes(Uint8Array.of(2))],
		size: 41,
		root: hashBytes(Uint8Array.of(3))
	};

	it('has one form, which does not change', () => {
		expect(formatAuthorship(authorship)).toBe(
			[
				'concordia author signature v1',
				'log workshop.example/s/abcdefghij',
				'participant p1',
				`key ${authorship.key}`,
				'number 7',
				'signs abcdefghij',
				`hash ${hashOfList(authorship.hashes)}`,
				`history 41 ${authorship.root}`,
				''
			].join('\n')
		);
		expect(
			formatAuthorship({ ...authorship, number: 0, room: null, hashes: [], size: 0, root: null })
		).toContain('number 0\nregisters\nhash -\nhistory 0 -\n');
		expect(() => formatAuthorship({ ...authorship, participant: 'p1\nkey x' })).toThrow(
			'two lines'
		);
	});

	it('changes with each of its parts', () => {
		const others: Authorship[] = [
			{ ...authorship, origin: 'other.example/s/abcdefghij' },
			{ ...authorship, participant: 'p2' },
			{ ...authorship, key: hashBytes(Uint8Array.of(9)) },
			{ ...authorship, number: 8 },
			{ ...authorship, room: 'other' },
			{ ...authorship, hashes: authorship.hashes.toReversed() },
			{ ...authorship, hashes: authorship.hashes.slice(1) },
			{ ...authorship, size: 42 },
			{ ...authorship, root: hashBytes(Uint8Array.of(4)) }
		];
		const signer = signerNamed('author', 21);
		const signature = signer.sign(formatAuthorship(authorship));
		const { publicKey } = signer.verifier;
		expect(isSignedBy(authorship, signature, publicKey)).toBe(true);
		for (const other of others) expect(isSignedBy(other, signature, publicKey)).toBe(false);
	});

	it('is judged alike on the server and in browsers, with WebCrypto and without', async () => {
		const text = utf8(formatAuthorship(authorship));
		const { publicKey } = signerNamed('author', 21).verifier;
		const signature = signerNamed('author', 21).sign(formatAuthorship(authorship));
		const wrong = signature.slice();
		wrong[3] = (wrong[3] ?? 0) ^ 1;
		for (const { verify, verifySoon } of [browserKeys, nodeKeys]) {
			expect(verify(signature, text, publicKey)).toBe(true);
			expect(await verifySoon(signature, text, publicKey)).toBe(true);
			expect(await verifySoon(wrong, text, publicKey)).toBe(false);
			expect(await verifySoon(signature, text, new Uint8Array(32).fill(255))).toBe(false);
			expect(await verifySoon(signature.subarray(1), text, publicKey)).toBe(false);
		}
		// A key as pages make them: it never leaves, and what it signs is what everybody checks.
		const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
		const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
		const made = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, text.slice()));
		for (const { verify, verifySoon } of [browserKeys, nodeKeys]) {
			expect(verify(made, text, raw)).toBe(true);
			expect(await verifySoon(made, text, raw)).toBe(true);
		}
		expect(fromBase64url(toBase64url(raw))).toEqual(raw);
	});
});
