/**
 * A picture without what cameras and programs wrote beside its pixels: places, times, devices, names, small
 * copies of what was cut off. The pixels stay as they are. Null when that can't be done, or when the picture
 * lies on its side without what was written: then it has to be drawn anew.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
	try {
		if (says(bytes, 0, '\xff\xd8\xff')) return cleanJpeg(bytes);
		if (says(bytes, 0, '\x89PNG\r\n\x1a\n')) return cleanPng(bytes);
		if (says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')) return cleanWebp(bytes);
		if (says(bytes, 0, 'GIF8')) return new Uint8Array(bytes); // cameras write none
		// Its parts are found by where they lie: nothing can be taken out.
		if (says(bytes, 4, 'ftyp') && !/Exif|rdf\+xml/.test(latin(bytes))) return new Uint8Array(bytes);
		return null;
	} catch (error) {
		if (error instanceof RangeError) return null; // cut off in the middle
		throw error;
	}
}

/**
 * Whether a picture holds anything beside what it shows, or something nobody here can look into. A server takes
 * only pictures that have been cleaned: what it keeps is named by the hash of its bytes, so it changes none.
 */
export function hasMetadata(bytes: Uint8Array): boolean {
	return withoutMetadata(bytes)?.length !== bytes.length;
}

const viewOf = (bytes: Uint8Array) =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

/** Whether the bytes from `at` on are the letters of a word, each of one byte. */
export function says(bytes: Uint8Array, at: number, word: string): boolean {
	for (let i = 0; i < word.length; i += 1) if (bytes[at + i] !== word.charCodeAt(i)) return false;
	return true;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** A segment of a JPEG, marker included. */
export interface JpegSegment {
	readonly marker: number;
	readonly bytes: Uint8Array;
	/** What lies behind it without saying how long it is: pixels, or nothing. */
	readonly pixels: Uint8Array;
}

/**
 * The segments of a JPEG up to the end of its first picture; phones hang whole others, and films, behind it.
 * Throws a `RangeError` where the next one should begin and doesn't, or is cut off.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment, void> {
	const reader = viewOf(bytes);
	for (let at = 2; ;) {
		if (reader.getUint8(at) !== 0xff) throw new RangeError(`no segment at ${at}`);
		const marker = reader.getUint8(at + 1);
		if (marker === 0xff) {
			at += 1; // fill byte
			continue;
		}
		const end = at + 2 + (marker === 0xd9 ? 0 : reader.getUint16(at + 2));
		if (end > bytes.length || (marker !== 0xd9 && end < at + 4))
			throw new RangeError(`a segment from ${at} to ${end}`);
		let next = end;
		if (marker === 0xda) while (next < bytes.length && !isMarker(bytes, next)) next += 1;
		yield { marker, bytes: bytes.subarray(at, end), pixels: bytes.subarray(end, next) };
		// A picture without an end is shown all the same.
		if (marker === 0xd9 || (marker === 0xda && next >= bytes.length)) return;
		at = next;
	}
}

function cleanJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
	const parts: Uint8Array[] = [bytes.subarray(0, 2)];
	for (const { marker, bytes: segment, pixels } of jpegSegments(bytes)) {
		if (marker === 0xe1 && says(segment, 4, 'Exif\0\0') && !isUpright(segment.subarray(10)))
			return null;
		if (isPlainSegment(marker, segment)) parts.push(segment, pixels);
	}
	return join(parts);
}

/** Of the segments for programs, those that say how colours are meant; and none of the comments. */
function isPlainSegment(marker: number, segment: Uint8Array): boolean {
	if (marker === 0xe0) return says(segment, 4, 'JFIF\0');
	if (marker === 0xe2) return says(segment, 4, 'ICC_PROFILE\0');
	if (marker === 0xee) return says(segment, 4, 'Adobe');
	return (marker < 0xe0 || marker > 0xef) && marker !== 0xfe;
}

/** Among pixels: neither an escaped byte nor one of the marks for starting anew. */
function isMarker(bytes: Uint8Array, at: number): boolean {
	if (bytes[at] !== 0xff) return false;
	const next = bytes[at + 1] ?? 0;
	return next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7);
}

/** Chunks that a picture may lack but that change how it looks. */
const looks: ReadonlySet<string> = new Set(
	'tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI pHYs sBIT bKGD acTL fcTL fdAT'.split(' ')
);

function cleanPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
	const reader = viewOf(bytes);
	const parts: Uint8Array[] = [bytes.subarray(0, 8)];
	for (let at = 8; ;) {
		const end = at + 12 + reader.getUint32(at);
		if (end > bytes.length) return null;
		const name = latin(bytes.subarray(at + 4, at + 8));
		if (name === 'eXIf' && !isUpright(bytes.subarray(at + 8, end - 4))) return null;
		// A capital letter: nobody can show the picture without it.
		if (/^[A-Z]/.test(name) || looks.has(name)) parts.push(bytes.subarray(at, end));
		if (name === 'IEND') return join(parts);
		at = end;
	}
}

const webpParts: ReadonlySet<string> = new Set([
	'VP8 ',
	'VP8L',
	'VP8X',
	'ALPH',
	'ANIM',
	'ANMF',
	'ICCP'
]);
/** Bits of `VP8X` that announce what is left out here. */
const announced = 0x08 | 0x04;

function cleanWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
	const reader = viewOf(bytes);
	const parts: Uint8Array[] = [bytes.subarray(0, 12)];
	const whole = Math.min(bytes.length, 8 + reader.getUint32(4, true));
	for (let at = 12; at + 8 <= whole;) {
		const size = reader.getUint32(at + 4, true);
		const end = at + 8 + size + (size % 2);
		if (at + 8 + size > whole) return null;
		const name = latin(bytes.subarray(at, at + 4));
		if (name === 'EXIF' && !isUpright(bytes.subarray(at + 8, at + 8 + size))) return null;
		if (webpParts.has(name)) parts.push(bytes.subarray(at, end));
		at = end;
	}
	const clean = join(parts);
	const writer = viewOf(clean);
	writer.setUint32(4, clean.length - 8, true);
	if (says(clean, 12, 'VP8X')) writer.setUint8(20, writer.getUint8(20) & ~announced);
	return clean;
}

const orientation = 0x01_12;

/** Whether pixels lie as they are shown. What can't be read may say anything. */
function isUpright(exif: Uint8Array): boolean {
	const tiff = says(exif, 0, 'Exif\0\0') ? exif.subarray(6) : exif;
	const isLittle = says(tiff, 0, 'II');
	if (!isLittle && !says(tiff, 0, 'MM')) return false;
	const reader = viewOf(tiff);
	const first = reader.getUint32(4, isLittle);
	const count = reader.getUint16(first, isLittle);
	for (let i = 0; i < count; i += 1) {
		const at = first + 2 + i * 12;
		if (reader.getUint16(at, isLittle) !== orientation) continue;
		if (reader.getUint16(at + 8, isLittle) > 1) return false;
	}
	return true;
}
