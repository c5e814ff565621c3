import { encodeQueryAwareness, limits } from '@concordia/protocol';
import { describe, expect, test } from 'vitest';
import { Workshop } from '../testing/workshop.ts';

const MUCH = limits.outgoingPauseBytes + 1;

describe('somebody who does not read', () => {
	test('gets no presence and no news, and both once they have read', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		const ben = await workshop.enter({ organization: 'CC' });
		await workshop.world.pass(1000);
		ben.socket.bufferedAmount = MUCH;
		const sent = ben.socket.sent.length;
		ana.claimPresence(ana.doc.clientID, { cursor: [1, 2] });
		await workshop.world.pass(5000);
		const late = await workshop.enter();
		await workshop.world.pass(11_000);
		expect(ben.socket.sent).toHaveLength(sent);
		ben.socket.bufferedAmount = 0;
		await workshop.world.pass(1000);
		expect(ben.awareness.getStates().get(ana.doc.clientID)).toMatchObject({ cursor: [1, 2] });
		expect(ben.told('session').at(-1)?.present).toContain(late.participant);
		expect(ben.socket.closed).toBeNull();
	});

	test('misses no edit that is stored while they fall behind', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		const ben = await workshop.enter({ organization: 'CC' });
		ana.claimPresence(ana.doc.clientID, { cursor: [1, 2] });
		await workshop.world.pass(1000);
		ben.socket.bufferedAmount = MUCH;
		workshop.faulty.hold();
		ana.addNote('first');
		ana.claimPresence(ana.doc.clientID, { cursor: [3, 4] });
		await workshop.world.pass(1000);
		workshop.faulty.release();
		ana.addNote('second');
		await workshop.world.pass(1000);
		ben.socket.bufferedAmount = 0;
		await workshop.world.pass(1000);
		expect([...ben.items.keys()].toSorted()).toEqual(['first', 'second']);
	});

	test('is closed when presence alone is left unread for too long', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		const ben = await workshop.enter({ organization: 'CC' });
		await workshop.world.pass(1000);
		ben.socket.bufferedAmount = MUCH;
		ana.claimPresence(ana.doc.clientID, { cursor: [1, 2] });
		await workshop.world.pass(limits.slowCloseMs + 1000);
		expect(ben.socket.closed?.code).toBe(4408);
	});

	test('is not answered who is here, nor read any further', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.claimPresence(ana.doc.clientID, { cursor: [1, 2] });
		await workshop.world.pass(1000);
		ana.socket.bufferedAmount = MUCH;
		const sent = ana.socket.sent.length;
		ana.send(encodeQueryAwareness());
		expect(ana.socket.sent).toHaveLength(sent);
		expect(ana.socket.isPaused).toBe(true);
		ana.socket.bufferedAmount = 0;
		await workshop.world.pass(1000);
		expect(ana.socket.isPaused).toBe(false);
	});
});

test('who asks again and again who is here gets a few answers a second', async () => {
	const workshop = await Workshop.open();
	const ana = await workshop.enter();
	ana.claimPresence(ana.doc.clientID, { cursor: [1, 2] });
	await workshop.world.pass(1000);
	const sent = ana.socket.sent.length;
	for (let at = 0; at < 100; at++) ana.send(encodeQueryAwareness());
	expect(ana.socket.sent.length - sent).toBeLessThanOrEqual(limits.step1PerSecond);
});
