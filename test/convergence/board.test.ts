import {
	getItem,
	insertItems,
	itemText,
	readBoard,
	removeItems,
	updateItems
} from '@concordia/board/doc';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSession, join, linkOf } from '../harness/api.ts';
import { stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { seeded, type Random } from '../harness/random.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

const SEEDS = Number(process.env['CONVERGENCE_SEEDS'] ?? 3);
const STEPS = 150;
const ORGANIZATIONS = ['PN', 'CC', 'HI1', 'HI2'];

let server: RunningServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(async () => {
	await server.stop();
});

/** One random thing that a person does; plain data says what, so that a seed can be read. */
function act(client: StockClient, random: Random, step: number): void {
	const ids = [...client.items.keys()];
	const id = random.pick(ids);
	const dice = random.below(10);
	if (id === undefined || dice < 3) {
		insertItems(
			client.doc,
			[
				{
					id: `item${String(step).padStart(6, '0')}${client.doc.clientID % 1000}`,
					type: 'note',
					pos: [random.below(1000), random.below(1000)],
					size: [200, 200],
					z: 'a0',
					text: `written in step ${step}`
				}
			],
			'test'
		);
	} else if (dice < 6) {
		updateItems(client.doc, [{ id, pos: [random.below(1000), random.below(1000)] }], 'test');
	} else if (dice < 9) {
		const text = itemText(client.doc, id);
		text?.insert(random.below(text.length + 1), `<${step}>`);
	} else {
		removeItems(client.doc, [id], 'test');
	}
}

const records = (doc: Y.Doc): string =>
	JSON.stringify(readBoard(doc).toSorted((a, b) => (a.id < b.id ? -1 : 1)));

test.each(Array.from({ length: SEEDS }, (_, seed) => [seed]))(
	'seed %i: people on and off line end with one board, and its updates replay to it',
	async (seed) => {
		const random = seeded(seed);
		const session = await createSession(server, { title: `Seed ${seed}` });
		const people = await Promise.all(
			ORGANIZATIONS.map(async (organization) => {
				const link = linkOf(session, 'participant', organization);
				const { accessToken } = await join(server, link.token, `Of ${organization}`);
				return { accessToken, client: stockClient(server, session.id, accessToken) };
			})
		);
		const clients = people.map(({ client }) => client);
		const [first] = people;
		if (!first) throw new Error('nobody');
		try {
			await Promise.all(clients.map(synced));
			for (let step = 0; step < STEPS; step++) {
				const client = random.pick(clients);
				if (!client) continue;
				if (random.chance(0.05)) {
					if (client.provider.shouldConnect) client.provider.disconnect();
					else client.provider.connect();
				}
				act(client, random, step);
				// Lets messages through at some steps only, so that people work on different states.
				if (random.chance(0.3)) await new Promise((next) => setImmediate(next));
			}
			for (const client of clients) client.provider.connect();
			await until(
				`all boards are equal (seed ${seed})`,
				() => new Set(clients.map(({ doc }) => records(doc))).size === 1
			);
			const snapshots = clients.map(({ doc }) => Y.snapshot(doc));
			for (const snapshot of snapshots) {
				expect(Y.equalSnapshots(snapshot, snapshots[0] ?? snapshot)).toBe(true);
			}

			const files = await exportOf(session.id, first.accessToken);
			const exported = new Y.Doc();
			Y.applyUpdate(exported, files['board.yjs'] ?? new Uint8Array());
			expect(records(exported)).toBe(records(first.client.doc));
			const replayed = new Y.Doc();
			for (const line of new TextDecoder().decode(files['updates.jsonl']).trim().split('\n')) {
				const { update } = JSON.parse(line) as { update: string };
				Y.applyUpdate(replayed, Buffer.from(update, 'base64'));
			}
			expect(records(replayed)).toBe(records(exported));
			expect(replayed.store.pendingStructs).toBeNull();
		} finally {
			for (const client of clients) client.close();
		}
	}
);

async function exportOf(session: string, token: string): Promise<Record<string, Uint8Array>> {
	const response = await fetch(`${server.url}/api/sessions/${session}/export`, {
		headers: { authorization: `Bearer ${token}` }
	});
	return unzipSync(new Uint8Array(await response.arrayBuffer()));
}

test('text that two people write into one note at once is all kept', async () => {
	const session = await createSession(server);
	const open = async (organization: string): Promise<StockClient> => {
		const { token } = linkOf(session, 'participant', organization);
		return stockClient(server, session.id, (await join(server, token, 'Writer')).accessToken);
	};
	const anna = await open('PN');
	const ben = await open('CC');
	try {
		await Promise.all([synced(anna), synced(ben)]);
		const note = { id: 'sharednote01', type: 'note', z: 'a0', text: '' } as const;
		insertItems(anna.doc, [{ ...note, pos: [0, 0], size: [200, 200] }], 'test');
		await until('Ben sees the note', () => getItem(ben.doc, note.id) !== undefined);
		for (const letter of 'morning') itemText(anna.doc, note.id)?.insert(0, letter);
		for (const letter of 'evening') itemText(ben.doc, note.id)?.insert(0, letter);
		const letters = (doc: Y.Doc): string =>
			(getItem(doc, note.id)?.text ?? '').split('').toSorted().join('');
		const all = 'morningevening'.split('').toSorted().join('');
		await until(
			'both have every letter',
			() => letters(anna.doc) === all && letters(ben.doc) === all
		);
		expect(getItem(anna.doc, note.id)?.text).toBe(getItem(ben.doc, note.id)?.text);
	} finally {
		anna.close();
		ben.close();
	}
});
