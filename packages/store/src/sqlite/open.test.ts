import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmod,
	chown,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	stat,
	writeFile
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { describeStore } from '../contract.ts';
import type { StoreErrorCode } from '../error.ts';
import { bytes, entry, session, update } from '../rows.fixture.ts';
import { openSqliteStore, type SqliteStore } from './open.ts';
import { scratchFolder } from './scratch.ts';

describeStore('a SQLite store', async () => openSqliteStore(await scratchFolder()));

async function openIn(folder: string, options = {}): Promise<SqliteStore> {
	const store = await openSqliteStore(folder, options);
	onTestFinished(() => store.close());
	return store;
}

function refusal(code: StoreErrorCode) {
	return {
		name: 'StoreError',
		code,
		hint: expect.stringMatching(/\w/) as string,
		// One line, to be shown as it is.
		message: expect.stringMatching(/^[^\n]+$/) as string
	};
}

/** A store with a session of ten entries, closed again. */
async function writtenFolder(): Promise<string> {
	const folder = await scratchFolder();
	const store = await openSqliteStore(folder);
	await store.commit({ sessions: [session('s1')] });
	for (let i = 0; i < 10; i++)
		await store.commit({ entries: [entry('s1', i)], updates: [update('s1', i + 1)] });
	await store.close();
	return folder;
}

describe('opening', () => {
	test('makes the folder and finds everything again the next time', async () => {
		const folder = join(await scratchFolder(), 'deep', 'data');
		const first = await openSqliteStore(folder);
		await first.commit({ sessions: [session('s1')], entries: [entry('s1', 0)] });
		await first.close();
		const second = await openIn(folder);
		expect(await second.entries('s1')).toEqual([entry('s1', 0)]);
		await second.commit({ entries: [entry('s1', 1)] });
	});

	test('brings what an older version wrote along', async () => {
		const folder = await writtenFolder();
		alter(
			join(folder, 'concordia.db'),
			`DROP TABLE sealed; DROP TABLE blobs; DROP TABLE versions; PRAGMA user_version = 1;
			INSERT INTO snapshots SELECT number, 10, x'00', x'00' FROM rooms`
		);
		const store = await openIn(folder);
		expect(await store.head('s1')).toBe(10);
		// Not packed yet: it is made anew.
		expect(await store.snapshot('s1')).toBeNull();
		const blob = { session: 's1', hash: 'ab', type: 'image/png', at: 1, bytes: bytes(9) };
		await store.commit({ blobs: [blob] });
		expect(await store.blob('s1', 'ab')).toEqual(blob);
	});

	test('leaves one file behind when it closes', async () => {
		const folder = await writtenFolder();
		expect((await readdir(folder)).toSorted()).toEqual(['concordia.db', 'concordia.db.lock']);
	});

	test('takes a file by name', async () => {
		const folder = await scratchFolder();
		await openIn(join(folder, 'other.db'));
		expect(await readdir(folder)).toContain('other.db');
	});

	test('refuses a second owner and leaves the first unharmed', async () => {
		const folder = await scratchFolder();
		const first = await openIn(folder);
		await first.commit({ sessions: [session('s1')] });
		await expect(openSqliteStore(folder)).rejects.toMatchObject(refusal('locked'));
		await first.commit({ entries: [entry('s1', 0)] });
		expect(await first.head('s1')).toBe(1);
		await first.close();
		const next = await openIn(folder);
		expect(await next.head('s1')).toBe(1);
	});

	test('refuses a second owner in another process', async () => {
		const folder = await scratchFolder();
		const writer = startWriter(folder);
		await writer.acknowledged(1);
		await expect(openSqliteStore(folder)).rejects.toMatchObject(refusal('locked'));
		const seen = writer.count();
		await writer.acknowledged(seen + 10);
		await writer.kill();
	});
});

describe('refuses and leaves untouched the data', () => {
	const cases: { name: string; code: StoreErrorCode; spoil: (file: string) => Promise<void> }[] = [
		{
			name: 'garbage',
			code: 'corrupt',
			spoil: (file) => writeFile(file, bytes(100_000))
		},
		{
			name: 'a damaged page',
			code: 'corrupt',
			spoil: async (file) => {
				const content = await readFile(file);
				content.fill(0xa5, 4096, 4096 * 3);
				await writeFile(file, content);
			}
		},
		{
			name: 'a file cut short',
			code: 'corrupt',
			spoil: async (file) => writeFile(file, (await readFile(file)).subarray(0, 20_000))
		},
		{
			name: 'a lost file beside a log with work in it',
			code: 'corrupt',
			spoil: async (file) => {
				await rm(file);
				await writeFile(`${file}-wal`, bytes(5000));
			}
		},
		{
			name: 'a database of another program',
			code: 'corrupt',
			spoil: async (file) => {
				await rm(file);
				alter(file, 'CREATE TABLE recipes (name TEXT)');
			}
		},
		{
			name: 'a newer schema',
			code: 'newer',
			spoil: async (file) => alter(file, 'PRAGMA user_version = 999')
		}
	];
	for (const { name, code, spoil } of cases)
		test(`of ${name}`, async () => {
			const folder = await writtenFolder();
			const file = join(folder, 'concordia.db');
			await spoil(file);
			const before = await contents(folder);
			await expect(openSqliteStore(folder)).rejects.toMatchObject(refusal(code));
			await expect(openSqliteStore(folder)).rejects.toMatchObject(refusal(code));
			expect(await contents(folder)).toEqual(before);
		});

	test('of every flipped page header', async () => {
		const folder = await writtenFolder();
		const file = join(folder, 'concordia.db');
		const good = await readFile(file);
		const pages = good.length / 4096;
		expect(pages).toBeGreaterThan(10);
		for (let page = 1; page < pages; page++) {
			const spoilt = Buffer.from(good);
			spoilt.fill(0xff, page * 4096, page * 4096 + 16);
			await writeFile(file, spoilt);
			await expect(openSqliteStore(folder)).rejects.toMatchObject(refusal('corrupt'));
		}
		await writeFile(file, good);
		expect(await (await openIn(folder)).head('s1')).toBe(10);
	});

	// The superuser may write anywhere, so these run as somebody else.
	const closed: { name: string; close: (folder: string) => Promise<void> }[] = [
		{ name: 'a read-only folder', close: (folder) => chmod(folder, 0o555) },
		{
			name: 'a read-only file',
			close: (folder) => chmod(join(folder, 'concordia.db'), 0o444)
		}
	];
	for (const { name, close } of closed)
		test(`of ${name}`, async () => {
			const folder = await writtenFolder();
			await giveToNobody(folder);
			await close(folder);
			const opened = await openAsNobody(folder);
			expect(opened).toMatchObject({
				code: 'read-only',
				hint: expect.stringMatching(/write/) as string
			});
		});

	test('in a folder that cannot be made', async () => {
		const folder = await scratchFolder();
		await writeFile(join(folder, 'taken'), '');
		await expect(openSqliteStore(join(folder, 'taken', 'data'))).rejects.toMatchObject(
			refusal('read-only')
		);
	});
});

test('no acknowledged commit is lost when the process is killed in the middle of writing', async () => {
	const rounds = Number(process.env['CONCORDIA_KILLS'] ?? 6);
	const folder = await scratchFolder();
	let expected = 0;
	for (let round = 0; round < rounds; round++) {
		const writer = startWriter(folder);
		await writer.acknowledged(expected + 5 + round * 11);
		const acknowledged = await writer.kill();
		const store = await openSqliteStore(folder);
		const head = await store.head('s1');
		expect(head).toBeGreaterThanOrEqual(acknowledged);
		const room = await store.loadRoom('s1');
		// All or nothing: each entry came with its update.
		expect(room.updates).toHaveLength(head);
		const entries = await store.entries('s1');
		expect(entries.map(({ index }) => index)).toEqual(entries.map((_, i) => i));
		await store.close();
		expected = head;
	}
}, 60_000);

// A limit on the size stands for a full disk where none can be mounted.
const mountable = await canMount();
const disks: {
	name: string;
	open: () => Promise<{ store: SqliteStore; free: () => Promise<void> }>;
}[] = [
	{
		name: 'a limit on the size',
		async open() {
			const store = await openIn(await scratchFolder(), { maxBytes: 400_000 });
			return { store, free: () => store.limit(null) };
		}
	},
	...[
		{
			name: 'a small disk',
			async open() {
				const folder = await smallDisk(2048);
				const ballast = join(folder, 'ballast');
				await writeFile(ballast, bytes(600_000));
				return { store: await openIn(folder), free: () => rm(ballast) };
			}
		}
	].filter(() => mountable)
];
for (const { name, open } of disks)
	test(`${name} fails commits with \`full\`, and the same store goes on once there is space`, async () => {
		const { store, free } = await open();
		await store.commit({ sessions: [session('s1')] });
		const written = await fill(store);
		expect(written).toBeGreaterThan(5);
		expect(await store.head('s1')).toBe(written);
		await free();
		await store.commit(big(written));
		await store.commit(big(written + 1));
		expect(await store.head('s1')).toBe(written + 2);
		expect(await store.updates('s1', 1, Infinity)).toHaveLength(written + 2);
	});

for (const kib of [16, 64].filter(() => mountable))
	test(`a disk of ${kib} KiB is refused at the start`, async () => {
		await expect(openSqliteStore(await smallDisk(kib))).rejects.toMatchObject(refusal('full'));
	});

test('moves its log into the file as it grows, without being told', async () => {
	const folder = await scratchFolder();
	const store = await openIn(folder);
	await store.commit({ sessions: [session('s1')] });
	for (let i = 0; i < 400; i++)
		await store.commit({ entries: [entry('s1', i)], updates: [update('s1', i + 1)] });
	await store.commit({ updates: [update('s1', 401, { bytes: bytes(2_000_000) })] });
	const { size } = await stat(join(folder, 'concordia.db'));
	expect(size).toBeGreaterThan(100_000);
	expect(await store.head('s1')).toBe(400);
});

test('writes a backup while commits go on, which opens as a store', async () => {
	const folder = await scratchFolder();
	const store = await openIn(join(folder, 'live'));
	await store.commit({ sessions: [session('s1')], entries: [entry('s1', 0)] });
	const copy = join(folder, 'copy', 'concordia.db');
	await mkdir(join(folder, 'copy'));
	const backup = store.backup(copy);
	const commits = Array.from({ length: 30 }, (_, i) =>
		store.commit({ entries: [entry('s1', i + 1)] })
	);
	await Promise.all([backup, ...commits]);
	await store.backup(copy);
	expect(await readdir(join(folder, 'copy'))).toEqual(['concordia.db']);
	const restored = await openIn(copy);
	expect(await restored.entries('s1')).toEqual(await store.entries('s1'));
});

test('an erased payload or room and what was sealed is nowhere in the files, at once and later', async () => {
	const folder = await scratchFolder();
	const store = await openSqliteStore(folder);
	const secret = 'Ana-Who-Wants-To-Be-Forgotten';
	const sealed = { session: 's1', key: 'vote/v1', owner: 'p1' };
	const written = new TextEncoder().encode(secret);
	const room = 's1~private~p1';
	await store.commit({
		sessions: [session('s1')],
		updates: [update(room, 1, { bytes: written })],
		snapshots: [{ room, seq: 1, state: written, records: written }],
		sealed: [{ ...sealed, value: secret }],
		entries: [entry('s1', 0, { payload: secret, salt: bytes(32) })]
	});
	await store.commit({ erasures: [{ session: 's1', index: 0 }] });
	await store.commit({ sealed: [{ ...sealed, value: null }] });
	await store.commit({ erasedRooms: [room] });
	const holders = async (): Promise<string[]> => {
		const names = await readdir(folder);
		const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
		return names.filter((_, at) => files[at]?.includes(secret));
	};
	expect(await holders()).toEqual([]);
	await store.close();
	expect(await holders()).toEqual([]);
});

/** Commits until it fails, which must be for want of space; answers how many were written. */
async function fill(store: SqliteStore): Promise<number> {
	for (let i = 0; i < 1000; i++) {
		const failure: unknown = await store.commit(big(i)).then(
			() => null,
			(error: unknown) => error
		);
		if (failure === null) continue;
		expect(failure).toMatchObject(refusal('full'));
		return i;
	}
	throw new Error('never full');
}

function big(i: number) {
	return {
		entries: [entry('s1', i)],
		updates: [update('s1', i + 1, { bytes: bytes(20_000) })]
	};
}

function alter(file: string, sql: string): void {
	const database = new DatabaseSync(file);
	database.exec(sql);
	database.close();
}

async function contents(folder: string): Promise<Record<string, string>> {
	const names = (await readdir(folder)).filter((name) => !name.endsWith('.lock'));
	const pairs = names.map(
		async (name) => [name, (await readFile(join(folder, name))).toString('base64')] as const
	);
	return Object.fromEntries(await Promise.all(pairs));
}

async function run(command: string, ...args: string[]): Promise<boolean> {
	const child = spawn(command, args, { stdio: 'ignore' });
	const ended: unknown[] = await Promise.race([once(child, 'close'), once(child, 'error')]);
	return ended[0] === 0;
}

async function canMount(): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'concordia-mount-'));
	const mounted = await run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', folder);
	if (mounted) await run('umount', folder);
	await rm(folder, { recursive: true });
	return mounted;
}

/** A disk of so many KiB. */
async function smallDisk(kib: number): Promise<string> {
	const folder = join(await scratchFolder(), 'disk');
	await mkdir(folder);
	await run('mount', '-t', 'tmpfs', '-o', `size=${kib}k`, 'none', folder);
	onTestFinished(async () => {
		await run('umount', '--lazy', folder);
	});
	return folder;
}

async function giveToNobody(folder: string): Promise<void> {
	if (process.getuid?.() !== 0) return;
	for (const name of await readdir(folder)) await chown(join(folder, name), 65_534, 65_534);
	await chown(folder, 65_534, 65_534);
}

/** A process that commits entry after entry and prints the number of each once it is acknowledged. */
function startWriter(folder: string) {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.fixture.ts'), folder], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let count = 0;
	let wanted: { count: number; resolve: () => void } | null = null;
	const closed = once(child, 'close');
	createInterface(child.stdout).on('line', (line) => {
		count = Number(line);
		if (wanted !== null && count >= wanted.count) wanted.resolve();
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	return {
		count: () => count,
		async acknowledged(n: number): Promise<void> {
			const reached = new Promise<void>((resolve) => {
				wanted = { count: n, resolve };
			});
			if (count < n) await reached;
		},
		/** Kills it at once and answers what it had acknowledged. */
		async kill(): Promise<number> {
			child.kill('SIGKILL');
			await closed;
			return count;
		}
	};
}

async function openAsNobody(folder: string): Promise<unknown> {
	const child = spawn(
		process.execPath,
		[join(import.meta.dirname, 'open-as-nobody.fixture.ts'), folder],
		{ stdio: ['ignore', 'pipe', 'inherit'] }
	);
	let out = '';
	child.stdout.on('data', (chunk) => {
		out += String(chunk);
	});
	await once(child, 'close');
	return JSON.parse(out);
}
