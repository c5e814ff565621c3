import { closeCodes, closeReasons, encodeUpdate, limits } from '@concordia/protocol';
import * as Y from 'yjs';
import type { Turn } from '../log/turn.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

const LOOK_AGAIN_MS = 200;

/**
 * Sends a change of the document, unless the connection has not read what it got before. Then it
 * gets nothing more until it has, and one message with all it missed: one slow reader never grows
 * the server.
 */
export function sendOrLag(room: Room, connection: Connection, message: Uint8Array): void {
	if (connection.lag !== null || !connection.isOpen) return;
	if (connection.socket.bufferedAmount <= limits.outgoingPauseBytes) {
		connection.lastSentAt = room.world.now();
		connection.send(message);
		return;
	}
	fallBehind(room, connection, message);
}

/**
 * Whether something may be sent that is said anew later on, such as presence. A connection that has
 * too much unread gets none of it; once it has read, it is told how things stand then.
 */
export function mayHear(room: Room, connection: Connection): boolean {
	if (connection.lag !== null || !connection.isOpen) return false;
	if (connection.socket.bufferedAmount <= limits.outgoingPauseBytes) return true;
	if (!connection.isFallingBehind) {
		connection.isFallingBehind = true;
		// After a turn, because then the document holds exactly what was sent on.
		const run = (turn: Turn): void => turn.afterwards(() => fallBehind(room, connection, null));
		room.enqueue({ type: 'task', run });
	}
	return false;
}

function fallBehind(room: Room, connection: Connection, missed: Uint8Array | null): void {
	connection.isFallingBehind = false;
	if (connection.lag !== null || !connection.isOpen) return;
	const stateVector = Y.encodeStateVector(room.doc);
	connection.lag = { since: room.world.now(), missed, stateVector };
	lookAgain(room, connection);
}

function lookAgain(room: Room, connection: Connection): void {
	room.world.after(LOOK_AGAIN_MS, () => {
		if (!connection.isOpen || connection.lag === null) return;
		const unsent = connection.socket.bufferedAmount;
		const isLost =
			unsent > limits.outgoingCloseBytes ||
			room.world.now() - connection.lag.since > limits.slowCloseMs;
		if (isLost) connection.socket.close(closeCodes.tooSlow, closeReasons.tooSlow);
		else if (unsent > 0) lookAgain(room, connection);
		else catchUp(room, connection);
	});
}

// In a turn, because only then what is encoded is shown no earlier than it is durable.
function catchUp(room: Room, connection: Connection): void {
	room.enqueue({
		type: 'task',
		run(turn) {
			if (!connection.isOpen || connection.lag === null) return;
			const { missed, stateVector } = connection.lag;
			const rest = encodeUpdate(Y.encodeStateAsUpdate(room.doc, stateVector));
			const presence = room.awareness.everyone();
			turn.afterwards(() => {
				connection.lag = null;
				if (missed !== null) connection.send(missed);
				connection.send(rest);
				if (presence !== null) connection.send(presence);
				if (connection.isConcordia) {
					connection.send(room.session.describe(connection));
					connection.send(room.session.describeVotes(connection));
				}
				if (connection.heldStep1 !== null) {
					const held = connection.heldStep1;
					connection.heldStep1 = null;
					room.enqueue({ type: 'step1', connection, stateVector: held });
				}
			});
		}
	});
}
