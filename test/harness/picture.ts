import { crc32, deflateSync } from 'node:zlib';

/**
 * A PNG with a pattern made from a seed. `claimed`: the size its head tells instead of the true one; `beside`: the
 * name of a chunk that tells where the picture was taken.
 */
export function makePng(
	width: number,
	height: number,
	seed: number,
	{
		claimed = [width, height],
		beside
	}: { readonly claimed?: readonly [number, number]; readonly beside?: string } = {}
): Uint8Array<ArrayBuffer> {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(claimed[0], 0);
	head.writeUInt32BE(claimed[1], 4);
	head.set([8, 2], 8); // eight bits for each of red, green, blue
	const rows = Buffer.alloc(height * (1 + width * 3));
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = y * (1 + width * 3) + 1 + x * 3;
			rows.set([(x * 255) / width, (y * 255) / height, (seed * 37 + x * y) % 256], at);
		}
	}
	return new Uint8Array(
		Buffer.concat([
			Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
			chunk('IHDR', head),
			...(beside === undefined ? [] : [chunk(beside, Buffer.from('47.0502N 8.3093E'))]),
			chunk('IDAT', deflateSync(rows)),
			chunk('IEND', Buffer.alloc(0))
		])
	);
}

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}
