import { describe, expect, it } from 'vitest';
import { hasMetadata, withoutMetadata } from './picture-metadata.ts';

const place = 'GPS 47.0502N 8.3093E';

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const four = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const fourLittle = (value: number): number[] => four(value).toReversed();
const text = (bytes: Uint8Array | null): string =>
	new TextDecoder('latin1').decode(bytes ?? new Uint8Array());

/** Metadata with an orientation, and behind it what nobody else should know. */
const tiff = (turned: number): number[] => [
	...ascii('MM\0*'),
	...four(8),
	0,
	1,
	0x01,
	0x12,
	0,
	3,
	...four(1),
	0,
	turned,
	0,
	0,
	...four(0),
	...ascii(place)
];

const segment = (marker: number, content: readonly number[]): number[] => [
	0xff,
	marker,
	(content.length + 2) >> 8,
	(content.length + 2) & 0xff,
	...content
];
const exif = (turned: number) => segment(0xe1, [...ascii('Exif\0\0'), ...tiff(turned)]);
const jfif = segment(0xe0, [...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const colors = segment(0xe2, [...ascii('ICC_PROFILE\0'), 1, 1, 42]);
const frame = segment(0xc0, [8, 0, 2, 0, 3, 1, 1, 0x11, 0]);
const scan = segment(0xda, [1, 1, 0, 0, 63, 0]);
/** An escaped byte and a mark for starting anew are no end. */
const pixels = [1, 0xff, 0, 2, 0xff, 0xd3, 3];
const end = [0xff, 0xd9];
const soi = [0xff, 0xd8];

const chunk = (name: string, content: readonly number[]): number[] => [
	...four(content.length),
	...ascii(name),
	...content,
	1,
	2,
	3,
	4
];
const png = (...chunks: readonly number[][]): Uint8Array =>
	Uint8Array.from([...ascii('\x89PNG\r\n\x1a\n'), ...chunks.flat()]);

const part = (name: string, content: readonly number[]): number[] => [
	...ascii(name),
	...fourLittle(content.length),
	...content,
	...(content.length % 2 === 1 ? [0] : [])
];
const webp = (...parts: readonly number[][]): Uint8Array => {
	const content = [...ascii('WEBP'), ...parts.flat()];
	return Uint8Array.from([...ascii('RIFF'), ...fourLittle(content.length), ...content]);
};

const avif = (words: string): Uint8Array =>
	Uint8Array.from([...four(16), ...ascii(`ftypavif${words}`)]);

describe('withoutMetadata', () => {
	it('takes places, comments and names out of photos and leaves pixels and colours', () => {
		const photo = [
			soi,
			jfif,
			exif(1),
			segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0${place}`)),
			segment(0xed, ascii(`Photoshop 3.0\0${place}`)),
			segment(0xfe, ascii(place)),
			colors,
			segment(0xe2, ascii(`MPF\0${place}`)),
			frame,
			scan,
			pixels,
			end
		].flat();
		const plain = [soi, jfif, colors, frame, scan, pixels, end].flat();
		expect(withoutMetadata(Uint8Array.from(photo))).toEqual(Uint8Array.from(plain));
		expect(withoutMetadata(Uint8Array.from(plain))).toEqual(Uint8Array.from(plain));
	});

	it('keeps every scan of a photo and nothing behind its end', () => {
		const tables = segment(0xc4, [0, 1, 2]);
		const plain = [soi, frame, scan, pixels, tables, scan, pixels, end].flat();
		const behind = [soi, exif(1), frame, scan, pixels, end].flat();
		const photo = Uint8Array.from([...plain, ...behind, ...ascii(`ftypmp42 ${place}`)]);
		expect(withoutMetadata(photo)).toEqual(Uint8Array.from(plain));
	});

	it('gives up on what lies on its side, for it would be shown like that', () => {
		const body = [frame, scan, pixels, end].flat();
		expect(withoutMetadata(Uint8Array.from([...soi, ...exif(6), ...body]))).toBeNull();
		expect(
			withoutMetadata(png(chunk('IHDR', []), chunk('eXIf', tiff(8)), chunk('IEND', [])))
		).toBeNull();
		expect(withoutMetadata(webp(part('VP8L', [0]), part('EXIF', tiff(3))))).toBeNull();
	});

	it('takes texts, times and metadata out of PNG, not what changes its look', () => {
		const [head, clear, rest] = [chunk('IHDR', [1]), chunk('tRNS', [2]), chunk('IDAT', [3])];
		const last = chunk('IEND', []);
		const full = png(
			head,
			chunk('eXIf', tiff(1)),
			chunk('tEXt', ascii(place)),
			clear,
			chunk('iTXt', ascii(place)),
			chunk('zTXt', [1]),
			chunk('tIME', [1]),
			rest,
			chunk('prVt', ascii(place)),
			last,
			ascii(place)
		);
		expect(withoutMetadata(full)).toEqual(png(head, clear, rest, last));
	});

	it('takes metadata out of WebP and no longer announces it', () => {
		const head = (flags: number) => part('VP8X', [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
		const [profile, image] = [part('ICCP', [7]), part('VP8 ', [1, 2, 3])];
		const full = webp(
			head(0x3c),
			profile,
			image,
			part('EXIF', tiff(1)),
			part('XMP ', ascii(place))
		);
		expect(withoutMetadata(full)).toEqual(webp(head(0x30), profile, image));
	});

	it('knows what has been cleaned from what has not', () => {
		const photo = Uint8Array.from([soi, jfif, exif(1), frame, scan, pixels, end].flat());
		expect(hasMetadata(photo)).toBe(true);
		expect(hasMetadata(withoutMetadata(photo)!)).toBe(false);
		expect(hasMetadata(Uint8Array.from([soi, exif(6), frame, scan, pixels, end].flat()))).toBe(
			true
		);
		expect(hasMetadata(avif('infe Exif'))).toBe(true);
		expect(hasMetadata(avif('pixels'))).toBe(false);
	});

	it('leaves AVIF that says nothing, and gives up on AVIF that may', () => {
		expect(withoutMetadata(avif('pixels'))).toEqual(avif('pixels'));
		expect(withoutMetadata(avif('infe Exif'))).toBeNull();
		expect(withoutMetadata(avif('application/rdf+xml'))).toBeNull();
	});

	it('never lets a place through, wherever a file is cut off or damaged', () => {
		const files = [
			Uint8Array.from([soi, exif(1), frame, scan, pixels, end].flat()),
			png(chunk('IHDR', [1]), chunk('eXIf', tiff(1)), chunk('IDAT', [2]), chunk('IEND', [])),
			webp(part('VP8X', [8, 0, 0, 0, 1, 0, 0, 1, 0, 0]), part('VP8L', [1]), part('EXIF', tiff(1)))
		];
		for (const file of files) {
			expect(text(file)).toContain(place);
			for (let length = 0; length <= file.length; length += 1)
				expect(text(withoutMetadata(file.subarray(0, length)))).not.toContain('GPS');
		}
		expect(withoutMetadata(Uint8Array.from(ascii('something else')))).toBeNull();
	});
});
