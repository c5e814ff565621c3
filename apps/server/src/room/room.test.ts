import { closeCodes, encodeUpdate, limits } from '@concordia/protocol';
import { describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import type { BoardRecords } from './save.ts';
import { Peer, Workshop } from '../testing/workshop.ts';

describe('refusals', () => {
	test('an observer who edits is told, keeps the connection, and nobody else notices', async () => {
		const workshop = await Workshop.open();
		const ben = await workshop.enter();
		const eve = await workshop.enter({ role: 'observer' });
		const before = ben.documents.length;
		eve.addNote('x');
		await workshop.world.settle();
		expect(eve.told('refused')).toMatchObject([{ count: 2, code: 'read-only' }]);
		expect(eve.told('saved').at(-1)).toMatchObject({ count: 2 });
		expect(eve.socket.closed).toBeNull();
		expect(ben.documents.length).toBe(before);
		expect(await workshop.leaves('refuse')).toMatchObject([{ a: eve.participant }]);
		expect(await workshop.leaves('edit')).toEqual([]);
	});

	test('a stock client whose edit is refused is closed with 4409', async () => {
		const workshop = await Workshop.open();
		const eve = await workshop.enter({ role: 'observer', isStock: true });
		eve.addNote('x');
		await workshop.world.settle();
		expect(eve.socket.closed?.code).toBe(closeCodes.refused);
	});

	test('an update under the client id of somebody else is refused', async () => {
		const workshop = await Workshop.open();
		const [ana, eve] = [await workshop.enter(), await workshop.enter()];
		ana.addNote('a');
		await workshop.world.settle();
		const forged = new Y.Doc();
		Y.applyUpdate(forged, Y.encodeStateAsUpdate(ana.doc));
		const known = Y.encodeStateVector(forged);
		forged.clientID = ana.doc.clientID;
		forged.getMap('items').set('forged', new Y.Map([['type', 'note']]));
		eve.send(encodeUpdate(Y.encodeStateAsUpdate(forged, known)));
		await workshop.world.settle();
		expect(eve.told('refused')).toMatchObject([{ code: 'foreign-client' }]);
		expect(ana.items.has('forged')).toBe(false);
	});

	test('refusals are logged once a second at most, however many there are', async () => {
		const workshop = await Workshop.open();
		const eve = await workshop.enter({ role: 'observer' });
		for (let n = 0; n < 50; n++) eve.addNote(`n${n}`);
		await workshop.world.settle();
		expect(await workshop.leaves('refuse')).toHaveLength(1);
	});

	test('an update with a gap is asked for again and counts as saved only when complete', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		const updates: Uint8Array[] = [];
		const doc = new Y.Doc();
		doc.on('update', (update: Uint8Array) => updates.push(update));
		doc.getMap('items').set('a', new Y.Map([['type', 'note']]));
		doc.getMap('items').set('b', new Y.Map([['type', 'note']]));
		const told = ana.told('saved').length;
		ana.send(encodeUpdate(updates[1]!));
		await workshop.world.settle();
		expect(ben.items.size).toBe(0);
		expect(ana.told('refused')).toEqual([]);
		// The peer's own document has nothing of this: its answer to the question was empty.
		ana.send(encodeUpdate(updates[0]!));
		ana.send(encodeUpdate(updates[1]!));
		await workshop.world.settle();
		expect([...ben.items.keys()]).toEqual(['a', 'b']);
		expect(ana.told('saved').length).toBeGreaterThan(told);
	});

	test('after the end of the session edits are refused and reading goes on', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.finish(workshop.session.command({ type: 'close' }, { type: 'host' }));
		ana.addNote('late');
		await workshop.world.settle();
		expect(ana.told('refused')).toMatchObject([{ code: 'session-closed', items: ['late'] }]);
		const ben = await workshop.enter({ participant: ana.participant });
		expect([...ben.items.keys()]).toEqual(['a']);
		expect(workshop.session.checkpoint?.size).toBeGreaterThan(0);
	});
});

describe('bad bytes', () => {
	const cases: readonly { name: string; bytes: Uint8Array; code: number }[] = [
		{ name: 'an empty message', bytes: new Uint8Array(), code: closeCodes.malformed },
		{ name: 'an unknown type', bytes: new Uint8Array([99]), code: closeCodes.malformed },
		{
			name: 'a sync message cut short',
			bytes: new Uint8Array([0, 2, 200]),
			code: closeCodes.malformed
		},
		{
			name: 'an update of random bytes',
			bytes: new Uint8Array([0, 2, 4, 9, 8, 7, 6]),
			code: closeCodes.malformed
		},
		{
			name: 'a state vector of random bytes',
			bytes: new Uint8Array([0, 0, 2, 255, 255]),
			code: closeCodes.malformed
		},
		{
			name: 'presence of random bytes',
			bytes: new Uint8Array([1, 3, 9, 9, 9]),
			code: closeCodes.malformed
		},
		{
			name: 'a message that is too large',
			bytes: new Uint8Array(limits.maxMessageBytes + 1),
			code: closeCodes.tooLarge
		}
	];
	for (const { name, bytes, code } of cases) {
		test(`${name} closes the one connection and no other`, async () => {
			const workshop = await Workshop.open();
			const [ana, eve] = [await workshop.enter(), await workshop.enter()];
			eve.send(bytes);
			await workshop.world.settle();
			expect(eve.socket.closed?.code).toBe(code);
			ana.addNote('a');
			await workshop.world.settle();
			expect(ana.socket.closed).toBeNull();
			expect(ana.told('saved').at(-1)).toMatchObject({ count: 2 });
			expect(workshop.errors).toEqual([]);
		});
	}

	test('a stock client may not send our messages', async () => {
		const workshop = await Workshop.open();
		const eve = await workshop.enter({ isStock: true });
		eve.send(new Uint8Array([70, 0, 0]));
		expect(eve.socket.closed?.code).toBe(closeCodes.malformed);
	});

	test('a stock client never gets one', async () => {
		const workshop = await Workshop.open();
		const eve = await workshop.enter({ isStock: true });
		eve.addNote('a');
		await workshop.world.pass(20_000);
		expect(eve.heard).toEqual([]);
	});
});

describe('rate', () => {
	test('who sends too much is read no further until the debt is paid', async () => {
		const workshop = await Workshop.open();
		const eve = await workshop.enter();
		for (let n = 0; n <= limits.messagesBurst; n++) eve.claimPresence(eve.doc.clientID, { n });
		expect(eve.socket.isPaused).toBe(true);
		await workshop.world.pass(1000);
		expect(eve.socket.isPaused).toBe(false);
	});

	test('who goes on talking while nothing can be stored is read no further', async () => {
		const workshop = await Workshop.open();
		const eve = await workshop.enter();
		workshop.faulty.hold();
		eve.addNote('a');
		await workshop.world.settle();
		for (let round = 0; round < 5; round++) {
			for (let n = 0; n < 1000; n++) eve.claimPresence(12_345, { n });
			await workshop.world.pass(10_000);
		}
		expect(eve.socket.isPaused).toBe(true);
		workshop.faulty.release();
		await workshop.world.pass(10_000);
		expect(eve.socket.isPaused).toBe(false);
		expect(await workshop.leaves('client.bind')).toHaveLength(2);
	});

	test('a flood by one does not hold up the turn of another', async () => {
		const workshop = await Workshop.open();
		const [ana, ben, eve] = [
			await workshop.enter(),
			await workshop.enter(),
			await workshop.enter()
		];
		workshop.faulty.hold();
		ben.addNote('first');
		await workshop.world.settle();
		for (let n = 0; n < 1200; n++) eve.addNote(`e${n}`);
		ana.addNote('a');
		const seq = ana.room.durableSeq;
		workshop.faulty.release();
		await workshop.world.settle();
		const [mine] = (await workshop.leaves('edit')).filter(({ a }) => a === ana.participant);
		expect(mine!.seq! - seq).toBeLessThan(400);
		expect(ben.items.size).toBe(1202);
	});
});

describe('slow readers', () => {
	test('get nothing while they do not read, and all they missed once they do', async () => {
		const workshop = await Workshop.open();
		const [ana, slow] = [await workshop.enter(), await workshop.enter()];
		slow.socket.bufferedAmount = limits.outgoingPauseBytes + 1;
		const before = slow.socket.sent.length;
		for (let n = 0; n < 20; n++) {
			ana.addNote(`n${n}`);
			await workshop.world.pass(100);
		}
		expect(slow.socket.sent.length).toBe(before);
		slow.socket.bufferedAmount = 0;
		await workshop.world.pass(1000);
		expect(slow.items.size).toBe(20);
		ana.addNote('after');
		await workshop.world.settle();
		expect(slow.items.has('after')).toBe(true);
	});

	test('are closed when they take too long or too much piles up', async () => {
		const workshop = await Workshop.open();
		const [ana, slow, full] = [
			await workshop.enter(),
			await workshop.enter(),
			await workshop.enter()
		];
		slow.socket.bufferedAmount = limits.outgoingPauseBytes + 1;
		full.socket.bufferedAmount = limits.outgoingCloseBytes + 1;
		ana.addNote('a');
		await workshop.world.pass(1000);
		expect(full.socket.closed?.code).toBe(closeCodes.tooSlow);
		expect(slow.socket.closed).toBeNull();
		await workshop.world.pass(limits.slowCloseMs + 1000);
		expect(slow.socket.closed?.code).toBe(closeCodes.tooSlow);
		expect(ana.socket.closed).toBeNull();
	});
});

describe('presence', () => {
	test('is stamped by the server and sent as one message per interval', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ana.claimPresence(ana.doc.clientID, { user: { name: 'The mediator' }, cursor: 0 });
		await workshop.world.pass(100);
		const before = ben.socket.sent.length;
		for (let n = 1; n <= 10; n++) ana.claimPresence(ana.doc.clientID, { cursor: n });
		await workshop.world.pass(limits.awarenessIntervalMs);
		expect(ben.socket.sent.length - before).toBeLessThanOrEqual(2);
		expect(ben.awareness.getStates().get(ana.doc.clientID)).toEqual({
			cursor: 10,
			user: {
				id: ana.participant,
				name: 'Person participant',
				organization: 'PN',
				color: 'blue',
				role: 'participant'
			}
		});
	});

	test('goes along with an edit that is sent before the interval is over', async () => {
		const workshop = await Workshop.open();
		const [ana, ben, cem] = [
			await workshop.enter(),
			await workshop.enter(),
			await workshop.enter()
		];
		const cursor = (): unknown => cem.awareness.getStates().get(ana.doc.clientID)?.['cursor'];
		for (const at of [0, 1]) {
			ana.claimPresence(ana.doc.clientID, { cursor: at });
			await workshop.world.pass(100);
		}
		ana.claimPresence(ana.doc.clientID, { cursor: 2 });
		await workshop.world.pass(limits.awarenessIntervalMs / 2);
		ana.claimPresence(ana.doc.clientID, { cursor: 3 });
		await workshop.world.settle();
		expect(cursor()).toBe(2);
		ben.addNote('a');
		await workshop.world.settle();
		expect(cursor()).toBe(3);
	});

	test('of a client id that belongs to somebody else is dropped', async () => {
		const workshop = await Workshop.open();
		const [ana, ben, eve] = [
			await workshop.enter(),
			await workshop.enter(),
			await workshop.enter()
		];
		ana.claimPresence(ana.doc.clientID, { cursor: 1 });
		await workshop.world.pass(100);
		for (let n = 0; n < 5; n++) eve.claimPresence(ana.doc.clientID, { cursor: 666 });
		await workshop.world.pass(100);
		expect(ben.awareness.getStates().get(ana.doc.clientID)).toMatchObject({ cursor: 1 });
	});

	test('of one person has an end, and the last ones in use stay heard', async () => {
		const workshop = await Workshop.open();
		const [eve, ben] = [await workshop.enter(), await workshop.enter()];
		for (let client = 1; client <= limits.voicesPerParticipant + 10; client++) {
			eve.claimPresence(client, { client });
			await workshop.world.pass(limits.awarenessIntervalMs);
		}
		const heard = (): number =>
			[...ben.awareness.getStates().values()].filter((state) => 'client' in state).length;
		expect(heard()).toBe(limits.voicesPerParticipant);
		eve.claimPresence(1, null);
		eve.claimPresence(2, { client: 'two' });
		eve.claimPresence(999, { client: 'new' });
		await workshop.world.pass(100);
		expect(ben.awareness.getStates().get(2)).toMatchObject({ client: 'two' });
		expect(ben.awareness.getStates().get(999)).toMatchObject({ client: 'new' });
		expect(heard()).toBe(limits.voicesPerParticipant);
	});

	test('ends with the connection', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ana.claimPresence(ana.doc.clientID, { cursor: 1 });
		await workshop.world.pass(100);
		ana.disconnect();
		await workshop.world.pass(100);
		expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(false);
	});

	test('a newcomer is told who is here, and silence is broken before clients give up', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.claimPresence(ana.doc.clientID, { cursor: 1 });
		await workshop.world.pass(100);
		const ben = await workshop.enter({ isStock: true });
		expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(true);
		const before = ben.socket.sent.length;
		await workshop.world.pass(25_000);
		expect(ben.socket.sent.length - before).toBeGreaterThanOrEqual(2);
	});
});

describe('private rooms', () => {
	test('put nothing into the log, even when their author acknowledges what is there', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter({ isPrivate: true });
		ana.addNote('draft');
		await workshop.world.settle();
		const before = (await workshop.leaves()).length;
		ana.command({ type: 'acknowledge', room: ana.room.key, items: ['draft'], seq: 1 });
		await workshop.world.settle();
		expect(ana.told('result')).toMatchObject([{ ok: false, code: 'room-unknown' }]);
		expect((await workshop.leaves()).length).toBe(before);
	});

	test('keep their drafts for their author: stored, acknowledged, not in the log, not for others', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter({ isPrivate: true });
		const ben = await workshop.enter({ isPrivate: true });
		const before = (await workshop.leaves()).length;
		ana.addNote('draft', 'not for others');
		await workshop.world.settle();
		expect(ana.told('saved').at(-1)).toMatchObject({ count: 2, seq: 1 });
		expect(ben.items.size).toBe(0);
		expect((await workshop.leaves()).length).toBe(before);
		await workshop.restart();
		const again = await workshop.enter({ participant: ana.participant, isPrivate: true });
		expect([...again.items.keys()]).toEqual(['draft']);
		again.addNote('more');
		await workshop.world.settle();
		expect(again.told('refused')).toEqual([]);
	});
});

describe('a document that Yjs failed over', () => {
	test('is shown to nobody and kept nowhere; it is read back, and what waited goes on', async () => {
		const workshop = await Workshop.open();
		const [ana, eve] = [await workshop.enter(), await workshop.enter()];
		ana.addNote('good');
		await workshop.world.settle();
		const { doc } = ana.room;
		const watcher = await workshop.join('observer');
		workshop.faulty.hold();
		ana.addNote('more');
		await workshop.world.settle();
		eve.addNote('half-done');
		// After the content is in the document, as a fault in Yjs would.
		Object.defineProperty(doc.store, 'pendingStructs', {
			get: () => {
				if (doc.getMap('items').has('half-done')) throw new Error('a fault');
				return null;
			}
		});
		const ben = new Peer(workshop, ana.room, watcher, true);
		ben.connect();
		workshop.faulty.release();
		await workshop.world.pass(20_000);
		expect([...ben.items.keys()].toSorted()).toEqual(['good', 'more']);
		expect(workshop.errors).toHaveLength(1);
		await workshop.restart();
		const late = await workshop.enter();
		expect([...late.items.keys()].toSorted()).toEqual(['good', 'more']);
	});
});

describe('snapshots', () => {
	test('are a shortcut: with and without one a room opens the same', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		for (let n = 0; n < 30; n++) ana.addNote(`n${n}`, 'text');
		await workshop.world.pass(60_000);
		const snapshot = await workshop.store.snapshot(workshop.session.id);
		expect(snapshot?.seq).toBe(31);
		ana.addNote('after');
		await workshop.world.settle();
		const doc = new Y.Doc();
		for (const row of await workshop.store.updates(workshop.session.id, 1, 100)) {
			Y.applyUpdate(doc, row.bytes);
		}
		await workshop.restart();
		const ben = await workshop.enter();
		expect(ben.doc.getMap('items').toJSON()).toEqual(doc.getMap('items').toJSON());
		expect(ben.items.size).toBe(31);
	});

	test('give out records of a moment ago to those who are content with them', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.world.settle();
		const { room } = ana;
		const first = await room.saver.records();
		ana.addNote('b');
		await workshop.world.settle();
		expect(await room.saver.records(2000)).toBe(first);
		const second = await room.saver.records();
		expect(second).not.toBe(first);
		ana.addNote('c');
		await workshop.world.pass(2000);
		expect(await room.saver.records(2000)).not.toBe(second);
	});

	test('bring their records along, which are made anew only after a change', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.world.pass(60_000);
		await workshop.restart();
		const { room } = await workshop.enter();
		const snapshot = await workshop.store.snapshot(workshop.session.id);
		expect(await room.saver.records()).toBe(snapshot?.records);
		const ben = await workshop.enter();
		ben.addNote('b');
		await workshop.world.settle();
		const records = JSON.parse(gunzipSync(await room.saver.records()).toString()) as BoardRecords;
		expect(records).toMatchObject({ seq: room.seq, items: [{ id: 'a' }, { id: 'b' }] });
	});
});
