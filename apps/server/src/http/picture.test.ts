import { describe, expect, test } from 'vitest';
import { readPicture } from './picture.ts';

/** Bytes from hex and, in quotes, letters: `89 'PNG' 00`. */
function made(words: string): Uint8Array {
	const parts = words.match(/'[^']*'|[\da-f]{2}/g) ?? [];
	return Uint8Array.from(
		parts.flatMap((part) =>
			part.startsWith("'") ? [...Buffer.from(part.slice(1, -1), 'latin1')] : [parseInt(part, 16)]
		)
	);
}

const png = "89 'PNG' 0d 0a 1a 0a 00 00 00 0d 'IHDR' 00 00 01 40 00 00 00 f0 08 06 00 00 00";
const avif =
	"00 00 00 1c 'ftyp' 'mif1' 00 00 00 00 'mif1' 'avif' 'miaf'" +
	"00 00 00 30 'meta' 00 00 00 00 00 00 00 24 'iprp' 00 00 00 1c 'ipco'" +
	"00 00 00 14 'ispe' 00 00 00 00 00 00 01 40 00 00 00 f0";
const pictures: readonly { name: string; type: string; bytes: string }[] = [
	{ name: 'PNG', type: 'image/png', bytes: png },
	{ name: 'GIF', type: 'image/gif', bytes: "'GIF89a' 40 01 f0 00 f7 00 00" },
	{
		name: 'JPEG',
		type: 'image/jpeg',
		bytes: "ff d8 ff e0 00 06 'JFIF' ff ff c2 00 11 08 00 f0 01 40 03 01 22 00 02 11 01 03 11 01"
	},
	{
		name: 'lossy WebP',
		type: 'image/webp',
		bytes: "'RIFF' 1a 00 00 00 'WEBP' 'VP8 ' 0e 00 00 00 30 01 00 9d 01 2a 40 01 f0 00 00"
	},
	{
		name: 'lossless WebP',
		type: 'image/webp',
		bytes: "'RIFF' 1a 00 00 00 'WEBP' 'VP8L' 0e 00 00 00 2f 3f c1 3b 00 00"
	},
	{
		name: 'extended WebP',
		type: 'image/webp',
		bytes: "'RIFF' 1a 00 00 00 'WEBP' 'VP8X' 0a 00 00 00 10 00 00 00 3f 01 00 ef 00 00"
	},
	{ name: 'AVIF', type: 'image/avif', bytes: avif }
];

describe('a picture', () => {
	for (const { name, type, bytes } of pictures) {
		test(`is known as ${name}, with its size`, () => {
			expect(readPicture(made(bytes))).toEqual({ type, width: 320, height: 240 });
		});
		test(`cut off anywhere is no ${name} and no error`, () => {
			const whole = made(bytes);
			for (let length = 0; length < whole.length; length++)
				expect([null, type]).toContain(readPicture(whole.subarray(0, length))?.type ?? null);
			expect(readPicture(whole.subarray(0, 8))).toBeNull();
		});
	}

	test('is found in the middle of a buffer, too', () => {
		const bytes = made(`00 00 00 ${png}`);
		expect(readPicture(bytes.subarray(3))?.type).toBe('image/png');
	});

	test('is looked for in so many boxes and no more', () => {
		const [start = '', rest = ''] = avif.split("'miaf'");
		const behind = (boxes: number) =>
			made(`${start}'miaf'${"00 00 00 08 'free'".repeat(boxes)}${rest}`);
		expect(readPicture(behind(1000))).toMatchObject({ width: 320, height: 240 });
		expect(readPicture(behind(100_000))).toBeNull();
	});

	test.each([
		['nothing', ''],
		['text', "'hello, I am a picture'"],
		['SVG', '\'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>\''],
		['SVG with a PNG inside', "'<?xml version=\"1.0\"?><svg>' 89 'PNG' 0d 0a 1a 0a"],
		['a page', "'<!doctype html><script>alert(1)</script>'"],
		['PDF', "'%PDF-1.7' 0a"],
		['BMP', "'BM' 46 00 00 00 00 00 00 00 36 00 00 00"],
		['a film', "00 00 00 18 'ftyp' 'isom' 00 00 00 00 'isom' 'mp42'"],
		['a sound in a RIFF', "'RIFF' 24 00 00 00 'WAVE' 'fmt ' 10 00 00 00"],
		['a PNG without pixels', png.replace('00 00 01 40', '00 00 00 00')],
		['a JPEG with segments of no length', 'ff d8 ff e0 00 00 ff e0 00 00'],
		['a JPEG without a frame', 'ff d8 ff d9'],
		['an AVIF with a box in itself of no length', avif.replace('00 00 00 24', '00 00 00 00')],
		['an AVIF without a size', avif.replace("'ispe'", "'free'")]
	])('%s is none', (_name, bytes) => {
		expect(readPicture(made(bytes))).toBeNull();
	});
});
