import { openSqliteStore } from '@concordia/store';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { createSession, join, linkOf, organizations, type CreatedSession } from '../harness/api.ts';
import { stockClient, synced, until } from '../harness/client.ts';
import { seeded, type Random } from '../harness/random.ts';
import { startServer, type RunningServer } from '../harness/server.ts';
import { checkStore, recordsOf } from './check-store.ts';
import { editAtRandom } from './edit.ts';
import { dataFolder } from './folder.ts';
import { holds, recordingClient, type RecordingClient } from './recording-client.ts';

const KILLS = Number(process.env['CONCORDIA_KILLS'] ?? 4);
const CLIENTS = Number(process.env['CONCORDIA_CLIENTS'] ?? 10);

// Every client listens for the end of the process.
process.setMaxListeners(0);

test(
	`a server killed ${KILLS} times while ${CLIENTS} people write loses nothing that anyone saw or was told is saved`,
	{ timeout: 60_000 + KILLS * 30_000 },
	async () => {
		const random = seeded(Number(process.env['CONCORDIA_SEED'] ?? 1));
		const data = dataFolder();
		let server = await startServer({ data });
		const { port } = server;
		onTestFinished(() => server.kill());
		const session = await createSession(server);
		const clients = await joinClients(server, session, CLIENTS);
		onTestFinished(() => {
			for (const client of clients) client.close();
		});

		let kept: Uint8Array[] = [];
		for (let kill = 0; kill < KILLS; kill++) {
			const writing = writeUntilStopped(clients, random);
			const wanted = countAcknowledged(clients) + 20 + random.below(CLIENTS * 20);
			await until('enough is acknowledged', () => countAcknowledged(clients) >= wanted, 60_000);
			await server.kill();
			// Nobody sends anything again before the store was looked at.
			await writing.stop();
			for (const { provider } of clients) provider.disconnect();

			const store = await openSqliteStore(data);
			const { board } = await checkStore(store, session.id);
			await store.close();
			expectAllKept(board, clients);
			expect(holds(board, kept), 'what was there after an earlier kill').toBe(true);
			kept = [Y.encodeStateAsUpdate(board)];

			server = await startServer({ data, port });
			const reader = await openReader(server, session);
			expect(recordsOf(reader.doc)).toBe(recordsOf(board));
			reader.close();

			for (const { provider } of clients) provider.connect();
			await until('all is saved', () => clients.every(isSaved), 60_000);
			await until('all boards are equal', () => areEqual(clients), 60_000);
			expect(clients.flatMap(({ recorded }) => recorded.refused)).toEqual([]);
		}
		const [first] = clients;
		await server.stop();
		const store = await openSqliteStore(data);
		const { board, entries } = await checkStore(store, session.id);
		await store.close();
		expectAllKept(board, clients);
		expect(holds(board, kept)).toBe(true);
		expect(first && recordsOf(first.doc)).toBe(recordsOf(board));
		// A server that dies is nobody's leaving.
		const writers = new Set(
			entries.filter(({ kind }) => kind === 'edit').map((e) => e.participant)
		);
		const left = entries.filter(({ kind }) => kind === 'leave' || kind === 'rejoin');
		expect(left.filter(({ participant }) => writers.has(participant))).toEqual([]);
	}
);

async function joinClients(
	server: RunningServer,
	session: CreatedSession,
	count: number
): Promise<RecordingClient[]> {
	const clients: RecordingClient[] = [];
	for (let i = 0; i < count; i++) {
		const organization = organizations[i % organizations.length]?.id ?? 'PN';
		const { token } = linkOf(session, 'participant', organization);
		const { accessToken } = await join(server, token, `Person ${i}`);
		clients.push(recordingClient(server, session.id, accessToken));
	}
	await until('all are synced', () => clients.every(({ provider }) => provider.synced));
	return clients;
}

async function openReader(server: RunningServer, session: CreatedSession) {
	const { token } = linkOf(session, 'observer', 'PN');
	const { accessToken } = await join(server, token, 'Reader');
	const reader = stockClient(server, session.id, accessToken);
	await synced(reader);
	return reader;
}

/** Lets everybody write at their own pace, well within what one person may send. */
function writeUntilStopped(clients: readonly RecordingClient[], random: Random) {
	const stopping = new AbortController();
	const done = Promise.all(
		clients.map(async ({ doc }) => {
			while (!stopping.signal.aborted) {
				editAtRandom(doc, random);
				await new Promise((next) => setTimeout(next, 5 + random.below(20)));
			}
		})
	);
	return {
		async stop(): Promise<void> {
			stopping.abort();
			await done;
		}
	};
}

/** Clocks first, which is cheap; they don't tell of what was only removed, and that may come last. */
function areEqual(clients: readonly RecordingClient[]): boolean {
	return (
		new Set(clients.map(({ doc }) => clocksOf(doc))).size === 1 &&
		new Set(clients.map(({ doc }) => recordsOf(doc))).size === 1
	);
}

/** How far a document is, without what was removed. */
function clocksOf(doc: Y.Doc): string {
	return JSON.stringify([...Y.snapshot(doc).sv].toSorted(([a], [b]) => a - b));
}

function isSaved({ provider, recorded }: RecordingClient): boolean {
	return provider.synced && recorded.unsaved === 0;
}

function countAcknowledged(clients: readonly RecordingClient[]): number {
	return clients.reduce((sum, { recorded }) => sum + recorded.acknowledged.length, 0);
}

/** Everything they saw and were told since the last look is on the board; then it is forgotten. */
function expectAllKept(board: Y.Doc, clients: readonly RecordingClient[]): void {
	for (const [i, { recorded }] of clients.entries()) {
		expect(holds(board, recorded.acknowledged), `what client ${i} was told is saved`).toBe(true);
		expect(holds(board, recorded.seen), `what client ${i} saw`).toBe(true);
		recorded.acknowledged.length = 0;
		recorded.seen.length = 0;
	}
}
