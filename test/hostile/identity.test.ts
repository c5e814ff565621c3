import { encodeUpdate } from '@concordia/protocol';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { rawUpdate } from '../../apps/server/src/gate/testing/raw-update.ts';
import { join, linkOf } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { useField } from './field.ts';

const field = useField();
const REFUSED = 4409;

interface LogEntry {
	readonly leaf: string;
}

/** Leaves of the log as the attacker may read it. */
async function leaves(): Promise<Record<string, unknown>[]> {
	const { server, session, attacker } = field();
	const response = await fetch(`${server.url}/api/sessions/${session.id}/log`, {
		headers: { authorization: `Bearer ${attacker.token}` }
	});
	const lines = (await response.text()).trim().split('\n');
	return lines.map(
		(line) => JSON.parse((JSON.parse(line) as LogEntry).leaf) as Record<string, unknown>
	);
}

const removedUnder = (client: number, clock: number): Uint8Array =>
	encodeUpdate(rawUpdate([{ client, clock, structs: [{ gone: 100_000 }] }]));

describe('somebody else’s client id', () => {
	test('can’t be taken while they are online', async () => {
		const alice = await field().client('PN', 'Alice');
		addNote(alice, 'alice1', 'before');
		const reader = await field().client('CC', 'Reader');
		await until('the note arrives', () => reader.items.has('alice1'));
		await field().attack(async (attacker) => {
			const codes = await attacker.sendEach([
				removedUnder(alice.doc.clientID, Y.getState(alice.doc.store, alice.doc.clientID))
			]);
			expect(codes).toEqual([REFUSED]);
		});
		for (let at = 0; at < 20; at++) addNote(alice, `alice-online-${at}`, 'after');
		await until('all of her edits arrive', () => reader.items.has('alice-online-19'));
	});

	test('can’t be taken while they are offline', async () => {
		const dora = await field().client('PN', 'Dora');
		const reader = await field().client('CC', 'Reader');
		addNote(dora, 'dora1', 'before');
		await until('the note arrives', () => reader.items.has('dora1'));
		const { clientID } = dora.doc;
		dora.provider.disconnect();
		const clock = Y.getState(dora.doc.store, clientID);
		for (let at = 0; at < 50; at++) addNote(dora, `dora-offline-${at}`, 'offline');
		await field().attack(async (attacker) => {
			expect(await attacker.sendEach([removedUnder(clientID, clock)])).toEqual([REFUSED]);
		});
		dora.provider.connect();
		const arrived = (): boolean =>
			Array.from({ length: 50 }, (_, at) => `dora-offline-${at}`).every((id) =>
				reader.items.has(id)
			);
		await until('all fifty offline edits arrive', arrived);
		expect(dora.doc.clientID).toBe(clientID);
	});

	test('can’t sign a text', async () => {
		const bob = await field().client('CC', 'Bob');
		addNote(bob, 'bob1', 'by Bob');
		const reader = await field().client('PN', 'Reader');
		await until('the note arrives', () => reader.items.has('bob1'));
		const { clientID } = bob.doc;
		const forged = encodeUpdate(
			rawUpdate([
				{
					client: clientID,
					clock: Y.getState(bob.doc.store, clientID),
					structs: [{ type: 1, root: 'items', key: 'forged' }]
				}
			])
		);
		await field().attack(async (attacker) => {
			expect(await attacker.sendEach([forged])).toEqual([REFUSED]);
		});
		expect(reader.items.has('forged')).toBe(false);
		const entries = await leaves();
		expect(entries.filter(({ o }) => (o as string[] | undefined)?.includes('forged'))).toEqual([]);
		const author = (item: string): unknown =>
			entries.find(({ k, o }) => k === 'edit' && (o as string[]).includes(item))?.['a'];
		expect(author('bob1')).toBe(bob.joined.participant.id);
		const refusals = entries.filter(({ k }) => k === 'refuse');
		expect(refusals.length).toBeGreaterThan(0);
		expect(new Set(refusals.map(({ a }) => a))).toEqual(
			new Set([field().attacker.joined.participant.id])
		);
	});

	test('has an end to how many one may take', async () => {
		const messages = Array.from({ length: 600 }, (_, at) =>
			encodeUpdate(
				rawUpdate([
					{
						client: 5_000_000 + at,
						clock: 0,
						structs: [{ type: 1, root: 'items', key: `many${at}` }]
					}
				])
			)
		);
		await field().attack(async (attacker) => {
			const { closed } = await attacker.send(messages);
			await until('the socket is closed', () => closed() !== 0);
			expect(closed()).toBe(REFUSED);
		});
	});
});

describe('an observer', () => {
	test('sees the board and changes nothing', async () => {
		const { server, session } = field();
		const reader = await field().client('PN', 'Reader');
		const joined = await join(server, linkOf(session, 'observer', 'SHA').token, 'Olga');
		const observer = stockClient(server, session.id, joined.accessToken);
		await synced(observer);
		expect(observer.items.has('witness-0')).toBe(true);
		await field().attack(async () => {
			const closed = new Promise<number>((resolve) => {
				observer.provider.on('connection-close', (event) => resolve(event?.code ?? 0));
			});
			addNote(observer, 'by-an-observer', 'no');
			expect(await closed).toBe(REFUSED);
		});
		observer.close();
		addNote(reader, 'by-reader', 'yes');
		const check = await field().client('CC', 'Check');
		await until('the reader’s note arrives', () => check.items.has('by-reader'));
		expect(check.items.has('by-an-observer')).toBe(false);
	});
});

describe('another organization’s perspective', () => {
	test('is not written, changed or removed', async () => {
		const own = await field().client('PN', 'Own');
		const card = new Y.Map<unknown>([
			['type', 'card'],
			['instrument', 'problem-set'],
			['kind', 'perspective'],
			['text', new Y.Text('our view')],
			['fields', new Y.Map([['organization', 'PN']])]
		]);
		own.items.set('view', card);
		const reader = await field().client('CC', 'Reader');
		await until('the card arrives', () => reader.items.has('view'));
		const attempts: ((items: Y.Map<Y.Map<unknown>>) => void)[] = [
			(items) => (items.get('view')!.get('text') as Y.Text).insert(0, 'not '),
			(items) => (items.get('view')!.get('fields') as Y.Map<unknown>).set('organization', 'HI1'),
			(items) => items.delete('view'),
			(items) => items.set('view', new Y.Map()),
			(items) =>
				items.set(
					'view2',
					new Y.Map<unknown>([
						['kind', 'perspective'],
						['fields', new Y.Map([['organization', 'PN']])]
					])
				)
		];
		await field().attack(async (attacker) => {
			const messages = attempts.map((attempt) => {
				const copy = new Y.Doc();
				Y.applyUpdate(copy, Y.encodeStateAsUpdate(reader.doc));
				const before = Y.encodeStateVector(copy);
				attempt(copy.getMap('items'));
				return encodeUpdate(Y.encodeStateAsUpdate(copy, before));
			});
			expect(await attacker.sendEach(messages, 1)).toEqual(messages.map(() => REFUSED));
		});
		expect(reader.items.get('view')!.toJSON()).toMatchObject({
			text: 'our view',
			fields: { organization: 'PN' }
		});
		expect(reader.items.has('view2')).toBe(false);
	});
});
