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

/**
 * By WebCrypto where there is one that knows Ed25519: ten times as fast. What it refuses is asked of the
 * other once more, so that the two never disagree about a signature one of them takes.
 */
export async function verifySoon(
	signature: Uint8Array,
	message: Uint8Array,
	publicKey: Uint8Array
): Promise<boolean> {
	try {
		const key = await imported(publicKey);
		if (await crypto.subtle.verify('Ed25519', key, own(signature), own(message))) return true;
	} catch {
		// No WebCrypto here, or none that knows Ed25519.
	}
	return verify(signature, message, publicKey);
}

/** The key that was used last. */
let last: { readonly name: string; readonly key: Promise<CryptoKey> } | null = null;

/** Signatures of one key often come one after the other. */
function imported(publicKey: Uint8Array): Promise<CryptoKey> {
	const name = publicKey.join();
	if (last?.name !== name) {
		const key = crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify']);
		last = { name, key };
	}
	return last.key;
}

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes.slice();
