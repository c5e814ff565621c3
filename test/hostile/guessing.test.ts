import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
beforeAll(async () => {
	server = await startServer({ env: { TRUST_PROXY: '1' } });
});
afterAll(() => server.stop());

/** As a proxy passes it on: what the client claims first, the address that the proxy saw last. */
function ask(path: string, key: string, from: string): Promise<Response> {
	return fetch(`${server.url}${path}`, {
		headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': from }
	});
}

test.each([
	['/api/sessions', '192.0.2.1'],
	['/api/host', '192.0.2.2'],
	['/api/sessions/abcdefghij0123', '192.0.2.3']
])('at %s the host key is looked at ten times a minute, right or wrong', async (path, address) => {
	for (let guess = 0; guess < 10; guess++) {
		expect((await ask(path, `guess-${guess}`, address)).status).toBe(401);
	}
	expect((await ask(path, server.hostKey, address)).status).toBe(429);
	expect((await ask('/api/host', server.hostKey, '192.0.2.99')).status).toBe(200);
});

test('an address that the client makes up is no other address', async () => {
	for (let guess = 0; guess < 10; guess++) {
		await ask('/api/sessions', `guess-${guess}`, `198.51.100.${guess}, 192.0.2.4`);
	}
	const next = await ask('/api/sessions', server.hostKey, '198.51.100.77, 192.0.2.4');
	expect(next.status).toBe(429);
});

test('the cookie of the host can’t be made from a guessed key', async () => {
	const made = createHash('sha256').update(`concordia host\n${server.hostKey}`).digest('base64url');
	const response = await fetch(`${server.url}/api/host`, {
		headers: { cookie: `concordia_host=${made}` }
	});
	expect(await response.json()).toEqual({ host: false });
});

test('the cookie that the host got opens the door', async () => {
	const entered = await fetch(`${server.url}/api/host`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ key: server.hostKey })
	});
	const cookie = entered.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
	const response = await fetch(`${server.url}/api/sessions`, { headers: { cookie } });
	expect(response.status).toBe(200);
});
