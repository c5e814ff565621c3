import * as decoding from 'lib0/decoding';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { until } from '../../harness/client.ts';
import { temporaryFolder } from '../../harness/server.ts';
import { installPeers, startHocuspocus, type Target } from '../sync/servers.ts';

/**
 * Milliseconds from connecting to a freshly started Hocuspocus until a program (no page, no picture)
 * holds the document. The same document as ours, stored by it before.
 */
export async function hocuspocusSyncMs(state: Uint8Array, rounds: number): Promise<number[]> {
	installPeers();
	const folder = temporaryFolder();
	try {
		const first = await startHocuspocus(folder);
		await give(first, state);
		await until('hocuspocus has stored the document', () => isStored(folder, state.length), 60_000);
		await first.stop();
		const times: number[] = [];
		for (let n = 0; n < rounds; n++) {
			const server = await startHocuspocus(folder);
			const started = performance.now();
			await read(server);
			times.push(performance.now() - started);
			await server.stop();
		}
		return times;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function isStored(folder: string, bytes: number): boolean {
	const size = (name: string): number =>
		statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
	// While the transaction runs, its journal lies beside the database.
	return size('documents.sqlite') > bytes && size('documents.sqlite-journal') === 0;
}

async function connect(server: Target): Promise<WebSocket> {
	const [address = ''] = await server.addresses(1);
	const socket = new WebSocket(address);
	socket.binaryType = 'arraybuffer';
	await once(socket, 'open');
	for (const hello of server.wire.hello()) socket.send(hello);
	// What comes before it has said yes is not kept.
	await once(socket, 'message');
	return socket;
}

async function give(server: Target, state: Uint8Array): Promise<void> {
	const socket = await connect(server);
	socket.send(server.wire.sync(2, state));
	// Asked afterwards, so that the answer says that it was taken.
	await answer(socket, server, new Y.Doc());
	socket.terminate();
}

async function read(server: Target): Promise<void> {
	const doc = new Y.Doc();
	const socket = await connect(server);
	await answer(socket, server, doc);
	socket.terminate();
}

/** Asks for everything, and applies it. */
async function answer(socket: WebSocket, { wire }: Target, doc: Y.Doc): Promise<void> {
	socket.send(wire.sync(0, Y.encodeStateVector(doc)));
	await new Promise<void>((resolve) => {
		socket.on('message', (data: ArrayBuffer) => {
			const decoder = decoding.createDecoder(new Uint8Array(data, wire.prefix));
			if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) !== 1) return;
			Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
			if (doc.getMap('items').size > 0) resolve();
		});
	});
}
