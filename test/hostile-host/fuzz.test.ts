import { newScribe } from '@concordia/archive';
import {
	formatTlogProof,
	hashBytes,
	parsePolicy,
	parseTlogProof,
	parseUpdateLine,
	verifyExport,
	verifyTlogProof,
	type ExportFiles
} from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { zipSync } from 'fflate';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { verify as verifyOnCommandLine } from '../../apps/server/src/cli/verify.ts';
import { Arguments } from '../../apps/server/src/cli/usage.ts';
import { seeded } from '../../apps/server/src/gate/testing/random.ts';
import { temporaryFolder } from '../harness/server.ts';
import { bytesOf, Forge, textIn } from './forge.ts';
import { playHonestly, type Honest } from './honest.ts';

/** How far to go: enlarge for a long run. */
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 25);

let honest: Honest;
beforeAll(async () => {
	honest = await playHonestly();
});

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const deepObject = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
/** Numbers that are more than a number can be, or less than one should. */
const numbers = ['1e999', '-1', '9007199254740993', '1e308', '0.5', '99999999999999999999999'];

/** Whatever it is made of, the answer is a verdict. */
async function verify(files: ExportFiles): Promise<string> {
	const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
	return verdict.ok ? 'passes' : verdict.problem.code;
}

type Random = ReturnType<typeof seeded>;

/** Bytes with something done to them somewhere. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
	const at = random.below(Math.max(1, bytes.length));
	const kind = random.below(5);
	if (kind === 0) return bytes.slice(0, at);
	if (kind === 1)
		return new Uint8Array([...bytes.slice(0, at), 255, 255, 255, 255, 127, ...bytes.slice(at)]);
	if (kind === 2) return new Uint8Array([...bytes.slice(at), ...bytes.slice(0, at)]);
	const changed = bytes.slice();
	for (let left = 1 + random.below(4); left > 0; left--)
		changed[random.below(Math.max(1, bytes.length))] = random.below(256);
	return changed;
}

describe('whoever checks an export that is made to do harm gets a verdict', () => {
	test('whatever a file holds, found by its hash', async () => {
		const random = seeded(1);
		for (const [name, bytes] of honest.files) {
			for (let round = 0; round < ROUNDS / 5; round++) {
				const changed = damaged(bytes, random);
				const files = new Map(honest.files).set(name, changed);
				const isSame = Buffer.from(changed).equals(bytes);
				const found = await verify(files);
				expect([name, found]).not.toEqual([name, 'export-unreadable']);
				// A cosignature by a name nobody knows is passed over, as C2SP has it.
				const mayPass = isSame || name === 'checkpoint';
				expect([name, found === 'passes' && !mayPass]).toEqual([name, false]);
			}
		}
	});

	test('whatever a host puts into a file and signs', async () => {
		const random = seeded(2);
		const made = [
			'',
			'{}',
			'[]',
			'null',
			'\0',
			deep,
			deepObject,
			'"',
			'{"concordia":{"items":[null]}}'
		];
		for (const name of ['people.json', 'board.json', 'documents/x.md', 'versions/list.json']) {
			for (const text of made) expect(await verify(lying(name, () => text))).not.toBe('passes');
			for (const number of numbers) {
				const told = lying(name, (text) => text.replaceAll(/\d+/g, number));
				expect(await verify(told)).not.toBe('export-unreadable');
			}
		}
		for (let round = 0; round < ROUNDS; round++) {
			const board = damaged(honest.files.get('board.yjs') ?? new Uint8Array(), random);
			const forge = new Forge(honest.files, honest.signer);
			const files = forge.seal();
			files.set('board.yjs', board);
			expect(await verify(resealed(files))).not.toBe('export-unreadable');
		}
	});

	test('whatever bytes an edit is made of', async () => {
		const random = seeded(3);
		for (let round = 0; round < ROUNDS; round++) {
			const forge = new Forge(honest.files, honest.signer);
			for (const entry of forge.entries.filter(
				({ leaf }) => leaf.k === 'sign' || leaf.k === 'key.add'
			))
				forge.remove(entry);
			const files = forge.seal();
			const lines = textIn(files, 'updates.jsonl').split('\n').slice(0, -1);
			const at = random.below(lines.length);
			const line = parseUpdateLine(lines[at] ?? '');
			if (!line.ok || line.value.update === null) throw new Error('no edit');
			const update = damaged(line.value.update, random);
			const edit = forge.edits.find((one) => one.line.seq === line.value.seq);
			if (edit?.entry === undefined) throw new Error('no entry');
			edit.line = { ...edit.line, update };
			forge.change(edit.entry, { h: hashBytes(update) });
			forge.board = honest.files.get('board.yjs') ?? null;
			expect(await verify(forge.seal())).not.toBe('export-unreadable');
		}
	});

	test('whatever a line of the log or of the edits says', async () => {
		const random = seeded(4);
		const made = [
			deep,
			deepObject,
			`{"leaf":${deep},"payload":null,"salt":null}`,
			'{"leaf":"{}"}',
			''
		];
		for (const name of ['log.jsonl', 'updates.jsonl']) {
			const lines = textIn(honest.files, name).split('\n');
			for (const text of made) {
				const at = random.below(lines.length - 1);
				const files = new Map(honest.files).set(name, bytesOf(lines.with(at, text).join('\n')));
				expect(await verify(files)).toMatch(/malformed$/);
			}
			for (const number of numbers) {
				const changed = lines.map((line) =>
					line.replaceAll(/(seq|entry|i|t)(\\?":)\d+/g, `$1$2${number}`)
				);
				const files = new Map(honest.files).set(name, bytesOf(changed.join('\n')));
				expect(await verify(files)).toMatch(/malformed|unlogged/);
			}
			const many = bytesOf(`${lines[0]}\n`.repeat(100_000));
			expect(await verify(new Map(honest.files).set(name, many))).toMatch(
				/entry-order|update-repeated/
			);
		}
	});

	test('however long or deep a policy, a checkpoint or a list of files is', async () => {
		for (const [name, text] of [
			['policy.txt', 'group a any b\n'.repeat(1_000_000)],
			[
				'policy.txt',
				Array.from({ length: 4000 }, (_, at) => `group g${at + 1} any g${at}`).join('\n')
			],
			['checkpoint', `${textIn(honest.files, 'checkpoint')}${'— a AAAAAAA=\n'.repeat(1_000_000)}`],
			[
				'checkpoint',
				textIn(honest.files, 'checkpoint').replace(/\n\d+\n/, '\n99999999999999999999\n')
			],
			['manifest.txt', `${'0'.repeat(64)}  a\n`.repeat(1_000_000)]
		] as const) {
			const files = new Map(honest.files).set(name, bytesOf(text));
			expect(await verify(files)).toMatch(/malformed|changed/);
		}
		expect(parsePolicy('#\n'.repeat(1_000_000))).toMatchObject({ ok: false });
	});

	test('whatever the proof of an entry says', () => {
		const random = seeded(5);
		const proof = {
			extra: bytesOf(
				JSON.stringify({ leaf: '{}', payload: null, salt: null, policy: honest.logPolicy })
			),
			index: 0,
			hashes: [],
			checkpoint: textIn(honest.files, 'checkpoint')
		};
		const text = bytesOf(formatTlogProof(proof));
		for (let round = 0; round < 10 * ROUNDS; round++) {
			const changed = new TextDecoder().decode(damaged(text, random));
			expect([true, false]).toContain(parseTlogProof(changed).ok);
			expect(verifyTlogProof(changed)).toMatchObject({ ok: false });
		}
		for (const extra of [deep, deepObject, 'null', '[]', '{"leaf":1}'])
			expect(verifyTlogProof(formatTlogProof({ ...proof, extra: bytesOf(extra) }))).toMatchObject({
				ok: false
			});
	});

	test('a zip that would fill the memory, and names that would write on the screen', async () => {
		const folder = temporaryFolder();
		onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
		const onDisk = async (bytes: Uint8Array): Promise<string> => {
			const file = path.join(folder, 'session.zip');
			writeFileSync(file, bytes);
			return verifyOnCommandLine(new Arguments(['verify', file])).then(
				({ text }) => text,
				(error: unknown) => (error instanceof Error ? error.message : 'thrown')
			);
		};
		const zip = zipSync({ 'log.jsonl': bytesOf('a') });
		// In the list of files, at the end: so large it says it is when unpacked.
		const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
		for (let at = 0; at + 28 < zip.length; at++)
			if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
		expect(await onDisk(zip)).toContain('would be larger');
		const name = 'x\u001b[2J\nOK size=7';
		const shown = await onDisk(
			zipSync(Object.fromEntries([...honest.files, [name, bytesOf('a')]]))
		);
		expect(shown).toContain('file-unexpected');
		expect([shown.includes('\u001b'), shown.includes('\n')]).toEqual([false, false]);
	});
});

/** The export of a host that puts something of its own into one of the files. */
function lying(name: string, lie: (text: string) => string): ExportFiles {
	const forge = new Forge(honest.files, honest.signer);
	forge.lies.set(name, lie);
	return forge.seal();
}

/** With the list of files as they are now, in the log, and signed. */
function resealed(files: Map<string, Uint8Array>): ExportFiles {
	const forge = new Forge(files, honest.signer);
	forge.board = files.get('board.yjs') ?? null;
	return forge.seal();
}
