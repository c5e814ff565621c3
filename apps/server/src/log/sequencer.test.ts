import { describe, expect, test } from 'vitest';
import { Workshop } from '../testing/workshop.ts';

describe('commit before show', () => {
	test('peers get nothing while the store has not answered', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		workshop.faulty.hold();
		ana.addNote('a', 'hello');
		await workshop.world.pass(5000);
		expect(ben.items.has('a')).toBe(false);
		expect(ana.told('saved').at(-1)).toMatchObject({ count: 1 });
		workshop.faulty.release();
		await workshop.world.settle();
		expect(ben.items.has('a')).toBe(true);
		expect(ana.told('saved').at(-1)).toMatchObject({ count: 2, seq: 2 });
	});

	test('a joiner waits for the commit that is under way', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		const participant = await workshop.join();
		workshop.faulty.hold();
		ana.addNote('a');
		await workshop.world.settle();
		const ben = await workshop.enter({ participant });
		expect(ben.isSynced).toBe(false);
		workshop.faulty.release();
		await workshop.world.settle();
		expect(ben.items.has('a')).toBe(true);
	});

	test('what arrives during a commit goes into the next one, all together', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		workshop.faulty.hold();
		ana.addNote('a');
		await workshop.world.settle();
		const before = workshop.faulty.batches.length;
		const received = ben.documents.length;
		for (const id of ['b', 'c', 'd']) ana.addNote(id);
		workshop.faulty.release();
		await workshop.world.settle();
		const batches = workshop.faulty.batches.slice(before);
		expect(batches.map((batch) => batch.updates?.length)).toEqual([1, 3]);
		expect(ben.documents.length - received).toBe(2);
		expect([...ben.items.keys()].toSorted()).toEqual(['a', 'b', 'c', 'd']);
	});
});

describe('order', () => {
	test('the log has the updates in the order they were sent on, each with its own bytes', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter({ organization: 'CC' })];
		ana.addNote('a');
		ben.addNote('b');
		ana.addNote('c');
		await workshop.world.settle();
		const edits = await workshop.leaves('edit');
		expect(edits.map(({ a, og, seq, o, c }) => ({ a, og, seq, o, c }))).toEqual([
			{ a: ana.participant, og: 'PN', seq: 2, o: ['a'], c: ['create'] },
			{ a: ben.participant, og: 'CC', seq: 3, o: ['b'], c: ['create'] },
			{ a: ana.participant, og: 'PN', seq: 4, o: ['c'], c: ['create'] }
		]);
		const rows = await workshop.store.updates(workshop.session.id, 2, 5);
		expect(rows.map(({ entry }) => entry)).toEqual(edits.map(({ i }) => i));
	});

	test('times in the log never go back', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		await workshop.world.pass(60_000);
		ana.addNote('a');
		await workshop.world.settle();
		const times = (await workshop.leaves()).map(({ t }) => t);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});
});

describe('a store that fails', () => {
	for (const fault of ['before', 'after'] as const) {
		test(`stores an update once when the commit fails ${fault} it lands`, async () => {
			const workshop = await Workshop.open();
			const [ana, ben] = [await workshop.enter(), await workshop.enter()];
			workshop.faulty.faults.push(fault);
			ana.addNote('a');
			await workshop.world.pass(1000);
			expect(ben.items.has('a')).toBe(true);
			expect(await workshop.leaves('edit')).toHaveLength(1);
			expect(workshop.sequencer.state).toBe('ok');
			await workshop.restart();
			const carl = await workshop.enter();
			expect(carl.items.has('a')).toBe(true);
		});
	}

	test('a private update that landed without an answer is not stored twice', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter({ isPrivate: true });
		workshop.faulty.faults.push('after');
		ana.addNote('draft');
		await workshop.world.pass(1000);
		expect(ana.told('saved').at(-1)).toMatchObject({ seq: 1 });
		expect(await workshop.store.updates(ana.room.key, 1, 10)).toHaveLength(1);
	});

	test('tells everybody, acknowledges nothing, and goes on when there is space again', async () => {
		const workshop = await Workshop.open();
		const [ana, ben] = [await workshop.enter(), await workshop.enter()];
		workshop.faulty.faults.push('before', 'before', 'before');
		ana.addNote('a');
		await workshop.world.pass(100);
		expect(ben.told('trouble').map(({ state }) => state)).toEqual(['storing-fails']);
		expect(ana.told('saved').at(-1)).toMatchObject({ count: 1 });
		await workshop.world.pass(5000);
		expect(ben.told('trouble').map(({ state }) => state)).toEqual(['storing-fails', 'ok']);
		expect(ben.items.has('a')).toBe(true);
		expect(ana.told('saved').at(-1)).toMatchObject({ count: 2 });
	});

	test('a joiner during an outage gets what is stored and nothing else', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('stored');
		const participant = await workshop.join();
		workshop.faulty.faults.push('before', 'before', 'before');
		ana.addNote('unstored');
		ana.addNote('later');
		await workshop.world.pass(100);
		const ben = await workshop.enter({ participant });
		expect(ben.isSynced).toBe(true);
		expect([...ben.items.keys()]).toEqual(['stored']);
		await workshop.world.pass(5000);
		expect([...ben.items.keys()].toSorted()).toEqual(['later', 'stored', 'unstored']);
	});

	test('after a failed disk nothing is written any more, and reading goes on', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('stored');
		const participant = await workshop.join();
		workshop.faulty.faults.push('io');
		ana.addNote('lost');
		await workshop.world.pass(10_000);
		const ben = await workshop.enter({ participant });
		expect(ben.told('trouble').map(({ state }) => state)).toContain('read-only');
		expect([...ben.items.keys()]).toEqual(['stored']);
		expect(ana.told('saved').at(-1)).toMatchObject({ count: 2 });
	});
});

describe('ending', () => {
	test('stores what waits before it stops', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		await workshop.sequencer.stop();
		expect(await workshop.leaves('edit')).toHaveLength(1);
	});

	test('what could not be stored does not come back by a snapshot', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('kept');
		await workshop.world.settle();
		workshop.faulty.faults.push('before', 'before');
		ana.addNote('lost');
		await workshop.world.settle();
		await workshop.finish(workshop.sequencer.stop());
		await workshop.finish(workshop.registry.stop());
		await workshop.restart();
		const ben = await workshop.enter();
		expect([...ben.items.keys()]).toEqual(['kept']);
		expect(ben.room.seq).toBe((await workshop.leaves('edit', 'edit.host')).length);
	});

	test('a task that runs alone sees no half of a turn', async () => {
		const workshop = await Workshop.open();
		const ana = await workshop.enter();
		ana.addNote('a');
		const { promise, resolve } = Promise.withResolvers<void>();
		const seen = workshop.sequencer.alone(async () => {
			const before = ana.room.seq;
			await promise;
			return [before, ana.room.seq, ana.room.durableSeq];
		});
		ana.addNote('b');
		await workshop.world.settle();
		expect(await workshop.leaves('edit')).toHaveLength(0);
		resolve();
		expect(await workshop.finish(seen)).toEqual([1, 1, 1]);
		expect(await workshop.leaves('edit')).toHaveLength(2);
	});
});
