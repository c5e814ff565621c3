import { expect, test } from 'vitest';
import { Workshop } from '../testing/workshop.ts';

test('sessions are read ahead, and what is wrong with one is told to those who ask for it', async () => {
	const workshop = await Workshop.open();
	const { store } = workshop;
	const ids: string[] = [];
	for (const title of ['Whole', 'Damaged']) {
		const organizations = [{ id: 'PN', name: 'Physician network' }];
		const made = await workshop.finish(workshop.registry.create({ title, organizations }));
		if (made.ok) ids.push(made.session.id);
		await workshop.world.pass(1000);
	}
	const [whole = '', damaged = ''] = ids;
	const [checkpoint] = await store.checkpoints(damaged, 1);
	await store.commit({ checkpoints: [{ ...checkpoint!, note: 'no checkpoint' }] });
	await workshop.restart();

	await workshop.finish(workshop.registry.readAhead());
	await expect(workshop.registry.session(damaged)).rejects.toThrow(/unreadable/);
	store.entries = () => Promise.reject(new Error('read too late'));
	expect((await workshop.registry.session(whole))?.shown.title).toBe('Whole');
});

test('of somebody who is erased nothing is kept that they wrote for themselves, however late it is stored', async () => {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ isPrivate: true });
	const ben = await workshop.enter({ isPrivate: true });
	for (const peer of [ana, ben]) peer.addNote('a', 'for myself');
	await workshop.world.pass(60_000);
	for (const peer of [ana, ben]) peer.addNote('b', 'not yet in a snapshot');
	await workshop.world.settle();

	const host = { type: 'host' } as const;
	const { registry, session, store } = workshop;
	expect(await workshop.finish(registry.erase(session, ana.participant, host))).toMatchObject({
		ok: true
	});
	await workshop.world.pass(300_000);
	expect(await store.loadRoom(ana.room.key)).toEqual({ snapshot: null, updates: [] });
	expect(await store.rooms(session.id)).toEqual([session.id, ben.room.key]);
	expect((await store.snapshot(ben.room.key))?.seq).toBe(2);
});
