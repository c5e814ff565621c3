import {
	changesBetween,
	closeCodes,
	closeReasons,
	encodeCheckpoint,
	encodeSessionChanges,
	encodeVotes,
	sessionEncoder
} from '@concordia/protocol';
import {
	decide,
	evolve,
	runningStage,
	surveyPaper,
	tally,
	type Actor,
	type Command,
	type Decision,
	type Participant,
	type SessionEvent,
	type SessionState
} from '@concordia/session';
import type { SealedRow } from '@concordia/store';
import { signCheckpoint, type Signer } from '@concordia/transparency';
import type * as Y from 'yjs';
import type { ClientIds } from '../gate/index.ts';
import type { Sequencer, Source } from '../log/sequencer.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { Turn } from '../log/turn.ts';
import type { Connection, ToldSession } from '../room/connection.ts';
import type { World } from '../room/world.ts';
import { draftsOf, ownerOf } from './drafts.ts';
import { AuthorKeys } from './authors.ts';
import { Ballots } from './ballots.ts';
import { keepSealed } from './sealed-cards.ts';
import { rememberRetention } from './retention.ts';
import { Witnesses, type WitnessPast } from './witnesses.ts';

export interface SessionParts {
	readonly id: string;
	readonly world: World;
	readonly sequencer: Sequencer;
	readonly log: SessionLog;
	/** First line of every checkpoint. */
	readonly origin: string;
	readonly signer: Signer;
	/** A full tile of the log's tree. */
	readonly readTile: (level: number, index: number) => Promise<Uint8Array | null>;
	readonly failed: (error: unknown) => void;
}

/** What a session was when it was last stored. */
export interface SessionPast {
	readonly state: SessionState | null;
	/** Who every Yjs client id belongs to. */
	readonly clients: ClientIds;
	/** Participants whose leaving is the last that the log says of their presence. */
	readonly left: ReadonlySet<string>;
	readonly checkpoint: { readonly size: number; readonly note: string } | null;
	/** Ballots of its votes, answers of its surveys. */
	readonly sealed: readonly SealedRow[];
	readonly witnesses: WitnessPast;
}

type Task = (turn: Turn) => void;

/** Writes `session` messages of one state. */
interface SessionEncoder {
	readonly told: ToldSession;
	readonly drafts: { readonly drafts?: Readonly<Record<string, number>> };
	readonly encode: (me: string, now: number) => Uint8Array;
}

const CHECKPOINT_MS = 900;
const BROADCAST_MS = 100;
/** The state goes to everybody: the larger and the more they are, the less often. */
const BROADCAST_BYTES_PER_MS = 20_000;
const LEAVE_GRACE_MS = 30_000;
/** How many notes there are is told this much later: not each one as it is written. */
const COUNT_MS = 1000;

/**
 * One session while the server runs: its state as decided and as shown, who is connected, and the
 * log that all of its rooms write to.
 */
export class LiveSession implements Source {
	readonly id: string;
	readonly origin: string;
	readonly log: SessionLog;
	/** Changes with every accepted command at once; not yet durable, so never shown. */
	state: SessionState | null;
	readonly #parts: SessionParts;
	readonly clients: ClientIds;
	readonly ballots: Ballots;
	readonly witnesses: Witnesses;
	readonly authors = new AuthorKeys();
	readonly #left: Set<string>;
	readonly #connections = new Map<string, Set<Connection>>();
	readonly #leaving = new Map<string, () => void>();
	#tasks: Task[] = [];
	#shown: SessionState | null;
	#checkpoint: { readonly size: number; readonly note: string } | null;
	#isCheckpointDue = false;
	#cancelCheckpoint: (() => void) | null = null;
	#cancelBroadcast: (() => void) | null = null;
	#broadcastBytes = 0;
	/** Notes written for the stage that collects, by participant. Their number only. */
	readonly #drafts = new Map<string, number>();
	#cancelCount: (() => void) | null = null;
	/** What `describe` writes, as long as state and presence stay as they are. */
	#encoder: SessionEncoder | null = null;
	#present: readonly string[] = [];
	#isClosed = false;

	constructor(parts: SessionParts, past: SessionPast) {
		this.#parts = parts;
		this.id = parts.id;
		this.origin = parts.origin;
		this.log = parts.log;
		this.state = past.state;
		this.#shown = past.state;
		this.clients = past.clients;
		this.#left = new Set(past.left);
		this.#checkpoint = past.checkpoint;
		this.ballots = new Ballots(parts.id, past.sealed, (count) => parts.world.randomBytes(count));
		this.witnesses = new Witnesses(this, parts.signer.verifierKey, past.witnesses, {
			now: () => parts.world.now(),
			after: (ms, run) => parts.world.after(ms, run),
			readTile: parts.readTile,
			failed: parts.failed
		});
		if (past.state !== null && (past.checkpoint?.size ?? 0) < parts.log.size) {
			this.#scheduleCheckpoint();
		}
	}

	/** The durable state. */
	get shown(): SessionState {
		if (this.#shown === null) throw new Error(`session ${this.id} was never opened`);
		return this.#shown;
	}

	get isOpened(): boolean {
		return this.#shown !== null;
	}

	/** What others need to check this log's signatures. */
	get verifierKey(): string {
		return this.#parts.signer.verifierKey;
	}

	get checkpoint(): { readonly size: number; readonly note: string } | null {
		return this.#checkpoint;
	}

	/** Participants with an open connection. */
	get present(): string[] {
		return [...this.#connections.keys()];
	}

	/** The participant as decided so far, or null when unknown or removed. */
	active(id: string): Participant | null {
		return activeIn(this.state, id);
	}

	/** The same, by what is durable. */
	activeShown(id: string): Participant | null {
		return activeIn(this.#shown, id);
	}

	/** Binds a Yjs client id to its first user, for good. */
	bind(turn: Turn, client: number, participant: Participant): void {
		this.clients.claim(client, participant.id);
		turn.append(this.log, {
			kind: 'client.bind',
			at: turn.now,
			participant: participant.id,
			organization: participant.organization ?? undefined,
			client
		});
		turn.clients.push({ session: this.id, client, participant: participant.id });
	}

	/** Runs the task in the next turn. */
	run(task: Task): void {
		this.#tasks.push(task);
		this.#parts.sequencer.wake(this);
	}

	/** Decides a command within a turn; on acceptance its events are in the log of that turn, with `hash` if given. */
	execute(turn: Turn, command: Command, actor: Actor, hash?: string): Decision {
		const before = this.state;
		const decision = decide(this.state, command, {
			actor,
			now: turn.now,
			newId: () => this.#parts.world.newId(),
			ballots: (id) => {
				const survey = this.state?.surveys[id];
				const known = survey === undefined ? this.state?.votes[id] : surveyPaper(survey);
				return known === undefined ? [] : this.ballots.sealed(known);
			}
		});
		if (!decision.ok) return decision;
		for (const event of decision.events) this.#record(turn, event, hash);
		this.#keepBallots(turn, command, actor);
		keepSealed(turn, command, actor, { before, after: this.state });
		return decision;
	}

	/** Decides a command in the next turn; resolves once the outcome is durable. */
	command(
		command: Command,
		actor: Actor,
		also?: (turn: Turn, events: readonly SessionEvent[]) => void
	): Promise<Decision> {
		return new Promise((resolve) => {
			this.run((turn) => {
				const decision = this.execute(turn, command, actor);
				if (decision.ok) also?.(turn, decision.events);
				turn.afterwards(() => resolve(decision));
			});
		});
	}

	prepare(turn: Turn): void {
		if (!this.#isCheckpointDue) return;
		this.#isCheckpointDue = false;
		this.sign(turn);
	}

	/**
	 * Signs the log as it stands. Called at the start of a turn, or by one that runs alone: the
	 * checkpoint never speaks of entries that are stored later than itself.
	 */
	sign(turn: Turn): void {
		const size = this.log.size;
		if (size === (this.#checkpoint?.size ?? 0)) return;
		const { origin, signer } = this.#parts;
		const root = this.log.root();
		const note = signCheckpoint({ origin, size, root }, signer);
		turn.checkpoints.push({ session: this.id, size, note, at: turn.now });
		turn.afterwards(() => {
			this.#checkpoint = { size, note };
			this.authors.noteRoot(size, root);
			this.#tellCheckpoint(note);
			this.witnesses.checkpointMade();
		});
	}

	take(turn: Turn): boolean {
		const tasks = this.#tasks;
		this.#tasks = [];
		for (const task of tasks) task(turn);
		return false;
	}

	/** Has the log signed with the next turn instead of within a second. */
	signNow(): void {
		this.#cancelCheckpoint?.();
		this.#cancelCheckpoint = null;
		this.#isCheckpointDue = true;
		this.#parts.sequencer.wake(this);
	}

	/** To be called once new entries of this session are durable. */
	grew(): void {
		this.#scheduleCheckpoint();
	}

	connect(connection: Connection): void {
		const { participant } = connection;
		const open = this.#connections.get(participant);
		if (open !== undefined) {
			open.add(connection);
			return;
		}
		this.#connections.set(participant, new Set([connection]));
		this.#encoder = null;
		this.#leaving.get(participant)?.();
		this.#leaving.delete(participant);
		if (this.#left.delete(participant)) this.#logPresence('return', participant);
		this.#scheduleBroadcast();
	}

	disconnect(connection: Connection): void {
		const { participant } = connection;
		this.witnesses.leave(connection);
		const open = this.#connections.get(participant);
		if (open === undefined || !open.delete(connection) || open.size > 0) return;
		this.#connections.delete(participant);
		this.#encoder = null;
		this.#scheduleBroadcast();
		if (this.#isClosed) return;
		// A network that comes and goes is no coming and going of a person.
		const cancel = this.#parts.world.after(LEAVE_GRACE_MS, () => {
			this.#leaving.delete(participant);
			this.#left.add(participant);
			this.#logPresence('leave', participant);
		});
		this.#leaving.set(participant, cancel);
	}

	/** The `session` message for one connection, to be sent at once: the next one may tell what changed since. */
	describe(connection: Connection): Uint8Array {
		const encoder = this.#encoderNow();
		connection.toldSession = encoder.told;
		return encoder.encode(connection.participant, this.#parts.world.now());
	}

	#encoderNow(): SessionEncoder {
		const state = this.shown;
		if (this.#encoder?.told.state === state) return this.#encoder;
		const counts = this.#countDrafts();
		const drafts = counts === null ? {} : { drafts: counts };
		// Who is present is told anew only when it has changed.
		const told = { state, present: this.#presentNow() };
		this.#encoder = { told, drafts, encode: sessionEncoder({ ...told, ...drafts }) };
		return this.#encoder;
	}

	#presentNow(): readonly string[] {
		const { present } = this;
		const before = this.#present;
		const isSame = present.length === before.length && present.every((id, at) => id === before[at]);
		if (!isSame) this.#present = present;
		return this.#present;
	}

	/** The same for those who hear changes: one message for all who were told the same before. */
	#describeChanges(connection: Connection, made: Map<ToldSession, Uint8Array>): Uint8Array {
		const before = connection.toldSession;
		if (!connection.hearsChanges || before === null) return this.describe(connection);
		const { told, drafts } = this.#encoderNow();
		let message = made.get(before);
		if (message === undefined) {
			message = encodeSessionChanges({
				changes: changesBetween(before.state, told.state),
				...(told.present !== before.present && { present: told.present }),
				...drafts,
				now: this.#parts.world.now()
			});
			made.set(before, message);
		}
		connection.toldSession = told;
		return message;
	}

	/** To be called when somebody's private room has changed, or was read after a start. */
	draftsChanged({ key, doc }: { readonly key: string; readonly doc: Y.Doc }): void {
		const stage = this.#shown === null ? null : runningStage(this.#shown.stages);
		const participant = ownerOf(this.id, key);
		if (stage === null || participant === null) return;
		const count = draftsOf(doc, stage.id).length;
		if (count === (this.#drafts.get(participant) ?? 0)) return;
		this.#drafts.set(participant, count);
		if (this.#cancelCount !== null || this.#isClosed) return;
		this.#cancelCount = this.#parts.world.after(COUNT_MS, () => {
			this.#cancelCount = null;
			this.#encoder = null;
			this.#scheduleBroadcast();
		});
	}

	/** By organization, '' for those without one; null when nothing is collected. */
	#countDrafts(): Record<string, number> | null {
		if (this.#shown === null || runningStage(this.#shown.stages) === null) return null;
		const counts: Record<string, number> = {};
		for (const [participant, count] of this.#drafts) {
			const author = this.activeShown(participant);
			if (author === null) continue;
			const key = author.organization ?? '';
			counts[key] = (counts[key] ?? 0) + count;
		}
		return counts;
	}

	/** The `votes` message for one connection: the person's own ballots and answers, and what shows of running votes. */
	describeVotes(connection: Connection, running = this.#running()): Uint8Array {
		return encodeVotes({
			ballots: this.ballots.own(connection.participant),
			running
		});
	}

	/** Sends the state to everybody soon; changes that come close together go out as one. */
	scheduleBroadcast(): void {
		this.#scheduleBroadcast();
	}

	connections(): Iterable<Connection> {
		return this.#allConnections();
	}

	/** Ends timers. Nobody is logged as having left: the server goes, not the people. */
	stop(): void {
		this.#isClosed = true;
		this.#cancelCheckpoint?.();
		this.#cancelBroadcast?.();
		this.#cancelCount?.();
		this.witnesses.stop();
		for (const cancel of this.#leaving.values()) cancel();
		this.#leaving.clear();
	}

	#record(turn: Turn, event: SessionEvent, hash: string | undefined): void {
		this.state = evolve(this.state, event);
		turn.append(this.log, {
			kind: event.kind,
			at: event.at,
			participant: event.by,
			organization: event.organization,
			room: event.room,
			seq: event.seq,
			items: event.subject,
			changes: event.changes,
			hash: hash ?? (event.hash && Buffer.from(event.hash, 'hex').toString('base64url')),
			payload: event.payload
		});
		rememberRetention(turn, event, this.state);
		const decided = this.state;
		turn.afterwards(() => {
			// Who says that they have read a wording that is decided lets others go on.
			const isNews = event.kind === 'ack' && decided?.decisions !== this.#shown?.decisions;
			this.#shown = decided;
			if (event.kind === 'stage.start') this.#drafts.clear();
			if (event.kind === 'revoke') this.#closeAll(event.subject ?? []);
			if (event.kind === 'session.close') this.signNow();
			if ((event.kind !== 'ack' && event.kind !== 'export') || isNews) this.#scheduleBroadcast();
		});
	}

	// Ballots stand beside the log, never in it: what is secret can't be served, exported or erased too late.
	#keepBallots(turn: Turn, command: Command, actor: Actor): void {
		if (command.type === 'vote-cancel') this.ballots.dropVote(turn, command.vote);
		else if (command.type === 'survey-cancel') this.ballots.dropVote(turn, command.survey);
		else if (command.type === 'erase') this.ballots.dropPerson(turn, command.participant);
		else if (command.type === 'expire') this.ballots.dropAll(turn);
		else if (command.type === 'vote-cast' && actor.type === 'participant') {
			this.ballots.keep(turn, command.vote, actor.id, command.dots);
			turn.afterwards(() => this.#tellBallots(actor.id));
			if (this.state?.votes[command.vote]?.shown === 'live')
				turn.afterwards(() => this.#scheduleBroadcast());
		} else if (command.type === 'survey-answer' && actor.type === 'participant') {
			this.ballots.keep(turn, command.survey, actor.id, command.answers);
			turn.afterwards(() => this.#tellBallots(actor.id));
		}
	}

	/** Every window of the person gets to know what they have cast in one of them. */
	#tellBallots(participant: string): void {
		for (const connection of this.#connections.get(participant) ?? []) {
			if (connection.isConcordia) connection.send(this.describeVotes(connection));
		}
	}

	/** Totals of open votes that show while people vote. */
	#running(): Record<string, ReturnType<typeof tally>> {
		const state = this.shown;
		const running: Record<string, ReturnType<typeof tally>> = {};
		for (const vote of Object.values(state.votes)) {
			if (vote.status !== 'open' || vote.shown !== 'live') continue;
			running[vote.id] = tally(state, vote, this.ballots.shown(vote.id));
		}
		return running;
	}

	#logPresence(type: 'leave' | 'return', participant: string): void {
		this.run((turn) => {
			this.execute(turn, { type }, { type: 'participant', id: participant });
		});
	}

	#closeAll(participants: readonly string[]): void {
		for (const id of participants) {
			for (const connection of this.#connections.get(id) ?? []) {
				connection.socket.close(closeCodes.forbidden, closeReasons.forbidden);
			}
		}
	}

	*#allConnections(): Iterable<Connection> {
		for (const open of this.#connections.values()) yield* open;
	}

	#scheduleCheckpoint(): void {
		if (this.#cancelCheckpoint !== null || this.#isCheckpointDue || this.#isClosed) return;
		this.#cancelCheckpoint = this.#parts.world.after(CHECKPOINT_MS, () => {
			this.#cancelCheckpoint = null;
			this.#isCheckpointDue = true;
			this.#parts.sequencer.wake(this);
		});
	}

	#scheduleBroadcast(): void {
		if (this.#cancelBroadcast !== null || this.#isClosed) return;
		const wait = Math.max(BROADCAST_MS, this.#broadcastBytes / BROADCAST_BYTES_PER_MS);
		this.#cancelBroadcast = this.#parts.world.after(wait, () => {
			this.#cancelBroadcast = null;
			this.#broadcast();
		});
	}

	#broadcast(): void {
		if (this.#shown === null) return;
		this.#broadcastBytes = 0;
		// Added up once for all.
		const running = this.#running();
		const isLive = Object.keys(running).length > 0;
		const made = new Map<ToldSession, Uint8Array>();
		for (const connection of this.#allConnections()) {
			// Who doesn't read is told later: a newer state follows, and the state is no stream.
			if (!connection.isConcordia || !connection.place.mayHear(connection)) continue;
			const message = this.#describeChanges(connection, made);
			this.#broadcastBytes += message.length;
			connection.send(message);
			if (!isLive) continue;
			const votes = this.describeVotes(connection, running);
			this.#broadcastBytes += votes.length;
			connection.send(votes);
		}
	}

	#tellCheckpoint(note: string): void {
		for (const connection of this.#allConnections()) {
			if (!connection.isConcordia || !connection.place.mayHear(connection)) continue;
			connection.send(encodeCheckpoint({ note, seq: connection.place.durableSeq }));
		}
	}
}

function activeIn(state: SessionState | null, id: string): Participant | null {
	if (state === null || !Object.hasOwn(state.participants, id)) return null;
	const participant = state.participants[id];
	return participant?.status === 'active' ? participant : null;
}
