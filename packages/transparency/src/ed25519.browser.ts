// Synchronous and independent of WebCrypto, which plain-http addresses of a local network lack.
import { getPublicKey, hashes, sign, verify as nobleVerify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

export function publicKeyOf(seed: Uint8Array): Uint8Array {
	return getPublicKey(seed);
}

/** A function that signs with this seed; the key is prepared once. */
export function signWith(seed: Uint8Array): (message: Uint8Array) => Uint8Array {
	const own = seed.slice();
	return (message) => sign(message, own);
}

export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
	try {
		// The strict rules, so that browser and server never disagree about a signature.
		return nobleVerify(signature, message, publicKey, { zip215: false });
	} catch {
		return false; // not a key, or not a signature
	}
}
