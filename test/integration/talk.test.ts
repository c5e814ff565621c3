import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { addNote, stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

const REFUSED = 4409;

let server: RunningServer;
let session: CreatedSession;
const open: StockClient[] = [];

beforeAll(async () => {
	server = await startServer();
	session = await createSession(server);
});
afterAll(async () => {
	for (const client of open) client.close();
	await server.stop();
});

interface Somebody {
	readonly joined: Joined;
	readonly client: StockClient;
	/** The code their connection was closed with, once it was. */
	readonly closed: () => number;
}

type Role = Parameters<typeof linkOf>[1];

async function somebody(role: Role, organization: string | null, name: string): Promise<Somebody> {
	const joined = await join(server, linkOf(session, role, organization).token, name);
	const client = stockClient(server, session.id, joined.accessToken);
	open.push(client);
	let code = 0;
	client.provider.on('connection-close', (event) => {
		code ||= event?.code ?? 0;
		client.provider.shouldConnect = false;
	});
	await synced(client);
	return { joined, client, closed: () => code };
}

function say(client: StockClient, id: string, text: string): void {
	const comment = new Y.Map<unknown>(Object.entries({ type: 'comment', pos: [0, 0], on: 'about' }));
	comment.set('text', new Y.Text(text));
	client.items.set(id, comment);
}

describe('programs that speak for others', () => {
	test.each<[string, (client: StockClient, victim: string) => void]>([
		[
			'change what somebody said',
			({ items }) => (items.get('said')!.get('text') as Y.Text).insert(0, 'not ')
		],
		['delete what somebody said', ({ items }) => items.delete('said')],
		[
			'react for somebody',
			({ items }, victim) => items.get('about')!.set(`reaction:🎉 ${victim}`, true)
		],
		[
			'take a reaction of somebody away',
			({ items }, victim) => items.get('about')!.delete(`reaction:👍 ${victim}`)
		]
	])('are refused when they %s', async (_, forge) => {
		const victim = await somebody('participant', 'PN', 'Victim');
		const { id } = victim.joined.participant;
		if (!victim.client.items.has('said')) {
			addNote(victim.client, 'about', 'A note');
			say(victim.client, 'said', 'I agree');
		}
		victim.client.items.get('about')!.set(`reaction:👍 ${id}`, true);
		const forger = await somebody('participant', 'CC', 'Forger');
		await until('the words arrive', () =>
			Boolean(forger.client.items.get('about')?.has(`reaction:👍 ${id}`))
		);
		// The words are the first victim's: everybody after that is a stranger to them.
		forge(forger.client, id);
		await until('the connection is closed', () => forger.closed() !== 0);
		expect(forger.closed()).toBe(REFUSED);
		expect(victim.client.items.get('said')?.get('text')?.toString()).toBe('I agree');
		expect(victim.client.items.get('about')?.get(`reaction:👍 ${id}`)).toBe(true);
		expect(victim.client.items.get('about')?.has(`reaction:🎉 ${id}`)).toBe(false);
	});

	test('observers are seen and not heard; only the mediator calls everybody', async () => {
		const olga = await somebody('observer', 'SHA', 'Olga');
		const ben = await somebody('participant', 'CC', 'Ben');
		const mara = await somebody('mediator', null, 'Mara');
		const gesture = { type: 'laser', points: [1, 2], count: 1 };
		const all = { cursor: [1, 2], chat: 'hello', gesture, invites: 'abc' };
		for (const { client } of [olga, ben, mara]) client.provider.awareness.setLocalState(all);
		const keys = (of: Somebody, by = ben): string[] => {
			const state = by.client.provider.awareness.getStates().get(of.client.doc.clientID);
			return Object.keys(state ?? {}).toSorted();
		};
		await until('all are here', () =>
			[keys(olga), keys(mara), keys(ben, mara)].every(({ length }) => length > 0)
		);
		expect(keys(olga)).toEqual(['cursor', 'user']);
		expect(keys(mara)).toEqual(['chat', 'cursor', 'gesture', 'invites', 'user']);
		expect(keys(ben, mara)).toEqual(['chat', 'cursor', 'gesture', 'user']);
	});
});
