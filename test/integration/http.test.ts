import { request } from 'node:http';
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { SessionState } from '@concordia/session';
import type { SeenLines } from '@concordia/transparency';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession, join, linkOf, organizations, type CreatedSession } from '../harness/api.ts';
import { addNote, stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

beforeAll(async () => {
	server = await startServer();
	session = await createSession(server, { title: 'Contracts' });
});
afterAll(async () => {
	await server.stop();
});

const authorized = (token: string) => ({ authorization: `Bearer ${token}` });
const bearer = (token: string): RequestInit => ({ headers: authorized(token) });

function post(
	path: string,
	body: unknown,
	headers: Record<string, string> = {}
): Promise<Response> {
	return fetch(`${server.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body)
	});
}

async function problem(
	response: Response
): Promise<{ status: number; title: string; code: string }> {
	expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
	const body = (await response.json()) as { status: number; title: string; code: string };
	expect(body.status).toBe(response.status);
	expect(body.title).toBeTruthy();
	return body;
}

describe('health', () => {
	test.each(['/healthz', '/readyz'])('%s answers 200', async (path) => {
		expect((await fetch(server.url + path)).status).toBe(200);
	});

	test('a program that offers HTTP/2 first is answered in HTTP/1.1', async () => {
		const { promise, resolve } = Promise.withResolvers<string>();
		const asked = request(`${server.url}/healthz`, {
			headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AA' }
		});
		asked.on('response', (response) => {
			response.setEncoding('utf8').on('data', resolve);
		});
		asked.on('error', (error) => resolve(error.message));
		asked.end();
		expect(await promise).toBe('ok\n');
	});

	test('metrics are Prometheus text', async () => {
		const response = await fetch(`${server.url}/metrics`);
		expect(response.status).toBe(200);
		expect(await response.text()).toMatch(/^# HELP /m);
	});
});

describe('creating a session', () => {
	test('gives one link for the mediator and three for each organization', () => {
		expect(session.links.filter((l) => l.organization === null).map((l) => l.role)).toEqual([
			'mediator'
		]);
		for (const { id } of organizations) {
			const roles = session.links.filter((l) => l.organization === id).map((l) => l.role);
			expect(roles.toSorted()).toEqual(['delegate', 'observer', 'participant']);
		}
		for (const { url, token } of session.links) expect(url).toMatch(new RegExp(`/join#${token}$`));
	});

	test('needs the host key', async () => {
		expect((await problem(await post('/api/sessions', { title: 'No' }))).status).toBe(401);
		const wrong = { authorization: 'Bearer wrong' };
		expect((await problem(await post('/api/sessions', { title: 'No' }, wrong))).status).toBe(401);
	});

	test.each([
		['no title', {}],
		['a title that is no text', { title: 7 }],
		[
			'two organizations of one id',
			{ title: 'T', organizations: [organizations[0], organizations[0]] }
		],
		['a case that is no case', { title: 'T', case: { organizations: 'none' } }]
	])('refuses %s and says what is wrong', async (_name, body) => {
		const host = { authorization: `Bearer ${server.hostKey}` };
		const answer = await problem(await post('/api/sessions', body, host));
		expect(answer.status).toBe(400);
	});

	test('refuses what is no JSON', async () => {
		const response = await fetch(`${server.url}/api/sessions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${server.hostKey}` },
			body: '{"title":'
		});
		expect((await problem(response)).status).toBe(400);
	});
});

describe('joining', () => {
	test('sets a session cookie that scripts cannot read', async () => {
		const { token } = linkOf(session, 'participant', 'PN');
		const response = await post('/api/join', { token, name: 'Physician', consent: true });
		expect(response.status).toBe(200);
		const cookie = response.headers.get('set-cookie') ?? '';
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		const name = cookie.split(';')[0] ?? '';
		const board = await fetch(`${server.url}/api/sessions/${session.id}/board`, {
			headers: { cookie: name }
		});
		expect(board.status).toBe(200);
	});

	test('makes an observer of somebody who does not agree to the notice', async () => {
		const { token } = linkOf(session, 'delegate', 'PN');
		const joined = await join(server, token, 'Cautious', false);
		expect(joined.participant.role).toBe('observer');
	});

	test('takes silence for no', async () => {
		const { token } = linkOf(session, 'delegate', 'PN');
		const response = await post('/api/join', { token, name: 'Silent' });
		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({ participant: { role: 'observer' } });
	});

	test('refuses an unknown invitation', async () => {
		const answer = await problem(
			await post('/api/join', { token: 'x'.repeat(43), name: 'N', consent: true })
		);
		expect(answer.code).toBe('invite-unknown');
	});

	test.each([
		['empty', ''],
		['only spaces', '   '],
		['too long', 'n'.repeat(129)],
		['with a control character', 'a\u0000b'],
		['no text', 5]
	])('refuses a name that is %s', async (_name, name) => {
		const { token } = linkOf(session, 'participant', 'PN');
		expect((await problem(await post('/api/join', { token, name, consent: true }))).status).toBe(
			400
		);
	});
});

describe('signing out', () => {
	test('ends the token of this device and what it has opened, and nothing else', async () => {
		const joined = await join(server, linkOf(session, 'participant', 'CC').token, 'Cem');
		const path = `/api/sessions/${session.id}`;
		const other = await join(server, linkOf(session, 'participant', 'CC').token, 'Dana');
		const asked = await post(`${path}/return-link`, {}, authorized(joined.accessToken));
		const { url } = (await asked.json()) as { url: string };
		const link = { token: url.split('#')[1] };
		const second = (await (await post('/api/return', link)).json()) as { accessToken: string };
		const [here, there] = [joined.accessToken, second.accessToken].map((token) =>
			stockClient(server, session.id, token)
		) as [StockClient, StockClient];
		await Promise.all([synced(here), synced(there)]);
		const closed = new Promise((resolve) => {
			here.provider.on('connection-close', (event) => resolve(event?.code));
		});

		// A word that was never given ends nothing, and is answered alike.
		expect((await post(`${path}/sign-out`, {}, authorized('A'.repeat(43)))).status).toBe(204);
		expect((await post(`${path}/sign-out`, {})).status).toBe(204);
		const cookie = `concordia_${session.id}=${joined.accessToken}`;
		const out = await post(`${path}/sign-out`, {}, { cookie, origin: server.url });
		expect(out.status).toBe(204);
		expect(out.headers.get('set-cookie')).toMatch(/Max-Age=0/);
		expect(await closed).toBe(4401);
		here.close();

		const seenWith = async (token: string): Promise<number> =>
			(await fetch(server.url + path, bearer(token))).status;
		expect(await seenWith(joined.accessToken)).toBe(401);
		expect(await seenWith(second.accessToken)).toBe(200);
		expect(await seenWith(other.accessToken)).toBe(200);
		expect(there.provider.wsconnected).toBe(true);
		there.close();
		expect((await post('/api/return', link)).status).toBe(200);
	});
});

test('a snapshot says how far the board has come since it was written down', async () => {
	const busy = await createSession(server);
	const { accessToken } = await join(server, linkOf(busy, 'participant', 'PN').token, 'Writer');
	const writer = stockClient(server, busy.id, accessToken);
	await synced(writer);
	const positions = async (): Promise<{ seq: number; head: number }> => {
		const { headers } = await fetch(
			`${server.url}/api/sessions/${busy.id}/snapshot`,
			bearer(accessToken)
		);
		const [seq, head] = [headers.get('x-concordia-seq'), headers.get('x-concordia-head')];
		return { seq: Number(seq), head: Number(head) };
	};
	const first = await positions();
	expect(first.head).toBe(first.seq);
	addNote(writer, 'later', 'Written after the snapshot');
	await until('the note is told of', async () => (await positions()).head > first.head);
	const { seq, head } = await positions();
	expect(seq).toBeLessThanOrEqual(head);
	writer.close();
});

describe('without a credential', () => {
	test.each([
		'',
		'/board',
		'/snapshot',
		'/log',
		'/authors?items=a',
		'/seen',
		'/log/checkpoint',
		'/export',
		'/log/tile/0/000'
	])('/api/sessions/<id>%s is refused', async (path) => {
		const response = await fetch(`${server.url}/api/sessions/${session.id}${path}`);
		expect((await problem(response)).status).toBe(401);
	});

	test('a session that does not exist looks like one that does', async () => {
		const response = await fetch(`${server.url}/api/sessions/nosuchsession1/board`);
		expect((await problem(response)).status).toBe(401);
	});

	test('a credential of another session opens nothing here', async () => {
		const other = await createSession(server);
		const { accessToken } = await join(server, linkOf(other, 'participant', 'PN').token, 'Guest');
		const response = await fetch(
			`${server.url}/api/sessions/${session.id}/board`,
			bearer(accessToken)
		);
		expect([401, 403]).toContain(response.status);
	});
});

describe('the log over HTTP', () => {
	test('is the same for everybody, filtered alike, and names the author of a stock edit', async () => {
		const anna = await join(server, linkOf(session, 'participant', 'CC').token, 'Anna');
		const ben = await join(server, linkOf(session, 'observer', 'SHA').token, 'Ben');
		const client = stockClient(server, session.id, anna.accessToken);
		try {
			await synced(client);
			addNote(client, 'note00000001', 'From a script');
			const log = async (token: string, query = ''): Promise<string> => {
				const url = `${server.url}/api/sessions/${session.id}/log${query}`;
				return (await fetch(url, bearer(token))).text();
			};
			await until('the edit is in the log', async () =>
				(await log(ben.accessToken, '?item=note00000001')).includes('edit')
			);
			expect(await log(ben.accessToken)).toBe(await log(anna.accessToken));
			const lines = (await log(ben.accessToken, `?kind=edit&participant=${anna.participant.id}`))
				.trim()
				.split('\n')
				.map((line) => JSON.parse((JSON.parse(line) as { leaf: string }).leaf) as { a: string });
			expect(lines.length).toBeGreaterThan(0);
			expect(lines.every((leaf) => leaf.a === anna.participant.id)).toBe(true);
		} finally {
			client.close();
		}
	});

	test('is one for all, also for a partner that was taken in later with an agreed date', async () => {
		const anna = await join(server, linkOf(session, 'delegate', 'CC').token, 'Anna');
		const mediator = await join(server, linkOf(session, 'mediator').token, 'Mo');
		const path = `/api/sessions/${session.id}`;
		const since = Date.now() - 60_000;
		const ministry = { id: 'MH', name: 'Ministry of health', since, reason: 'Meeting of 12 March' };
		const add = (token: string): Promise<Response> =>
			post(`${path}/organizations`, ministry, authorized(token));
		expect((await problem(await add(anna.accessToken))).code).toBe('not-allowed');
		expect((await add(mediator.accessToken)).status).toBe(200);
		expect((await problem(await add(mediator.accessToken))).code).toBe('organizations-invalid');
		const invite = { organization: 'MH', role: 'delegate' };
		const made = await post(`${path}/invites`, invite, authorized(mediator.accessToken));
		const { token } = (await made.json()) as { token: string };
		const dora = await join(server, token, 'Dora');
		const log = async (person: { accessToken: string }): Promise<string> =>
			(await fetch(`${server.url}${path}/log`, bearer(person.accessToken))).text();
		await until('she is in the log', async () => (await log(anna)).includes('Dora'));
		expect(await log(dora)).toBe(await log(anna));
		expect(await log(dora)).toContain('session.open');
		const answer = await fetch(`${server.url}${path}`, bearer(dora.accessToken));
		const { state } = (await answer.json()) as { state: SessionState };
		expect(state.organizations.at(-1)).toMatchObject({ id: 'MH', initials: 'MH', since });
	});

	test('tells who made an item, the same to everybody', async () => {
		const anna = await join(server, linkOf(session, 'participant', 'CC').token, 'Anna');
		const ben = await join(server, linkOf(session, 'observer', 'SHA').token, 'Ben');
		const client = stockClient(server, session.id, anna.accessToken);
		const ask = async (token: string, items: string): Promise<Response> =>
			fetch(`${server.url}/api/sessions/${session.id}/authors?items=${items}`, bearer(token));
		try {
			await synced(client);
			addNote(client, 'authored0001', 'From a script');
			const query = 'authored0001,nosuchitem01,__proto__';
			await until('the log knows it', async () =>
				(await (await ask(ben.accessToken, query)).text()).includes('authored0001')
			);
			const answer = await (await ask(ben.accessToken, query)).text();
			expect(await (await ask(anna.accessToken, query)).text()).toBe(answer);
			const { items } = JSON.parse(answer) as { items: Record<string, unknown> };
			expect(Object.keys(items)).toEqual(['authored0001']);
			expect(items['authored0001']).toMatchObject({
				participant: anna.participant.id,
				organization: 'CC'
			});
			expect((await ask(ben.accessToken, 'no%20id')).status).toBe(400);

			// Who has seen it is counted alike for everybody, too.
			const seen = async (token: string, from: string): Promise<Response> =>
				fetch(`${server.url}/api/sessions/${session.id}/seen?from=${from}`, bearer(token));
			const counted = (await (await seen(ben.accessToken, '0')).json()) as SeenLines;
			expect(await (await seen(anna.accessToken, '0')).json()).toEqual(counted);
			expect(counted.items.map(([id]) => id)).toContain('authored0001');
			const later = await seen(ben.accessToken, String(counted.size));
			expect(await later.json()).toMatchObject({ items: [] });
			expect((await seen(ben.accessToken, 'yesterday')).status).toBe(400);
			const many = Array.from({ length: 201 }, (_, index) => `i${index}`).join(',');
			expect((await ask(ben.accessToken, many)).status).toBe(400);
		} finally {
			client.close();
		}
	});

	test('the checkpoint and the tiles recompute to one root', async () => {
		const { accessToken } = await join(server, linkOf(session, 'observer', 'SHA').token, 'Witness');
		const get = (path: string): Promise<Response> =>
			fetch(`${server.url}/api/sessions/${session.id}/log${path}`, bearer(accessToken));
		let note = '';
		await until('the checkpoint covers the log', async () => {
			note = await (await get('/checkpoint')).text();
			const entries = (await (await get('')).text()).trim().split('\n').length;
			return Number(note.split('\n')[1]) === entries;
		});
		const [origin, size, root] = note.split('\n');
		expect(origin).toMatch(new RegExp(`/s/${session.id}$`));
		const width = Number(size);
		const tile = new Uint8Array(await (await get(`/tile/0/000.p/${width}`)).arrayBuffer());
		const entries = (await (await get('')).text())
			.trim()
			.split('\n')
			.map((line) => (JSON.parse(line) as { leaf: string }).leaf);
		const hashes = entries.map((leaf) =>
			createHash('sha256')
				.update(Buffer.from([0]))
				.update(leaf)
				.digest()
		);
		expect(Buffer.from(tile)).toEqual(Buffer.concat(hashes));
		expect(merkleRoot(hashes).toString('base64')).toBe(root);
	});
});

/** RFC 6962 §2.1, written a second time on purpose: a test should not trust what it tests. */
function merkleRoot(hashes: readonly Buffer[]): Buffer {
	const [only] = hashes;
	if (only !== undefined && hashes.length === 1) return only;
	let k = 1;
	while (k * 2 < hashes.length) k *= 2;
	return createHash('sha256')
		.update(Buffer.from([1]))
		.update(merkleRoot(hashes.slice(0, k)))
		.update(merkleRoot(hashes.slice(k)))
		.digest();
}

describe('a log too long for one answer', () => {
	test.each([
		['oldest', [0, 1, 2, 3, 4]],
		['newest', [4, 3, 2, 1, 0]]
	])('names where the rest is, the %s first', async (order, expected) => {
		const { accessToken } = await join(server, linkOf(session, 'observer', 'CC').token, 'Reader');
		const path = `/api/sessions/${session.id}/log`;
		let next: string | undefined = `${path}?order=${order}&limit=2&from=0&to=5`;
		const seen: number[] = [];
		while (next !== undefined) {
			const response: Response = await fetch(server.url + next, bearer(accessToken));
			const lines = (await response.text()).split('\n').filter((line) => line !== '');
			for (const line of lines) {
				const { leaf } = JSON.parse(line) as { leaf: string };
				seen.push((JSON.parse(leaf) as { i: number }).i);
			}
			next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
		}
		expect(seen).toEqual(expected);
	});
});

describe('the board over HTTP', () => {
	test('is plain records with the position they stand for', async () => {
		const { accessToken } = await join(
			server,
			linkOf(session, 'participant', 'HI1').token,
			'Carla'
		);
		const client = stockClient(server, session.id, accessToken);
		try {
			await synced(client);
			addNote(client, 'note00000002', 'Seen as a record', 40, 60);
			await until('the record is served', async () => {
				const response = await fetch(
					`${server.url}/api/sessions/${session.id}/board`,
					bearer(accessToken)
				);
				const { items } = (await response.json()) as {
					items: { id: string; text?: string; pos: number[] }[];
				};
				const note = items.find((item) => item.id === 'note00000002');
				return note?.text === 'Seen as a record' && note.pos[0] === 40;
			});
			const response = await fetch(`${server.url}/api/sessions/${session.id}/board`, {
				headers: { ...authorized(accessToken), 'cache-control': 'no-cache, max-age=60' }
			});
			expect(JSON.stringify(await response.json())).toContain('Seen as a record');
		} finally {
			client.close();
		}
	});
});

const historyOf = (token: string, query = '', headers: Record<string, string> = {}) =>
	fetch(`${server.url}/api/sessions/${session.id}/history${query}`, {
		headers: { authorization: `Bearer ${token}`, ...headers }
	});
const linesOf = async (response: Response): Promise<HistoryLine[]> =>
	(await response.text())
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as HistoryLine);
interface HistoryLine {
	readonly seq: number;
	readonly entry: number;
	readonly at: number;
	readonly participant: string | null;
	readonly update: string;
}

describe('the history of the board', () => {
	test('is every stored update with its author and entry, alike for all, and plays to the board', async () => {
		const anna = await join(server, linkOf(session, 'participant', 'PN').token, 'Anna');
		const reader = await join(server, linkOf(session, 'observer', 'CC').token, 'Reader');
		const client = stockClient(server, session.id, anna.accessToken);
		try {
			await synced(client);
			addNote(client, 'historynote1', 'First words');
			await until('the update is in the history', async () =>
				(await linesOf(await historyOf(anna.accessToken))).some(
					({ participant }) => participant === anna.participant.id
				)
			);
			const text = await (await historyOf(anna.accessToken)).text();
			expect(await (await historyOf(reader.accessToken)).text()).toBe(text);
			const lines = await linesOf(await historyOf(anna.accessToken));
			expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at + 1));
			const replayed = new Y.Doc();
			for (const { update } of lines) Y.applyUpdate(replayed, Buffer.from(update, 'base64url'));
			expect(replayed.getMap('items').toJSON()).toEqual(client.items.toJSON());
			const last = lines.at(-1);
			const log = await fetch(
				`${server.url}/api/sessions/${session.id}/log?from=${last?.entry}&limit=1`,
				bearer(anna.accessToken)
			);
			const { leaf } = (await log.json()) as { leaf: string };
			expect(JSON.parse(leaf)).toMatchObject({ k: 'edit', seq: last?.seq, t: last?.at });
		} finally {
			client.close();
		}
	});

	test('gives a span, and nothing when the caller has it already', async () => {
		const { accessToken } = await join(server, linkOf(session, 'delegate', 'PN').token, 'Delegate');
		const span = await historyOf(accessToken, '?from=2&to=3');
		const etag = span.headers.get('etag') ?? '';
		expect((await linesOf(span)).map(({ seq }) => seq)).toEqual([2]);
		const again = await historyOf(accessToken, '?from=2&to=3', { 'if-none-match': etag });
		expect(again.status).toBe(304);
		expect(await linesOf(await historyOf(accessToken, '?from=999999999999999'))).toEqual([]);
	});

	test('is refused to strangers, and so is a span that is none', async () => {
		const { accessToken } = await join(server, linkOf(session, 'delegate', 'PN').token, 'Delegate');
		expect((await problem(await historyOf('nobody'))).status).toBe(401);
		expect((await problem(await historyOf(accessToken, '?from=yesterday'))).status).toBe(400);
	});
});

/** Exports that the log knows of. */
const exports = async (accessToken: string): Promise<number> => {
	const path = `/api/sessions/${session.id}/log?kind=export`;
	const text = await (await fetch(server.url + path, bearer(accessToken))).text();
	return text.split('\n').length - 1;
};

describe('the export', () => {
	test('leaves no entry when another page leads to it, nor for its headers alone', async () => {
		const { accessToken } = await join(server, linkOf(session, 'delegate', 'CC').token, 'Lured');
		const before = await exports(accessToken);
		const path = `${server.url}/api/sessions/${session.id}/export`;
		const cookie = `concordia_${session.id}=${accessToken}`;
		const lured = await fetch(path, { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
		expect(lured.status).toBe(403);
		expect((await fetch(path, { method: 'HEAD', headers: { cookie } })).status).toBe(405);
		expect(await exports(accessToken)).toBe(before);
	});

	test('asked for several times at once is made once', async () => {
		const { accessToken } = await join(server, linkOf(session, 'delegate', 'CC').token, 'Hasty');
		const before = await exports(accessToken);
		const path = `${server.url}/api/sessions/${session.id}/export`;
		const all = await Promise.all(
			Array.from({ length: 20 }, async () => {
				const response = await fetch(path, bearer(accessToken));
				return Buffer.from(await response.arrayBuffer()).toString('base64');
			})
		);
		expect(new Set(all).size).toBeLessThan(20);
		expect(await exports(accessToken)).toBe(before + new Set(all).size);
	});

	test('has the files that were promised', async () => {
		const { accessToken } = await join(server, linkOf(session, 'delegate', 'PN').token, 'Delegate');
		const response = await fetch(
			`${server.url}/api/sessions/${session.id}/export`,
			bearer(accessToken)
		);
		expect(response.headers.get('content-type')).toBe('application/zip');
		const names = Object.keys(unzipSync(new Uint8Array(await response.arrayBuffer())));
		for (const name of [
			'checkpoint',
			'policy.txt',
			'log.jsonl',
			'board.json',
			'board.yjs',
			'updates.jsonl',
			'people.json',
			'README.txt'
		]) {
			expect(names).toContain(name);
		}
	});
});
