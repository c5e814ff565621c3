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
