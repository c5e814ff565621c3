import {
	closeCodes,
	closeReasons,
	encodeCheckpoint,
	encodeStep1,
	encodeTrouble,
	limits
} from '@concordia/protocol';
import * as Y from 'yjs';
import type { Turn } from '../log/turn.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';
import { answersFromStore } from './sync.ts';

/**
 * Whether there is a place for one more connection of a person. In a full room whoever has the most
 * of them makes room for those who have fewer: nobody can keep the others out.
 */
export function findPlace(room: Room, participant: string): boolean {
	if (room.connections.size < limits.roomCapacity) return true;
	const newest = new Map<string, { connection: Connection; count: number }>();
	for (const connection of room.connections) {
		const count = (newest.get(connection.participant)?.count ?? 0) + 1;
		newest.set(connection.participant, { connection, count });
	}
	const mine = newest.get(participant)?.count ?? 0;
	let most: { connection: Connection; count: number } | null = null;
	for (const other of newest.values()) if (other.count > (most?.count ?? mine + 1)) most = other;
	if (most === null) return false;
	most.connection.socket.close(closeCodes.tooMany, closeReasons.tooMany);
	return true;
}

/** Lets a connection into the room. Whether it may was decided at the door. */
export function connect(room: Room, connection: Connection): void {
	room.connections.add(connection);
	room.session.connect(connection);
	room.ask({ type: 'hello', connection });
}

/** The first words to a connection: what the server has, who is here, how the session stands. */
export function greet(room: Room, connection: Connection, turn: Turn): void {
	const question = encodeStep1(Y.encodeStateVector(room.doc));
	turn.afterwards(() => welcome(room, connection, question));
}

/** Answers newcomers from the store while nothing new can be stored. */
export async function answerQuestions(room: Room): Promise<void> {
	const questions = room.takeQuestions();
	if (questions.length === 0) return;
	const stored = await answersFromStore(room);
	const question = encodeStep1(stored.stateVector);
	for (const waiting of questions) {
		if (waiting.type === 'hello') welcome(room, waiting.connection, question);
		else waiting.connection.send(stored.missing(waiting.stateVector));
	}
}

function welcome(room: Room, connection: Connection, question: Uint8Array): void {
	const { session } = room;
	connection.lastSentAt = room.world.now();
	connection.send(question);
	const presence = room.awareness.everyone();
	if (presence !== null) connection.send(presence);
	if (!connection.isConcordia) return;
	connection.send(session.describe(connection));
	connection.send(session.describeVotes(connection));
	if (session.checkpoint !== null) {
		connection.send(encodeCheckpoint({ note: session.checkpoint.note, seq: room.durableSeq }));
	}
	const { state, detail } = room.services.sequencer;
	if (state !== 'ok') connection.send(encodeTrouble({ state, detail }));
}
