import { jsonDepth } from '@concordia/protocol';
import type { IncomingMessage } from 'node:http';

/** The body of a request is not what it should be. */
export class BadBody extends Error {
	override readonly name = 'BadBody';
	readonly status: number;
	readonly code: string;

	constructor(status: number, code: string, message: string) {
		super(message);
		this.status = status;
		this.code = code;
	}
}

const MAX_BYTES = 64 * 1024;
const MAX_DEPTH = 64;

/** Reads a JSON body. Asking for the JSON type keeps plain forms of other sites out: they can't set it. */
export async function readJson(request: IncomingMessage, maxBytes = MAX_BYTES): Promise<unknown> {
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) {
		throw new BadBody(415, 'type-unsupported', 'send application/json');
	}
	const bytes = await readAll(request, maxBytes);
	let body: string;
	try {
		body = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new BadBody(400, 'body-malformed', 'the body is not UTF-8 text');
	}
	if (jsonDepth(body) > MAX_DEPTH) throw new BadBody(400, 'body-malformed', 'nested too deep');
	try {
		return JSON.parse(body) as unknown;
	} catch {
		throw new BadBody(400, 'body-malformed', 'the body is not JSON');
	}
}

/** Reads a body as it is. The type may be any that plain forms of other sites can't send. */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
	const type = request.headers['content-type'] ?? '';
	if (!/^(?:application\/octet-stream|image\/[\w.+-]+)\s*(;|$)/i.test(type)) {
		throw new BadBody(415, 'type-unsupported', 'send application/octet-stream');
	}
	return readAll(request, maxBytes);
}

async function readAll(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
	const announced = Number(request.headers['content-length'] ?? 0);
	if (announced > maxBytes) throw tooLarge(maxBytes);
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of request as AsyncIterable<Buffer>) {
			length += chunk.length;
			if (length > maxBytes) throw tooLarge(maxBytes);
			chunks.push(chunk);
		}
	} catch (error) {
		if (error instanceof BadBody || request.complete) throw error;
		throw new BadBody(400, 'body-malformed', 'the body is cut off');
	}
	return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): BadBody {
	return new BadBody(413, 'too-large', `the body may have ${maxBytes} bytes`);
}
