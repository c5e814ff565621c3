import { newScribe } from '@concordia/archive';
import { verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { exportSession } from '../export/archive.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';
import { Retention } from './retention.ts';

const host = { type: 'host' } as const;
const DAY = 24 * 3600 * 1000;

/** All that the store holds of a session, as text: bytes of documents as they are. */
async function everything({ store, session }: Workshop): Promise<string> {
	const parts: string[] = [];
	for (const room of await store.rooms(session.id)) {
		for (const { bytes } of await store.updates(room, 0, 1e9)) parts.push(latin(bytes));
		const snapshot = await store.snapshot(room);
		if (snapshot === null) continue;
		parts.push(latin(gunzipSync(snapshot.state)), latin(gunzipSync(snapshot.records)));
	}
	parts.push(JSON.stringify(await store.entries(session.id)));
	parts.push(JSON.stringify(await store.versions(session.id)));
	parts.push(JSON.stringify(await store.sealed(session.id)));
	return parts.join('\n');
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

async function filesOf(workshop: Workshop, peer: Peer): Promise<Map<string, Uint8Array>> {
	const { store, sequencer, session } = workshop;
	const made = exportSession({ store, sequencer, session, room: peer.room, actor: host });
	await workshop.world.pass(2000);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	return new Map(Object.entries(unzipSync(result.zip)));
}

/** The board as the stored updates give it. */
async function replayed({ store, session }: Workshop): Promise<unknown> {
	const doc = new Y.Doc();
	for (const { bytes } of await store.updates(session.id, 0, 1e9)) Y.applyUpdate(doc, bytes);
	expect(doc.store.pendingStructs).toBeNull();
	return doc.getMap('items').toJSON();
}

async function written() {
	const workshop = await Workshop.open();
	const ana = await workshop.enter();
	const ben = await workshop.enter({ organization: 'CC' });
	ana.addNote('kept', 'stays as it is');
	ana.addNote('gone', 'Mrs Secretary');
	await workshop.world.settle();
	ben.doc.transact(() => {
		const note = ben.items.get('gone') as Y.Map<unknown>;
		(note.get('text') as Y.Text).insert(4, 'Very ');
	});
	await workshop.world.settle();
	await workshop.world.pass(20_000);
	return { workshop, ana, ben };
}

const erase = (workshop: Workshop, item = 'gone') =>
	workshop.finish(workshop.registry.eraseItem(workshop.session, item, 'it named a patient', host));

const watch = (workshop: Workshop, failures: unknown[] = []) =>
	new Retention({
		world: workshop.world,
		store: workshop.store,
		registry: workshop.registry,
		failed: (error) => failures.push(error)
	});

describe('an item that is erased', () => {
	test('is nowhere any more: not on boards, in edits, snapshots, records and exports', async () => {
		const { workshop, ana, ben } = await written();
		expect(await everything(workshop)).toContain('Secretary');
		expect(await erase(workshop)).toMatchObject({ ok: true });
		await workshop.world.pass(20_000);
		for (const peer of [ana, ben]) {
			expect(peer.items.has('gone')).toBe(false);
			expect(peer.items.has('kept')).toBe(true);
		}
		const left = await everything(workshop);
		for (const word of ['Secretary', 'Very', 'Mrs']) expect(left).not.toContain(word);
		expect(left).toContain('stays as it is');
		const files = await filesOf(workshop, ana);
		for (const [name, bytes] of files)
			expect([name, latin(bytes).includes('Secret')]).toEqual([name, false]);
		expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
			ok: true
		});
	});

	test('leaves the past playable, and an entry that says why', async () => {
		const { workshop, ana } = await written();
		await erase(workshop);
		expect(await replayed(workshop)).toEqual(ana.items.toJSON());
		const entries = await workshop.store.entries(workshop.session.id);
		const redact = entries.find(({ kind }) => kind === 'redact');
		expect(redact?.items[0]).toBe('gone');
		expect(redact?.payload).toContain('it named a patient');
		await workshop.restart();
		expect(workshop.session.shown.erasures).toBe(1);
	});

	test('may be gone from the board already, and nobody is kept from going on', async () => {
		const { workshop, ana, ben } = await written();
		ana.doc.transact(() => ana.items.delete('gone'));
		await workshop.world.settle();
		expect(await everything(workshop)).toContain('Secretary');
		expect(await erase(workshop)).toMatchObject({ ok: true });
		expect(await everything(workshop)).not.toContain('Secretary');
		ben.addNote('next', 'and on it goes');
		await workshop.world.settle();
		expect(ben.told('refused')).toEqual([]);
		expect(await replayed(workshop)).toEqual(ben.items.toJSON());
	});

	test('takes nothing with it that others wrote beside it, in one edit or offline', async () => {
		const { workshop, ana, ben } = await written();
		ana.doc.transact(() => {
			const { items } = ana;
			((items.get('gone') as Y.Map<unknown>).get('text') as Y.Text).insert(0, 'Dear ');
			((items.get('kept') as Y.Map<unknown>).get('text') as Y.Text).insert(0, 'It ');
		});
		await workshop.world.settle();
		await erase(workshop);
		expect(JSON.stringify(await replayed(workshop))).toContain('It stays as it is');
		expect(await replayed(workshop)).toEqual(ben.items.toJSON());
		expect(await everything(workshop)).not.toContain('Dear');
	});

	test('has to be one, with a reason, and by somebody who may', async () => {
		const { workshop, ana } = await written();
		const { registry, session } = workshop;
		const attempt = (
			item: string,
			reason: string,
			actor: Parameters<typeof registry.eraseItem>[3]
		) => workshop.finish(registry.eraseItem(session, item, reason, actor));
		const me = { type: 'participant', id: ana.participant } as const;
		expect(await attempt('nothing', 'why', host)).toMatchObject({ code: 'items-invalid' });
		expect(await attempt('gone', '', host)).toMatchObject({ code: 'reason-missing' });
		expect(await attempt('gone', 'why', me)).toMatchObject({ code: 'not-allowed' });
		expect(ana.items.has('gone')).toBe(true);
	});
});

describe('the retention time', () => {
	test('ends while the server was off: names and texts go at its start, and the log verifies', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter({ role: 'delegate' });
		const mine = await workshop.enter({ participant: ana.participant, isPrivate: true });
		mine.addNote('draft', 'for myself');
		ana.addNote('a', 'on the board');
		await workshop.world.pass(60_000);
		await workshop.finish(workshop.session.command({ type: 'close' }, host));
		workshop.world.skip(364 * DAY);
		await workshop.restart();
		const early = watch(workshop);
		await workshop.world.pass(10_000);
		early.stop();
		expect(await everything(workshop)).toContain('Person delegate');

		workshop.world.skip(2 * DAY);
		await workshop.restart();
		const failures: unknown[] = [];
		const retention = watch(workshop, failures);
		await workshop.world.pass(10_000);
		retention.stop();
		expect(failures).toEqual([]);
		const left = await everything(workshop);
		for (const text of ['Person', 'for myself']) expect(left).not.toContain(text);
		expect(workshop.session.shown.participants[ana.participant]?.name).toBeNull();
		const { registry, session } = workshop;
		const room = await registry.room(session, { session: session.id, kind: 'board' }, '');
		const files = await filesOf(workshop, { room } as Peer);
		expect(await verifyExport(files, { replay: replayBoard, newScribe })).toMatchObject({
			ok: true
		});
		expect((await workshop.leaves()).map(({ k }) => k)).toContain('redact');
	});

	test('runs from the last entry where nobody closed the session, and not at all where there is none', async () => {
		for (const days of [1, null]) {
			const workshop = await Workshop.open();
			await workshop.enter();
			await workshop.finish(workshop.session.command({ type: 'set-retention', days }, host));
			const retention = watch(workshop);
			await workshop.world.pass(DAY + 2 * 3600 * 1000);
			retention.stop();
			expect(workshop.session.shown.isExpired).toBe(days === 1);
			expect(workshop.session.shown.status).toBe(days === 1 ? 'closed' : 'open');
		}
	});
});

test('what a person said in answers goes with their name, and the entry says why', async () => {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ role: 'delegate' });
	const answer = {
		type: 'answer',
		subject: 'x',
		version: 'a'.repeat(64),
		scale: 'five',
		grade: 2,
		text: 'my own words'
	} as const;
	const me = { type: 'participant', id: ana.participant } as const;
	await workshop.finish(workshop.session.command(answer, me));
	expect(await everything(workshop)).toContain('my own words');
	const { registry, session } = workshop;
	await workshop.finish(registry.erase(session, ana.participant, host, 'she asked for it'));
	const left = await everything(workshop);
	for (const text of ['my own words', 'Person delegate']) expect(left).not.toContain(text);
	expect(left).toContain('she asked for it');
});

test('who withdraws from view logging is in no entry from then on, by person or by organization', async () => {
	for (const seen of ['person', 'organization'] as const) {
		const workshop = await Workshop.open({ seen });
		const ana = await workshop.enter();
		const ben = await workshop.enter();
		ben.addNote('a', 'hello');
		await workshop.world.settle();
		const me = { type: 'participant', id: ana.participant } as const;
		await workshop.finish(workshop.session.command({ type: 'view-stop' }, me));
		ana.view(1, 'a');
		await workshop.world.pass(10_000);
		const seenBy = async () => (await workshop.leaves()).filter(({ k }) => k === 'seen').length;
		expect(await seenBy()).toBe(0);
		await workshop.finish(workshop.session.command({ type: 'view-resume' }, me));
		ana.view(1, 'a');
		await workshop.world.pass(10_000);
		expect(await seenBy()).toBe(1);
	}
});
