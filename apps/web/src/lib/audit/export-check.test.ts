import { formatManifest, formatPolicy, hashBytes } from '@concordia/transparency';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExportCheck, isTrust, policyFrom } from './export-check.svelte.ts';
import { openZip } from './open-zip.ts';
import { signer, smallLog } from './testing.ts';

function exportFiles(): Map<string, Uint8Array> {
	const log = smallLog(0);
	const files = new Map([
		['policy.txt', strToU8(formatPolicy([signer.verifierKey]))],
		['updates.jsonl', strToU8('')],
		['board.json', strToU8('{}')]
	]);
	const manifest = strToU8(formatManifest(files));
	log.add('export', { h: hashBytes(manifest) });
	files.set('manifest.txt', manifest);
	files.set('log.jsonl', strToU8(log.text(0, log.lines.length)));
	files.set('checkpoint', strToU8(log.checkpoint()));
	return files;
}

const zipOf = (files: Map<string, Uint8Array>, folder = '') =>
	zipSync(
		Object.fromEntries([...files].map(([name, bytes]) => [folder + name, bytes])) satisfies Zippable
	);

const fileOf = (bytes: Uint8Array) => ({
	arrayBuffer: () => Promise.resolve(bytes.slice().buffer)
});

async function outcome(bytes: Uint8Array, trust = '', earlier?: string) {
	const check = new ExportCheck(
		() => 0,
		() => Promise.resolve()
	);
	await check.run({
		file: fileOf(bytes),
		earlier: earlier === undefined ? null : fileOf(strToU8(earlier)),
		trust
	});
	return check.current;
}

const broken = () => Promise.reject(new Error('gone'));

describe('checking an export in the browser', () => {
	it('finds a good one good, also with a key and a checkpoint that went through a mail', async () => {
		const earlier = smallLog(0).checkpoint(2).replaceAll('\n', '\r\n').trimEnd();
		expect(await outcome(zipOf(exportFiles()), ` ${signer.verifierKey}\n`, earlier)).toMatchObject({
			state: 'done',
			verdict: { ok: true, size: 4, warnings: [] }
		});
	});

	it('names the first wrong thing', async () => {
		const files = exportFiles().set('board.json', strToU8('{"x":1}'));
		expect(await outcome(zipOf(files))).toMatchObject({
			state: 'done',
			verdict: { ok: false, problem: { code: 'file-changed', where: 'board.json' } }
		});
	});

	it('takes a zip with everything in one folder', async () => {
		expect(await outcome(zipOf(exportFiles(), 'session/'))).toMatchObject({
			verdict: { ok: true }
		});
	});

	it('says when the file is no zip or can’t be read', async () => {
		expect(await outcome(strToU8('hello'))).toEqual({
			state: 'unopened',
			which: 'file',
			reason: 'not-a-zip'
		});
		const check = new ExportCheck(
			() => 0,
			() => Promise.resolve()
		);
		await check.run({ file: { arrayBuffer: broken }, earlier: null, trust: '' });
		expect(check.current).toEqual({ state: 'unopened', which: 'file', reason: 'unreadable' });
	});

	it('does not unpack a file that claims to be enormous', () => {
		const bytes = zipOf(new Map([['log.jsonl', new Uint8Array(10)]]));
		const view = new DataView(bytes.buffer, bytes.byteOffset);
		const directory = view.getUint32(bytes.length - 6, true);
		view.setUint32(directory + 24, 2 ** 31, true);
		expect(openZip(bytes)).toEqual({ ok: false, reason: 'too-large' });
	});
});

describe('the key one was given', () => {
	it('may be a key, a policy or nothing', () => {
		expect(policyFrom('  ')).toBeNull();
		expect(policyFrom(signer.verifierKey)).toBe(formatPolicy([signer.verifierKey]));
		expect(isTrust('')).toBe(true);
		expect(isTrust(signer.verifierKey)).toBe(true);
		expect(isTrust(formatPolicy([signer.verifierKey]))).toBe(true);
		expect(isTrust('abc')).toBe(false);
	});
});

describe('the words for problems', () => {
	it('are there for every code', () => {
		const source = readFileSync(
			path.join(import.meta.dirname, '../../../../../packages/transparency/src/problem.ts'),
			'utf8'
		);
		const [problems = '', warnings = ''] = source.split('interface Warning');
		const texts = JSON.parse(
			readFileSync(path.join(import.meta.dirname, '../i18n/messages/en/verify.json'), 'utf8')
		) as Record<string, string>;
		const codes = [...problems.matchAll(/\| '([a-z-]+)'/g)].map(([, code]) => `problem-${code}`);
		const notes = [...(warnings.split(';')[0] ?? '').matchAll(/'([a-z-]+)'/g)].map(
			([, code]) => `warning-${code}`
		);
		expect(codes.length).toBeGreaterThan(20);
		expect(notes.length).toBeGreaterThan(4);
		expect([...codes, ...notes].filter((key) => !(key in texts))).toEqual([]);
	});
});
