import { hmacSha256, sha256 } from '#sha256';
import { toBase64url, toHex, utf8 } from './bytes.ts';

/** Length of the random salt that each payload has of its own. */
export const SALT_BYTES = 32;

/**
 * What a leaf says about the payload beside it (its field `d`). Without the salt the commitment tells
 * nothing, not even whether a guessed name is right; so erasing payload and salt erases the content
 * while the log stays verifiable.
 */
export function commitPayload(payload: string, salt: Uint8Array): string {
	return toBase64url(commit(payload, salt));
}

/** The same commitment in hex, as hashes of wordings are written. */
export function commitHex(payload: string, salt: Uint8Array): string {
	return toHex(commit(payload, salt));
}

function commit(payload: string, salt: Uint8Array): Uint8Array {
	if (salt.length !== SALT_BYTES) throw new RangeError(`a salt of ${salt.length} bytes`);
	return hmacSha256(salt, utf8(payload));
}

/** SHA-256 of a text in hex, as people compare it. */
export function hashText(text: string): string {
	return toHex(sha256(utf8(text)));
}

/** SHA-256 of a file in hex, by which pictures and frozen wordings are named. */
export function hashHex(bytes: Uint8Array): string {
	return toHex(sha256(bytes));
}

/** A leaf's field `h`: the hash of an update's bytes, or of an export's manifest. */
export function hashBytes(bytes: Uint8Array): string {
	return toBase64url(sha256(bytes));
}
