import { encodeCheckpoint, encodeStep1, encodeTrouble } from '@concordia/protocol';
import * as Y from 'yjs';
import type { Turn } from '../log/turn.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';
import { answersFromStore } from './sync.ts';

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
	if (session.checkpoint !== null) {
		connection.send(encodeCheckpoint({ note: session.checkpoint.note, seq: room.durableSeq }));
	}
	const { state, detail } = room.services.sequencer;
	if (state !== 'ok') connection.send(encodeTrouble({ state, detail }));
}
