import { encodeAwareness, limits } from '@concordia/protocol';
import type { Connection } from './connection.ts';
import { encodePresence, type PresenceState } from '../gate/index.ts';
import { hear } from './judge.ts';
import { mayHear } from './lag.ts';
import type { Room } from './room.ts';

interface Voice {
	readonly clock: number;
	/** JSON with the identity written in by the server; null when gone. */
	readonly state: string | null;
	readonly connection: Connection;
}

/**
 * Who is here, and where their cursors are. Taken from the peers, except who they are: that is
 * written in from the session. Sent at most every few milliseconds, as one message for all.
 */
export class Awareness {
	readonly #room: Room;
	readonly #voices = new Map<number, Voice>();
	readonly #changed = new Set<number>();
	#cancel: (() => void) | null = null;
	#sentAt = -Infinity;

	constructor(room: Room) {
		this.#room = room;
	}

	/** Takes what a peer says of itself. False when the bytes are no awareness message at all. */
	receive(connection: Connection, update: Uint8Array): boolean {
		const states = hear(this.#room, connection, update);
		if (states === null) return false;
		for (const state of states) this.#hear(connection, state);
		return true;
	}

	/** All present states as one message, or null when nobody is here. */
	everyone(): Uint8Array | null {
		const present = [...this.#voices].filter(([, voice]) => voice.state !== null);
		return present.length === 0 ? null : encodeVoices(present);
	}

	/** Declares gone whoever spoke through this connection only. */
	leave(connection: Connection): void {
		for (const client of connection.voices) {
			const voice = this.#voices.get(client);
			if (voice?.connection !== connection || voice.state === null) continue;
			this.#voices.set(client, { clock: voice.clock + 1, state: null, connection });
			this.#tellSoon(client);
		}
	}

	/** Stock clients hang up on thirty seconds of silence. */
	startHeartbeat(): () => void {
		const nobody = encodeAwareness(new Uint8Array([0]));
		const beat = (): (() => void) =>
			this.#room.world.after(limits.heartbeatMs, () => {
				for (const connection of this.#room.connections) {
					if (mayHear(this.#room, connection)) connection.send(nobody);
				}
				cancel = beat();
			});
		let cancel = beat();
		return () => cancel();
	}

	stop(): void {
		this.#cancel?.();
		this.#cancel = null;
	}

	#hear(connection: Connection, { client, clock, state, isClaim }: PresenceState): void {
		if (isClaim) {
			// The id becomes theirs for good first; until that is stored, others hear nothing of it.
			this.#room.enqueue({
				type: 'task',
				run: (turn) => {
					const { session, clients } = this.#room;
					const author = session.active(connection.participant);
					if (author === null) return;
					const standing = clients.standing(client, author.id);
					if (standing === 'free') session.bind(turn, client, author);
					if (standing === 'free' || standing === 'own') {
						turn.afterwards(() => this.#keep(connection, client, clock, state));
					}
				}
			});
			return;
		}
		this.#keep(connection, client, clock, state);
	}

	#keep(connection: Connection, client: number, clock: number, state: string | null): void {
		if (!connection.isOpen) return;
		const known = this.#voices.get(client);
		if (known !== undefined && clock < known.clock) return;
		if (known?.clock === clock && !(state === null && known.state !== null)) {
			// The same again through a new connection: it speaks for the client from now on.
			if (known.connection.isOpen) return;
		}
		if (state !== null && known?.state == null && !this.#hasPlace(connection)) return;
		connection.voices.add(client);
		this.#voices.set(client, { clock, state, connection });
		this.#tellSoon(client);
	}

	// Everything said here goes to everybody: one person can't fill the room with ghosts.
	#hasPlace({ participant }: Connection): boolean {
		let count = 0;
		for (const { state, connection } of this.#voices.values()) {
			if (state !== null && connection.participant === participant) count++;
		}
		return count < limits.voicesPerParticipant;
	}

	/** Sends what is new along with an edit that goes to everybody anyway: one packet for both. */
	tellAlong(): void {
		if (this.#cancel === null) return;
		if (this.#room.world.now() - this.#sentAt < limits.awarenessIntervalMs / 2) return;
		this.#cancel();
		this.#tell();
	}

	#tellSoon(client: number): void {
		this.#changed.add(client);
		if (this.#cancel !== null) return;
		const wait = this.#sentAt + limits.awarenessIntervalMs - this.#room.world.now();
		this.#cancel = this.#room.world.after(Math.max(0, wait), () => this.#tell());
	}

	#tell(): void {
		this.#cancel = null;
		this.#sentAt = this.#room.world.now();
		const changed: [number, Voice][] = [];
		for (const client of this.#changed) {
			const voice = this.#voices.get(client);
			if (voice !== undefined) changed.push([client, voice]);
			if (voice?.state === null) this.#voices.delete(client);
		}
		this.#changed.clear();
		const message = encodeVoices(changed);
		for (const connection of this.#room.connections) {
			if (mayHear(this.#room, connection)) connection.send(message);
		}
	}
}

function encodeVoices(voices: readonly (readonly [number, Voice])[]): Uint8Array {
	const states = voices.map(([client, { clock, state }]) => ({ client, clock, state }));
	return encodeAwareness(encodePresence(states));
}
