import { can, type ClientCommand, type ParkedSolution } from '@concordia/session';
import type { Connection } from '#lib/session/connection.svelte.ts';
import type { Drafts } from '#lib/stage/drafts.svelte.ts';
import type { PrivateSolution } from '#lib/stage/notes.ts';
import { usePrivateRoom } from '#lib/stage/private-room.ts';
import { tellParking, wording } from './commands.ts';
import { forgetPromise, hasPromised, promise } from './promised.ts';

/** A solution of one's own: its text, and what the session says of it; null before the server has it. */
export interface OwnSolution extends PrivateSolution {
	readonly parked: ParkedSolution | null;
}

/** What this page does about parking: own solutions, and sending those the server doesn't know yet. */
export class ParkingWork {
	readonly #connection: Connection;
	#drafts: Drafts | null = $state.raw(null);
	/** What was asked for and is not answered yet, or was refused. */
	readonly #told = new Set<string>();
	#users = 0;
	#stop: (() => void) | null = null;

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	get mayPark(): boolean {
		const me = this.#connection.participant;
		return (
			me !== null &&
			me.status === 'active' &&
			me.consent &&
			can(me.role, 'draft') &&
			this.#connection.state.status === 'open'
		);
	}

	get isMediator(): boolean {
		const me = this.#connection.participant;
		return me !== null && can(me.role, 'stage');
	}

	/** Null before the private room is open, and for those who write none. */
	get drafts(): Drafts | null {
		return this.#drafts;
	}

	/** Own solutions in a frame that only this person can read, oldest first. */
	own(frame: string): readonly OwnSolution[] {
		const { solutions } = this.#connection.state.parking;
		return (this.#drafts?.solutions ?? [])
			.filter((solution) => solution.frame === frame)
			.map((solution) => ({ ...solution, parked: solutions[solution.id] ?? null }))
			.filter(({ parked }) => parked === null || parked.status === 'parked');
	}

	/** Own solutions that were changed here after they came on the board. */
	changedSince(frame: string): readonly OwnSolution[] {
		const { solutions } = this.#connection.state.parking;
		return (this.#drafts?.solutions ?? [])
			.filter(
				({ frame: where, text, shown }) => where === frame && shown !== null && text !== shown
			)
			.map((solution) => ({ ...solution, parked: solutions[solution.id] ?? null }))
			.filter(({ parked }) => parked?.status === 'released');
	}

	/** How many of one's own the server doesn't have yet. */
	get waiting(): number {
		const { solutions } = this.#connection.state.parking;
		return (this.#drafts?.solutions ?? []).filter(
			({ id, shown }) => shown === null && solutions[id] === undefined
		).length;
	}

	/** Whether something of this person's has not reached the server, also from an earlier visit. */
	get hasPromised(): boolean {
		return hasPromised(this.#connection.session);
	}

	/** Writes a solution that only its author sees; it is parked as soon as the server has it. */
	write(frame: string, text: string): void {
		promise(this.#connection.session);
		this.#drafts?.addSolution(frame, text);
	}

	/** Takes a solution back for good. Why that was refused, or undefined. */
	async withdraw(solution: OwnSolution): Promise<string | undefined> {
		if (solution.parked === null) {
			this.#drafts?.remove([solution.id]);
			return undefined;
		}
		return tellParking(this.#connection, { type: 'park-withdraw', item: solution.id });
	}

	/** Opens the private room, until the function that is returned is called. */
	start(): () => void {
		this.#users += 1;
		if (this.#users === 1) this.#open();
		let isHere = true;
		return () => {
			if (!isHere) return;
			isHere = false;
			this.#users -= 1;
			if (this.#users > 0) return;
			this.#stop?.();
			this.#stop = null;
		};
	}

	#open(): void {
		if (!this.mayPark) return;
		const room = usePrivateRoom(this.#connection);
		this.#drafts = room.drafts;
		const stopSending = $effect.root(() => {
			$effect(() => this.#sendNew());
		});
		this.#stop = () => {
			stopSending();
			room.leave();
			this.#drafts = null;
		};
	}

	// The server reads the text from the private room: it has to be there before.
	#sendNew(): void {
		const drafts = this.#drafts;
		if (drafts === null || !drafts.isSynced || drafts.unsaved > 0) return;
		const connection = this.#connection;
		if (connection.link.kind !== 'live' || !connection.isSynced || !this.mayPark) return;
		const { solutions } = connection.state.parking;
		const fresh = drafts.solutions.filter(
			({ id, text, shown }) => shown === null && solutions[id] === undefined && text.trim() !== ''
		);
		if (fresh.length === 0) forgetPromise(connection.session);
		for (const { id, frame } of fresh) {
			if (this.#told.has(id)) continue;
			this.#told.add(id);
			const command = { type: 'park-own', frame, item: id, ...wording() } as const;
			void this.#send(command);
		}
	}

	async #send(command: Extract<ClientCommand, { type: 'park-own' }>): Promise<void> {
		const { ok } = await this.#connection.command(command);
		// What was lost on the way is sent again when the connection is back.
		if (!ok && this.#connection.link.kind !== 'live') this.#told.delete(command.item);
	}
}

const works = new WeakMap<Connection, ParkingWork>();

/** One per open page; all that shows something of the parking shares it. */
export function parkingWorkOf(connection: Connection): ParkingWork {
	let work = works.get(connection);
	if (work === undefined) works.set(connection, (work = new ParkingWork(connection)));
	return work;
}
