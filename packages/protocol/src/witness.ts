import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { read, write, type Result } from './codec.ts';
import { messageTypes } from './message-type.ts';

/** A browser says how far it has followed the log, and cosigns that checkpoint when it is a witness. */
export interface Cosign {
	/** Entries of the newest checkpoint it has checked; 0 when it comes for the first time. */
	readonly size: number;
	/** Its verifier key; empty when it only checks. */
	readonly key: string;
	/** The cosignature of that checkpoint, a line of a signed note without its newline; empty when there is none. */
	readonly line: string;
	/** The verifier key that this browser had before and can't use any more; else empty. */
	readonly lost: string;
}

export function encodeCosign({ size, key, line, lost }: Cosign): Uint8Array {
	return write(messageTypes.cosign, (encoder) => {
		encoding.writeVarUint(encoder, size);
		for (const text of [key, line, lost]) encoding.writeVarString(encoder, text);
	});
}

export function decodeCosign(bytes: Uint8Array): Result<Cosign> {
	return read(bytes, messageTypes.cosign, (decoder) => ({
		size: decoding.readVarUint(decoder),
		key: decoding.readVarString(decoder),
		line: decoding.readVarString(decoder),
		lost: decoding.readVarString(decoder)
	}));
}

/** A checkpoint to be checked and cosigned, with the proof that the log has grown into it. */
export interface Witnesses {
	/** The body of `add-checkpoint` of C2SP tlog-witness. */
	readonly proposal: string;
}

export function encodeWitnesses({ proposal }: Witnesses): Uint8Array {
	return write(messageTypes.witnesses, (encoder) => encoding.writeVarString(encoder, proposal));
}

export function decodeWitnesses(bytes: Uint8Array): Result<Witnesses> {
	return read(bytes, messageTypes.witnesses, (decoder) => ({
		proposal: decoding.readVarString(decoder)
	}));
}
