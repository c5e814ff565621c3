import {
	closeCodes,
	closeReasons,
	encodeRefused,
	encodeSaved,
	encodeStep1,
	encodeUpdate,
	limits,
	type CloseName
} from '@concordia/protocol';
import type { Participant } from '@concordia/session';
import { hashBytes } from '@concordia/transparency';
import * as Y from 'yjs';
import type { Accepted } from '../gate/index.ts';
import { judge, type TurnedAway, type Verdict } from './judge.ts';
import type { Connection } from './connection.ts';
import { sendOrLag } from './lag.ts';
import type { Room, Waiting } from './room.ts';
import type { Turn } from '../log/turn.ts';
import { freshClient } from './world.ts';
import { markShown, type Draft } from '../session/drafts.ts';

type Update = Extract<Waiting, { type: 'update' }>;

/** Refusals of one participant are logged at most this often; each is told to its author all the same. */
const REFUSE_LEAF_MS = 1000;

/** What an update of a turn came to. */
interface Outcome {
	/** Authors whose messages were handled, to be told how far they are saved. */
	readonly authors: Set<Connection>;
	/** Authors with something new in the document. */
	readonly writers: Set<Connection>;
	/** Raw updates that were applied, should the document have to be built anew. */
	readonly applied: Uint8Array[];
}

/** Items that the server puts on the board for somebody. */
export interface ServerEdit {
	readonly update: Uint8Array;
	/** Ids of the items it makes. */
	readonly items: readonly string[];
	/** The client id it is written under, never used before. */
	readonly client: number;
	/** Whose it is, as far as that is to be said. */
	readonly participant?: string;
	readonly organization?: string;
}

/** A change that the server makes for somebody to what is there. */
export interface ServerChange {
	readonly write: (doc: Y.Doc) => void;
	/** Ids of the items it touches, and what becomes of each in the words of the log. */
	readonly items: readonly string[];
	readonly changes: readonly string[];
	/** Whose it is, as far as that is to be said. */
	readonly participant?: string;
	readonly organization?: string;
	/** The host's own doing. */
	readonly isHosts?: boolean;
}

/** Applies updates to the document of a room, logs them and sends on what they changed. */
export class Updates {
	readonly #room: Room;
	readonly #lastRefusal = new Map<string, number>();

	constructor(room: Room) {
		this.#room = room;
	}

	/** All of a turn's updates as one transaction of the document, so that what is sent on is one message. */
	apply(turn: Turn, updates: readonly Update[]): void {
		if (updates.length === 0) return;
		if (this.#room.isBroken) return this.#putBack(updates);
		const room = this.#room;
		const outcome: Outcome = { authors: new Set(), writers: new Set(), applied: [] };
		let merged: Uint8Array | null = null;
		const keep = (update: Uint8Array): void => {
			merged = update;
		};
		const { doc } = room;
		doc.on('update', keep);
		let at = 0;
		try {
			doc.transact(() => {
				for (; at < updates.length; at++) this.#applyOne(turn, updates[at] as Update, outcome);
			});
		} catch (error) {
			this.#recover(turn, updates.slice(at), error);
			merged = outcome.applied.length > 0 ? Y.mergeUpdates(outcome.applied) : null;
		} finally {
			doc.off('update', keep);
		}
		const { seq } = room;
		turn.afterwards(() => this.#show(outcome, merged, seq));
		room.services.watch.updated(outcome.applied.length);
	}

	/**
	 * Edits by the server for people, all as one message to the others. Where an author is named, the client
	 * id becomes theirs; otherwise it belongs to nobody.
	 */
	applyByServer(turn: Turn, edits: readonly ServerEdit[]): void {
		const room = this.#room;
		let merged: Uint8Array | null = null;
		const keep = (bytes: Uint8Array): void => {
			merged = bytes;
		};
		room.doc.on('update', keep);
		room.doc.transact(() => {
			for (const { update } of edits) Y.applyUpdate(room.doc, update);
		});
		room.doc.off('update', keep);
		for (const edit of edits) {
			this.#enter(turn, { ...edit, changes: edit.items.map(() => 'create') });
		}
		const applied = edits.map(({ update }) => update);
		const outcome: Outcome = { authors: new Set(), writers: new Set(), applied };
		const { seq } = room;
		turn.afterwards(() => this.#show(outcome, merged, seq));
	}

	/** Changes by the server to what is there, all as one message to the others; signed like its edits. */
	changeByServer(turn: Turn, changes: readonly ServerChange[]): void {
		const room = this.#room;
		const applied: Uint8Array[] = [];
		for (const { write, ...change } of changes) {
			const { update, client } = this.#writeAsServer(write);
			if (update === undefined) continue;
			applied.push(update);
			this.#enter(turn, { ...change, update, client });
		}
		if (applied.length === 0) return;
		const outcome: Outcome = { authors: new Set(), writers: new Set(), applied };
		const { seq } = room;
		turn.afterwards(() => this.#show(outcome, Y.mergeUpdates(applied), seq));
	}

	/** Writes under a client id of its own; the update is absent when that changed nothing. */
	#writeAsServer(write: (doc: Y.Doc) => void): { update?: Uint8Array; client: number } {
		const { doc, world } = this.#room;
		const own = doc.clientID;
		const client = freshClient(world);
		const made: Uint8Array[] = [];
		const keep = (update: Uint8Array): void => void made.push(update);
		doc.clientID = client;
		doc.on('update', keep);
		doc.transact(() => write(doc));
		doc.off('update', keep);
		doc.clientID = own;
		const [update] = made;
		return update === undefined ? { client } : { update, client };
	}

	/** Stores what the server wrote; in the log it is an edit, unless it is in a private room. */
	#enter(
		turn: Turn,
		edit: ServerEdit & { readonly changes: readonly string[]; readonly isHosts?: boolean }
	): void {
		const { update, items, changes, client, participant, organization } = edit;
		const room = this.#room;
		const { session } = room;
		const seq = ++room.seq;
		const at = turn.now;
		const row = { room: room.key, seq, at, bytes: update };
		if (room.isPrivate) {
			turn.updates.push({ ...row, entry: null, participant: null });
			return;
		}
		const author = participant === undefined ? null : session.active(participant);
		if (author !== null) session.bind(turn, client, author);
		const entry = turn.append(session.log, {
			kind: edit.isHosts === true ? 'edit.host' : 'edit',
			at,
			participant,
			organization: organization ?? author?.organization ?? undefined,
			room: room.key,
			seq,
			items,
			changes,
			hash: hashBytes(update)
		});
		turn.updates.push({ ...row, entry, participant: participant ?? null });
		room.views.edited(items, seq);
	}

	/** Notes down in somebody's private room which of their drafts are on the board now. */
	markShown(turn: Turn, drafts: readonly Draft[]): void {
		this.changeByServer(turn, [{ write: (doc) => markShown(doc, drafts), items: [], changes: [] }]);
	}

	/** An edit by the server for the host, such as the items of an imported case. */
	applyByHost(turn: Turn, update: Uint8Array, items: readonly string[]): void {
		const room = this.#room;
		let merged: Uint8Array | null = null;
		room.doc.once('update', (bytes: Uint8Array) => {
			merged = bytes;
		});
		Y.applyUpdate(room.doc, update);
		const seq = ++room.seq;
		const entry = turn.append(room.session.log, {
			kind: 'edit.host',
			at: turn.now,
			room: room.key,
			seq,
			...(items.length > 0 && { items, changes: items.map(() => 'create') }),
			hash: hashBytes(update)
		});
		turn.updates.push({
			room: room.key,
			seq,
			entry,
			participant: null,
			at: turn.now,
			bytes: update
		});
		room.views.edited(items, seq);
		const outcome: Outcome = { authors: new Set(), writers: new Set(), applied: [update] };
		turn.afterwards(() => this.#show(outcome, merged, seq));
	}

	#applyOne(turn: Turn, waiting: Update, outcome: Outcome): void {
		const { connection, update } = waiting;
		if (connection.isRefused) return; // nothing counts after a refusal
		outcome.authors.add(connection);
		const room = this.#room;
		const author = room.session.active(connection.participant);
		if (author === null) return this.#refuse(turn, waiting, { code: 'not-allowed' });
		const verdict = judge(room, author, update);
		if (!verdict.ok) return this.#turnAway(turn, waiting, verdict);
		if (waiting.isStep2) connection.awaitsResync = false;
		connection.handled = waiting.count;
		if (verdict.empty) return;
		for (const client of verdict.claims) room.session.bind(turn, client, author);
		Y.applyUpdate(room.doc, update);
		outcome.applied.push(update);
		outcome.writers.add(connection);
		this.#store(turn, author, update, verdict);
	}

	// Yjs threw over an update that had passed the gate: our bug, and nobody knows what the document
	// holds now. The update is refused, the document read back from the store, the rest tried again.
	#recover(turn: Turn, [culprit, ...rest]: readonly Update[], error: unknown): void {
		const room = this.#room;
		room.services.watch.failed(error);
		if (culprit !== undefined) this.#refuse(turn, culprit, { code: 'malformed' });
		room.rebuild(turn);
		this.#putBack(rest);
	}

	#putBack(updates: readonly Update[]): void {
		for (const update of updates) this.#room.enqueue(update);
	}

	#store(turn: Turn, author: Participant, update: Uint8Array, { touches, words }: Accepted): void {
		const room = this.#room;
		const seq = ++room.seq;
		const items = touches.map((touch) => touch.item);
		// A private draft is kept for its author and told to nobody, the log included.
		const entry = room.isPrivate
			? null
			: turn.append(room.session.log, {
					kind: 'edit',
					at: turn.now,
					participant: author.id,
					organization: author.organization ?? undefined,
					room: room.key,
					seq,
					items,
					changes: words,
					hash: hashBytes(update)
				});
		turn.updates.push({
			room: room.key,
			seq,
			entry,
			participant: author.id,
			at: turn.now,
			bytes: update
		});
		if (!room.isPrivate) room.views.edited(items, seq);
	}

	#turnAway(turn: Turn, waiting: Update, verdict: Extract<Verdict, { ok: false }>): void {
		const { connection } = waiting;
		// What it builds on hasn't come yet: ask for everything the client has and the server lacks.
		if (verdict.retry && connection.resyncs < limits.resyncAttempts) {
			connection.resyncs++;
			connection.awaitsResync = true;
			const question = encodeStep1(Y.encodeStateVector(this.#room.doc));
			turn.afterwards(() => connection.send(question));
			return;
		}
		this.#refuse(turn, waiting, verdict);
	}

	#refuse(
		turn: Turn,
		waiting: Update,
		verdict: { code: TurnedAway; detail?: string; items?: readonly string[] }
	): void {
		const { connection, count } = waiting;
		const { code, detail = '', items = [] } = verdict;
		connection.handled = count;
		this.#room.services.watch.refused(code);
		this.#logRefusal(turn, connection, code);
		if (connection.isConcordia && code !== 'malformed') {
			const message = encodeRefused({ count, code, detail, items });
			turn.afterwards(() => connection.send(message));
			return;
		}
		// A stock client can't be told. Closing at least stops it from going on over the gap.
		connection.isRefused = true;
		const close = closeFor(code);
		turn.afterwards(() => connection.socket.close(closeCodes[close], closeReasons[close]));
	}

	#logRefusal(turn: Turn, connection: Connection, code: TurnedAway): void {
		const room = this.#room;
		const { participant } = connection;
		if (room.isPrivate || turn.now - (this.#lastRefusal.get(participant) ?? 0) < REFUSE_LEAF_MS) {
			return;
		}
		this.#lastRefusal.set(participant, turn.now);
		turn.append(room.session.log, {
			kind: 'refuse',
			at: turn.now,
			participant,
			organization: room.session.active(participant)?.organization ?? undefined,
			room: room.key,
			payload: { code }
		});
	}

	#show(outcome: Outcome, merged: Uint8Array | null, seq: number): void {
		const room = this.#room;
		room.durableSeq = seq;
		if (merged !== null) {
			const message = encodeUpdate(merged);
			// The only writer of a turn has it all already.
			const [only] = outcome.writers.size === 1 ? outcome.writers : [];
			for (const connection of room.connections) {
				if (connection !== only) sendOrLag(room, connection, message);
			}
			room.awareness.tellAlong();
		}
		for (const author of outcome.authors) {
			if (!author.isConcordia || author.awaitsResync || author.handled === author.told) continue;
			author.told = author.handled;
			author.send(encodeSaved({ count: author.handled, seq }));
		}
		if (outcome.applied.length > 0) {
			let bytes = 0;
			for (const update of outcome.applied) bytes += update.length;
			room.saver.grew(outcome.applied.length, bytes);
		}
		if (room.isPrivate) room.session.draftsChanged(room);
		else room.session.grew();
	}
}

function closeFor(code: TurnedAway): CloseName {
	if (code === 'malformed') return 'malformed';
	return code === 'too-large' ? 'tooLarge' : 'refused';
}
