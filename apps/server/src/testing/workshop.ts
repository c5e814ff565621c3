import {
	decodeAwareness,
	decodeServerMessage,
	decodeSigned,
	decodeSync,
	encodeAwareness,
	encodeCommand,
	encodeStep1,
	encodeStep2,
	encodeTrouble,
	encodeUpdate,
	encodeViewed,
	type ServerMessage,
	type Signed
} from '@concordia/protocol';
import type { Role } from '@concordia/session';
import type { EntryRow, Store } from '@concordia/store';
import { createSigner, parseLeaf, type Leaf } from '@concordia/transparency';
import { gzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import { encodePresence } from '../gate/index.ts';
import { Sequencer } from '../log/sequencer.ts';
import { leave } from '../room/close.ts';
import { connect } from '../room/connect.ts';
import { Connection } from '../room/connection.ts';
import { receive } from '../room/message.ts';
import type { Room } from '../room/room.ts';
import type { LiveSession } from '../session/live-session.ts';
import { Registry } from '../session/registry.ts';
import { FakeSocket } from './socket.ts';
import { FaultyStore } from './store.ts';
import { FakeWorld } from './world.ts';

const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];

/** The whole server without network and disk: one session, and people who come and go. */
export class Workshop {
	readonly world = new FakeWorld();
	readonly faulty: FaultyStore;
	readonly errors: unknown[] = [];
	/** Of the key that signs the log. */
	seed = new Uint8Array(32).fill(7);
	registry!: Registry;
	sequencer!: Sequencer;
	session!: LiveSession;

	private constructor(faulty: FaultyStore) {
		this.faulty = faulty;
	}

	static async open(options: { seen?: 'person' | 'organization' | 'off' } = {}): Promise<Workshop> {
		const workshop = new Workshop(new FaultyStore());
		workshop.#start();
		const made = await workshop.finish(
			workshop.registry.create({ title: 'Workshop', organizations, ...options })
		);
		if (!made.ok) throw new Error(made.code);
		workshop.session = made.session;
		return workshop;
	}

	get store(): Store {
		return this.faulty.store;
	}

	/** The process dies and another one starts on what was stored. */
	async restart(): Promise<void> {
		const { id } = this.session;
		this.session.stop();
		this.#start();
		const session = await this.finish(this.registry.session(id));
		if (session === null) throw new Error('the session is gone');
		this.session = session;
	}

	/** Waits for something that needs no time to pass. */
	async finish<T>(promise: Promise<T>): Promise<T> {
		await this.world.settle();
		return promise;
	}

	/** A participant without a connection; the id. */
	async join(role: Role = 'participant', organization = 'PN', consent = true): Promise<string> {
		const { invites } = this.session.shown;
		const invite = Object.values(invites).find(
			(known) => known.role === role && (role === 'mediator' || known.organization === organization)
		);
		let id = '';
		const decision = await this.finish(
			this.session.command(
				{ type: 'join', invite: invite?.id ?? '', name: `Person ${role}`, consent },
				{ type: 'guest' },
				(_turn, events) => {
					id = events[0]?.by ?? '';
				}
			)
		);
		if (!decision.ok) throw new Error(decision.code);
		return id;
	}

	/** Somebody at the board (or in their private room) with a client that understands us. */
	async enter(
		options: {
			role?: Role;
			organization?: string;
			participant?: string;
			isStock?: boolean;
			isPrivate?: boolean;
			consent?: boolean;
		} = {}
	): Promise<Peer> {
		const { role, organization, isStock = false, isPrivate = false, consent } = options;
		const participant = options.participant ?? (await this.join(role, organization, consent));
		const kind = isPrivate ? 'private' : 'board';
		const room = await this.finish(
			this.registry.room(this.session, { session: this.session.id, kind }, participant)
		);
		const peer = new Peer(this, room, participant, !isStock);
		peer.connect();
		await this.world.settle();
		return peer;
	}

	/** The log as it is stored. */
	async leaves(...kinds: string[]): Promise<Leaf[]> {
		const rows = await this.entries(...kinds);
		return rows.map((row) => {
			const leaf = parseLeaf(row.leaf);
			if (!leaf.ok) throw new Error(leaf.reason);
			return leaf.value;
		});
	}

	entries(...kinds: string[]): Promise<EntryRow[]> {
		return this.store.entries(this.session.id, kinds.length > 0 ? { kinds } : {});
	}

	#start(): void {
		const { world, store } = this;
		const failed = (error: unknown): void => void this.errors.push(error);
		this.sequencer = new Sequencer({
			world,
			store,
			onError: failed,
			onTrouble: (state, detail) => {
				const message = encodeTrouble({ state, detail });
				for (const connection of this.session.connections()) connection.send(message);
				if (state !== 'ok') void this.registry.serveFromStore();
			}
		});
		this.registry = new Registry({
			world,
			store,
			sequencer: this.sequencer,
			publicHost: 'workshop.example',
			signerOf: (origin) => createSigner(this.seed, origin),
			compress: (bytes) => Promise.resolve(gzipSync(bytes)),
			watch: { refused: () => {}, updated: () => {}, failed }
		});
	}
}

/** A client with a document of its own, which sends every change and applies all it gets. */
export class Peer {
	readonly doc = new Y.Doc();
	readonly awareness = new Awareness(this.doc);
	readonly room: Room;
	readonly participant: string;
	socket = new FakeSocket();
	/** Messages of ours, in order. */
	readonly heard: ServerMessage[] = [];
	/** What was told of signatures. */
	readonly signed: Signed[] = [];
	/** Messages that carried the document, in order. */
	readonly documents: Uint8Array[] = [];
	isSynced = false;
	connection!: Connection;
	readonly #workshop: Workshop;
	readonly #isConcordia: boolean;
	#presenceClock = 0;
	#commands = 0;

	constructor(workshop: Workshop, room: Room, participant: string, isConcordia: boolean) {
		this.#workshop = workshop;
		this.room = room;
		this.participant = participant;
		this.#isConcordia = isConcordia;
		this.awareness.destroy(); // ends its clock, which is the real one; it still takes in what it hears
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== this && this.connection.isOpen) this.send(encodeUpdate(update));
		});
	}

	connect(): void {
		this.socket = new FakeSocket();
		this.socket.onSend = (bytes) => this.#hear(bytes);
		this.socket.onClose = () => this.disconnect();
		this.connection = new Connection(
			{
				socket: this.socket,
				place: this.room,
				participant: this.participant,
				access: this.participant,
				isConcordia: this.#isConcordia
			},
			this.#workshop.world.now()
		);
		connect(this.room, this.connection);
		this.send(encodeStep1(Y.encodeStateVector(this.doc)));
	}

	disconnect(): void {
		leave(this.room, this.connection);
	}

	send(bytes: Uint8Array): void {
		receive(this.room, this.connection, bytes);
	}

	/** Says something about a client id, its own or not. */
	claimPresence(client: number, state: object | null): void {
		this.#presenceClock++;
		const clock = this.#presenceClock;
		const states = [{ client, clock, state: state === null ? null : JSON.stringify(state) }];
		this.send(encodeAwareness(encodePresence(states)));
	}

	/** Sends a command; commands are numbered from 1. */
	command(command: object): void {
		this.#commands++;
		this.send(encodeCommand({ id: this.#commands, command }));
	}

	/** Reports that items were on the screen, at a position of the room. */
	view(seq: number, ...items: string[]): void {
		this.send(encodeViewed({ seq, items }));
	}

	get items(): Y.Map<Y.Map<unknown>> {
		return this.doc.getMap('items');
	}

	addNote(id: string, text = ''): void {
		this.doc.transact(() => {
			const note = new Y.Map<unknown>();
			note.set('type', 'note');
			note.set('pos', [0, 0]);
			note.set('text', new Y.Text(text));
			this.items.set(id, note);
		});
	}

	/** Messages of one type. */
	told<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }>[] {
		return this.heard.filter((message) => message.type === type) as Extract<
			ServerMessage,
			{ type: T }
		>[];
	}

	#hear(bytes: Uint8Array): void {
		const sync = decodeSync(bytes);
		if (sync.ok) {
			const message = sync.value;
			if (message.type === 'step1') {
				this.send(encodeStep2(Y.encodeStateAsUpdate(this.doc, message.stateVector)));
				return;
			}
			this.documents.push(message.update);
			Y.applyUpdate(this.doc, message.update, this);
			if (message.type === 'step2') this.isSynced = true;
			return;
		}
		const awareness = decodeAwareness(bytes);
		if (awareness.ok) return applyAwarenessUpdate(this.awareness, awareness.value, this);
		const signed = decodeSigned(bytes);
		if (signed.ok) {
			this.signed.push(signed.value);
			return;
		}
		const ours = decodeServerMessage(bytes);
		if (!ours.ok) throw new Error(`the server sent nonsense: ${ours.reason}`);
		this.heard.push(ours.value);
	}
}
