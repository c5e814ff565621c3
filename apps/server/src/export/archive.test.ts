import { newScribe } from '@concordia/archive';
import { verifyExport, type Leaf } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { linesIn, signAgain, type Files } from '../testing/sign-again.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';
import { exportSession } from './archive.ts';

async function exportBy(workshop: Workshop, peer: Peer): Promise<Map<string, Uint8Array>> {
	const { store, sequencer, session } = workshop;
	const actor = { type: 'participant', id: peer.participant } as const;
	const made = exportSession({ store, sequencer, session, room: peer.room, actor });
	await workshop.world.pass(10);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	return new Map(Object.entries(unzipSync(result.zip)));
}

test('verifies, and holds the board, the people and every edit', async () => {
	const workshop = await Workshop.open();
	const ana = await workshop.enter();
	ana.addNote('a', 'hello');
	ana.addNote('b');
	await workshop.world.settle();
	const files = await exportBy(workshop, ana);
	const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
	expect(verdict).toMatchObject({ ok: true, origin: `workshop.example/s/${workshop.session.id}` });
	const leaves = await workshop.leaves();
	expect(leaves.at(-1)).toMatchObject({ k: 'export', a: ana.participant });
	const doc = new Y.Doc();
	Y.applyUpdate(doc, files.get('board.yjs')!);
	expect(doc.getMap('items').toJSON()).toEqual(ana.items.toJSON());
	const board = JSON.parse(new TextDecoder().decode(files.get('board.json'))) as {
		nodes: { id: string }[];
	};
	expect(board.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
	expect(new TextDecoder().decode(files.get('people.json'))).toContain('Person participant');
});

test('is complete and verifies while others go on writing', async () => {
	const workshop = await Workshop.open();
	const [ana, ben] = [await workshop.enter(), await workshop.enter()];
	ana.addNote('before');
	await workshop.world.settle();
	const exporting = exportBy(workshop, ana);
	for (let n = 0; n < 20; n++) {
		ben.addNote(`n${n}`);
		await workshop.world.pass(1);
	}
	const files = await exporting;
	expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({ ok: true });
	expect(ben.told('refused')).toEqual([]);
	await workshop.world.pass(2000);
	expect(
		await verifyExport(await exportBy(workshop, ben), { replay: replayBoard, newScribe })
	).toMatchObject({
		ok: true
	});
});

test('holds nothing of private rooms', async () => {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ isPrivate: true });
	ana.addNote('draft', 'for nobody else');
	const ben = await workshop.enter();
	await workshop.world.settle();
	const files = await exportBy(workshop, ben);
	for (const [name, bytes] of files) {
		const text = Buffer.from(bytes).toString('latin1');
		expect([name, text.includes('for nobody else'), text.includes('~private')]).toEqual([
			name,
			false,
			false
		]);
	}
});

test.each(['before', 'after'])(
	'verifies when a person is erased just %s their entries are read',
	async (moment) => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter({ role: 'mediator' }), await workshop.enter()];
		await workshop.world.settle();
		const { sequencer, session, registry } = workshop;
		const actor = { type: 'participant', id: ana.participant } as const;
		let erased: Promise<unknown> | null = null;
		const erase = async (): Promise<void> => {
			erased ??= registry.erase(session, ben.participant, { type: 'host' });
			await erased;
		};
		const store = { ...workshop.store };
		store.entries = async (...asked) => {
			if (moment === 'before') await erase();
			const rows = await workshop.store.entries(...asked);
			await erase();
			return rows;
		};
		const making = exportSession({ store, sequencer, session, room: ana.room, actor });
		await workshop.world.pass(10);
		const made = await making;
		if (!made.ok) throw new Error(made.code);
		const files = new Map(Object.entries(unzipSync(made.zip)));
		expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
			ok: true
		});
		expect(new TextDecoder().decode(files.get('log.jsonl'))).not.toContain('Person participant');
	}
);

test('still verifies after a person was erased, and does not name them', async () => {
	const workshop = await Workshop.open();
	const [ana, ben] = [await workshop.enter({ role: 'mediator' }), await workshop.enter()];
	ben.addNote('a');
	await workshop.world.settle();
	const host = { type: 'host' } as const;
	const erased = await workshop.finish(
		workshop.registry.erase(workshop.session, ben.participant, host)
	);
	expect(erased).toMatchObject({ ok: true });
	const files = await exportBy(workshop, ana);
	expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({ ok: true });
	for (const name of ['log.jsonl', 'people.json']) {
		expect(new TextDecoder().decode(files.get(name))).not.toContain('Person participant');
	}
	await workshop.restart();
	expect(workshop.session.shown.participants[ben.participant]?.name).toBeNull();
});

test('holds what its edits come to, also where two people put one mark on a text', async () => {
	const workshop = await Workshop.open();
	const [ana, ben, eva] = [await workshop.enter(), await workshop.enter(), await workshop.enter()];
	ana.addNote('a', 'hello');
	await workshop.world.settle();
	for (const peer of [ana, ben]) textIn(peer).format(0, 5, { bold: true });
	textIn(ben).insert(5, '!');
	await workshop.world.settle();
	expect(textIn(eva).toDelta()).toEqual(textIn(ana).toDelta());
	expect(textIn(eva).toJSON()).toBe('hello!');
	const files = await exportBy(workshop, eva);
	expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
		ok: true,
		findings: { replay: { erased: 0 } }
	});
});

const textIn = (peer: Peer): Y.Text => peer.items.get('a')?.get('text') as Y.Text;

const verify = async (files: Files, earlier?: Files): Promise<object> => {
	const options = { replay: replayBoard, newScribe, ...(earlier && { earlier }) };
	const verdict = await verifyExport(files, options);
	return verdict.ok ? verdict : verdict.problem;
};

async function workshopWithNotes(): Promise<{ workshop: Workshop; ana: Peer; files: Files }> {
	const workshop = await Workshop.open();
	const ana = await workshop.enter();
	ana.addNote('a', 'hello');
	await workshop.world.settle();
	ana.addNote('b', 'there');
	await workshop.world.settle();
	return { workshop, ana, files: await exportBy(workshop, ana) };
}

const asItWas = (leaf: Leaf): Leaf => leaf;

const elsewhere = (leaf: Leaf): Leaf =>
	leaf.o?.[0] === 'b' && leaf.k === 'edit' ? { ...leaf, o: ['c'] } : leaf;
const otherwise = (leaf: Leaf): Leaf =>
	leaf.o?.[0] === 'b' && leaf.k === 'edit' ? { ...leaf, c: ['set:pos'] } : leaf;

describe('what a host makes of an export afterwards, with its own key', () => {
	test('another board is found out', async () => {
		const { workshop, files } = await workshopWithNotes();
		expect(await verify(signAgain(workshop, files, asItWas))).toMatchObject({ ok: true });
		const doc = new Y.Doc();
		Y.applyUpdate(doc, files.get('board.yjs')!);
		const items = doc.getMap<Y.Map<unknown>>('items');
		(items.get('a')!.get('text') as Y.Text).insert(0, 'Never say ');
		const forged = new Map(files).set('board.yjs', Y.encodeStateAsUpdate(doc));
		expect(await verify(forged)).toMatchObject({ code: 'file-changed', where: 'board.yjs' });
		expect(await verify(signAgain(workshop, forged, asItWas))).toMatchObject({
			code: 'board-differs',
			where: 'board.yjs',
			item: 'a'
		});
		const empty = new Map(files).set('board.yjs', Y.encodeStateAsUpdate(new Y.Doc()));
		expect(await verify(signAgain(workshop, empty, asItWas))).toMatchObject({
			code: 'board-differs'
		});
		const broken = new Map(files).set('board.yjs', new Uint8Array([1, 2, 3]));
		expect(await verify(signAgain(workshop, broken, asItWas))).toMatchObject({
			code: 'board-differs'
		});
	});

	test('an entry that names another item, or another change, than its edit made is found out', async () => {
		const { workshop, files } = await workshopWithNotes();
		for (const change of [elsewhere, otherwise]) {
			expect(await verify(signAgain(workshop, files, change))).toMatchObject({
				code: 'edit-misdescribed',
				item: 'b'
			});
		}
	});

	test('a changed entry and a cut tail are found out by whoever kept an older export', async () => {
		const { workshop, ana, files: then } = await workshopWithNotes();
		ana.addNote('later');
		await workshop.world.settle();
		const now = await exportBy(workshop, ana);
		expect(await verify(now, then)).toMatchObject({
			ok: true,
			findings: { earlier: { kind: 'export', size: linesIn(then).length } }
		});
		const at = linesIn(then).findIndex((line) => line.includes('\\"edit\\"'));
		const changed = signAgain(workshop, now, (leaf) =>
			leaf.i === at ? { ...leaf, og: 'CC' } : leaf
		);
		expect(await verify(changed)).toMatchObject({ ok: true });
		expect(await verify(changed, then)).toMatchObject({ code: 'entry-rewritten', entry: at });
		expect(await verify(then, now)).toMatchObject({ code: 'log-cut' });
	});
});
