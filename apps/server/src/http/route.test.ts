import { expect, test } from 'vitest';
import { nothing } from './answer.ts';
import { findRoute, type Route } from './route.ts';

const routes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id', handle: () => nothing() },
	{ method: 'POST', path: '/api/sessions', handle: () => nothing() },
	{ method: 'GET', path: '/api/sessions', handle: () => nothing() },
	{ method: 'GET', path: '/api/sessions/:id/log/tile/*tile', handle: () => nothing() }
];

const cases: readonly { method: string; path: string; found: string | null; params?: object }[] = [
	{ method: 'GET', path: '/api/sessions', found: '/api/sessions' },
	{ method: 'HEAD', path: '/api/sessions', found: '/api/sessions' },
	{ method: 'GET', path: '/api/sessions/abc', found: '/api/sessions/:id', params: { id: 'abc' } },
	{
		method: 'GET',
		path: '/api/sessions/abc/log/tile/0/x001/234.p/5',
		found: '/api/sessions/:id/log/tile/*tile',
		params: { id: 'abc', tile: '0/x001/234.p/5' }
	},
	{ method: 'DELETE', path: '/api/sessions', found: null },
	{ method: 'GET', path: '/api/sessions/', found: null },
	{ method: 'GET', path: '/api/sessions/a%2fb', found: null },
	{ method: 'GET', path: '/api/sessions/..', found: null },
	{ method: 'GET', path: '/api/sessions/abc/more', found: null },
	{ method: 'GET', path: '/api', found: null }
];

test.each(cases)('$method $path leads to $found', ({ method, path, found, params = {} }) => {
	const result = findRoute(routes, method, path);
	expect(result.route?.path ?? null).toBe(found);
	expect(result.params).toEqual(params);
});

test('tells which methods a path has', () => {
	expect(findRoute(routes, 'DELETE', '/api/sessions').methods).toEqual(['POST', 'GET']);
});
