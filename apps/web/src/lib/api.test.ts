import { describe, expect, it } from 'vitest';
import { Api, readProblem } from './api.ts';

interface Sent {
	readonly url: string;
	readonly method: string | undefined;
	readonly body: unknown;
}

function fakeServer(status: number, body: unknown): { api: Api; sent: Sent[] } {
	const sent: Sent[] = [];
	const api = new Api((url, init) => {
		sent.push({
			url,
			method: init.method,
			body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined
		});
		return Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status }));
	});
	return { api, sent };
}

describe('api', () => {
	it('sends what it was given and hands back what came', async () => {
		const { api, sent } = fakeServer(200, { session: 's1', participant: { id: 'p1' } });
		const answer = await api.invitation.join('secret', 'Ana', true);
		expect(answer).toEqual({ ok: true, value: { session: 's1', participant: { id: 'p1' } } });
		expect(sent).toEqual([
			{ url: '/api/join', method: 'POST', body: { token: 'secret', name: 'Ana', consent: true } }
		]);
	});

	it('takes an empty answer for success', async () => {
		const { api } = fakeServer(204, null);
		expect(await api.sessions.close('s1')).toEqual({ ok: true, value: null });
	});

	it('hands back the server’s problem with its code', async () => {
		const { api } = fakeServer(410, { title: 'Gone', detail: 'Used up', code: 'invite-used' });
		expect(await api.invitation.preview('x')).toEqual({
			ok: false,
			problem: { code: 'invite-used', status: 410, detail: 'Used up' }
		});
	});

	it('says unreachable when the request never got an answer', async () => {
		const api = new Api(() => Promise.reject(new TypeError('failed to fetch')));
		const answer = await api.sessions.list();
		expect(answer).toEqual({
			ok: false,
			problem: { code: 'unreachable', status: 0, detail: '' }
		});
	});

	it.each([
		[200, { host: true }, true],
		[200, { host: false }, false],
		[401, { code: 'signed-out' }, false],
		[403, null, false]
	])('reads a host check of %i as it is meant', async (status, body, expected) => {
		const { api } = fakeServer(status, body);
		expect(await api.host.check()).toEqual({ ok: true, value: expected });
	});

	it('does not take a broken server for somebody who is not the host', async () => {
		const { api } = fakeServer(503, null);
		expect(await api.host.check()).toMatchObject({ ok: false, problem: { code: 'server' } });
	});

	it.each([
		['a bare list', [{ id: 'a' }]],
		['a list in an object', { sessions: [{ id: 'a' }] }]
	])('reads sessions from %s', async (_, body) => {
		const { api } = fakeServer(200, body);
		expect(await api.sessions.list()).toEqual({ ok: true, value: [{ id: 'a' }] });
	});
});

describe('readProblem', () => {
	it.each([
		[401, '<html>', 'signed-out'],
		[403, null, 'not-allowed'],
		[404, { title: 'Not found' }, 'not-found'],
		[413, null, 'too-large'],
		[429, null, 'too-many-attempts'],
		[502, null, 'server'],
		[418, null, 'unknown'],
		[403, { code: 'invite-revoked' }, 'invite-revoked'],
		[400, { code: 7 }, 'body-malformed']
	])('makes a code of status %i and body %j', (status, body, code) => {
		expect(readProblem(status, body).code).toBe(code);
	});
});
