import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { read, write, type Result } from './codec.ts';
import { messageTypes } from './message-type.ts';

const HASH_BYTES = 32;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Hashes under one signature; whoever has more to sign makes another. */
export const MAX_SIGNED_HASHES = 500;

/** An author's signature over what they sent in this room, or the first word of a new key. */
export interface Sign {
	/** The author's Ed25519 public key. */
	readonly key: Uint8Array;
	/** The signature's number, counted from 1 for each key; 0 makes the key known. */
	readonly number: number;
	/** SHA-256 of each update as it was sent, in that order; none of number 0. */
	readonly hashes: readonly Uint8Array[];
	/** Size of the newest checkpoint the author has checked, and the root there; 0 and null before the first. */
	readonly size: number;
	readonly root: Uint8Array | null;
	readonly signature: Uint8Array;
}

export function encodeSign(sign: Sign): Uint8Array {
	return write(messageTypes.sign, (encoder) => {
		encoding.writeVarUint8Array(encoder, sign.key);
		encoding.writeVarUint(encoder, sign.number);
		encoding.writeVarUint(encoder, sign.hashes.length);
		for (const hash of sign.hashes) encoding.writeUint8Array(encoder, hash);
		encoding.writeVarUint(encoder, sign.size);
		if (sign.root !== null) encoding.writeUint8Array(encoder, sign.root);
		encoding.writeVarUint8Array(encoder, sign.signature);
	});
}

export function decodeSign(bytes: Uint8Array): Result<Sign> {
	return read(bytes, messageTypes.sign, (decoder) => {
		const key = readExactly(decoder, KEY_BYTES);
		const number = decoding.readVarUint(decoder);
		const count = decoding.readVarUint(decoder);
		if (count > MAX_SIGNED_HASHES) throw new RangeError(`${count} hashes under one signature`);
		if ((count === 0) !== (number === 0)) throw new RangeError('a signature of nothing');
		const hashes: Uint8Array[] = [];
		for (let at = 0; at < count; at++) hashes.push(copyOf(decoder, HASH_BYTES));
		const size = decoding.readVarUint(decoder);
		const root = size === 0 ? null : copyOf(decoder, HASH_BYTES);
		return { key, number, hashes, size, root, signature: readExactly(decoder, SIGNATURE_BYTES) };
	});
}

/** How far the log has the signatures of a key. */
export interface Signed {
	readonly key: Uint8Array;
	/** Number of the newest that is stored. */
	readonly number: number;
	/** Why what was sent last is not; empty when it is. */
	readonly code: string;
}

export function encodeSigned(signed: Signed): Uint8Array {
	return write(messageTypes.signed, (encoder) => {
		encoding.writeVarUint8Array(encoder, signed.key);
		encoding.writeVarUint(encoder, signed.number);
		encoding.writeVarString(encoder, signed.code);
	});
}

/** Not part of `decodeServerMessage`: only those who sign are told, and boards open without that part. */
export function decodeSigned(bytes: Uint8Array): Result<Signed> {
	return read(bytes, messageTypes.signed, (decoder) => ({
		key: readExactly(decoder, KEY_BYTES),
		number: decoding.readVarUint(decoder),
		code: decoding.readVarString(decoder)
	}));
}

function readExactly(decoder: decoding.Decoder, length: number): Uint8Array {
	const bytes = decoding.readVarUint8Array(decoder);
	if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes instead of ${length}`);
	return bytes.slice();
}

function copyOf(decoder: decoding.Decoder, length: number): Uint8Array {
	return decoding.readUint8Array(decoder, length).slice();
}
