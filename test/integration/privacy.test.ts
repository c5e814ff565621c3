import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unzipSync } from 'fflate';
import type * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;
let ana: Joined;
let mediator: Joined;

beforeAll(async () => {
	server = await startServer();
	session = await createSession(server);
	ana = await join(server, linkOf(session, 'delegate', 'PN').token, 'Ana Berg');
	mediator = await join(server, linkOf(session, 'mediator').token, 'Mia');
});
afterAll(async () => {
	await server.stop();
});

const at = (tail: string, id = session.id): string => `${server.url}/api/sessions/${id}${tail}`;

function post(url: string, body: unknown, token: string): Promise<Response> {
	return fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
		body: JSON.stringify(body)
	});
}

async function codeOf(response: Response): Promise<string> {
	return ((await response.json()) as { code: string }).code;
}

/** The leaves of the log with what stands beside them. */
async function log(
	token: string,
	id = session.id
): Promise<{ k: string; a?: string; payload: Record<string, unknown> | null }[]> {
	const response = await fetch(at('/log', id), { headers: { authorization: `Bearer ${token}` } });
	const lines = (await response.text()).split('\n').filter((line) => line !== '');
	return lines.map((line) => {
		const { leaf, payload } = JSON.parse(line) as { leaf: string; payload: string | null };
		return {
			...(JSON.parse(leaf) as { k: string; a?: string }),
			payload: payload === null ? null : (JSON.parse(payload) as Record<string, unknown>)
		};
	});
}

describe('what only some may', () => {
	test.each([
		['/retention', { days: 30 }, 'delegate', 401],
		['/retention', { days: 30 }, 'mediator', 401],
		['/participants/nobody/erase', { reason: 'why' }, 'delegate', 403],
		['/items/nothing/erase', { reason: 'why' }, 'delegate', 403],
		['/items/nothing/erase', { reason: 'why' }, 'mediator', 400],
		['/views', { recorded: false }, 'host', 403]
	])('POST %s %o as %s is answered with %d', async (tail, body, who, status) => {
		const tokens: Record<string, string> = {
			delegate: ana.accessToken,
			mediator: mediator.accessToken,
			host: server.hostKey
		};
		const response = await post(at(tail), body, tokens[who] ?? '');
		expect(response.status).toBe(status);
	});

	test('a copy of what is kept of somebody is for that person', async () => {
		const headers = { authorization: `Bearer ${server.hostKey}` };
		expect((await fetch(at('/my-data'), { headers })).status).toBe(403);
		expect((await fetch(at('/my-data'))).status).toBe(401);
	});
});

test('how long names are kept is changed by the host in an entry that all read', async () => {
	expect((await post(at('/retention'), { days: 0 }, server.hostKey)).status).toBe(400);
	expect((await post(at('/retention'), { days: 30 }, server.hostKey)).status).toBe(200);
	const entries = await log(ana.accessToken);
	expect(entries.find(({ k }) => k === 'session.policy')?.payload).toEqual({ retentionDays: 30 });
});

test('a person’s own data holds their entries, edits, private room and ballots, and leaves an entry', async () => {
	const client = stockClient(server, session.id, ana.accessToken);
	await synced(client);
	addNote(client, 'mine', 'from Ana');
	const draft = stockClient(server, `${session.id}~private`, ana.accessToken);
	await synced(draft);
	addNote(draft, 'draft', 'for myself');
	const token = ana.accessToken;
	await until('the edit is logged', async () => (await log(token)).some(({ k }) => k === 'edit'));
	const headers = { authorization: `Bearer ${token}` };
	const text = new TextDecoder();
	let files: Record<string, Uint8Array> = {};
	await until('the draft has arrived', async () => {
		const response = await fetch(at('/my-data'), { headers });
		expect(response.status).toBe(200);
		files = unzipSync(new Uint8Array(await response.arrayBuffer()));
		return text.decode(files['private-room.json']).includes('for myself');
	});
	expect(text.decode(files['person.json'])).toContain('Ana Berg');
	expect(text.decode(files['entries.jsonl'])).toContain('\\"k\\":\\"join\\"');
	expect(text.decode(files['entries.jsonl'])).not.toContain('Mia');
	expect(text.decode(files['edits.jsonl'])).toMatch(/"update":"/);
	expect(Object.keys(files)).toContain('ballots.json');
	const taken = (await log(token)).filter(({ k, payload }) => k === 'export' && payload !== null);
	expect(taken[0]).toMatchObject({ a: ana.participant.id, payload: { of: 'person' } });
	client.close();
	draft.close();
});

/** Whether the past of the board, as it is served, has the word that is to go. */
const holds = async (response: Response): Promise<boolean> =>
	(await response.text()).split('\n').some((line) => {
		const { update = null } = line === '' ? {} : (JSON.parse(line) as { update?: string | null });
		return update !== null && Buffer.from(update, 'base64url').includes('patient');
	});

test('an item goes from the board and its past for everybody, and caches of the past are asked anew', async () => {
	const client = stockClient(server, session.id, ana.accessToken);
	await synced(client);
	addNote(client, 'secret', 'the name of a patient');
	const headers = { authorization: `Bearer ${mediator.accessToken}` };
	const past = async (more = {}) => fetch(at('/history'), { headers: { ...headers, ...more } });
	await until('the past has it', async () => holds(await past()));
	const etag = (await past()).headers.get('etag') ?? '';
	const erased = await post(
		at('/items/secret/erase'),
		{ reason: 'it named a patient' },
		mediator.accessToken
	);
	expect(erased.status).toBe(200);
	await until('the board has not', () => !client.items.has('secret'));
	const again = await past({ 'if-none-match': etag });
	expect(again.status).toBe(200);
	expect(await holds(again)).toBe(false);
	expect(await (await fetch(at('/board'), { headers })).text()).not.toContain('patient');
	const database = new DatabaseSync(path.join(server.data, 'concordia.db'), { readOnly: true });
	const rows = database.prepare('SELECT bytes FROM updates').all() as { bytes: Uint8Array }[];
	database.close();
	expect(rows.some(({ bytes }) => Buffer.from(bytes).includes('patient'))).toBe(false);
	for (const file of readdirSync(server.data)) {
		const bytes = readFileSync(path.join(server.data, file));
		expect([file, bytes.includes('name of a patient')]).toEqual([file, false]);
	}
	client.close();
});

test('in a session of pseudonyms nobody is asked for a name, and the notice is recorded', async () => {
	const veiled = await createSession(server, { names: 'pseudonyms' });
	const { token } = linkOf(veiled, 'delegate', 'PN');
	const notice = { version: 1, locale: 'en', hash: 'a'.repeat(64) };
	const response = await post(
		`${server.url}/api/join`,
		{ token, name: '', consent: true, notice },
		'none'
	);
	const joined = (await response.json()) as Joined;
	expect(joined.participant.name).toMatch(/^\S+ 1$/);
	const entries = await log(joined.accessToken, veiled.id);
	expect(entries.find(({ k }) => k === 'join')?.payload).toMatchObject({ consent: true, notice });
	const named = { organization: 'PN', role: 'observer', name: 'Ben' };
	expect(await codeOf(await post(at('/invites', veiled.id), named, server.hostKey))).toBe(
		'name-unwanted'
	);
});

test('no pointer tracks, typing rhythm, addresses, devices or durations are stored or printed', async () => {
	const folder = temporaryFolder();
	const env = { CONCORDIA_LOG: 'trace', TRUST_PROXY: '1' };
	const own = await startServer({ data: folder, env });
	const watched = await createSession(own);
	const address = '203.0.113.77';
	const agent = 'Testbrowser-7419';
	const from = { 'x-forwarded-for': address, 'user-agent': agent };
	const response = await fetch(`${own.url}/api/join`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...from },
		body: JSON.stringify({
			token: linkOf(watched, 'delegate', 'PN').token,
			name: 'Ben',
			consent: true
		})
	});
	const ben = (await response.json()) as Joined;
	const client = stockClient(own, watched.id, ben.accessToken);
	await synced(client);
	addNote(client, 'note', '');
	// The pointer goes over the board, while letters come one by one with pauses of different length.
	const places = Array.from({ length: 20 }, (_, step) => 41_000.25 + step * 1013.5);
	for (const [step, place] of places.entries()) {
		client.provider.awareness.setLocalStateField('cursor', [place, -place]);
		const text = client.items.get('note')?.get('text') as Y.Text;
		text.insert(text.length, String.fromCodePoint(97 + step));
		await new Promise((next) => setTimeout(next, 11 + (step % 5) * 17));
	}
	const headers = { authorization: `Bearer ${ben.accessToken}`, ...from };
	const url = `${own.url}/api/sessions/${watched.id}`;
	await until('the letters are stored', async () =>
		(await (await fetch(`${url}/board`, { headers })).text()).includes('abcdefghijklmnopqrst')
	);
	await fetch(`${url}/export`, { headers });
	await fetch(`${url}/log`, { headers });
	client.close();
	await own.stop();

	const stored = readdirSync(folder).map((file) => readFileSync(path.join(folder, file)));
	const traces = [...places.map(String), address, agent];
	for (const trace of traces)
		expect([trace, stored.some((bytes) => bytes.includes(trace))]).toEqual([trace, false]);
	const printed = own.output();
	for (const trace of [...places.map(String), address, agent, 'Ben', ben.participant.id])
		expect([trace, printed.includes(trace)]).toEqual([trace, false]);

	const database = new DatabaseSync(path.join(folder, 'concordia.db'), { readOnly: true });
	const leaves = database.prepare('SELECT at, leaf FROM entries').all() as {
		at: number;
		leaf: string;
	}[];
	const updates = database.prepare('SELECT at FROM updates').all() as { at: number }[];
	database.close();
	expect(updates.length).toBeGreaterThan(places.length);
	for (const { at: when } of [...leaves, ...updates]) expect(when % 1000).toBe(0);
	const known = ['v', 'i', 't', 'k', 'a', 'og', 'room', 'seq', 'p', 'o', 'c', 'cl', 'h', 'd'];
	const fields = new Set(leaves.flatMap(({ leaf }) => Object.keys(JSON.parse(leaf) as object)));
	for (const field of ['n', 'w', 's']) fields.delete(field); // of an author's signature
	expect([...fields].filter((field) => !known.includes(field))).toEqual([]);
	rmSync(folder, { recursive: true });
});

test('a new host key and a restored backup are entries in every session', async () => {
	const folder = temporaryFolder();
	const first = await startServer({ data: folder });
	const kept = await createSession(first);
	const cara = await join(first, linkOf(kept, 'delegate', 'PN').token, 'Cara');
	await first.stop();
	const kinds = async (own: RunningServer): Promise<string[]> => {
		const response = await fetch(`${own.url}/api/sessions/${kept.id}/log`, {
			headers: { authorization: `Bearer ${cara.accessToken}` }
		});
		const lines = (await response.text()).split('\n').filter((line) => line !== '');
		return lines.map((line) => {
			const { leaf } = JSON.parse(line) as { leaf: string };
			return (JSON.parse(leaf) as { k: string }).k;
		});
	};
	writeFileSync(path.join(folder, 'restored'), '');
	const env = { CONCORDIA_HOST_KEY: 'another-host-key-0123456789' };
	const second = await startServer({ data: folder, env });
	await until('both are told', async () => {
		const told = await kinds(second);
		return told.includes('key.rotate') && told.includes('session.restore');
	});
	await second.stop();
	const third = await startServer({ data: folder, env });
	const told = await kinds(third);
	expect(told.filter((kind) => kind === 'key.rotate')).toHaveLength(1);
	expect(told.filter((kind) => kind === 'session.restore')).toHaveLength(1);
	await third.stop();
	rmSync(folder, { recursive: true });
});
