import * as decoding from 'lib0/decoding';
import type { Result } from './codec.ts';
import { messageTypes } from './message-type.ts';
import {
	decodeCheckpoint,
	decodeRefused,
	decodeSaved,
	decodeTrouble,
	type Checkpoint,
	type Refused,
	type Saved,
	type Trouble
} from './saving.ts';
import {
	decodeCommand,
	decodeResult,
	decodeSessionNews,
	decodeViewed,
	decodeVotes,
	type Command,
	type CommandResult,
	type SessionChanges,
	type SessionMessage,
	type Viewed,
	type VotesMessage
} from './session.ts';
import { decodeSign, type Sign } from './signing.ts';
import { decodeAwareness, decodeSync, type SyncMessage } from './stock.ts';
import { decodeCosign, type Cosign } from './witness.ts';

/** Everything a client may send. `auth` is not among them: the server is the one who says it. */
export type ClientMessage =
	| SyncMessage
	| { readonly type: 'awareness'; readonly update: Uint8Array }
	| { readonly type: 'query-awareness' }
	| ({ readonly type: 'command' } & Command)
	| ({ readonly type: 'viewed' } & Viewed)
	| ({ readonly type: 'sign' } & Sign)
	| ({ readonly type: 'cosign' } & Cosign);

/**
 * Everything of ours (type 64 and above) a server sends unasked. What witnesses are sent they read with
 * `decodeWitnesses`: it goes only to those who sent a `cosign`.
 */
export type ServerMessage =
	| ({ readonly type: 'saved' } & Saved)
	| ({ readonly type: 'refused' } & Refused)
	| ({ readonly type: 'checkpoint' } & Checkpoint)
	| ({ readonly type: 'session' } & SessionMessage)
	| ({ readonly type: 'session-changes' } & SessionChanges)
	| ({ readonly type: 'result' } & CommandResult)
	| ({ readonly type: 'votes' } & VotesMessage)
	| ({ readonly type: 'trouble' } & Trouble);

/** Reads whatever a client sent. Awareness, queries and updates are only unwrapped here; the gate judges them. */
export function decodeClientMessage(bytes: Uint8Array): Result<ClientMessage> {
	const type = typeOf(bytes);
	switch (type) {
		case messageTypes.sync:
			return decodeSync(bytes);
		case messageTypes.awareness:
			return named('awareness', wrapped(decodeAwareness(bytes)));
		case messageTypes.queryAwareness:
			return bytes.length === 1
				? { ok: true, value: { type: 'query-awareness' } }
				: { ok: false, reason: 'bytes after the end' };
		case messageTypes.command:
			return named('command', decodeCommand(bytes));
		case messageTypes.viewed:
			return named('viewed', decodeViewed(bytes));
		case messageTypes.sign:
			return named('sign', decodeSign(bytes));
		case messageTypes.cosign:
			return named('cosign', decodeCosign(bytes));
		default:
			return { ok: false, reason: `unknown message type ${type}` };
	}
}

/** Reads a message of ours from the server. Types this version does not know are refused, not guessed. */
export function decodeServerMessage(bytes: Uint8Array): Result<ServerMessage> {
	const type = typeOf(bytes);
	switch (type) {
		case messageTypes.saved:
			return named('saved', decodeSaved(bytes));
		case messageTypes.refused:
			return named('refused', decodeRefused(bytes));
		case messageTypes.checkpoint:
			return named('checkpoint', decodeCheckpoint(bytes));
		case messageTypes.session:
			return decodeSessionNews(bytes);
		case messageTypes.result:
			return named('result', decodeResult(bytes));
		case messageTypes.votes:
			return named('votes', decodeVotes(bytes));
		case messageTypes.trouble:
			return named('trouble', decodeTrouble(bytes));
		default:
			return { ok: false, reason: `unknown message type ${type}` };
	}
}

function typeOf(bytes: Uint8Array): number {
	try {
		return decoding.readVarUint(decoding.createDecoder(bytes));
	} catch {
		return -1; // no message at all
	}
}

function wrapped(result: Result<Uint8Array>): Result<{ update: Uint8Array }> {
	return result.ok ? { ok: true, value: { update: result.value } } : result;
}

function named<Name extends string, T extends object>(
	type: Name,
	result: Result<T>
): Result<{ readonly type: Name } & T> {
	return result.ok ? { ok: true, value: { type, ...result.value } } : result;
}
