import { limits } from '@concordia/protocol';
import type { SessionState } from '@concordia/session';
import { Bucket } from './bucket.ts';
import type { Socket } from './socket.ts';

/** Commands leave entries in the log, and a person gives few. */
const COMMANDS_PER_SECOND = 10;
const COMMANDS_BURST = 40;
/** Clients report views, and what they have checked of the log, every few seconds. */
const REPORTS_PER_SECOND = 2;
const REPORTS_BURST = 20;
/** Pages sign every two seconds; each signature costs a check. */
const SIGNATURES_PER_SECOND = 2;
const SIGNATURES_BURST = 20;

/** Where a connection is: what the session needs to know of a room. */
export interface Place {
	readonly key: string;
	readonly isPrivate: boolean;
	/** Position of the newest update that everybody may see. */
	readonly durableSeq: number;
	/** Whether news may be sent now; otherwise they follow once the connection has read what it got. */
	mayHear(connection: Connection): boolean;
}

/** Why nothing is sent to a connection for the moment: it doesn't read what it got. */
export interface Lag {
	readonly since: number;
	/** The first change it missed, if any, and the state vector after it: together with what came later they close the gap. */
	readonly missed: Uint8Array | null;
	readonly stateVector: Uint8Array;
}

/** What a `session` message said; one for all who were told the same. */
export interface ToldSession {
	readonly state: SessionState;
	readonly present: readonly string[];
}

/** What is known of a connection when it is let in. */
export interface Entrance {
	readonly socket: Socket;
	readonly place: Place;
	/** Who it is: from the token or cookie at the upgrade, never from what the peer says. */
	readonly participant: string;
	/** Hash of that token. */
	readonly access: string;
	/** Understands messages of type 64 and above. */
	readonly isConcordia: boolean;
	/** Wants only what has changed of the session, once it has it. */
	readonly hearsChanges?: boolean;
}

/** One open websocket of one participant in one room. */
export class Connection implements Entrance {
	readonly socket: Socket;
	readonly place: Place;
	readonly participant: string;
	readonly access: string;
	readonly isConcordia: boolean;
	readonly hearsChanges: boolean;
	/** The session as it was told last; null before the first time. */
	toldSession: ToldSession | null = null;

	isOpen = true;
	/** A stock client had an edit refused: it is being closed, and nothing it still sends counts. */
	isRefused = false;
	/** Document messages received so far, counted as in `saved`. */
	received = 0;
	/** Document messages stored or refused so far, contiguous from the first. */
	handled = 0;
	/** Highest `handled` that was told to the client. */
	told = 0;
	/** An update came too early; until the client has sent what was missing, nothing later counts as saved. */
	awaitsResync = false;
	resyncs = 0;
	lag: Lag | null = null;
	/** Too much is unread for news; `lag` follows with the next turn. */
	isFallingBehind = false;
	isPaused = false;
	/** State vector of a question that came too soon after others. */
	heldStep1: Uint8Array | null = null;
	/** Awareness states this connection speaks for. */
	readonly voices = new Set<number>();
	lastSentAt: number;

	readonly messages: Bucket;
	readonly bytes: Bucket;
	readonly questions: Bucket;
	readonly commands: Bucket;
	readonly reports: Bucket;
	readonly cosigns: Bucket;
	readonly signatures: Bucket;

	constructor(entrance: Entrance, now: number) {
		const { socket, place, participant, access, isConcordia, hearsChanges = false } = entrance;
		this.socket = socket;
		this.place = place;
		this.participant = participant;
		this.access = access;
		this.isConcordia = isConcordia;
		this.hearsChanges = hearsChanges;
		this.lastSentAt = now;
		this.messages = new Bucket(limits.messagesPerSecond, limits.messagesBurst, now);
		this.bytes = new Bucket(limits.bytesPerSecond, limits.bytesBurst, now);
		this.commands = new Bucket(COMMANDS_PER_SECOND, COMMANDS_BURST, now);
		this.reports = new Bucket(REPORTS_PER_SECOND, REPORTS_BURST, now);
		this.cosigns = new Bucket(REPORTS_PER_SECOND, REPORTS_BURST, now);
		this.signatures = new Bucket(SIGNATURES_PER_SECOND, SIGNATURES_BURST, now);
		this.questions = new Bucket(limits.step1PerSecond, limits.step1PerSecond, now);
	}

	send(bytes: Uint8Array): void {
		if (this.isOpen) this.socket.send(bytes);
	}
}
