import { openSqliteStore } from '@concordia/store';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { addNote, until } from '../harness/client.ts';
import { seeded } from '../harness/random.ts';
import { startServer, type RunningServer } from '../harness/server.ts';
import { checkStore, recordsOf } from './check-store.ts';
import { editAtRandom } from './edit.ts';
import { canMount, dataFolder, smallDisk } from './folder.ts';
import { holds, recordingClient, type RecordingClient } from './recording-client.ts';

/** Somebody of an organization, on the board. */
async function enter(
	server: RunningServer,
	session: CreatedSession,
	organization: string
): Promise<RecordingClient> {
	const { token } = linkOf(session, 'participant', organization);
	const { accessToken } = await join(server, token, `Of ${organization}`);
	const client = recordingClient(server, session.id, accessToken);
	onTestFinished(() => client.close());
	await until('synced', () => client.provider.synced);
	return client;
}

const isSaved = ({ provider, recorded }: RecordingClient): boolean =>
	provider.synced && recorded.unsaved === 0;

async function stored(data: string, session: string) {
	const store = await openSqliteStore(data);
	const checked = await checkStore(store, session);
	await store.close();
	return checked;
}

test('people who worked while the server was away find their work merged when it is back', async () => {
	const data = dataFolder();
	let server = await startServer({ data });
	onTestFinished(() => server.kill());
	const session = await createSession(server);
	const [anna, ben] = [await enter(server, session, 'PN'), await enter(server, session, 'CC')];
	addNote(anna, 'noteaaaaaaaa', 'shared');
	await until('both have it', () => ben.items.has('noteaaaaaaaa') && isSaved(anna));

	const { port } = server;
	expect(await server.stop()).toBe(0);
	await until('both noticed', () => !anna.provider.wsconnected && !ben.provider.wsconnected);
	const random = seeded(5);
	for (let i = 0; i < 30; i++) {
		editAtRandom(anna.doc, random);
		editAtRandom(ben.doc, random);
	}
	addNote(anna, 'noteoffline1', 'Anna was away');
	addNote(ben, 'noteoffline2', 'Ben was away');

	server = await startServer({ data, port });
	await until('all is saved', () => isSaved(anna) && isSaved(ben));
	await until('both boards are equal', () => recordsOf(anna.doc) === recordsOf(ben.doc));
	for (const id of ['noteoffline1', 'noteoffline2']) expect(anna.items.has(id)).toBe(true);
	expect([...anna.recorded.refused, ...ben.recorded.refused]).toEqual([]);
	await server.stop();
	const { board } = await stored(data, session.id);
	expect(recordsOf(board)).toBe(recordsOf(anna.doc));
});

test('one person is away while the server is killed and others go on; all merge', async () => {
	const data = dataFolder();
	let server = await startServer({ data });
	onTestFinished(() => server.kill());
	const session = await createSession(server);
	const [anna, ben] = [await enter(server, session, 'PN'), await enter(server, session, 'CC')];
	anna.provider.disconnect();
	const random = seeded(6);
	for (let i = 0; i < 20; i++) {
		editAtRandom(anna.doc, random);
		editAtRandom(ben.doc, random);
	}
	await until('Ben is saved', () => isSaved(ben));
	const { port } = server;
	await server.kill();
	server = await startServer({ data, port });
	for (let i = 0; i < 20; i++) editAtRandom(ben.doc, random);
	await until('Ben is saved again', () => isSaved(ben));
	for (let i = 0; i < 20; i++) editAtRandom(anna.doc, random);
	anna.provider.connect();
	await until('Anna is saved', () => isSaved(anna));
	await until('both boards are equal', () => recordsOf(anna.doc) === recordsOf(ben.doc));
	await server.stop();
	await stored(data, session.id);
});

test('SIGTERM ends the server within seconds though sockets are open, tells them to come back, and loses nothing', async () => {
	const data = dataFolder();
	const server = await startServer({ data });
	const session = await createSession(server);
	const people: RecordingClient[] = [];
	for (const organization of ['PN', 'CC', 'HI1', 'HI2'])
		people.push(await enter(server, session, organization));
	const random = seeded(7);
	for (let i = 0; i < 100; i++) {
		const person = random.pick(people);
		if (person !== undefined) editAtRandom(person.doc, random);
	}
	const began = performance.now();
	expect(await server.stop()).toBe(0);
	expect(performance.now() - began).toBeLessThan(5000);
	await until('all were told', () => people.every(({ recorded }) => recorded.closed.length > 0));
	expect(new Set(people.map(({ recorded }) => recorded.closed[0]))).toEqual(new Set([1012]));
	const { board } = await stored(data, session.id);
	for (const { recorded } of people) {
		expect(holds(board, recorded.acknowledged)).toBe(true);
		expect(holds(board, recorded.seen)).toBe(true);
	}
});

test('a server that stands still for a while delays edits and loses none', async () => {
	const data = dataFolder();
	const server = await startServer({ data });
	onTestFinished(() => server.kill());
	const session = await createSession(server);
	const [anna, ben] = [await enter(server, session, 'PN'), await enter(server, session, 'CC')];
	const told = anna.recorded.acknowledged.length;
	server.process.kill('SIGSTOP');
	const random = seeded(8);
	for (let i = 0; i < 50; i++) {
		editAtRandom(anna.doc, random);
		editAtRandom(ben.doc, random);
	}
	// What has arrived while it stood still can't have been acknowledged.
	expect(anna.recorded.acknowledged.length).toBe(told);
	expect(isSaved(anna)).toBe(false);
	server.process.kill('SIGCONT');
	await until('all is saved', () => isSaved(anna) && isSaved(ben));
	await until('both boards are equal', () => recordsOf(anna.doc) === recordsOf(ben.doc));
	await server.stop();
	const { entries } = await stored(data, session.id);
	expect(entries.filter(({ kind }) => kind === 'leave')).toEqual([]);
});

test('a clock that jumps by hours disturbs neither order nor people', async () => {
	const data = dataFolder();
	const clock = path.join(import.meta.dirname, 'jumping-clock.fixture.ts');
	const server = await startServer({ data, env: { NODE_OPTIONS: `--import=${clock}` } });
	onTestFinished(() => server.kill());
	const session = await createSession(server);
	const [anna, ben] = [await enter(server, session, 'PN'), await enter(server, session, 'CC')];
	const random = seeded(9);
	for (let i = 0; i < 60; i++) {
		editAtRandom(anna.doc, random);
		editAtRandom(ben.doc, random);
		if (i % 6 === 0) await until('saved', () => isSaved(anna) && isSaved(ben));
	}
	await until('all is saved', () => isSaved(anna) && isSaved(ben));
	await until('both boards are equal', () => recordsOf(anna.doc) === recordsOf(ben.doc));
	expect([...anna.recorded.closed, ...ben.recorded.closed]).toEqual([]);
	await server.stop();
	const { entries } = await stored(data, session.id);
	const times = entries.map(({ at }) => at);
	// Else the clock didn't jump.
	expect(Math.max(...times)).toBeGreaterThan(Date.now() + 3_600_000);
});

// Where no disk can be mounted, the simulated world covers a full one.
const mountable = await canMount();
for (const kib of [2048].filter(() => mountable))
	test('a disk that fills up: nothing more is acknowledged, everybody is told, and work goes on once there is space', async () => {
		const data = await smallDisk(kib);
		const ballast = path.join(data, 'ballast');
		const server = await startServer({ data });
		onTestFinished(() => server.kill());
		const session = await createSession(server);
		const [anna, ben] = [await enter(server, session, 'PN'), await enter(server, session, 'CC')];
		addNote(anna, 'notebefore00', 'Stored while there was space');
		await until('it is saved', () => isSaved(anna));
		writeUntilFull(ballast);
		for (let i = 0; i < 200 && anna.recorded.troubles.length === 0; i++) {
			addNote(anna, `notefull${String(i).padStart(4, '0')}`, 'x'.repeat(20_000));
			await until('it is saved or trouble is told', () => isSaved(anna) || isTroubled(anna));
		}
		await until('both are told', () => isTroubled(anna) && isTroubled(ben));
		expect(isSaved(anna)).toBe(false);
		expect((await fetch(`${server.url}/readyz`)).ok).toBe(false);
		// Reading goes on.
		const reader = await enterReader(server, anna, session);
		expect(reader.items.has('notebefore00')).toBe(true);

		rmSync(ballast);
		await until('the trouble is over', () => !isTroubled(anna) && !isTroubled(ben));
		await until('all is saved', () => isSaved(anna));
		await until('both boards are equal', () => recordsOf(anna.doc) === recordsOf(ben.doc));
		expect(anna.recorded.closed).toEqual([]);
		expect(await server.stop()).toBe(0);
		const { board } = await stored(data, session.id);
		expect(recordsOf(board)).toBe(recordsOf(anna.doc));
	});

function isTroubled({ recorded }: RecordingClient): boolean {
	return (recorded.troubles.at(-1) ?? 'ok') !== 'ok';
}

function writeUntilFull(file: string): void {
	for (const size of [65_536, 4096, 512]) {
		try {
			for (;;) writeFileSync(file, new Uint8Array(size), { flag: 'a' });
		} catch {
			continue; // no room for one more of this size
		}
	}
}

/** The same person on a second device, who comes while nothing can be stored. */
async function enterReader(
	server: RunningServer,
	person: RecordingClient,
	session: CreatedSession
): Promise<RecordingClient> {
	const token = person.provider.params['token'];
	if (token === undefined) throw new Error('no token');
	const client = recordingClient(server, session.id, token);
	onTestFinished(() => client.close());
	await until('synced', () => client.provider.synced);
	return client;
}
