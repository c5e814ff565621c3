import { encodeStep2, limits } from '@concordia/protocol';
import * as Y from 'yjs';
import type { Turn } from '../log/turn.ts';
import type { Connection } from './connection.ts';
import { loadDocument } from './load.ts';
import type { Room } from './room.ts';

/** Answers "this is what I have" with what is missing; sent once all of it is durable. */
export function answerStep1(
	room: Room,
	connection: Connection,
	stateVector: Uint8Array,
	turn: Turn
): void {
	const answer = room.answers.encode(room.doc, room.seq, stateVector);
	turn.afterwards(() => {
		connection.lastSentAt = room.world.now();
		connection.send(answer);
	});
}

/** A question now, or later when too many came close together or the answer to one is still unread. */
export function askStep1(room: Room, connection: Connection, stateVector: Uint8Array): void {
	const now = room.world.now();
	if (connection.lag !== null || connection.heldStep1 !== null) {
		connection.heldStep1 = stateVector;
		return;
	}
	const isBusy = connection.socket.bufferedAmount > limits.outgoingPauseBytes / 4;
	if (!isBusy && connection.questions.tryTake(1, now)) {
		room.ask({ type: 'step1', connection, stateVector });
		return;
	}
	connection.heldStep1 = stateVector;
	room.world.after(1000 / limits.step1PerSecond, () => {
		const held = connection.heldStep1;
		if (held === null || connection.lag !== null || !connection.isOpen) return;
		connection.heldStep1 = null;
		askStep1(room, connection, held);
	});
}

/**
 * What is stored, as an answer to those who come while nothing new can be stored: the document in
 * memory may hold more than that.
 */
export async function answersFromStore(
	room: Room
): Promise<{ stateVector: Uint8Array; missing(from: Uint8Array): Uint8Array }> {
	const { doc } = await loadDocument(room.services.store, room.key);
	return {
		stateVector: Y.encodeStateVector(doc),
		missing: (from) => encodeStep2(Y.encodeStateAsUpdate(doc, from))
	};
}

const KEPT_ANSWERS = 8;

/** Encoded answers at one position of the room: a hundred people who join at once ask the same. */
export class Answers {
	#seq = -1;
	readonly #bySv = new Map<string, Uint8Array>();

	encode(doc: Y.Doc, seq: number, stateVector: Uint8Array): Uint8Array {
		if (seq !== this.#seq) {
			this.#bySv.clear();
			this.#seq = seq;
		}
		const key = Buffer.from(stateVector).toString('latin1');
		const known = this.#bySv.get(key);
		if (known !== undefined) return known;
		const answer = encodeStep2(Y.encodeStateAsUpdate(doc, stateVector));
		if (this.#bySv.size < KEPT_ANSWERS) this.#bySv.set(key, answer);
		return answer;
	}
}
