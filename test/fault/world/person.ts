import {
	decodeServerMessage,
	decodeSync,
	encodeCommand,
	encodeStep1,
	encodeStep2,
	encodeUpdate,
	encodeViewed
} from '@concordia/protocol';
import * as Y from 'yjs';
import type { Peer, SimulatedServer } from './server.ts';
import type { Simulation } from './simulation.ts';

/** What a person needs of the world around them. */
export interface Surroundings {
	readonly simulation: Simulation;
	readonly session: string;
	server(): SimulatedServer | null;
	/** Called with every message at the moment the server sends it. */
	sent(to: Person, bytes: Uint8Array): void;
	broken(what: string): void;
}

/** Somebody with a board, connected through a network that delays and breaks. */
export class Person {
	readonly id: string;
	readonly doc = new Y.Doc();
	readonly isConcordia: boolean;
	/** Own updates that the server said are saved. */
	readonly acknowledged: Uint8Array[] = [];
	/** Commands that the server said are done. */
	done = 0;
	readonly #around: Surroundings;
	#link = 0;
	#isUp = false;
	#peer: Peer | null = null;
	#lastUp = 0;
	#lastDown = 0;
	#sent: Uint8Array[] = [];
	#told = 0;
	#seq = 0;

	constructor(around: Surroundings, id: string, client: number, isConcordia: boolean) {
		this.#around = around;
		this.id = id;
		this.isConcordia = isConcordia;
		this.doc.clientID = client;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'network' && this.#isUp) this.#sendDocument(encodeUpdate(update), update);
		});
	}

	/** Connected, and all that was sent is known to be saved where that can be known. */
	get isSettled(): boolean {
		return this.#isUp && (!this.isConcordia || this.#told === this.#sent.length);
	}

	connect(): void {
		const { simulation, session } = this.#around;
		const server = this.#around.server();
		if (server === null) return this.#retry();
		const link = ++this.#link;
		const isCurrent = (): boolean => link === this.#link;
		const socket = {
			send: (bytes: Uint8Array) => {
				this.#around.sent(this, bytes);
				this.#later('down', () => {
					if (isCurrent() && this.#isUp) this.#hear(bytes);
				});
			},
			close: (code: number) => {
				if (code !== 1012) this.#around.broken(`${this.id} was closed with ${code}`);
				if (isCurrent()) this.cut();
			},
			pause: () => undefined,
			resume: () => undefined,
			bufferedAmount: 0
		};
		this.#isUp = false;
		// Upgraded first, then open at this end; what the server says meanwhile arrives after that.
		simulation.after(simulation.delay(80), () => {
			if (!isCurrent()) return;
			if (!server.isRunning) return this.#retry();
			this.#sent = [];
			this.#told = 0;
			this.#isUp = true;
			server.enter(session, this.id, this.isConcordia, socket).then(
				(peer) => {
					if (!isCurrent()) return peer.leave();
					this.#peer = peer;
					return this.#send(encodeStep1(Y.encodeStateVector(this.doc)));
				},
				(error: unknown) => {
					if (isCurrent() && server.isRunning) this.#around.broken(String(error));
				}
			);
		});
	}

	/** The network between this person and the server breaks; the server notices later. */
	cut(): void {
		const { simulation } = this.#around;
		const peer = this.#peer;
		this.#peer = null;
		this.#link++;
		this.#isUp = false;
		if (peer !== null) simulation.after(simulation.delay(2000), () => peer.leave());
		this.#retry();
	}

	/** Tells the server what is on this person's screen. */
	report(): void {
		const items = [...this.doc.getMap('items').keys()].slice(0, 5);
		if (this.isConcordia && items.length > 0) this.#send(encodeViewed({ seq: this.#seq, items }));
	}

	/** Says "I have read this" of some items. */
	acknowledge(): void {
		const items = [...this.doc.getMap('items').keys()].slice(0, 3);
		if (!this.isConcordia || items.length === 0) return;
		const command = { type: 'acknowledge', items, room: this.#around.session, seq: this.#seq };
		this.#send(encodeCommand({ id: 1, command }));
	}

	#retry(): void {
		const { simulation } = this.#around;
		const link = ++this.#link;
		this.#isUp = false;
		simulation.after(simulation.delay(400), () => {
			if (link === this.#link) this.connect();
		});
	}

	#sendDocument(message: Uint8Array, update: Uint8Array): void {
		if (this.#peer === null) return; // goes with the answer to the server's first question
		this.#sent.push(update);
		this.#send(message);
	}

	#send(bytes: Uint8Array): void {
		const peer = this.#peer;
		if (peer === null) return;
		this.#later('up', () => {
			if (peer === this.#peer) peer.receive(bytes);
		});
	}

	// Each direction delivers in order.
	#later(direction: 'up' | 'down', task: () => void): void {
		const { simulation } = this.#around;
		const last = direction === 'up' ? this.#lastUp : this.#lastDown;
		const moment = Math.max(last, simulation.now + simulation.delay(80));
		if (direction === 'up') this.#lastUp = moment;
		else this.#lastDown = moment;
		simulation.after(moment - simulation.now, task);
	}

	#hear(bytes: Uint8Array): void {
		const sync = decodeSync(bytes);
		if (sync.ok) {
			if (sync.value.type === 'step1') {
				const update = Y.encodeStateAsUpdate(this.doc, sync.value.stateVector);
				return this.#sendDocument(encodeStep2(update), update);
			}
			Y.applyUpdate(this.doc, sync.value.update, 'network');
			return;
		}
		const ours = decodeServerMessage(bytes);
		if (!ours.ok) return; // presence
		const message = ours.value;
		switch (message.type) {
			case 'saved':
				this.acknowledged.push(...this.#sent.slice(this.#told, message.count));
				this.#told = message.count;
				this.#seq = message.seq;
				if (message.count > this.#sent.length)
					this.#around.broken(`${this.id} was told of more saved than it sent`);
				break;
			case 'refused':
				this.#around.broken(`${this.id} was refused: ${message.code} ${message.detail}`);
				break;
			case 'result':
				// The items may be gone by the time the command arrives.
				if (!message.ok && message.code !== 'items-invalid')
					this.#around.broken(`${this.id} may not acknowledge: ${message.code}`);
				break;
			default:
		}
	}
}
