import { createSigner } from '@concordia/transparency';
import { describe, expect, it } from 'vitest';
import { LiveCheck, type LiveVerdict } from './live-check.ts';
import type { Remembered } from './remembered.ts';
import { FakeLog, origin, signer, smallLog } from './testing.ts';

const pause = () => Promise.resolve();
const { verifierKey } = signer;

function checkOf(log: FakeLog, note: string, check = new LiveCheck(verifierKey, null)) {
	const entries = log.entries();
	return check.check(note, (index) => entries[index], pause);
}

const codeOf = (verdict: LiveVerdict) => (verdict.ok ? 'ok' : verdict.problem.code);

const remembered = (log: FakeLog, size: number): Remembered => ({
	note: log.checkpoint(size),
	verifierKey,
	at: 5
});

describe('checking the log on the page', () => {
	it('follows a log while it grows', async () => {
		const log = smallLog();
		const check = new LiveCheck(verifierKey, null);
		for (let round = 0; round < 5; round++) {
			const verdict = await checkOf(log, log.checkpoint(), check);
			expect(verdict).toMatchObject({ ok: true, size: log.lines.length, origin });
			log.add('leave', { a: 'p1' });
		}
	});

	it('takes what it verified before, and finds nothing wrong in a log that only grew', async () => {
		const log = smallLog();
		for (let size = 0; size <= log.lines.length; size++) {
			const check = new LiveCheck(verifierKey, remembered(log, size));
			expect(codeOf(await checkOf(log, log.checkpoint(), check))).toBe('ok');
		}
	});

	it('notices that an entry was changed', async () => {
		const log = smallLog();
		const note = log.checkpoint();
		log.lines[4] = (log.lines[4] ?? '').replace('\\"a\\":\\"p2\\"', '\\"a\\":\\"p1\\"');
		expect(codeOf(await checkOf(log, note))).toBe('root-differs');
	});

	it('notices a name that was exchanged', async () => {
		const log = smallLog();
		log.lines[1] = (log.lines[1] ?? '').replace('Ana', 'Eva');
		expect(await checkOf(log, log.checkpoint())).toMatchObject({
			ok: false,
			problem: { code: 'payload-changed', entry: 1 }
		});
	});

	it('notices that the log was cut or rewritten since the last visit', async () => {
		const before = smallLog(6);
		const shorter = smallLog(2);
		const cut = new LiveCheck(verifierKey, remembered(before, 9));
		expect(codeOf(await checkOf(shorter, shorter.checkpoint(), cut))).toBe('log-cut');
		const other = smallLog(0);
		for (let n = 0; n < 9; n++) other.add('edit', { a: 'p2', o: ['x'], c: ['text'] });
		const rewritten = new LiveCheck(verifierKey, remembered(before, 9));
		expect(codeOf(await checkOf(other, other.checkpoint(), rewritten))).toBe('log-rewritten');
	});

	it('notices that the log became shorter during the visit', async () => {
		const log = smallLog();
		const check = new LiveCheck(verifierKey, null);
		await checkOf(log, log.checkpoint(), check);
		expect(codeOf(await checkOf(log, log.checkpoint(3), check))).toBe('log-cut');
	});

	it('notices another signature, another key and another log', async () => {
		const log = smallLog();
		const stranger = createSigner(new Uint8Array(32).fill(8), origin);
		const note = log.checkpoint(log.lines.length, stranger);
		expect(codeOf(await checkOf(log, note))).toBe('checkpoint-untrusted');
		const strange = new LiveCheck(stranger.verifierKey, remembered(log, 3));
		expect(codeOf(await checkOf(log, note, strange))).toBe('key-changed');
		const elsewhere = createSigner(new Uint8Array(32).fill(7), 'workshop.example/s/other');
		const other = new LiveCheck(elsewhere.verifierKey, null);
		const misnamed = log.checkpoint(log.lines.length, elsewhere);
		expect(codeOf(await checkOf(log, misnamed, other))).toBe('checkpoint-untrusted');
		expect(codeOf(await checkOf(log, note, new LiveCheck('no key', null)))).toBe('key-malformed');
	});

	it('stays with the first alarm', async () => {
		const log = smallLog();
		const check = new LiveCheck(verifierKey, null);
		await checkOf(log, 'no checkpoint', check);
		expect(codeOf(await checkOf(log, log.checkpoint(), check))).toBe('checkpoint-untrusted');
	});
});
