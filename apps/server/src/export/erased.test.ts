import { newScribe } from '@concordia/archive';
import {
	hashBytes,
	parseUpdateLine,
	formatUpdateLine,
	verifyExport
} from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { eraseContent } from '../session/erase-content.ts';
import { signAgain, type Files } from '../testing/sign-again.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';
import { exportSession } from './archive.ts';

const host = { type: 'host' } as const;

async function exported(workshop: Workshop, { room }: Peer): Promise<Files> {
	const { store, sequencer, session, world } = workshop;
	const made = exportSession({ store, sequencer, session, room, actor: host });
	await world.pass(2000);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	return new Map(Object.entries(unzipSync(result.zip)));
}

async function verify(files: Files, earlier?: Files): Promise<object> {
	const options = { replay: replayBoard, newScribe, ...(earlier && { earlier }) };
	const verdict = await verifyExport(files, options);
	if (!verdict.ok) return verdict.problem;
	const { replay } = verdict.findings;
	return { replay, warnings: verdict.warnings.map(({ code }) => code) };
}

/** Two notes in one edit, a line between them and a card in one; then one of them is erased. */
async function erased() {
	const workshop = await Workshop.open();
	const ana = await workshop.enter();
	const ben = await workshop.enter({ organization: 'CC' });
	ana.doc.transact(() => {
		ana.addNote('kept', 'stays as it is');
		ana.addNote('gone', 'Mrs Secretary');
	});
	await workshop.world.settle();
	const ends = { from: { item: 'gone' }, to: { item: 'kept' } };
	ana.items.set('line', new Y.Map(Object.entries({ type: 'connector', pos: [0, 0], ...ends })));
	ana.items.set('inside', new Y.Map(Object.entries({ type: 'note', pos: [1, 1], parent: 'gone' })));
	await workshop.world.settle();
	ben.doc.transact(() => {
		for (const id of ['gone', 'kept'])
			(ben.items.get(id)!.get('text') as Y.Text).insert(0, 'Dear ');
	});
	await workshop.world.settle();
	const before = await exported(workshop, ana);
	const reason = 'it named a patient';
	const done = await workshop.finish(
		workshop.registry.eraseItem(workshop.session, 'gone', reason, host)
	);
	expect(done).toMatchObject({ ok: true });
	ana.addNote('later', 'on it goes');
	await workshop.world.settle();
	return { workshop, ana, ben, before, after: await exported(workshop, ana) };
}

/** The export of a host that rewrote an edit in another way, and says so with its own key. */
function rewrittenAs(
	{ workshop, after }: Awaited<ReturnType<typeof erased>>,
	change: (instead: Uint8Array) => Uint8Array
): Files {
	const hashes = new Map<string, string>();
	const text = new TextDecoder().decode(after.get('updates.jsonl'));
	const lines = text.split('\n').map((line) => {
		const parsed = parseUpdateLine(line);
		if (!parsed.ok || parsed.value.instead === undefined) return line;
		const instead = change(parsed.value.instead);
		hashes.set(hashBytes(parsed.value.instead), hashBytes(instead));
		return formatUpdateLine({ ...parsed.value, instead });
	});
	const files = new Map(after).set('updates.jsonl', new TextEncoder().encode(lines.join('\n')));
	return signAgain(workshop, files, (leaf) => {
		if (leaf.k !== 'redact' || leaf.c === undefined) return leaf;
		const c = leaf.c.map((words) => {
			const [what = '', hash = ''] = words.split(' ');
			return hashes.has(hash) ? `${what} ${hashes.get(hash)}` : words;
		});
		return { ...leaf, c };
	});
}

describe('after something was erased from the board', () => {
	test('the board is made anew from its edits to the end', async () => {
		const { after } = await erased();
		expect(new TextDecoder().decode(after.get('updates.jsonl'))).not.toContain('Secretary');
		expect(await verify(after)).toMatchObject({
			replay: { erased: 0, rewritten: 2, compared: 0 },
			warnings: ['policy-from-export', 'edits-rewritten']
		});
	});

	test('with an earlier export each rewritten edit is found to lack what was erased and nothing else', async () => {
		const { before, after } = await erased();
		expect(await verify(after, before)).toMatchObject({
			replay: { erased: 0, rewritten: 2, compared: 2 },
			warnings: ['policy-from-export']
		});
	});

	test('another board than the rewritten edits come to is found out', async () => {
		const { workshop, after } = await erased();
		const doc = new Y.Doc();
		Y.applyUpdate(doc, after.get('board.yjs')!);
		(doc.getMap<Y.Map<unknown>>('items').get('kept')!.get('text') as Y.Text).insert(0, 'Never ');
		const forged = new Map(after).set('board.yjs', Y.encodeStateAsUpdate(doc));
		expect(await verify(signAgain(workshop, forged, (leaf) => leaf))).toMatchObject({
			code: 'board-differs',
			item: 'kept'
		});
	});

	test('an edit from which more was taken than was erased is found out', async () => {
		const told = await erased();
		const files = rewrittenAs(told, (instead) => {
			const [less] = eraseContent([{ seq: 1, bytes: instead }], 'kept');
			return less?.bytes ?? instead;
		});
		expect(await verify(files)).toMatchObject({ code: 'edit-misdescribed', item: 'kept' });
	});

	test('what stands in the place of an edit has to be what the log names', async () => {
		const { after } = await erased();
		const text = new TextDecoder().decode(after.get('updates.jsonl'));
		const changed = text.replace(
			/"instead":"(.)/,
			(_, letter) => `"instead":"${letter === 'A' ? 'B' : 'A'}`
		);
		const without = text.replace(/,"instead":"[^"]*"/, '');
		for (const [lines, code] of [
			[changed, 'update-changed'],
			[without, 'update-missing']
		] as const) {
			const files = new Map(after).set('updates.jsonl', new TextEncoder().encode(lines));
			expect(await verify(files)).toMatchObject({ code });
		}
	});

	test('words that were put into an edit when it was rewritten are found out with an earlier export', async () => {
		const told = await erased();
		const files = rewrittenAs(told, (instead) => swapped(instead, 'stays', 'never'));
		// The board has to say the same: the host makes it anew from what it invented.
		const doc = new Y.Doc();
		for (const line of new TextDecoder().decode(files.get('updates.jsonl')).split('\n')) {
			const parsed = parseUpdateLine(line);
			if (parsed.ok) Y.applyUpdate(doc, parsed.value.update ?? parsed.value.instead!);
		}
		const board = Y.encodeStateAsUpdate(doc);
		const forged = signAgain(told.workshop, new Map(files).set('board.yjs', board), (leaf) => leaf);
		expect(await verifyExport(forged, { replay: replayBoard })).toMatchObject({ ok: true });
		expect(await verify(forged, told.before)).toMatchObject({ code: 'edit-rewritten' });
	});
});

function swapped(bytes: Uint8Array, from: string, to: string): Uint8Array {
	const text = Buffer.from(bytes).toString('latin1').replace(from, to);
	return new Uint8Array(Buffer.from(text, 'latin1'));
}
