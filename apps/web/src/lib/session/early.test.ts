import { afterEach, expect, test, vi } from 'vitest';
import { fetchEarly } from './early.ts';

afterEach(() => vi.unstubAllGlobals());

test('an answer that was asked for early is given once, then the server is asked', async () => {
	const [early, late] = [new Response('early'), new Response('late')];
	vi.stubGlobal('window', { concordiaEarly: { '/api/sessions/a': Promise.resolve(early) } });
	const fetched = vi.fn<typeof fetch>(async () => late);
	vi.stubGlobal('fetch', fetched);
	expect(await fetchEarly('/api/sessions/b')).toBe(late);
	expect(await fetchEarly('/api/sessions/a')).toBe(early);
	expect(await fetchEarly('/api/sessions/a', { cache: 'no-store' })).toBe(late);
	expect(fetched.mock.calls).toEqual([
		['/api/sessions/b', undefined],
		['/api/sessions/a', { cache: 'no-store' }]
	]);
});

test('without the early script everything is fetched', async () => {
	const late = new Response('late');
	vi.stubGlobal('fetch', async () => late);
	expect(await fetchEarly('/api/sessions/a')).toBe(late);
});
