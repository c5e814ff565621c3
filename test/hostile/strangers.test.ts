import { closeCodes, closeReasons, limits } from '@concordia/protocol';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSession, join, linkOf } from '../harness/api.ts';
import { stockClient, synced, until } from '../harness/client.ts';
import { memoryMiB, useServer } from './field.ts';
import { frame, upgrade } from './frame.ts';

const server = useServer();

const BINARY = 2;

/** The request for a socket and what is sent right behind it, in one piece. */
function inOnePiece(port: number, target: string, behind: Uint8Array): Promise<void> {
	const request = [
		`GET ${target} HTTP/1.1`,
		`Host: 127.0.0.1:${port}`,
		'Upgrade: websocket',
		'Connection: Upgrade',
		'Sec-WebSocket-Version: 13',
		'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		'',
		''
	].join('\r\n');
	const { promise, resolve } = Promise.withResolvers<void>();
	const socket = connect(port, '127.0.0.1');
	socket.on('error', () => undefined);
	socket.on('data', () => undefined);
	socket.on('close', () => resolve());
	socket.end(Buffer.concat([Buffer.from(request), behind]));
	return promise;
}

test('a bad frame that comes along with the request for the socket takes nothing down', async () => {
	const { port, url, process } = server();
	await inOnePiece(port, '/sync/abcdefghij', frame({ opcode: 3, reserved: 0x70 }));
	await inOnePiece(port, '/sync/abcdefghij', frame({ opcode: BINARY, announced: 2n ** 62n }));
	expect((await fetch(`${url}/healthz`)).status).toBe(200);
	expect(process.exitCode).toBeNull();
});

test('what somebody without credentials sends is not kept', async () => {
	const { port } = server();
	const before = memoryMiB(server());
	const message = frame({ opcode: BINARY, payload: Buffer.alloc(limits.maxMessageBytes) });
	const strangers = Array.from({ length: 8 }, () => upgrade(port, '/sync/abcdefghij'));
	for (const stranger of strangers) {
		await until('the upgrade is answered', () => stranger.received.includes('\r\n\r\n'));
		for (let at = 0; at < 15; at++) stranger.write(message);
	}
	// Everything was read, or nobody reads it any more.
	await until('it has left', () =>
		strangers.every(({ socket, isClosed }) => isClosed || socket.writableLength === 0)
	);
	expect(memoryMiB(server()) - before).toBeLessThan(400);
	for (const { socket } of strangers) socket.destroy();
});

test('somebody taken out is gone for the others at once, even when their program does not hang up', async () => {
	const session = await createSession(server());
	const seat = (organization: string, name: string) =>
		join(server(), linkOf(session, 'participant', organization).token, name);
	const [ana, mallory] = [await seat('PN', 'Ana'), await seat('CC', 'Mallory')];
	const watching = stockClient(server(), session.id, ana.accessToken);
	const leaving = stockClient(server(), session.id, mallory.accessToken);
	await Promise.all([synced(watching), synced(leaving)]);
	leaving.provider.awareness.setLocalState({ cursor: [1, 2] });
	const { clientID } = leaving.doc;
	await until('she is seen', () => watching.provider.awareness.getStates().has(clientID));
	// Deaf from now on: the server's goodbye is never answered.
	(leaving.provider.ws as unknown as WebSocket).pause();
	const revoked = await fetch(
		`${server().url}/api/sessions/${session.id}/participants/${mallory.participant.id}/revoke`,
		{
			method: 'POST',
			headers: {
				authorization: `Bearer ${server().hostKey}`,
				'content-type': 'application/json'
			},
			body: '{}'
		}
	);
	expect(revoked.status).toBe(200);
	await until('she is gone', () => !watching.provider.awareness.getStates().has(clientID), 2000);
	watching.close();
	leaving.close();
});

/** The payload of a close frame, as `received` has it. */
function told(code: number, reason: string): string {
	return String.fromCharCode(code >> 8, code & 0xff) + reason;
}

test('what is wrong with frames is told in the codes that were promised', async () => {
	const session = await createSession(server());
	const ana = await join(server(), linkOf(session, 'participant', 'PN').token, 'Ana');
	const target = `/sync/${session.id}?token=${ana.accessToken}`;
	const closedAfter = async (bytes: Uint8Array): Promise<string> => {
		const raw = upgrade(server().port, target);
		await until('the upgrade is answered', () => raw.received.includes('\r\n\r\n'));
		raw.write(bytes);
		await until('the server closes', () => raw.received.includes('message'));
		raw.socket.destroy();
		// The last frame: the byte of its kind may also stand in what came before, where ids are random.
		return raw.received.slice(raw.received.lastIndexOf('\u0088') + 2);
	};
	const large = frame({ opcode: BINARY, announced: 20_000_000n });
	expect(await closedAfter(large)).toBe(told(closeCodes.tooLarge, closeReasons.tooLarge));
	const broken = frame({ opcode: 3 });
	expect(await closedAfter(broken)).toBe(told(closeCodes.malformed, closeReasons.malformed));
});

test('one person with a great many sockets does not keep others out of the room', async () => {
	const session = await createSession(server());
	const seat = (organization: string, name: string) =>
		join(server(), linkOf(session, 'participant', organization).token, name);
	const [ana, mallory] = [await seat('PN', 'Ana'), await seat('CC', 'Mallory')];
	const address = `${server().url.replace('http', 'ws')}/sync/${session.id}?token=${mallory.accessToken}`;
	const codes: number[] = [];
	const sockets = Array.from({ length: limits.roomCapacity + 5 }, () => {
		const socket = new WebSocket(address);
		socket.on('error', () => undefined);
		socket.on('close', (code) => codes.push(code));
		return socket;
	});
	await until('the room is full', () => codes.length >= 5);
	const client = stockClient(server(), session.id, ana.accessToken);
	await synced(client);
	await until('one of them made room', () => codes.length >= 6);
	expect(new Set(codes)).toEqual(new Set([closeCodes.tooMany]));
	client.close();
	for (const socket of sockets) socket.terminate();
});
