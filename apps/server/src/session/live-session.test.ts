import { closeCodes } from '@concordia/protocol';
import { parseCheckpoint } from '@concordia/transparency';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Connection } from '../room/connection.ts';
import { FakeSocket } from '../testing/socket.ts';
import { Workshop } from '../testing/workshop.ts';

const host = { type: 'host' } as const;

describe('presence of people', () => {
	test('a network that comes and goes is no leaving', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		for (let n = 0; n < 5; n++) {
			ana.disconnect();
			await workshop.world.pass(20_000);
			ana.connect();
			await workshop.world.pass(1000);
		}
		expect(await workshop.leaves('leave', 'rejoin')).toEqual([]);
	});

	test('leaving is logged after half a minute, and so is coming back', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.disconnect();
		expect(workshop.session.present).toEqual([]);
		await workshop.world.pass(31_000);
		ana.connect();
		await workshop.world.pass(1000);
		const kinds = (await workshop.leaves('leave', 'rejoin')).map(({ k, a }) => [k, a]);
		expect(kinds).toEqual([
			['leave', ana.participant],
			['rejoin', ana.participant]
		]);
	});

	test('two windows of one person are one presence', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		const second = await workshop.enter({ participant: ana.participant });
		ana.disconnect();
		await workshop.world.pass(60_000);
		expect(workshop.session.present).toEqual([second.participant]);
		expect(await workshop.leaves('leave')).toEqual([]);
	});
});

describe('revoking', () => {
	test('closes every connection with 4403, takes presence away, and later edits count for nothing', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		const second = await workshop.enter({ participant: ana.participant });
		ana.claimPresence(ana.doc.clientID, { cursor: 1 });
		await workshop.world.pass(100);
		const revoking = workshop.session.command(
			{ type: 'revoke', participant: ana.participant },
			host
		);
		ana.addNote('too late');
		await workshop.finish(revoking);
		await workshop.world.pass(1000);
		expect(ana.socket.closed?.code).toBe(closeCodes.forbidden);
		expect(second.socket.closed?.code).toBe(closeCodes.forbidden);
		expect(ben.items.size).toBe(0);
		expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(false);
		expect(workshop.session.activeShown(ana.participant)).toBeNull();
		expect(workshop.session.present).toEqual([ben.participant]);
	});
});

describe('commands', () => {
	test('are answered to their sender and shown to everybody once they are durable', async () => {
		const workshop = await Workshop.open();
		const mediator = await workshop.enter({ role: 'mediator' });
		const ana = await workshop.enter();
		await workshop.world.pass(500);
		const told = ana.told('session').length;
		workshop.faulty.hold();
		mediator.command({ type: 'set-role', participant: ana.participant, role: 'observer' });
		await workshop.world.pass(500);
		expect(mediator.told('result')).toEqual([]);
		expect(ana.told('session').length).toBe(told);
		workshop.faulty.release();
		await workshop.world.pass(500);
		expect(mediator.told('result')).toEqual([{ type: 'result', id: 1, ok: true }]);
		expect(ana.told('session').at(-1)).toMatchObject({ me: ana.participant });
		ana.addNote('x');
		await workshop.world.settle();
		expect(ana.told('refused')).toMatchObject([{ code: 'read-only' }]);
	});

	test('change a state that is sent less often the more it costs', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		const { world, session } = workshop;
		const sockets = Array.from({ length: 2000 }, () => {
			const socket = new FakeSocket();
			session.connect(
				new Connection(
					{
						socket,
						place: ana.room,
						participant: ana.participant,
						access: ana.participant,
						isConcordia: true
					},
					world.now()
				)
			);
			return socket;
		});
		session.scheduleBroadcast();
		await world.pass(1000);
		const before = sockets[0]!.sent.length;
		for (let at = 0; at < 20; at++) {
			session.scheduleBroadcast();
			await world.pass(100);
		}
		const times = sockets[0]!.sent.length - before;
		expect(times).toBeGreaterThan(1);
		expect(times).toBeLessThan(12);
	});

	test('that someone has no right to are refused with the code', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.command({ type: 'close' });
		ana.command({ type: 'join', invite: 'x', name: 'Forged', consent: true });
		ana.command({ type: 'no such thing' });
		await workshop.world.settle();
		expect(ana.told('result')).toMatchObject([
			{ id: 1, ok: false, code: 'not-allowed' },
			{ id: 2, ok: false, code: 'command-malformed' },
			{ id: 3, ok: false, code: 'command-malformed' }
		]);
		expect(workshop.session.shown.status).toBe('open');
	});

	test('acknowledging names items that are there, at a version that exists', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter({ role: 'observer' });
		const ben = await workshop.enter();
		ben.addNote('a');
		await workshop.world.settle();
		const room = workshop.session.id;
		ana.command({ type: 'acknowledge', room, items: ['a'], seq: 2 });
		ana.command({ type: 'acknowledge', room, items: ['gone'], seq: 2 });
		ana.command({ type: 'acknowledge', room, items: ['a'], seq: 99 });
		ana.command({ type: 'acknowledge', room: `${room}~private`, items: ['a'], seq: 0 });
		await workshop.world.settle();
		expect(ana.told('result').map(({ ok }) => ok)).toEqual([true, false, false, false]);
		expect(await workshop.leaves('ack')).toMatchObject([
			{ a: ana.participant, og: 'PN', o: ['a'], room, seq: 2 }
		]);
	});
});

describe('the log', () => {
	test('is signed within a second after it grew, and everybody is told', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.world.pass(1000);
		const size = (await workshop.leaves()).length;
		const told = ana.told('checkpoint').at(-1);
		expect(told?.seq).toBe(2);
		const checkpoint = parseCheckpoint(told?.note ?? '');
		expect(checkpoint).toMatchObject({
			ok: true,
			value: { size, origin: `workshop.example/s/${workshop.session.id}` }
		});
	});

	test('is signed at most once a second', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		await workshop.world.pass(2000);
		const before = (await workshop.store.checkpoints(workshop.session.id, 100)).length;
		for (let n = 0; n < 50; n++) {
			ana.addNote(`n${n}`);
			await workshop.world.pass(100);
		}
		const after = (await workshop.store.checkpoints(workshop.session.id, 100)).length;
		expect(after - before).toBeLessThanOrEqual(6);
		expect(after - before).toBeGreaterThanOrEqual(4);
	});

	test('has every entry signed within a second, also while fifty people write', async () => {
		const workshop = await Workshop.open();
		const peers = [];
		for (let n = 0; n < 50; n++) peers.push(await workshop.enter());
		await workshop.world.pass(2000);
		let wasStored = (await workshop.leaves()).length;
		for (let second = 0; second < 5; second++) {
			for (const [n, peer] of peers.entries()) {
				peer.addNote(`note${second}of${n}`);
				await workshop.world.pass(20);
			}
			// What was stored a second ago is signed; nothing waits for the writing to stop.
			expect(workshop.session.checkpoint?.size).toBeGreaterThanOrEqual(wasStored);
			wasStored = (await workshop.leaves()).length;
		}
		expect(wasStored).toBeGreaterThan(250);
	});

	test('goes on after a restart where it ended, and the state is what it was', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.world.pass(2000);
		const before = workshop.session.shown;
		await workshop.restart();
		expect(workshop.session.shown).toEqual(before);
		const again = await workshop.enter({ participant: ana.participant });
		again.addNote('b');
		await workshop.world.pass(2000);
		const leaves = await workshop.leaves();
		expect(leaves.map(({ i }) => i)).toEqual(leaves.map((_, at) => at));
		expect(workshop.session.checkpoint?.size).toBe(leaves.length);
	});

	test('that was changed behind the back of the server is not continued', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.world.pass(2000);
		const [checkpoint] = await workshop.store.checkpoints(workshop.session.id, 1);
		const forged = checkpoint!.note.replace(/\n([A-Za-z0-9+/]{43}=)\n/, `\n${'A'.repeat(43)}=\n`);
		await workshop.store.commit({ checkpoints: [{ ...checkpoint!, note: forged }] });
		await expect(workshop.restart()).rejects.toThrow(/not those that were signed/);
	});

	test('is not continued with another key', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.world.pass(2000);
		workshop.seed = new Uint8Array(32).fill(8);
		await expect(workshop.restart()).rejects.toThrow(/another key/);
	});

	test('is not continued over a gap behind the last checkpoint', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		await workshop.world.pass(2000);
		for (const id of ['a', 'b', 'c']) {
			ana.addNote(id);
			await workshop.world.settle();
		}
		const { store } = workshop;
		const signed = workshop.session.checkpoint?.size ?? 0;
		const whole = await store.entries(workshop.session.id);
		store.entries = (_session, { kinds, from = 0, to = Infinity } = {}) => {
			const asked = whole.filter(
				({ index, kind }) => index >= from && index < to && (kinds?.includes(kind) ?? true)
			);
			return Promise.resolve(asked.filter(({ index }) => index !== signed + 1));
		};
		await expect(workshop.restart()).rejects.toThrow(/is missing/);
	});
});

describe('views', () => {
	test('are logged once per person and version of an item, batched', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ben.addNote('a');
		ben.addNote('b');
		await workshop.world.settle();
		ana.view(3, 'a');
		ana.view(3, 'b');
		await workshop.world.pass(6000);
		ana.view(3, 'a', 'b');
		await workshop.world.pass(6000);
		expect(await workshop.leaves('seen')).toMatchObject([
			{ a: ana.participant, og: 'PN', o: ['a', 'b'], seq: 3, room: workshop.session.id }
		]);
		ben.items.get('a')?.set('pos', [5, 5]);
		await workshop.world.settle();
		ana.view(4, 'a', 'b');
		await workshop.world.pass(6000);
		expect((await workshop.leaves('seen')).map(({ o }) => o)).toEqual([['a', 'b'], ['a']]);
	});

	test('of what is not there, or of a later position than exists, claim nothing', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ana.view(999, 'ghost');
		await workshop.world.pass(6000);
		expect(await workshop.leaves('seen')).toEqual([]);
		ben.addNote('a');
		await workshop.world.settle();
		ana.view(999, 'a');
		await workshop.world.pass(6000);
		expect(await workshop.leaves('seen')).toMatchObject([{ seq: 2 }]);
	});

	test('of a version that was edited since do not count for the new one', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ben.addNote('a');
		ben.addNote('b');
		await workshop.world.settle();
		ana.view(3, 'a');
		await workshop.world.pass(1000);
		ben.items.get('a')?.set('pos', [5, 5]);
		await workshop.world.settle();
		ana.view(4, 'b');
		await workshop.world.pass(16_000);
		const claims = (await workshop.leaves('seen')).map(({ o, seq }) => [o, seq]);
		expect(claims).toEqual([
			[['a'], 3],
			[['b'], 4]
		]);
		await workshop.restart();
		const again = await workshop.enter({ participant: ana.participant });
		again.view(4, 'a', 'b');
		await workshop.world.pass(6000);
		expect((await workshop.leaves('seen')).at(-1)).toMatchObject({ o: ['a'], seq: 4 });
	});

	test('are not logged again after a restart', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ben.addNote('a');
		await workshop.world.settle();
		ana.view(2, 'a');
		await workshop.world.pass(6000);
		await workshop.restart();
		const again = await workshop.enter({ participant: ana.participant });
		again.view(2, 'a');
		await workshop.world.pass(6000);
		expect(await workshop.leaves('seen')).toHaveLength(1);
	});

	test('of one viewer make at most one entry in ten seconds, and none is lost', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		const ids = Array.from({ length: 12 }, (_, at) => `note${at}`);
		for (const id of ids) ben.addNote(id);
		await workshop.world.settle();
		for (const [at, id] of ids.entries()) {
			ana.view(at + 2, id);
			if (at % 3 === 0) ben.items.get(id)?.set('pos', [at, at]);
			await workshop.world.pass(3000);
		}
		await workshop.world.pass(60_000);
		const entries = await workshop.leaves('seen');
		for (const [at, { t }] of entries.slice(1).entries()) {
			expect(t - entries[at]!.t).toBeGreaterThanOrEqual(10_000);
		}
		expect(entries.flatMap(({ o = [] }) => o).toSorted()).toEqual(ids.toSorted());
	});

	test('of a paragraph count for its document, as long as it is there', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		ben.doc.transact(() => {
			const item = new Y.Map<unknown>();
			const [text, paragraph] = [new Y.XmlFragment(), new Y.XmlElement('paragraph')];
			paragraph.setAttribute('id', 'first');
			paragraph.insert(0, [new Y.XmlText('What we share')]);
			text.insert(0, [paragraph]);
			item.set('type', 'document');
			item.set('pos', [0, 0]);
			item.set('doc', text);
			ben.items.set('d', item);
		});
		ben.addNote('n');
		await workshop.world.settle();
		ana.view(3, 'd', 'd#first', 'd#second', 'n#first', '#first');
		await workshop.world.pass(6000);
		ana.view(3, 'd#first');
		await workshop.world.pass(16_000);
		const entries = await workshop.leaves('seen');
		expect(entries.map(({ o }) => o)).toEqual([['d', 'd#first']]);
	});

	test('name the organization only, or nobody, where the session says so', async () => {
		for (const [seen, expected] of [
			['organization', [{ og: 'PN' }]],
			['off', []]
		] as const) {
			const workshop = await Workshop.open({ seen });
			const [ana, ben] = [await workshop.enter(), await workshop.enter()];
			ben.addNote('a');
			await workshop.world.settle();
			ana.view(2, 'a');
			ben.view(2, 'a');
			await workshop.world.pass(6000);
			const leaves = await workshop.leaves('seen');
			expect(leaves.map(({ a, og }) => ({ ...(a !== undefined && { a }), og }))).toEqual(expected);
		}
	});

	test('of somebody who did not consent are not recorded', async () => {
		const workshop = await Workshop.open();
		const ben = await workshop.enter();
		const eve = await workshop.enter({ consent: false });
		ben.addNote('a');
		await workshop.world.settle();
		eve.view(2, 'a');
		await workshop.world.pass(6000);
		expect(await workshop.leaves('seen')).toEqual([]);
	});
});
