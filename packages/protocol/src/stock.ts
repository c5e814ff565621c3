import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { read, write, type Result } from './codec.ts';
import { messageTypes, syncTypes } from './message-type.ts';

/** The messages of y-protocols that carry the document. Byte arrays are views of the message. */
export type SyncMessage =
	| { readonly type: 'step1'; readonly stateVector: Uint8Array }
	| { readonly type: 'step2'; readonly update: Uint8Array }
	| { readonly type: 'update'; readonly update: Uint8Array };

/** "This is what I have": the other side answers with what is missing. */
export function encodeStep1(stateVector: Uint8Array): Uint8Array {
	return encodeSyncMessage(syncTypes.step1, stateVector);
}

/** "This is what you lack." */
export function encodeStep2(update: Uint8Array): Uint8Array {
	return encodeSyncMessage(syncTypes.step2, update);
}

/** "This has just changed." */
export function encodeUpdate(update: Uint8Array): Uint8Array {
	return encodeSyncMessage(syncTypes.update, update);
}

function encodeSyncMessage(kind: number, bytes: Uint8Array): Uint8Array {
	return write(messageTypes.sync, (encoder) => {
		encoding.writeVarUint(encoder, kind);
		encoding.writeVarUint8Array(encoder, bytes);
	});
}

/** Reads any of the three sync messages; what they carry is not looked into. */
export function decodeSync(bytes: Uint8Array): Result<SyncMessage> {
	return read(bytes, messageTypes.sync, (decoder) => {
		const kind = decoding.readVarUint(decoder);
		const content = decoding.readVarUint8Array(decoder);
		switch (kind) {
			case syncTypes.step1:
				return { type: 'step1', stateVector: content };
			case syncTypes.step2:
				return { type: 'step2', update: content };
			case syncTypes.update:
				return { type: 'update', update: content };
			default:
				throw new RangeError(`unknown sync message ${kind}`);
		}
	});
}

/** Presence: an awareness update as y-protocols encodes it. */
export function encodeAwareness(update: Uint8Array): Uint8Array {
	return write(messageTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));
}

export function decodeAwareness(bytes: Uint8Array): Result<Uint8Array> {
	return read(bytes, messageTypes.awareness, (decoder) => decoding.readVarUint8Array(decoder));
}

/** "Who is here?": the answer is an awareness message. */
export function encodeQueryAwareness(): Uint8Array {
	return write(messageTypes.queryAwareness, () => {});
}
