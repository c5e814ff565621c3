import { formatSeen, SeenLog } from '@concordia/transparency';
import { expect, test } from 'vitest';
import { Workshop } from '../testing/workshop.ts';
import { SeenIndex } from './seen-index.ts';

test('what is counted is what everybody can count from the log, at any time', async () => {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ organization: 'PN' });
	const ben = await workshop.enter({ organization: 'CC' });
	const asked: number[] = [];
	const index = new SeenIndex({
		head: (session) => workshop.store.head(session),
		entries: (session, filter) => {
			asked.push(filter?.from ?? 0);
			return workshop.store.entries(session, filter);
		}
	});
	const read = async (): Promise<SeenLog> => {
		const counted = await index.read(workshop.session.id);
		const own = new SeenLog(workshop.session.id);
		for (const leaf of await workshop.leaves()) own.add(leaf);
		expect(formatSeen(counted)).toEqual(formatSeen(own));
		return counted;
	};
	await read();
	ana.addNote('a');
	ana.addNote('b');
	await workshop.world.settle();
	ben.view(3, 'a');
	await workshop.world.pass(6000);
	const log = await read();
	expect([log.gradeOf('a', 'CC'), log.gradeOf('b', 'CC')]).toEqual(['displayed', 'delivered']);
	const { size } = log;
	ana.items.get('a')?.set('pos', [5, 5]);
	await workshop.world.settle();
	await read();
	expect(log.gradeOf('a', 'CC')).toBe('earlier');
	expect(formatSeen(log, size).items.map(([id]) => id)).toEqual(['a']);
	// What was read is not read again.
	expect(asked.at(-1)).toBe(size);

	const [one, other] = await Promise.all([
		index.read(workshop.session.id),
		index.read(workshop.session.id)
	]);
	expect(one).toBe(other);
});
