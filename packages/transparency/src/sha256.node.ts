import { createHmac, hash } from 'node:crypto';

const plain = (buffer: Buffer) => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);

export function sha256(bytes: Uint8Array): Uint8Array {
	return plain(hash('sha256', bytes, 'buffer'));
}

export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
	return plain(createHmac('sha256', key).update(bytes).digest());
}
