import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { read, readStrings, write, writeStrings, type Result } from './codec.ts';
import { limits } from './limits.ts';
import { messageTypes } from './message-type.ts';

/** The first `count` document messages of this connection are on disk, or were refused. */
export interface Saved {
	/** Counted per connection: each sync step 2 and each update the client sent, in order. */
	readonly count: number;
	/** Position of the room: its newest stored update. */
	readonly seq: number;
}

export function encodeSaved(saved: Saved): Uint8Array {
	return write(messageTypes.saved, (encoder) => {
		encoding.writeVarUint(encoder, saved.count);
		encoding.writeVarUint(encoder, saved.seq);
	});
}

export function decodeSaved(bytes: Uint8Array): Result<Saved> {
	return read(bytes, messageTypes.saved, (decoder) => ({
		count: decoding.readVarUint(decoder),
		seq: decoding.readVarUint(decoder)
	}));
}

/** One document message was turned away whole. Later ones of the same Yjs client will be, too. */
export interface Refused {
	/** Which one, counted as in `Saved`. */
	readonly count: number;
	/** A `RefusalCode`. Left open here: a newer server may know more of them. */
	readonly code: string;
	/** For developers, in English. */
	readonly detail: string;
	/** Items the update would have touched, where known. */
	readonly items: readonly string[];
}

export function encodeRefused(refused: Refused): Uint8Array {
	return write(messageTypes.refused, (encoder) => {
		encoding.writeVarUint(encoder, refused.count);
		encoding.writeVarString(encoder, refused.code);
		encoding.writeVarString(encoder, refused.detail);
		writeStrings(encoder, refused.items.slice(0, limits.maxItemsPerLeaf));
	});
}

export function decodeRefused(bytes: Uint8Array): Result<Refused> {
	return read(bytes, messageTypes.refused, (decoder) => ({
		count: decoding.readVarUint(decoder),
		code: decoding.readVarString(decoder),
		detail: decoding.readVarString(decoder),
		items: readStrings(decoder, limits.maxItemsPerLeaf)
	}));
}

/** A new signed checkpoint of the session's log. */
export interface Checkpoint {
	/** C2SP signed note. */
	readonly note: string;
	/** Position of this room that the checkpoint covers. */
	readonly seq: number;
}

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
	return write(messageTypes.checkpoint, (encoder) => {
		encoding.writeVarString(encoder, checkpoint.note);
		encoding.writeVarUint(encoder, checkpoint.seq);
	});
}

export function decodeCheckpoint(bytes: Uint8Array): Result<Checkpoint> {
	return read(bytes, messageTypes.checkpoint, (decoder) => ({
		note: decoding.readVarString(decoder),
		seq: decoding.readVarUint(decoder)
	}));
}

/** How the server's storage is doing. */
export type TroubleState = 'ok' | 'storing-fails' | 'read-only';

export interface Trouble {
	readonly state: TroubleState;
	/** For the host, in English. */
	readonly detail: string;
}

const troubleStates: readonly string[] = ['ok', 'storing-fails', 'read-only'];

export function encodeTrouble(trouble: Trouble): Uint8Array {
	return write(messageTypes.trouble, (encoder) => {
		encoding.writeVarString(encoder, trouble.state);
		encoding.writeVarString(encoder, trouble.detail);
	});
}

export function decodeTrouble(bytes: Uint8Array): Result<Trouble> {
	return read(bytes, messageTypes.trouble, (decoder) => {
		const state = decoding.readVarString(decoder);
		if (!troubleStates.includes(state)) throw new RangeError(`unknown state ${state}`);
		return { state: state as TroubleState, detail: decoding.readVarString(decoder) };
	});
}
