import {
	closeCodes,
	closeReasons,
	decodeClientMessage,
	encodeResult,
	limits
} from '@concordia/protocol';
import * as Y from 'yjs';
import type { Connection } from './connection.ts';
import { mayHear } from './lag.ts';
import type { Room } from './room.ts';
import { askStep1 } from './sync.ts';

/** More than this waiting in one room: who sends gets to wait, too. */
const QUEUE_PAUSE_BYTES = 32 * 1024 * 1024;
/** The same for what is no update: commands, claims of client ids. */
const QUEUE_PAUSE_COUNT = 4000;
const QUEUE_PAUSE_MS = 100;

/** Takes one message of a peer. Never throws, whatever the bytes. */
export function receive(room: Room, connection: Connection, bytes: Uint8Array): void {
	if (!connection.isOpen || connection.isRefused) return;
	if (bytes.length > limits.maxMessageBytes) return end(connection, 'tooLarge');
	slowDown(room, connection, bytes.length);
	const decoded = decodeClientMessage(bytes);
	if (!decoded.ok) return end(connection, 'malformed');
	const message = decoded.value;
	switch (message.type) {
		case 'step1':
			if (message.stateVector.length > limits.maxStateVectorBytes)
				return end(connection, 'tooLarge');
			if (!isStateVector(message.stateVector)) return end(connection, 'malformed');
			return askStep1(room, connection, message.stateVector);
		case 'step2':
		case 'update':
			connection.received++;
			return room.enqueue({
				type: 'update',
				connection,
				update: message.update,
				count: connection.received,
				isStep2: message.type === 'step2'
			});
		case 'awareness':
			if (!room.awareness.receive(connection, message.update)) end(connection, 'malformed');
			return;
		case 'query-awareness': {
			if (!connection.questions.tryTake(1, room.world.now()) || !mayHear(room, connection)) return;
			const presence = room.awareness.everyone();
			if (presence !== null) connection.send(presence);
			return;
		}
		case 'sign':
			if (!connection.isConcordia) return end(connection, 'malformed');
			if (!connection.signatures.tryTake(1, room.world.now())) return; // made again when not answered
			room.session.authors
				.take(room, connection, message)
				.catch((error: unknown) => room.services.watch.failed(error));
			return;
		case 'command':
		case 'cosign':
		case 'viewed':
			if (!connection.isConcordia) return end(connection, 'malformed');
			if (message.type === 'command') {
				if (connection.commands.tryTake(1, room.world.now())) {
					return room.enqueue({ type: 'command', connection, message });
				}
				return connection.send(encodeResult({ id: message.id, ok: false, code: 'too-many' }));
			}
			if (message.type === 'cosign') {
				// Said again with the next checkpoint.
				if (!connection.cosigns.tryTake(1, room.world.now())) return;
				return room.session.witnesses.hear(connection, message);
			}
			if (!connection.reports.tryTake(1, room.world.now())) return; // said again when it lasts
			room.views
				.report(connection, message)
				.catch((error: unknown) => room.services.watch.failed(error));
	}
}

function end(connection: Connection, why: 'malformed' | 'tooLarge'): void {
	connection.isRefused = true;
	connection.socket.close(closeCodes[why], closeReasons[why]);
}

// What has come is taken; the peer pays by waiting before it may go on.
function slowDown(room: Room, connection: Connection, size: number): void {
	const now = room.world.now();
	connection.messages.take(1, now);
	connection.bytes.take(size, now);
	if (connection.isPaused) return;
	const debt = Math.max(connection.messages.waitMs(now), connection.bytes.waitMs(now));
	const hasToWait = mustWait(room, connection);
	if (debt === 0 && !hasToWait) return;
	connection.isPaused = true;
	connection.socket.pause();
	resumeAfter(room, connection, Math.max(debt, hasToWait ? QUEUE_PAUSE_MS : 0));
}

// Who doesn't read the answers is not asked for more to answer.
function mustWait(room: Room, { socket }: Connection): boolean {
	return (
		room.queuedBytes > QUEUE_PAUSE_BYTES ||
		room.queuedCount > QUEUE_PAUSE_COUNT ||
		socket.bufferedAmount > limits.outgoingPauseBytes
	);
}

function resumeAfter(room: Room, connection: Connection, ms: number): void {
	room.world.after(ms, () => {
		if (!connection.isOpen) return;
		if (mustWait(room, connection)) {
			resumeAfter(room, connection, QUEUE_PAUSE_MS);
			return;
		}
		connection.isPaused = false;
		connection.socket.resume();
	});
}

function isStateVector(bytes: Uint8Array): boolean {
	try {
		Y.decodeStateVector(bytes);
		return true;
	} catch {
		return false;
	}
}
