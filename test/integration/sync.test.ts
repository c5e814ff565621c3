import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

beforeAll(async () => {
	server = await startServer();
	session = await createSession(server);
});
afterAll(async () => {
	await server.stop();
});

const token = async (role: 'participant' | 'observer', organization: string): Promise<string> =>
	(await join(server, linkOf(session, role, organization).token, 'Somebody')).accessToken;

/** The close code a socket ends with; 0 when the upgrade itself was refused. */
function closing(path: string, send?: Uint8Array | string): Promise<number> {
	return new Promise((resolve) => {
		const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`);
		socket.on('open', () => {
			if (send !== undefined) socket.send(send);
		});
		socket.on('close', (code) => resolve(code === 1006 ? 0 : code));
		socket.on('error', () => undefined);
	});
}

describe('stock clients', () => {
	test('two of them share one board', async () => {
		const anna = stockClient(server, session.id, await token('participant', 'PN'));
		const ben = stockClient(server, session.id, await token('participant', 'CC'));
		try {
			await Promise.all([synced(anna), synced(ben)]);
			addNote(anna, 'noteaaaaaaaa', 'From Anna');
			addNote(ben, 'notebbbbbbbb', 'From Ben');
			await until(
				'both have both notes',
				() => anna.items.has('notebbbbbbbb') && ben.items.has('noteaaaaaaaa')
			);
		} finally {
			anna.close();
			ben.close();
		}
	});

	test('never get a message of our own kinds', async () => {
		const accessToken = await token('participant', 'PN');
		const kinds: number[] = [];
		const socket = new WebSocket(
			`${server.url.replace('http', 'ws')}/sync/${session.id}?token=${accessToken}`
		);
		socket.binaryType = 'arraybuffer';
		socket.on('message', (data: ArrayBuffer) => kinds.push(new Uint8Array(data)[0] ?? -1));
		const other = stockClient(server, session.id, await token('participant', 'CC'), {
			concordia: '1'
		});
		try {
			await synced(other);
			addNote(other, 'notecccccccc', 'Watched');
			await until('something arrived', () => kinds.length > 1);
			expect(kinds.every((kind) => kind < 64)).toBe(true);
		} finally {
			other.close();
			socket.terminate();
		}
	});

	test('an observer reads and cannot write', async () => {
		const writer = stockClient(server, session.id, await token('participant', 'PN'));
		const reader = stockClient(server, session.id, await token('observer', 'SHA'));
		try {
			await Promise.all([synced(writer), synced(reader)]);
			addNote(writer, 'notedddddddd', 'For all to read');
			await until('the observer reads it', () => reader.items.has('notedddddddd'));
			const closed = new Promise<number>((resolve) => {
				reader.provider.on('connection-close', (event) => resolve(event?.code ?? 0));
			});
			addNote(reader, 'noteforbidden', 'Not allowed');
			expect(await closed).toBe(4409);
			expect(writer.items.has('noteforbidden')).toBe(false);
		} finally {
			writer.close();
			reader.close();
		}
	});
});

describe('a connection that may not', () => {
	test.each([
		['without a token', () => `/sync/${session.id}`, [4401, 0]],
		['with a wrong token', () => `/sync/${session.id}?token=wrong`, [4401, 0]],
		['with a name that is no room', () => '/sync/..%2f..%2fetc', [4404, 4400, 0]]
	] as [string, () => string, number[]][])('%s is turned away', async (_name, path, codes) => {
		expect(codes).toContain(await closing(path()));
	});

	test('to a room of another session is turned away', async () => {
		const other = await createSession(server);
		const accessToken = await token('participant', 'PN');
		const code = await closing(`/sync/${other.id}?token=${accessToken}`);
		expect([4401, 4403, 4404]).toContain(code);
	});

	test('that sends garbage is closed as malformed', async () => {
		const accessToken = await token('participant', 'PN');
		const garbage = new Uint8Array([0, 2, 5, 255, 255, 255, 255, 255]);
		expect(await closing(`/sync/${session.id}?token=${accessToken}`, garbage)).toBe(4400);
	});
});

describe('private rooms', () => {
	test('show their author what they keep, and nobody else', async () => {
		const own = await token('participant', 'PN');
		const first = stockClient(server, `${session.id}~private`, own);
		const second = stockClient(server, `${session.id}~private`, own);
		const other = stockClient(server, `${session.id}~private`, await token('participant', 'PN'));
		try {
			await Promise.all([synced(first), synced(second), synced(other)]);
			addNote(first, 'privatenote1', 'Not for others');
			await until('it is on their other screen', () => second.items.has('privatenote1'));
			expect(other.items.has('privatenote1')).toBe(false);
			const log = await fetch(`${server.url}/api/sessions/${session.id}/log`, {
				headers: { authorization: `Bearer ${own}` }
			});
			expect(await log.text()).not.toContain('privatenote1');
		} finally {
			first.close();
			second.close();
			other.close();
		}
	});
});
