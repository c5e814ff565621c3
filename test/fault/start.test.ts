import { openSqliteStore } from '@concordia/store';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { startServer } from '../harness/server.ts';
import { checkStore } from './check-store.ts';
import { canMount, dataFolder, smallDisk } from './folder.ts';

const MAIN = path.resolve(import.meta.dirname, '../../apps/server/src/main.ts');
const NOBODY = 65_534;

/** Starts a server that is expected to give up, and answers how it did. */
async function refusedStart(
	data: string,
	env: Record<string, string> = {},
	asNobody = false
): Promise<{ code: number | null; lines: string[] }> {
	const isRoot = process.getuid?.() === 0;
	const child = spawn(process.execPath, [MAIN], {
		env: {
			...process.env,
			HOST: '127.0.0.1',
			PORT: '0',
			CONCORDIA_SAMPLE: '0',
			CONCORDIA_LOG: 'silent',
			CONCORDIA_DATA: data,
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		...(asNobody && isRoot && { uid: NOBODY, gid: NOBODY })
	});
	let printed = '';
	child.stdout.on('data', (chunk: Buffer) => {
		printed += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		printed += chunk.toString();
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, lines: printed.split('\n').filter((line) => line.trim() !== '') };
}

/** A data folder in which a session with one note was stored. */
async function usedFolder(): Promise<{ data: string; session: string }> {
	const data = dataFolder();
	const server = await startServer({ data });
	const session = await createSession(server);
	const { accessToken } = await join(server, linkOf(session, 'participant', 'PN').token, 'Anna');
	const anna = stockClient(server, session.id, accessToken);
	const ben = stockClient(server, session.id, accessToken);
	await Promise.all([synced(anna), synced(ben)]);
	addNote(anna, 'noteaaaaaaaa', 'Stored');
	await until('the note is stored', () => ben.items.has('noteaaaaaaaa'));
	anna.close();
	ben.close();
	expect(await server.stop()).toBe(0);
	return { data, session: session.id };
}

function contentOf(folder: string): Record<string, string> {
	const names = readdirSync(folder).filter((name) => !name.endsWith('.lock'));
	return Object.fromEntries(
		names.map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')])
	);
}

/** Gives the folder and its files to the user that may do nothing special. */
function giveAway(folder: string): void {
	if (process.getuid?.() !== 0) return;
	for (const name of readdirSync(folder)) chownSync(path.join(folder, name), NOBODY, NOBODY);
	chownSync(folder, NOBODY, NOBODY);
}

describe('a server that cannot start says so in one line, with code 1, and changes nothing', () => {
	const cases: { name: string; spoil: (data: string) => void; says: RegExp }[] = [
		{
			name: 'a store that is garbage',
			spoil: (data) => writeFileSync(path.join(data, 'concordia.db'), 'garbage '.repeat(2000)),
			says: /restore/
		},
		{
			name: 'a store with damaged pages',
			spoil(data) {
				const file = path.join(data, 'concordia.db');
				const content = readFileSync(file);
				content.fill(0xa5, 4096, 4096 * 4);
				writeFileSync(file, content);
			},
			says: /damaged|malformed|restore/
		}
	];
	for (const { name, spoil, says } of cases)
		test(`with ${name}`, async () => {
			const { data } = await usedFolder();
			spoil(data);
			const before = contentOf(data);
			const { code, lines } = await refusedStart(data);
			expect(lines).toHaveLength(1);
			expect(lines[0]).toMatch(says);
			expect(lines[0]).toContain(data);
			expect(code).toBe(1);
			expect(contentOf(data)).toEqual(before);
		});

	test('with a data folder it may not write', async () => {
		const { data } = await usedFolder();
		const before = contentOf(data);
		giveAway(data);
		chmodSync(data, 0o555);
		onTestFinished(() => chmodSync(data, 0o755));
		const { code, lines } = await refusedStart(data, {}, true);
		expect(lines).toHaveLength(1);
		expect(lines[0]).toMatch(/write access|may not be written/);
		expect(code).toBe(1);
		expect(contentOf(data)).toEqual(before);
	});

	test('with a data folder that is a file', async () => {
		const data = path.join(dataFolder(), 'taken');
		writeFileSync(data, 'mine');
		const { code, lines } = await refusedStart(data);
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(data);
		expect(code).toBe(1);
		expect(readFileSync(data, 'utf8')).toBe('mine');
	});

	test('with a port that is taken', async () => {
		const other = createServer((_request, response) => response.end('other')).listen(
			0,
			'127.0.0.1'
		);
		onTestFinished(() => void other.close());
		await once(other, 'listening');
		const { port } = other.address() as AddressInfo;
		const { data, session } = await usedFolder();
		const { code, lines } = await refusedStart(data, { PORT: String(port) });
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(String(port));
		expect(code).toBe(1);
		expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('other');
		const store = await openSqliteStore(data);
		const { board } = await checkStore(store, session);
		await store.close();
		expect(board.getMap('items').has('noteaaaaaaaa')).toBe(true);
	});

	test('with a data folder that another server uses, which goes on undisturbed', async () => {
		const data = dataFolder();
		const first = await startServer({ data });
		onTestFinished(() => first.kill());
		const session = await createSession(first);
		const { token } = linkOf(session, 'participant', 'PN');
		const { accessToken } = await join(first, token, 'Anna');
		const anna = stockClient(first, session.id, accessToken);
		const ben = stockClient(first, session.id, accessToken);
		await Promise.all([synced(anna), synced(ben)]);
		const { code, lines } = await refusedStart(data);
		expect(lines).toHaveLength(1);
		expect(lines[0]).toMatch(/in use by another server/);
		expect(code).toBe(1);
		addNote(anna, 'noteaaaaaaaa', 'Still here');
		await until('the first server still works', () => ben.items.has('noteaaaaaaaa'));
		expect(anna.provider.wsconnected).toBe(true);
		anna.close();
		ben.close();
		expect(await first.stop()).toBe(0);
	});

	// Where no disk can be mounted, the store's own tests cover a full one.
	for (const kib of [16, 64].filter(() => mountable))
		test(`with a disk of ${kib} KiB`, async () => {
			const { code, lines } = await refusedStart(await smallDisk(kib));
			expect(lines).toHaveLength(1);
			expect(lines[0]).toMatch(/[Ff]ree some space|full/);
			expect(code).toBe(1);
		});
});

const mountable = await canMount();

test('wrong settings end the start with code 2 and one line that names the setting', async () => {
	for (const [name, value] of [
		['PORT', 'http'],
		['CONCORDIA_URL', 'example.org/board'],
		['CONCORDIA_STORE', 'mysql://x'],
		['CONCORDIA_SAMPLE', 'maybe']
	] as const) {
		const data = path.join(dataFolder(), 'unmade');
		const { code, lines } = await refusedStart(data, { [name]: value });
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(name);
		expect(code).toBe(2);
		expect(existsSync(data)).toBe(false);
	}
});

test('a folder that lost its database but not the log of it is not started over', async () => {
	const { data } = await usedFolder();
	mkdirSync(path.join(data, 'away'));
	writeFileSync(path.join(data, 'concordia.db-wal'), 'work that was committed');
	writeFileSync(path.join(data, 'concordia.db'), '');
	const { code, lines } = await refusedStart(data);
	expect(lines).toHaveLength(1);
	expect(code).toBe(1);
	expect(readFileSync(path.join(data, 'concordia.db-wal'), 'utf8')).toBe('work that was committed');
});
