import { encodeTrouble } from '@concordia/protocol';
import { StoreError } from '@concordia/store';
import { createSigner } from '@concordia/transparency';
import { gzipSync } from 'node:zlib';
import { Sequencer } from '../../../apps/server/src/log/sequencer.ts';
import { leave } from '../../../apps/server/src/room/close.ts';
import { connect } from '../../../apps/server/src/room/connect.ts';
import { Connection } from '../../../apps/server/src/room/connection.ts';
import { receive } from '../../../apps/server/src/room/message.ts';
import type { Socket } from '../../../apps/server/src/room/socket.ts';
import type { World } from '../../../apps/server/src/room/world.ts';
import { Registry } from '../../../apps/server/src/session/registry.ts';
import type { Disk } from './disk.ts';
import type { Simulation } from './simulation.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const START_OF_TIME = 1_763_700_000_000;

/** A peer's end of a socket at the server. */
export interface Peer {
	receive(bytes: Uint8Array): void;
	/** The server notices that the peer has gone. */
	leave(): void;
}

/** One run of the server: the real core between a simulated disk and simulated sockets. */
export class SimulatedServer {
	readonly registry: Registry;
	/** Errors that the core reported and that are no fault of the disk. */
	readonly errors: unknown[] = [];
	/** The server's clock is off by so much. */
	skewMs = 0;
	#isOver = false;
	readonly #crashDisk: () => void;
	readonly #world: World;

	constructor(simulation: Simulation, disk: Disk) {
		const { random } = simulation;
		const schedule = (ms: number, task: () => void): (() => void) =>
			simulation.after(ms, () => {
				if (!this.#isOver) task();
			});
		this.#world = {
			now: () => START_OF_TIME + simulation.now + this.skewMs,
			soon: (task) => void schedule(0, task),
			after: schedule,
			randomBytes: (count) => Uint8Array.from({ length: count }, () => random.below(256)),
			newId: () => Array.from({ length: 16 }, () => LETTERS[random.below(36)]).join('')
		};
		const opened = disk.open();
		this.#crashDisk = opened.crash;
		const failed = (error: unknown): void => {
			if (!(error instanceof StoreError)) this.errors.push(error);
		};
		const sequencer = new Sequencer({
			world: this.#world,
			store: opened.store,
			onError: failed,
			onTrouble: (state, detail) => {
				for (const room of this.registry.rooms()) {
					for (const connection of room.connections) {
						if (connection.isConcordia) connection.send(encodeTrouble({ state, detail }));
					}
				}
				if (state !== 'ok') this.registry.serveFromStore().catch(failed);
			}
		});
		const seed = new Uint8Array(32).fill(7);
		this.registry = new Registry({
			world: this.#world,
			store: opened.store,
			sequencer,
			publicHost: 'simulated',
			signerOf: (origin) => createSigner(seed, origin),
			compress: (bytes) => Promise.resolve(gzipSync(bytes)),
			watch: { refused: () => undefined, updated: () => undefined, failed }
		});
	}

	get isRunning(): boolean {
		return !this.#isOver;
	}

	/** Ends at once: no timer fires, nothing that was begun reaches the disk or the network. */
	crash(): void {
		this.#isOver = true;
		this.#crashDisk();
	}

	/** Lets a participant into the board, as the door does after it knows who it is. */
	async enter(
		sessionId: string,
		participant: string,
		isConcordia: boolean,
		socket: Socket
	): Promise<Peer> {
		const session = await this.registry.session(sessionId);
		if (session === null) throw new Error('the session is gone');
		if (session.activeShown(participant) === null) throw new Error(`${participant} is gone`);
		const room = await this.registry.room(
			session,
			{ session: sessionId, kind: 'board' },
			participant
		);
		const connection = new Connection(
			{ socket, place: room, participant, access: participant, isConcordia },
			this.#world.now()
		);
		connect(room, connection);
		const whileRunning = (task: () => void): void => {
			if (!this.#isOver) task();
		};
		return {
			receive: (bytes) => whileRunning(() => receive(room, connection, bytes)),
			leave: () => whileRunning(() => leave(room, connection))
		};
	}
}
