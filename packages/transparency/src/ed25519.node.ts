import {
	createPrivateKey,
	createPublicKey,
	sign as nodeSign,
	verify as nodeVerify
} from 'node:crypto';

// What stands before the 32 raw bytes in the DER forms that node:crypto reads (RFC 8410).
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function privateKey(seed: Uint8Array) {
	const key = Buffer.concat([privatePrefix, seed]);
	return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

export function publicKeyOf(seed: Uint8Array): Uint8Array {
	const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
	return new Uint8Array(der.subarray(publicPrefix.length));
}

/** A function that signs with this seed; the key is prepared once. */
export function signWith(seed: Uint8Array): (message: Uint8Array) => Uint8Array {
	const key = privateKey(seed);
	return (message) => new Uint8Array(nodeSign(null, message, key));
}

export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
	try {
		const key = createPublicKey({
			key: Buffer.concat([publicPrefix, publicKey]),
			format: 'der',
			type: 'spki'
		});
		return nodeVerify(null, message, key, signature);
	} catch {
		return false; // not a key, or not a signature
	}
}

/** As in browsers, where the platform's own way is quicker but answers later. */
export function verifySoon(
	signature: Uint8Array,
	message: Uint8Array,
	publicKey: Uint8Array
): Promise<boolean> {
	return Promise.resolve(verify(signature, message, publicKey));
}
