import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What every decoder returns: bytes from outside are expected to be wrong now and then. */
export type Result<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly reason: string };

/** Writes one message: its type, then what `body` writes. */
export function write(type: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	body(encoder);
	return encoding.toUint8Array(encoder);
}

/** Reads one message of the given type to its last byte. The only place where lib0's throws are caught. */
export function read<T>(
	bytes: Uint8Array,
	type: number,
	body: (decoder: decoding.Decoder) => T
): Result<T> {
	try {
		const decoder = decoding.createDecoder(bytes);
		const found = decoding.readVarUint(decoder);
		if (found !== type) return { ok: false, reason: `type ${found} instead of ${type}` };
		const value = body(decoder);
		if (decoding.hasContent(decoder)) return { ok: false, reason: 'bytes after the end' };
		return { ok: true, value };
	} catch (error) {
		return { ok: false, reason: error instanceof Error ? error.message : String(error) };
	}
}

/** A list of strings: their number, then each. */
export function writeStrings(encoder: encoding.Encoder, strings: readonly string[]): void {
	encoding.writeVarUint(encoder, strings.length);
	for (const string of strings) encoding.writeVarString(encoder, string);
}

/** The inverse of `writeStrings`; nothing is allocated by the announced number. */
export function readStrings(decoder: decoding.Decoder, most: number): string[] {
	const count = decoding.readVarUint(decoder);
	if (count > most) throw new RangeError(`${count} strings, at most ${most}`);
	const strings: string[] = [];
	for (let at = 0; at < count; at++) strings.push(decoding.readVarString(decoder));
	return strings;
}
