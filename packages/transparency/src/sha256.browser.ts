// WebCrypto is missing on plain-http addresses of a local network, and it is asynchronous.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as noble } from '@noble/hashes/sha2.js';

export function sha256(bytes: Uint8Array): Uint8Array {
	return noble(bytes);
}

export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
	return hmac(noble, key, bytes);
}
