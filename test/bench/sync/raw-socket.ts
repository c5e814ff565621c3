import { once } from 'node:events';
import { connect } from 'node:net';

const SCRATCH = new Uint8Array(65_536);

/**
 * The cheapest client there can be: sends WebSocket frames and throws away what it receives without
 * looking at it, so that hundreds of readers fit on the one core that the clients share.
 */
export interface RawSocket {
	send(payload: Uint8Array): void;
	close(): void;
}

export async function openRawSocket(url: string): Promise<RawSocket> {
	const { hostname, port, pathname, search } = new URL(url);
	const { promise: status, resolve } = Promise.withResolvers<string>();
	let isAnswered = false;
	const socket = connect({
		host: hostname,
		port: Number(port),
		noDelay: true,
		// One buffer for all that comes: hundreds of readers would make garbage by the hundred megabytes.
		onread: {
			buffer: SCRATCH,
			callback(size, buffer) {
				if (!isAnswered) resolve(firstLine(buffer.subarray(0, size)));
				isAnswered = true;
				return true;
			}
		}
	});
	await once(socket, 'connect');
	socket.write(
		[
			`GET ${pathname}${search} HTTP/1.1`,
			`Host: ${hostname}:${port}`,
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
			'\r\n'
		].join('\r\n')
	);
	const line = await status;
	if (!line.startsWith('HTTP/1.1 101')) throw new Error(`no upgrade: ${line}`);
	socket.on('error', () => socket.destroy());
	return {
		send: (payload) => socket.write(frame(payload)),
		close: () => socket.destroy()
	};
}

const firstLine = (bytes: Uint8Array): string =>
	Buffer.from(bytes).toString('latin1').split('\r\n')[0] ?? '';

/** RFC 6455 §5.2, one binary frame; the mask is zero, which leaves the payload as it is. */
function frame(payload: Uint8Array): Uint8Array {
	const { length } = payload;
	const head = length < 126 ? 6 : length < 65_536 ? 8 : 14;
	const bytes = Buffer.alloc(head + length);
	bytes[0] = 0x82;
	if (length < 126) bytes[1] = 0x80 | length;
	else if (length < 65_536) {
		bytes[1] = 0x80 | 126;
		bytes.writeUInt16BE(length, 2);
	} else {
		bytes[1] = 0x80 | 127;
		bytes.writeBigUInt64BE(BigInt(length), 2);
	}
	bytes.set(payload, head);
	return bytes;
}
