import type { Actor, Decision, Role } from '@concordia/session';
import type { ClientMessage, CommandResult, RoomName, TroubleState } from '@concordia/protocol';
import type { Store } from '@concordia/store';
import * as Y from 'yjs';
import type { Sequencer, Source } from '../log/sequencer.ts';
import type { Turn } from '../log/turn.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { RevealSealed } from '../session/sealed-cards.ts';
import type { MoveSolutions } from '../session/parking.ts';
import type { PutOnBoard } from '../session/reveal.ts';
import { ClientIds, type ClientStanding } from '../gate/index.ts';
import { Awareness } from './awareness.ts';
import type { Connection, Place } from './connection.ts';
import { executeCommand, takeCommand } from './command.ts';
import { answerQuestions, greet } from './connect.ts';
import { mayHear } from './lag.ts';
import { loadDocument } from './load.ts';
import { Answers, answerStep1 } from './sync.ts';
import { Saver } from './save.ts';
import { Updates } from './update.ts';
import { Views } from './viewed.ts';
import type { World } from './world.ts';

/** What rooms need of the server around them. */
export interface RoomServices {
	readonly world: World;
	readonly store: Store;
	readonly sequencer: Sequencer;
	readonly session: LiveSession;
	/** Gzip, off the main thread. */
	readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
	readonly watch: RoomWatch;
	/** Puts private notes on the board, in a turn of its own. */
	readonly putOnBoard: (command: PutOnBoard, actor: Actor) => Promise<Decision>;
	/** Parks solutions or releases them, in a turn of its own, too. */
	readonly moveSolutions: (command: MoveSolutions, actor: Actor) => Promise<Decision>;
	/** Reveals sealed cards, in a turn of its own as well. */
	readonly revealSealed: (command: RevealSealed, actor: Actor) => Promise<Decision>;
}

/** Where a room tells what it does, for metrics and the server's own log. */
export interface RoomWatch {
	refused(code: string): void;
	updated(count: number): void;
	failed(error: unknown): void;
}

/** Something whose place in the order matters. */
export type Waiting =
	| { readonly type: 'hello'; readonly connection: Connection }
	| {
			readonly type: 'step1';
			readonly connection: Connection;
			readonly stateVector: Uint8Array;
	  }
	| {
			readonly type: 'update';
			readonly connection: Connection;
			readonly update: Uint8Array;
			/** Which document message of the connection it is. */
			readonly count: number;
			readonly isStep2: boolean;
	  }
	| {
			readonly type: 'command';
			readonly connection: Connection;
			readonly message: Extract<ClientMessage, { type: 'command' }>;
	  }
	| { readonly type: 'task'; readonly run: (turn: Turn) => void };

export type Question = Extract<Waiting, { type: 'hello' | 'step1' }>;

/** Most updates and bytes one room puts into a turn, so that a flood doesn't hold up the process. */
const TURN_UPDATES = 1000;
const TURN_BYTES = 4 * 1024 * 1024;
/** Updates a connection may always have in a turn. */
const MIN_SHARE = 20;

/**
 * One document and those connected to it. The document holds what is stored, and during a turn also
 * what is being stored; whatever leaves the room leaves it after the turn.
 */
export class Room implements Place, Source {
	readonly name: RoomName;
	readonly key: string;
	readonly isPrivate: boolean;
	readonly services: RoomServices;
	/** Who may write under which Yjs client id. */
	readonly clients: ClientIds;
	readonly connections = new Set<Connection>();
	readonly awareness: Awareness;
	readonly views: Views;
	readonly saver: Saver;
	readonly updates: Updates;
	readonly answers = new Answers();
	/** Position of the newest update in the document. */
	seq: number;
	durableSeq: number;
	/** Bytes of updates that wait for a turn. */
	queuedBytes = 0;
	#doc: Y.Doc;
	#isBroken = false;
	#waiting: Waiting[] = [];
	#stopHeartbeat: () => void;

	constructor(name: RoomName, key: string, doc: Y.Doc, seq: number, services: RoomServices) {
		this.name = name;
		this.key = key;
		this.isPrivate = name.kind === 'private';
		this.services = services;
		this.clients = this.isPrivate ? new OneAuthor() : services.session.clients;
		this.#doc = doc;
		this.seq = seq;
		this.durableSeq = seq;
		this.awareness = new Awareness(this);
		this.views = new Views(this);
		this.saver = new Saver(this);
		this.updates = new Updates(this);
		this.#stopHeartbeat = this.awareness.startHeartbeat();
	}

	get doc(): Y.Doc {
		return this.#doc;
	}

	get world(): World {
		return this.services.world;
	}

	get session(): LiveSession {
		return this.services.session;
	}

	/** True while the document can't be trusted and is being read back. Updates wait. */
	get isBroken(): boolean {
		return this.#isBroken;
	}

	/** Reads the document back from the store once the turn is durable. */
	rebuild(turn: Turn): void {
		this.#isBroken = true;
		turn.afterwards(() => {
			this.#reload().catch((error: unknown) => this.services.watch.failed(error));
		});
	}

	/** The role by which an edit is judged now, or null when the person is out. */
	roleOf(connection: Connection): Role | null {
		return this.session.active(connection.participant)?.role ?? null;
	}

	enqueue(waiting: Waiting): void {
		this.#waiting.push(waiting);
		if (waiting.type === 'update') this.queuedBytes += waiting.update.length;
		this.services.sequencer.wake(this);
	}

	/** Lets a newcomer's question into the order, or has it answered from the store when that stands still. */
	ask(question: Question): void {
		this.enqueue(question);
		if (this.troubleState === 'ok') return;
		answerQuestions(this).catch((error: unknown) => this.services.watch.failed(error));
	}

	take(turn: Turn): boolean {
		if (this.#isBroken) return false; // woken again once the document is back
		const taken = this.#takeSome();
		this.updates.apply(
			turn,
			taken.filter((waiting) => waiting.type === 'update')
		);
		const others = taken.filter((waiting) => waiting.type !== 'update');
		if (this.#isBroken) {
			// An answer made from this document would show what nobody has stored.
			this.#waiting = [...others, ...this.#waiting];
			return false;
		}
		for (const waiting of others) {
			switch (waiting.type) {
				case 'hello':
					greet(this, waiting.connection, turn);
					break;
				case 'step1':
					answerStep1(this, waiting.connection, waiting.stateVector, turn);
					break;
				case 'command':
					takeCommand(this, waiting.connection, waiting.message, turn);
					break;
				case 'task':
					waiting.run(turn);
			}
		}
		return this.#waiting.length > 0;
	}

	/** Decides a command that came over HTTP; resolves once the outcome is durable. */
	command(command: unknown, actor: Actor): Promise<Omit<CommandResult, 'id'>> {
		return new Promise((resolve) => {
			this.enqueue({
				type: 'task',
				run: (turn) => {
					const outcome = executeCommand(this, command, actor, turn);
					turn.afterwards(() => resolve(outcome));
				}
			});
		});
	}

	/** Questions that wait while nothing can be stored: they are answered from what is stored. */
	takeQuestions(): Question[] {
		const questions: Question[] = [];
		this.#waiting = this.#waiting.filter((waiting) => {
			if (waiting.type !== 'hello' && waiting.type !== 'step1') return true;
			questions.push(waiting);
			return false;
		});
		return questions;
	}

	/** How much waits for a turn, whatever it is. */
	get queuedCount(): number {
		return this.#waiting.length;
	}

	mayHear(connection: Connection): boolean {
		return mayHear(this, connection);
	}

	/** Nobody is connected and nothing waits. */
	get isUnused(): boolean {
		return this.connections.size === 0 && this.#waiting.length === 0;
	}

	get troubleState(): TroubleState {
		return this.services.sequencer.state;
	}

	stop(): void {
		this.#stopHeartbeat();
		this.awareness.stop();
		this.views.stop();
		this.saver.stop();
		this.#doc.destroy();
	}

	async #reload(): Promise<void> {
		const { doc, seq } = await loadDocument(this.services.store, this.key);
		this.#doc.destroy();
		this.#doc = doc;
		this.seq = seq;
		this.#isBroken = false;
		this.services.sequencer.wake(this);
	}

	#takeSome(): Waiting[] {
		const all = this.#waiting;
		this.#waiting = [];
		if (all.length <= TURN_UPDATES && this.queuedBytes <= TURN_BYTES) {
			this.queuedBytes = 0;
			return all;
		}
		return this.#takeFairly(all);
	}

	// Each connection gets its share of the turn, so that a flood by one delays that one.
	#takeFairly(all: readonly Waiting[]): Waiting[] {
		const { size } = this.connections;
		const updates = Math.max(MIN_SHARE, Math.floor(TURN_UPDATES / Math.max(1, size)));
		const bytes = Math.floor(TURN_BYTES / Math.max(1, size));
		const used = new Map<Connection, { updates: number; bytes: number }>();
		return all.filter((waiting) => {
			if (waiting.type !== 'update') return true;
			const { length } = waiting.update;
			const share = used.get(waiting.connection) ?? { updates: 0, bytes: 0 };
			used.set(waiting.connection, share);
			// The first always goes: it may be larger than a share. What comes later keeps its order.
			const isOver =
				share.updates >= updates || (share.updates > 0 && share.bytes + length > bytes);
			if (isOver) {
				share.updates = Infinity;
				this.#waiting.push(waiting);
				return false;
			}
			share.updates++;
			share.bytes += length;
			this.queuedBytes -= length;
			return true;
		});
	}
}

/** In a private room there is one author, so nobody else's edits can be forged. */
class OneAuthor extends ClientIds {
	constructor() {
		super(0);
	}

	override standing(): ClientStanding {
		return 'own';
	}
}
