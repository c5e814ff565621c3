import { jpegSegments, says } from '@concordia/protocol/picture';

/** Types of pictures that a board takes. SVG is none: it is a document that may run scripts. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';

/** What a picture's first bytes say. */
export interface Picture {
	readonly type: PictureType;
	readonly width: number;
	readonly height: number;
}

/**
 * Reads type and size of a picture from its bytes, or null where they are not a picture's. Nothing is
 * decoded: few bytes may claim so many pixels that a browser would run out of memory, so the
 * caller bounds the size.
 */
export function readPicture(bytes: Uint8Array): Picture | null {
	const reader = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const picture =
			readPng(bytes, reader) ??
			readGif(bytes, reader) ??
			readJpeg(bytes) ??
			readWebp(bytes, reader) ??
			readAvif(bytes, reader);
		return picture !== null && picture.width > 0 && picture.height > 0 ? picture : null;
	} catch (error) {
		if (error instanceof RangeError) return null; // cut off in the middle
		throw error;
	}
}

function readPng(bytes: Uint8Array, reader: DataView): Picture | null {
	if (!says(bytes, 0, '\x89PNG\r\n\x1a\n') || !says(bytes, 12, 'IHDR')) return null;
	return { type: 'image/png', width: reader.getUint32(16), height: reader.getUint32(20) };
}

function readGif(bytes: Uint8Array, reader: DataView): Picture | null {
	if (!says(bytes, 0, 'GIF87a') && !says(bytes, 0, 'GIF89a')) return null;
	const [width, height] = [reader.getUint16(6, true), reader.getUint16(8, true)];
	return { type: 'image/gif', width, height };
}

/** The size stands in the first frame header, which comes before the pixels. */
function readJpeg(bytes: Uint8Array): Picture | null {
	if (!says(bytes, 0, '\xff\xd8\xff')) return null;
	for (const { marker, bytes: segment } of jpegSegments(bytes)) {
		const isFrame =
			marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
		if (isFrame) {
			const reader = new DataView(segment.buffer, segment.byteOffset, segment.length);
			const [height, width] = [reader.getUint16(5), reader.getUint16(7)];
			return { type: 'image/jpeg', width, height };
		}
		if (marker === 0xda) return null;
	}
	return null;
}

function readWebp(bytes: Uint8Array, reader: DataView): Picture | null {
	if (!says(bytes, 0, 'RIFF') || !says(bytes, 8, 'WEBP')) return null;
	const type = 'image/webp';
	if (says(bytes, 12, 'VP8X')) {
		const three = (at: number) => reader.getUint16(at, true) + reader.getUint8(at + 2) * 0x1_00_00;
		return { type, width: three(24) + 1, height: three(27) + 1 };
	}
	if (says(bytes, 12, 'VP8L')) {
		if (reader.getUint8(20) !== 0x2f) return null;
		const sides = reader.getUint32(21, true);
		return { type, width: (sides & 0x3f_ff) + 1, height: ((sides >>> 14) & 0x3f_ff) + 1 };
	}
	if (says(bytes, 12, 'VP8 ')) {
		if (reader.getUint8(23) !== 0x9d || reader.getUint16(24) !== 0x01_2a) return null;
		const side = (at: number) => reader.getUint16(at, true) & 0x3f_ff;
		return { type, width: side(26), height: side(28) };
	}
	return null;
}

/** Boxes that hold boxes on the way to the size, and how many bytes of their own come first. */
const AVIF_WAY: ReadonlyMap<string, number> = new Map([
	['meta', 4],
	['iprp', 0],
	['ipco', 0]
]);
/** Pictures have some hundred at most; a file full of empty ones would keep everybody waiting. */
const MAX_BOXES = 10_000;
const AVIF_BRANDS = ['avif', 'avis'];

function readAvif(bytes: Uint8Array, reader: DataView): Picture | null {
	if (!says(bytes, 4, 'ftyp')) return null;
	const end = Math.min(reader.getUint32(0), bytes.length);
	let isAvif = false;
	// The major brand, then after its version the compatible ones.
	for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4)
		isAvif ||= AVIF_BRANDS.some((brand) => says(bytes, at, brand));
	if (!isAvif) return null;
	let [width, height] = [0, 0];
	let boxes = 0;
	const look = (from: number, until: number): void => {
		for (let at = from; at + 8 <= until;) {
			boxes += 1;
			if (boxes > MAX_BOXES) return;
			const size = reader.getUint32(at);
			// Large and open-ended boxes hold pixels, never the size.
			if (size < 8 || at + size > until) return;
			const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
			const own = AVIF_WAY.get(name);
			if (own !== undefined) look(at + 8 + own, at + size);
			if (name === 'ispe') {
				width = Math.max(width, reader.getUint32(at + 12));
				height = Math.max(height, reader.getUint32(at + 16));
			}
			at += size;
		}
	};
	look(0, bytes.length);
	return { type: 'image/avif', width, height };
}
