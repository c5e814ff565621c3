import { jsonDepth, type Limits, type RefusalCode } from '@concordia/protocol';
import { ByteReader, hasPrototypeKey, refuse, Refusal } from '@concordia/updates';
import * as encoding from 'lib0/encoding';
import type { ClientIds } from './clients.ts';

/** What a peer says about one client id of its own. */
export interface PresenceState {
	readonly client: number;
	/** Grows with every state of a client; the newest counts. */
	readonly clock: number;
	/** JSON, with who it is written in by the server; null when gone. */
	readonly state: string | null;
	/** The id belongs to nobody yet: to be claimed before others hear of it. */
	readonly isClaim: boolean;
}

/** Who somebody is, as shown beside the cursor. From the session, never from the peer. */
export interface PresenceUser {
	readonly id: string;
	readonly name: string | null;
	readonly organization: string | null;
	readonly color: string | null;
	readonly role: string;
}

export interface PresenceRequest {
	/** An awareness update as y-protocols encodes it. */
	readonly bytes: Uint8Array;
	readonly user: PresenceUser;
	readonly clients: ClientIds;
	readonly limits: Limits;
	/** May say something to the others: agreed to the record and does not only look on. */
	readonly speaks: boolean;
	/** Has to be silent for the moment: no words at the cursor. */
	readonly isSilent?: boolean;
	/** May ask everybody to look at what they look at. */
	readonly leads: boolean;
}

export type PresenceResult =
	| {
			readonly ok: true;
			readonly states: readonly PresenceState[];
			/** States of others that were left out. Stock clients echo what they hear, so this is no offence. */
			readonly ignored: number;
	  }
	| { readonly ok: false; readonly code: RefusalCode; readonly detail: string };

/** One client can count this far: the server has to be able to count on when it declares it gone. */
const LARGEST_CLOCK = 2 ** 32;

/** Reads an awareness message without touching anything: own states come out rewritten, others' are left out. */
export function readPresence(request: PresenceRequest): PresenceResult {
	const { bytes, user, clients, limits } = request;
	try {
		const reader = new ByteReader(bytes);
		const count = reader.number();
		if (count > limits.maxAwarenessStates) refuse('too-large', `${count} states`);
		const states: PresenceState[] = [];
		let claims = 0;
		for (let left = count; left > 0; left--) {
			const client = reader.number();
			const clock = reader.number();
			if (clock > LARGEST_CLOCK) refuse('malformed', 'a clock is too large');
			const standing = clients.standing(client, user.id, claims);
			if (standing === 'foreign' || standing === 'too-many') {
				reader.block();
				continue;
			}
			const isClaim = standing === 'free';
			if (isClaim) claims++;
			states.push({ client, clock, state: readState(reader, request), isClaim });
		}
		if (!reader.done) refuse('malformed', 'bytes after the end of the message');
		return { ok: true, states, ignored: count - states.length };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { ok: false, code: error.code, detail: error.message };
	}
}

function readState(reader: ByteReader, request: PresenceRequest): string | null {
	const { user, limits } = request;
	const start = reader.at;
	const { length } = reader.block();
	if (length > limits.maxAwarenessBytes) refuse('too-large', `a state of ${length} bytes`);
	reader.at = start;
	const text = reader.text();
	if (jsonDepth(text) > limits.maxJsonDepth) refuse('too-deep', 'a state is nested too deep');
	const state = parse(text);
	if (state === null) return null;
	if (typeof state !== 'object' || Array.isArray(state))
		refuse('malformed', 'a state is no object');
	if (hasPrototypeKey(text, state)) refuse('shape', 'a state with a prototype');
	return JSON.stringify({ ...withRights(state as Record<string, unknown>, request), user });
}

/** What somebody's hands do, seen by all: strokes, laser beams, what is about to move, texts being written. */
const hands = ['gesture', 'editing', 'caret'];
/** What only the mediator says: who is asked to look along, and whose raised hand was seen. */
const leading = ['invites', 'heard'];

/** Leaves out what this person may not say here, and what is no short text. */
function withRights(
	state: Record<string, unknown>,
	{ speaks, leads, limits, isSilent = false }: PresenceRequest
): Record<string, unknown> {
	const kept = { ...state };
	const isShort = (value: unknown): boolean =>
		typeof value === 'string' && value.length <= limits.maxChatLength;
	if (!speaks || isSilent || !isShort(kept['chat'])) delete kept['chat'];
	for (const key of leading) if (!leads || !isShort(kept[key])) delete kept[key];
	if (!speaks || typeof kept['hand'] !== 'number') delete kept['hand'];
	if (!speaks) for (const key of hands) delete kept[key];
	return kept;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return refuse('malformed', 'a state is not JSON');
	}
}

/** States as one awareness update, as y-protocols reads it. */
export function encodePresence(
	states: readonly Pick<PresenceState, 'client' | 'clock' | 'state'>[]
): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, states.length);
	for (const { client, clock, state } of states) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, state ?? 'null');
	}
	return encoding.toUint8Array(encoder);
}
