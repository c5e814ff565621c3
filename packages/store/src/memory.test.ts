import { expect, test } from 'vitest';
import { describeStore } from './contract.ts';
import { openMemoryStore } from './memory.ts';
import { session } from './rows.fixture.ts';

describeStore('a memory store', () => Promise.resolve(openMemoryStore()));

test('a commit that fails before it lands leaves nothing, after it lands everything', async () => {
	const store = openMemoryStore({
		before: ({ sessions }) => fail(sessions?.[0]?.id === 'before'),
		after: ({ sessions }) => fail(sessions?.[0]?.id === 'after')
	});
	await expect(store.commit({ sessions: [session('before')] })).rejects.toThrow('planned');
	await expect(store.commit({ sessions: [session('after')] })).rejects.toThrow('planned');
	await store.commit({ sessions: [session('fine')] });
	expect(await store.sessions()).toEqual([session('after'), session('fine')]);
	await store.close();
});

function fail(now: boolean): void {
	if (now) throw new Error('planned');
}
