import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

const CLI = path.resolve(import.meta.dirname, '../../apps/server/src/cli/main.ts');

let server: RunningServer;
let folder: string;

beforeAll(async () => {
	folder = temporaryFolder();
	server = await startServer({ data: path.join(folder, 'data') });
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function concordia(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	return concordiaWithKey(server.hostKey, ...args);
}

async function concordiaWithKey(
	hostKey: string,
	...args: string[]
): Promise<{ code: number; out: string; err: string }> {
	const child = spawn(process.execPath, [CLI, ...args], {
		env: {
			...process.env,
			CONCORDIA_DATA: server.data,
			CONCORDIA_HOST_KEY: hostKey,
			PORT: String(server.port),
			HOST: '127.0.0.1'
		}
	});
	let out = '';
	let err = '';
	child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number];
	return { code, out, err };
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
	const { code, out, err } = await concordia(...args, '--json');
	expect(err).toBe('');
	expect(code).toBe(0);
	return JSON.parse(out) as Record<string, unknown>;
}

interface Created {
	id: string;
	links: { role: string; organization: string | null; token: string }[];
}

async function create(title: string): Promise<Created> {
	return (await json(
		'session',
		'create',
		'--title',
		title,
		'--organizations',
		'PN,CC'
	)) as unknown as Created;
}

/** A session in which somebody wrote a note, exported to a file by the command line. */
async function exported(): Promise<{ session: Created; file: string }> {
	const session = await create('To export');
	const link = session.links.find((l) => l.role === 'participant' && l.organization === 'PN');
	const { accessToken } = await join(server, link?.token ?? '', 'Physician');
	const client = stockClient(server, session.id, accessToken);
	await synced(client);
	addNote(client, 'notefromcli1', 'On paper too');
	await until('it is in the log', async () => {
		const log = await fetch(`${server.url}/api/sessions/${session.id}/log?item=notefromcli1`, {
			headers: { authorization: `Bearer ${accessToken}` }
		});
		return (await log.text()).includes('edit');
	});
	client.close();
	const file = path.join(folder, `${session.id}.zip`);
	const { code, err } = await concordia('export', '--session', session.id, '--out', file);
	expect(err).toBe('');
	expect(code).toBe(0);
	return { session, file };
}

describe('the command line', () => {
	test('creates, lists, invites, revokes and closes', async () => {
		const session = await create('From the command line');
		expect(session.links.map((l) => l.role)).toContain('mediator');
		const list = await concordia('session', 'list', '--json');
		expect(list.out).toContain(session.id);
		const invite = (await json(
			'invite',
			'--session',
			session.id,
			'--organization',
			'PN',
			'--role',
			'delegate',
			'--name',
			'Delegate of the network'
		)) as unknown as { url: string };
		const joined = await join(server, invite.url.split('#')[1] ?? '', 'Delegate');
		expect(joined.participant.role).toBe('delegate');
		const { code } = await concordia(
			'revoke',
			'--session',
			session.id,
			'--participant',
			joined.participant.id
		);
		expect(code).toBe(0);
		const board = await fetch(`${server.url}/api/sessions/${session.id}/board`, {
			headers: { authorization: `Bearer ${joined.accessToken}` }
		});
		expect([401, 403]).toContain(board.status);
		expect((await concordia('session', 'close', session.id)).code).toBe(0);
	});

	test('writes what happened, and the skeleton of minutes', async () => {
		const { session } = await exported();
		const digest = await concordia('digest', session.id);
		expect(digest.err).toBe('');
		expect(digest.out).toContain('# To export: what happened');
		expect(digest.out).toMatch(/^\| .* \| [1-9]\d* \| [1-9]\d* \|$/m);
		expect(digest.out).toContain('To compare by voice: ');
		const file = path.join(folder, 'minutes.md');
		const german = ['--language', 'de', '--out', file];
		expect((await concordia('minutes', session.id, ...german)).code).toBe(0);
		expect(readFileSync(file, 'utf8')).toContain('## Wer da war');
	});

	test.each([
		['a language that reports are not written in', ['digest', 'x', '--language', 'fr'], 2],
		['days that are none', ['digest', 'x', '--days', 'two'], 2],
		['an unknown command', ['dance'], 2],
		['a word that is no command of ours', ['constructor'], 2],
		['a folder that is not there', ['backup', '--out', '/no/such/folder/backup.tgz'], 1],
		['a missing argument', ['session', 'create'], 2],
		['an unknown session', ['session', 'close', 'nosuchsession'], 1],
		['a file that is not there', ['verify', 'no-such-file.zip'], 1]
	])('says what is wrong with %s', async (_name, args, expected) => {
		const { code, err } = await concordia(...args);
		expect(code).toBe(expected);
		expect(err.trim()).not.toBe('');
		expect(err).not.toMatch(/\n\s+at /);
	});
});

describe('verify', () => {
	test('says OK, and names each kind of damage', async () => {
		const { file } = await exported();
		const good = await concordia('verify', file);
		expect(good.err).toBe('');
		expect(good.out).toMatch(/^OK size=\d+ root=\S+/);
		expect(good.code).toBe(0);
		const files = unzipSync(readFileSync(file));
		for (const name of Object.keys(files)) {
			const bytes = files[name];
			if (!bytes || bytes.length === 0) continue;
			const flipped = Uint8Array.from(bytes);
			const at = Math.floor(bytes.length / 2);
			flipped[at] = (flipped[at] ?? 0) ^ 1;
			const { code, out, err } = await verify({ ...files, [name]: flipped });
			expect(`${name} ${code}`).toBe(`${name} 1`);
			expect(`${name}: ${out}${err}`.length).toBeGreaterThan(name.length + 10);
		}
	});

	test('names a removed line, two swapped lines and a cut tail', async () => {
		const { file } = await exported();
		const files = unzipSync(readFileSync(file));
		const log = new TextDecoder().decode(files['log.jsonl']).trimEnd().split('\n');
		const put = (lines: string[]): Record<string, Uint8Array> => ({
			...files,
			'log.jsonl': new TextEncoder().encode(`${lines.join('\n')}\n`)
		});
		expect((await verify(put(log.toSpliced(2, 1)))).code).toBe(1);
		const swapped = [...log];
		[swapped[1], swapped[2]] = [log[2] ?? '', log[1] ?? ''];
		expect((await verify(put(swapped))).code).toBe(1);
		expect((await verify(put(log.slice(0, -1)))).code).toBe(1);
	});

	test('reports a log that is shorter than an earlier checkpoint', async () => {
		const { session, file } = await exported();
		const first = readFileSync(file);
		const later = path.join(folder, 'later.zip');
		await concordia('export', '--session', session.id, '--out', later);
		const checkpoint = path.join(folder, 'checkpoint');
		writeFileSync(checkpoint, unzipSync(readFileSync(later))['checkpoint'] ?? new Uint8Array());
		writeFileSync(file, first);
		const cut = await concordia('verify', file, '--earlier', checkpoint);
		expect(cut.code).toBe(1);
		writeFileSync(checkpoint, unzipSync(first)['checkpoint'] ?? new Uint8Array());
		const grown = await concordia('verify', later, '--earlier', checkpoint);
		expect(grown.out).toMatch(/^OK/);
	});
});

describe('beside a server with another host key', () => {
	for (const [name, key] of [
		['none', ''],
		['a wrong one', 'not-the-key-of-the-server']
	] as const) {
		test(`${name} is refused with the reason`, async () => {
			const { code, out, err } = await concordiaWithKey(key, 'session', 'list', '--json');
			expect(code).toBe(1);
			expect(err).toContain('set CONCORDIA_HOST_KEY');
			expect(JSON.parse(out)).toMatchObject({ ok: false });
		});
	}
});

async function verify(
	files: Record<string, Uint8Array>
): Promise<{ code: number; out: string; err: string }> {
	const file = path.join(folder, 'damaged.zip');
	writeFileSync(file, zipSync(files));
	return concordia('verify', file);
}

describe('backup', () => {
	test('comes back as it was, and never over something else', async () => {
		const session = await create('Kept');
		const backup = path.join(folder, 'backup.sqlite');
		expect((await concordia('backup', '--out', backup)).code).toBe(0);
		expect((await concordia('restore', backup)).code).toBe(1); // the data folder is in use
		const elsewhere = path.join(folder, 'restored');
		const child = spawn(process.execPath, [CLI, 'restore', backup], {
			env: { ...process.env, CONCORDIA_DATA: elsewhere }
		});
		const [code] = (await once(child, 'close')) as [number];
		expect(code).toBe(0);
		const again = await startServer({ data: elsewhere });
		try {
			const list = await fetch(`${again.url}/api/sessions`, {
				headers: { authorization: `Bearer ${again.hostKey}` }
			});
			expect(await list.text()).toContain(session.id);
		} finally {
			await again.stop();
		}
	});
});
