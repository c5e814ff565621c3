import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

// The part of the tar format (ustar) that a backup needs: a few plain files, read and written as a stream.

const BLOCK = 512;
const NAME_BYTES = 100;

/** Packs files under the given names into a compressed tar file. Never overwrites. */
export async function packFiles(
	files: readonly { readonly name: string; readonly from: string }[],
	target: string
): Promise<void> {
	await pipeline(
		Readable.from(blocksOf(files)),
		createGzip(),
		createWriteStream(target, { flags: 'wx', mode: 0o600 })
	);
}

async function* blocksOf(
	files: readonly { readonly name: string; readonly from: string }[]
): AsyncIterable<Uint8Array> {
	for (const { name, from } of files) {
		const { size } = await stat(from);
		yield formatHeader(name, size);
		let written = 0;
		for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
			written += chunk.length;
			yield chunk;
		}
		if (written !== size) throw new Error(`${from} changed while it was read`);
		yield new Uint8Array(padding(size));
	}
	yield new Uint8Array(2 * BLOCK);
}

/** Unpacks a compressed tar file into a folder; only the names expected are accepted. */
export async function unpackFiles(
	source: string,
	folder: string,
	expected: ReadonlySet<string>
): Promise<string[]> {
	const names: string[] = [];
	const reader = new BlockReader(createReadStream(source).pipe(createGunzip()));
	for (;;) {
		const header = await reader.read(BLOCK);
		if (header === null) throw new Error('the end is missing');
		if (header.every((byte) => byte === 0)) return names;
		const { name, size } = parseHeader(header);
		if (!expected.has(name) || names.includes(name)) throw new Error(`an unexpected file ${name}`);
		names.push(name);
		const file = path.join(folder, name);
		await pipeline(
			Readable.from(reader.readParts(size)),
			createWriteStream(file, { flags: 'wx', mode: 0o600 })
		);
		await reader.read(padding(size));
	}
}

function formatHeader(name: string, size: number): Uint8Array {
	const header = Buffer.alloc(BLOCK);
	header.write(name, 0, NAME_BYTES);
	header.write('0000600\0', 100);
	header.write('0000000\0', 108);
	header.write('0000000\0', 116);
	header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
	header.write('00000000000\0', 136);
	header.write('        0', 148); // checksum as blanks, then the type: a plain file
	header.write('ustar', 257);
	header.write('00', 263);
	header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
	return header;
}

function parseHeader(header: Buffer): { name: string; size: number } {
	const given = Number.parseInt(header.toString('latin1', 148, 154), 8);
	const blanked = Buffer.from(header);
	blanked.fill(' ', 148, 156);
	if (given !== checksum(blanked)) throw new Error('a damaged header');
	const end = header.indexOf(0);
	return {
		name: header.toString('utf8', 0, Math.min(end, NAME_BYTES)),
		size: Number.parseInt(header.toString('latin1', 124, 135), 8)
	};
}

function checksum(header: Uint8Array): number {
	let sum = 0;
	for (const byte of header) sum += byte;
	return sum;
}

function padding(size: number): number {
	return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Reads given numbers of bytes from a stream of chunks. */
class BlockReader {
	readonly #chunks: AsyncIterator<Buffer>;
	#rest: Buffer = Buffer.alloc(0);

	constructor(source: AsyncIterable<unknown>) {
		this.#chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	}

	/** Exactly so many bytes, or null at the end. */
	async read(length: number): Promise<Buffer | null> {
		while (this.#rest.length < length) {
			const next = await this.#chunks.next();
			if (next.done === true) return null;
			this.#rest = Buffer.concat([this.#rest, next.value]);
		}
		const block = this.#rest.subarray(0, length);
		this.#rest = this.#rest.subarray(length);
		return block;
	}

	/** The same in pieces, for what is too large to hold. */
	async *readParts(length: number): AsyncIterable<Buffer> {
		for (let left = length; left > 0;) {
			if (this.#rest.length === 0) {
				const next = await this.#chunks.next();
				if (next.done === true) throw new Error('a file is cut off');
				this.#rest = next.value;
			}
			const part = this.#rest.subarray(0, left);
			this.#rest = this.#rest.subarray(part.length);
			left -= part.length;
			yield part;
		}
	}
}
