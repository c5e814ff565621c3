import { describe, expect, it } from 'vitest';
import { textOf, utf8 } from './bytes.ts';
import { signCheckpoint } from './checkpoint.ts';
import { parseLeaf } from './leaf.ts';
import { formatLogLine, formatUpdateLine, parseLogLine } from './lines.ts';
import { formatManifest } from './manifest.ts';
import { cosignNote, createCosigner } from './note.ts';
import { hashBytes } from './payload.ts';
import { formatPolicy } from './policy.ts';
import {
	FakeSession,
	flip,
	linesFile,
	logSigner,
	origin,
	saltOf,
	signerNamed,
	smallSession
} from './testing.ts';
import { Tree } from './tree.ts';
import { verifyExport, type VerifyOptions } from './verify.ts';

type Files = Map<string, Uint8Array>;

const linesOf = (files: Files, name: string) =>
	(textOf(files.get(name) as Uint8Array) as string).split('\n').slice(0, -1);

/** The export with one file's lines replaced; nothing else is adapted. */
function withLines(files: Files, name: string, change: (lines: string[]) => string[]): Files {
	return new Map(files).set(name, linesFile(change(linesOf(files, name))));
}

const without = (files: Files, name: string): Files => {
	const fewer = new Map(files);
	fewer.delete(name);
	return fewer;
};

/** A host that lies writes a checkpoint for what it made of the log. */
function signAgain(files: Files): Files {
	const tree = Tree.empty();
	for (const text of linesOf(files, 'log.jsonl')) {
		const line = parseLogLine(text);
		if (line.ok) tree.append(line.value.leaf);
	}
	const { size } = tree;
	return new Map(files).set(
		'checkpoint',
		utf8(signCheckpoint({ origin, size, root: tree.root() }, logSigner))
	);
}

/** … and may write new manifests too, with the export entry that names them. */
function exportAgain(session: FakeSession, change: (session: FakeSession) => void): Files {
	session.lines.pop();
	change(session);
	return session.export();
}

async function problemOf(files: Files, options?: VerifyOptions) {
	const verdict = await verifyExport(files, options);
	return verdict.ok ? 'ok' : verdict.problem;
}

const session = smallSession();
const earlier = session.checkpoint(4);
const files = session.export();
const size = session.lines.length;

describe('an honest export', () => {
	it('is verified, with size, root and origin', async () => {
		const verdict = await verifyExport(files);
		expect(verdict).toEqual({
			ok: true,
			origin,
			size,
			root: expect.any(Uint8Array) as Uint8Array,
			verifierKey: logSigner.verifierKey,
			warnings: [expect.objectContaining({ code: 'policy-from-export' })],
			findings: {
				earlier: null,
				replay: null,
				files: null,
				authors: [{ participant: 'p1', keys: 0, signed: 0, unsigned: 5, absent: 0 }],
				versions: [],
				cosigned: { organizations: [], quorumSize: null }
			}
		});
	});

	it('is verified under a policy of one’s own and against every earlier checkpoint', async () => {
		const policy = formatPolicy([logSigner.verifierKey]);
		for (let then = 0; then <= size; then++) {
			const verdict = await verifyExport(files, { policy, earlier: session.checkpoint(then) });
			expect(verdict.ok && verdict.warnings).toEqual([]);
		}
	});

	it('is verified with cosignatures and a quorum', async () => {
		const witness = createCosigner(saltOf(9), 'witness.example/ms');
		const policy = `log ${logSigner.verifierKey}\nwitness ms ${witness.verifierKey}\nquorum ms\n`;
		expect(await problemOf(files, { policy })).toMatchObject({
			code: 'cosigned-too-few',
			where: 'checkpoint'
		});
		const note = textOf(files.get('checkpoint') as Uint8Array) as string;
		const cosigned = new Map(files).set('checkpoint', utf8(cosignNote(note, witness, 5)));
		expect(await problemOf(cosigned, { policy })).toBe('ok');
	});

	it('may go without the drafts of a room, or hold them all', async () => {
		const whole = smallSession();
		const update = utf8('a draft');
		whole.add('edit', { a: 'p1', room: 'abcdefghij~side~s1', seq: 90, h: hashBytes(update) });
		whole.add('edit', { a: 'p1', room: 'abcdefghij~side~s1', seq: 91, h: hashBytes(update) });
		expect(await problemOf(whole.export())).toBe('ok');
		const line = { entry: 9, room: 'abcdefghij~side~s1', update };
		const half = exportAgain(whole, ({ updates }) => updates.push({ ...line, seq: 90 }));
		expect(await problemOf(half)).toMatchObject({ code: 'update-missing', entry: 10 });
		const both = exportAgain(whole, ({ updates }) => updates.push({ ...line, seq: 91 }));
		expect(await problemOf(both)).toBe('ok');
	});

	it('may hold one update that several entries describe in parts', async () => {
		const parts = smallSession();
		const entry = parts.edit('p1', 'itemD');
		const parsed = parseLeaf(parts.lines[entry]?.leaf ?? '');
		if (!parsed.ok) throw new Error(parsed.reason);
		const { v, i, t, k, ...rest } = parsed.value;
		expect([v, i, k, t > 0]).toEqual([1, entry, 'edit', true]);
		parts.add('edit', { ...rest, p: 2, o: ['itemE'] });
		expect(await problemOf(parts.export())).toBe('ok');
		parts.add('edit', { ...rest, p: 3, h: hashBytes(utf8('another')) });
		expect(await problemOf(parts.export())).toMatchObject({
			code: 'entry-conflict',
			entry: entry + 3
		});
	});

	it('may have lost an update that was declared erased', async () => {
		const erased = smallSession();
		const entry = erased.updates[1]?.entry as number;
		erased.add('redact', { o: [String(entry)], c: ['update'] });
		erased.updates[1] = { ...(erased.updates[1] as (typeof erased.updates)[0]), update: null };
		expect(await problemOf(erased.export())).toBe('ok');
	});

	it('may have lost the name of a person who was erased, and of the invitation they came by', async () => {
		const erased = new FakeSession();
		const invite = erased.add('invite.create', { o: ['i1'] }, { name: 'Ana' });
		const other = erased.add('invite.create', { o: ['i2'] }, { name: 'Ben' });
		const join = erased.add('join', { a: 'p1', o: ['i1'] }, { name: 'Ana' });
		erased.add('redact', { o: ['p1'] });
		for (const index of [invite, join]) erased.erase(index);
		expect(await problemOf(erased.export())).toBe('ok');
		erased.erase(other);
		expect(await problemOf(erased.export())).toMatchObject({
			code: 'payload-missing',
			entry: other
		});
	});

	it('tells of a clock that went back, of unknown kinds and of late entries', async () => {
		const odd = smallSession();
		odd.add('lock', { t: 5 });
		const exported = odd.export();
		odd.add('leave', { a: 'p1' });
		exported.set('log.jsonl', linesFile(odd.lines.map(formatLogLine)));
		const verdict = await verifyExport(signAgain(exported));
		expect(verdict.ok && verdict.warnings.map(({ code, entry }) => [code, entry])).toEqual([
			['clock-backwards', 9],
			['kind-unknown', 9],
			['policy-from-export', undefined],
			['entries-after-export', 11]
		]);
	});

	it('reports progress to the end and waits for whoever shows it', async () => {
		const seen: number[] = [];
		await verifyExport(files, {
			onProgress: async (done, total) => {
				await Promise.resolve();
				seen.push(done / total);
			}
		});
		expect(seen.at(-1)).toBe(1);
	});
});

describe('a tampered export', () => {
	it(
		'is refused for any bit of any byte changed, and the file is named',
		{ timeout: 60_000 },
		async () => {
			for (const [name, bytes] of files) {
				for (let at = 0; at < bytes.length; at++) {
					const changed = new Map(files).set(name, flip(bytes, at, 1 << (at % 7)));
					const problem = await problemOf(changed);
					if (problem === 'ok') throw new Error(`byte ${at} of ${name} passed`);
					expect(problem.where, `byte ${at} of ${name}: ${problem.detail}`).toBe(name);
				}
			}
		}
	);

	it('is refused when any file is missing or one is added', async () => {
		for (const name of files.keys()) {
			const code = name === 'updates.jsonl' ? 'update-missing' : 'file-missing';
			expect(await problemOf(without(files, name))).toMatchObject({ code, where: name });
		}
		const more = new Map(files).set('documents/added.md', utf8('x'));
		expect(await problemOf(more)).toMatchObject({
			code: 'file-unexpected',
			where: 'documents/added.md'
		});
	});

	it('is refused without any one line of the log, and the place is named', async () => {
		for (let at = 0; at < size - 1; at++) {
			const cut = withLines(files, 'log.jsonl', (lines) => lines.toSpliced(at, 1));
			expect(await problemOf(cut)).toMatchObject({ code: 'entry-order', entry: at, line: at + 1 });
		}
		const last = withLines(files, 'log.jsonl', (lines) => lines.slice(0, -1));
		expect(await problemOf(last)).toMatchObject({ code: 'log-short', entry: size - 1 });
	});

	it('is refused with any two lines of the log swapped, and the first of them is named', async () => {
		for (let first = 0; first < size; first++) {
			for (let second = first + 1; second < size; second++) {
				const swapped = withLines(files, 'log.jsonl', (lines) =>
					lines.with(first, lines[second] as string).with(second, lines[first] as string)
				);
				expect(await problemOf(swapped)).toMatchObject({ code: 'entry-order', entry: first });
			}
		}
	});

	it('is refused with an entry more', async () => {
		const more = smallSession();
		const exported = more.export();
		more.add('leave', { a: 'p1' });
		exported.set('log.jsonl', linesFile(more.lines.map(formatLogLine)));
		expect(await problemOf(exported)).toMatchObject({
			code: 'log-long',
			entry: more.lines.length - 1
		});
	});

	it('is refused when the author of an entry was changed', async () => {
		const forged = withLines(files, 'log.jsonl', (lines) =>
			lines.map((line) =>
				line.replace(
					'\\"a\\":\\"p1\\",\\"og\\":\\"PN\\",\\"room',
					'\\"a\\":\\"p2\\",\\"og\\":\\"PN\\",\\"room'
				)
			)
		);
		expect(await problemOf(forged)).toMatchObject({ code: 'root-differs', where: 'log.jsonl' });
	});

	it('is refused when content is missing that nobody declared erased', async () => {
		const silent = smallSession();
		silent.erase(1);
		expect(await problemOf(silent.export())).toMatchObject({
			code: 'payload-missing',
			entry: 1,
			line: 2
		});
	});

	it('is refused when an erasure is declared before what it erases', async () => {
		const early = new FakeSession();
		early.add('redact', { o: ['1'] });
		early.add('join', { a: 'p1' }, { name: 'Ana' });
		early.erase(1);
		expect(await problemOf(early.export())).toMatchObject({ code: 'payload-missing', entry: 1 });
	});

	it('is refused when content or salt is another, or stands where none was logged', async () => {
		const renamed = withLines(files, 'log.jsonl', (lines) =>
			lines.map((line) => line.replace('Ana', 'Eva'))
		);
		expect(await problemOf(renamed)).toMatchObject({ code: 'payload-changed', entry: 1 });
		const salted = smallSession();
		salted.lines[1] = { ...(salted.lines[1] as (typeof salted.lines)[0]), salt: saltOf(200) };
		expect(await problemOf(salted.export())).toMatchObject({ code: 'payload-changed', entry: 1 });
		const added = smallSession();
		const bare = added.lines[3] as (typeof added.lines)[0];
		added.lines[3] = { ...bare, payload: '{"name":"X"}', salt: saltOf(1) };
		expect(await problemOf(added.export())).toMatchObject({ code: 'payload-unexpected', entry: 3 });
	});

	it('is refused when an update is another, missing, twice or unknown to the log', async () => {
		const tamper = (change: (updates: FakeSession['updates']) => void) => {
			const tampered = smallSession();
			change(tampered.updates);
			return problemOf(tampered.export());
		};
		const second = smallSession().updates[1] as FakeSession['updates'][0];
		expect(await tamper((all) => (all[1] = { ...second, update: utf8('x') }))).toMatchObject({
			code: 'update-changed',
			where: 'updates.jsonl',
			line: 2,
			entry: second.entry
		});
		expect(await tamper((all) => (all[1] = { ...second, update: null }))).toMatchObject({
			code: 'update-changed',
			entry: second.entry
		});
		expect(await tamper((all) => all.splice(1, 1))).toMatchObject({
			code: 'update-missing',
			entry: second.entry
		});
		expect(await tamper((all) => all.push(second))).toMatchObject({
			code: 'update-repeated',
			line: 5
		});
		expect(await tamper((all) => all.push({ ...second, seq: 99 }))).toMatchObject({
			code: 'update-unlogged',
			line: 5
		});
		const broken = withLines(files, 'updates.jsonl', (lines) => lines.with(2, '{"entry":1}'));
		expect(await problemOf(broken)).toMatchObject({ code: 'update-malformed', line: 3 });
	});

	it('is refused when the log names no export', async () => {
		const unlogged = withLines(files, 'log.jsonl', (lines) => lines.slice(0, -1));
		expect(await problemOf(signAgain(unlogged))).toMatchObject({ code: 'export-unlogged' });
	});

	it('is refused when files and manifest were exchanged together', async () => {
		const exchanged = new Map(files).set('board.json', utf8('{}'));
		exchanged.set('manifest.txt', utf8(formatManifest(exchanged)));
		expect(await problemOf(exchanged)).toMatchObject({
			code: 'manifest-changed',
			where: 'manifest.txt'
		});
	});

	it('is refused when signed by another key than the one trusted', async () => {
		const policy = formatPolicy([signerNamed(origin, 8).verifierKey]);
		expect(await problemOf(files, { policy })).toMatchObject({ code: 'checkpoint-untrusted' });
		expect(await problemOf(files, { policy: 'nonsense' })).toMatchObject({
			code: 'policy-malformed'
		});
	});
});

describe('against an earlier checkpoint', () => {
	it('a log that a lying host cut and signed again is refused', async () => {
		const late = smallSession();
		for (const item of ['itemD', 'itemE']) late.edit('p2', item);
		const seen = late.checkpoint();
		const exported = smallSession().export();
		expect(await problemOf(exported)).toBe('ok');
		expect(await problemOf(exported, { earlier: seen })).toMatchObject({
			code: 'log-cut',
			where: 'log.jsonl'
		});
	});

	it('a log that a lying host rewrote and signed again is refused', async () => {
		const rewritten = new FakeSession();
		for (const participant of ['p1', 'p2', 'p2', 'p1', 'p1']) rewritten.edit(participant, 'itemA');
		const exported = rewritten.export();
		expect(await problemOf(exported)).toBe('ok');
		expect(await problemOf(exported, { earlier })).toMatchObject({ code: 'log-rewritten' });
	});

	it('an export of then names the first entry that is another now', async () => {
		const then = smallSession().export();
		const grown = smallSession();
		grown.add('export', { h: hashBytes(then.get('manifest.txt') as Uint8Array) });
		grown.edit('p2', 'itemD');
		const now = grown.export();
		const verdict = await verifyExport(now, { earlier: then });
		expect(verdict.ok && verdict.findings.earlier).toEqual({ kind: 'export', size });
		expect(await problemOf(then, { earlier: now })).toMatchObject({ code: 'log-cut' });
		const rewritten = withLines(now, 'log.jsonl', (lines) =>
			lines.map((line) => line.replace('itemB', 'itemX'))
		);
		expect(await problemOf(signAgain(rewritten), { earlier: then })).toMatchObject({
			code: 'entry-rewritten',
			entry: 4,
			line: 5
		});
		const damaged = withLines(then, 'log.jsonl', (lines) => lines.toSpliced(2, 1));
		expect(await problemOf(now, { earlier: damaged })).toMatchObject({ code: 'earlier-damaged' });
		expect(await problemOf(now, { earlier: new Map() })).toMatchObject({
			code: 'earlier-malformed'
		});
	});

	it('one of another log, by another key, or none at all is named as such', async () => {
		const other = 'workshop.example/s/zyxwvutsrq';
		const root = Tree.empty().root();
		const elsewhere = signCheckpoint({ origin: other, size: 0, root }, signerNamed(other, 7));
		expect(await problemOf(files, { earlier: elsewhere })).toMatchObject({
			code: 'earlier-other-log'
		});
		const stranger = signCheckpoint({ origin, size: 0, root }, signerNamed(origin, 8));
		expect(await problemOf(files, { earlier: stranger })).toMatchObject({
			code: 'earlier-untrusted'
		});
		expect(await problemOf(files, { earlier: 'not a checkpoint' })).toMatchObject({
			code: 'earlier-malformed'
		});
	});
});

describe('a large export', () => {
	it('is verified entry by entry', { timeout: 60_000 }, async () => {
		// CONCORDIA_TEST_ENTRIES=100000 measures; a few thousand show that it works.
		const entries = Number(process.env['CONCORDIA_TEST_ENTRIES'] ?? 3000);
		const large = new FakeSession();
		large.add('join', { a: 'p1', og: 'PN' }, { name: 'Ana' });
		while (large.lines.length < entries) {
			large.edit('p1', `item${large.lines.length % 100}`);
			large.add('seen', { a: 'p1', og: 'PN', o: ['itemA'] }, { seconds: 3 });
		}
		const exported = large.export();
		const begin = performance.now();
		const verdict = await verifyExport(exported);
		const seconds = ((performance.now() - begin) / 1000).toFixed(2);
		expect(verdict.ok && verdict.size, `${seconds} s`).toBe(large.lines.length);
		if (process.env['CONCORDIA_TEST_ENTRIES'])
			process.stdout.write(`${entries} entries verified in ${seconds} s\n`);
		expect(linesOf(exported, 'updates.jsonl').at(-1)).toBe(
			formatUpdateLine(large.updates.at(-1) as (typeof large.updates)[0])
		);
	});
});
