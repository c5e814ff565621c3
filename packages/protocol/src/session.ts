import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Change } from './changes.ts';
import { read, readStrings, write, writeStrings, type Result } from './codec.ts';
import { parseJsonObject } from './json.ts';
import { limits } from './limits.ts';
import { messageTypes } from './message-type.ts';

/** The session as the receiver may see it; sent on connecting and whenever it changes. */
export interface SessionMessage<State = unknown> {
	/** `SessionState` of the session package; this package does not look inside. */
	readonly state: State;
	/** Participant id of the receiver. */
	readonly me: string;
	/** Participants with an open connection. */
	readonly present: readonly string[];
	/** By the server's clock when it was sent, milliseconds since 1970: pages count down by it. */
	readonly now?: number;
	/** Notes that nobody sees yet, by organization ('' for people without one); absent unless a stage collects. */
	readonly drafts?: Readonly<Record<string, number>>;
	/** Something to tell the receiver once. */
	readonly notice?: string;
}

/** What has changed of the session since the last message about it; sent to those who asked for changes. */
export interface SessionChanges extends Pick<SessionMessage, 'now' | 'drafts'> {
	readonly changes: readonly Change[];
	/** Absent: still the same. */
	readonly present?: readonly string[];
}

export function encodeSession(message: SessionMessage): Uint8Array {
	return writeJson(messageTypes.session, message);
}

/** Writes the message for many receivers of one state: what is the same for all is put into JSON once. */
export function sessionEncoder(
	message: Pick<SessionMessage, 'state' | 'present' | 'drafts'>
): (me: string, now: number) => Uint8Array {
	const before = `{"state":${JSON.stringify(message.state)},"me":`;
	const drafts = message.drafts === undefined ? '' : `,"drafts":${JSON.stringify(message.drafts)}`;
	const after = `,"present":${JSON.stringify(message.present)}${drafts},"now":`;
	return (me, now) =>
		write(messageTypes.session, (encoder) =>
			encoding.writeVarString(encoder, `${before}${JSON.stringify(me)}${after}${now}}`)
		);
}

export function encodeSessionChanges(message: SessionChanges): Uint8Array {
	return writeJson(messageTypes.session, message);
}

/** The whole session, or what has changed of it. What is inside is taken on trust: it comes from our own server. */
export function decodeSessionNews<State = unknown>(
	bytes: Uint8Array
): Result<
	| ({ readonly type: 'session' } & SessionMessage<State>)
	| ({ readonly type: 'session-changes' } & SessionChanges)
> {
	return read(bytes, messageTypes.session, (decoder) => {
		const message = readJson(decoder);
		return Array.isArray(message['changes'])
			? ({ ...message, type: 'session-changes' } as unknown as {
					type: 'session-changes';
				} & SessionChanges)
			: { type: 'session', ...sessionIn<State>(message) };
	});
}

/** `State` is taken on trust: the message comes from our own server. */
export function decodeSession<State = unknown>(bytes: Uint8Array): Result<SessionMessage<State>> {
	return read(bytes, messageTypes.session, (decoder) => sessionIn<State>(readJson(decoder)));
}

function sessionIn<State>(message: Readonly<Record<string, unknown>>): SessionMessage<State> {
	const { state, me, present, notice, now, drafts } = message;
	if (typeof state !== 'object' || state === null) throw new TypeError('no state');
	if (typeof me !== 'string') throw new TypeError('no participant id');
	if (!isStrings(present)) throw new TypeError('no list of those present');
	return {
		state: state as State,
		me,
		present,
		...(typeof now === 'number' && { now }),
		...(isCounts(drafts) && { drafts }),
		...(typeof notice === 'string' && { notice })
	};
}

/** What only the receiver is told of votes; sent on connecting and whenever it changes. */
export interface VotesMessage<Running = unknown> {
	/** Their own ballots by vote, each with the salt of its commitment. */
	readonly ballots: Readonly<Record<string, OwnBallot>>;
	/** What has been cast so far in votes whose totals show while they are open. */
	readonly running: Readonly<Record<string, Running>>;
}

export interface OwnBallot {
	/** Dots by item. */
	readonly dots: Readonly<Record<string, number>>;
	/** 32 bytes, base64url. */
	readonly salt: string;
}

export function encodeVotes(message: VotesMessage): Uint8Array {
	return writeJson(messageTypes.votes, message);
}

/** What is inside is taken on trust: the message comes from our own server. */
export function decodeVotes<Running = unknown>(bytes: Uint8Array): Result<VotesMessage<Running>> {
	return read(bytes, messageTypes.votes, (decoder) => {
		const { ballots, running } = readJson(decoder);
		if (typeof ballots !== 'object' || ballots === null) throw new TypeError('no ballots');
		if (typeof running !== 'object' || running === null) throw new TypeError('no running totals');
		return { ballots, running } as VotesMessage<Running>;
	});
}

/** A wish to change the session. What a command may be is decided by the session package. */
export interface Command<Content = unknown> {
	/** Chosen by the client; comes back in the result. */
	readonly id: number;
	readonly command: Content;
}

export function encodeCommand(message: Command): Uint8Array {
	return writeJson(messageTypes.command, message);
}

export function decodeCommand(bytes: Uint8Array): Result<Command> {
	if (bytes.length > limits.maxCommandBytes) return { ok: false, reason: 'command too large' };
	return read(bytes, messageTypes.command, (decoder) => {
		const { id, command } = readJson(decoder);
		if (typeof command !== 'object' || command === null) throw new TypeError('no command');
		return { id: requireId(id), command };
	});
}

/** What became of a command. */
export interface CommandResult {
	readonly id: number;
	readonly ok: boolean;
	/** Why not, as a code of the session package. */
	readonly code?: string;
	readonly detail?: string;
}

export function encodeResult(message: CommandResult): Uint8Array {
	return writeJson(messageTypes.result, message);
}

export function decodeResult(bytes: Uint8Array): Result<CommandResult> {
	return read(bytes, messageTypes.result, (decoder) => {
		const { id, ok, code, detail } = readJson(decoder);
		if (typeof ok !== 'boolean') throw new TypeError('neither done nor refused');
		return {
			id: requireId(id),
			ok,
			...(typeof code === 'string' && { code }),
			...(typeof detail === 'string' && { detail })
		};
	});
}

/** "These items were on my screen": the device's own report. */
export interface Viewed {
	/** Position of the room that the device had applied, so that the version is known. */
	readonly seq: number;
	readonly items: readonly string[];
}

export function encodeViewed(viewed: Viewed): Uint8Array {
	return write(messageTypes.viewed, (encoder) => {
		encoding.writeVarUint(encoder, viewed.seq);
		writeStrings(encoder, viewed.items);
	});
}

export function decodeViewed(bytes: Uint8Array): Result<Viewed> {
	return read(bytes, messageTypes.viewed, (decoder) => {
		const seq = decoding.readVarUint(decoder);
		const items = readStrings(decoder, limits.maxViewedItems);
		if (items.some((id) => id.length > limits.maxKeyLength))
			throw new RangeError('item id too long');
		return { seq, items };
	});
}

function writeJson(type: number, value: unknown): Uint8Array {
	return write(type, (encoder) => encoding.writeVarString(encoder, JSON.stringify(value)));
}

function readJson(decoder: decoding.Decoder): Record<string, unknown> {
	return parseJsonObject(decoding.readVarString(decoder), limits.maxJsonDepth);
}

function requireId(id: unknown): number {
	if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) throw new TypeError('no id');
	return id;
}

function isStrings(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isCounts(value: unknown): value is Record<string, number> {
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).every((count) => typeof count === 'number');
}
