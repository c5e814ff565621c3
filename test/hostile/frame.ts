import { connect, type Socket } from 'node:net';
import type { Attacker } from './field.ts';

export interface Frame {
	/** 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong; the rest is reserved. */
	readonly opcode: number;
	readonly payload?: Uint8Array;
	/** Not the last of its message. */
	readonly unfinished?: boolean;
	/** Reserved bits, 0x40 for compressed. */
	readonly reserved?: number;
	readonly unmasked?: boolean;
	/** Announces this length, whatever follows. */
	readonly announced?: bigint;
}

/** A websocket frame as a client would write it, or should not. */
export function frame({
	opcode,
	payload = new Uint8Array(0),
	unfinished = false,
	reserved = 0,
	unmasked = false,
	announced
}: Frame): Buffer {
	const mask = unmasked ? 0 : 0x80;
	const first = (unfinished ? 0 : 0x80) | reserved | opcode;
	const length = announced ?? BigInt(payload.length);
	let head: Buffer;
	if (length < 126n) head = Buffer.from([first, mask | Number(length)]);
	else if (length < 65_536n) {
		head = Buffer.from([first, mask | 126, 0, 0]);
		head.writeUInt16BE(Number(length), 2);
	} else {
		head = Buffer.from([first, mask | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
		head.writeBigUInt64BE(length, 2);
	}
	// The mask of four zeros leaves the payload as it is.
	return Buffer.concat(unmasked ? [head, payload] : [head, Buffer.alloc(4), payload]);
}

/** A TCP connection to the server that says whatever it is told. */
export class RawSocket {
	readonly socket: Socket;
	received = '';
	isClosed = false;

	constructor(port: number) {
		this.socket = connect(port, '127.0.0.1');
		this.socket.on('data', (chunk) => {
			this.received += chunk.toString('latin1');
		});
		this.socket.on('error', () => undefined);
		this.socket.on('close', () => {
			this.isClosed = true;
		});
	}

	write(bytes: Uint8Array | string): void {
		if (!this.socket.destroyed) this.socket.write(bytes);
	}
}

/** Asks for a websocket by hand; extra header lines may be anything. */
export function upgrade(port: number, target: string, headers: readonly string[] = []): RawSocket {
	const raw = new RawSocket(port);
	const hasHost = headers.some((line) => /^host:/i.test(line));
	const lines = [
		`GET ${target} HTTP/1.1`,
		...(hasHost ? [] : [`Host: 127.0.0.1:${port}`]),
		'Upgrade: websocket',
		'Connection: Upgrade',
		'Sec-WebSocket-Version: 13',
		'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		...headers
	];
	raw.write(`${lines.join('\r\n')}\r\n\r\n`);
	return raw;
}

/** A raw websocket into the attacked room. */
export function rawInto(
	port: number,
	attacker: Attacker,
	headers: readonly string[] = []
): RawSocket {
	const { pathname, search } = new URL(attacker.address());
	return upgrade(port, pathname + search, headers);
}
