import * as decoding from 'lib0/decoding';
import { sharedType } from './touch.ts';
import { CONTENT, type Struct } from './update.ts';

/** The values a struct puts in its place. The bytes were walked before, so reading them can't fail. */
export function valuesOf(bytes: Uint8Array, struct: Struct): unknown[] {
	const decoder = decoding.createDecoder(bytes);
	decoder.pos = struct.contentAt;
	switch (struct.content) {
		case CONTENT.any:
			return readList(decoder, () => decoding.readAny(decoder));
		case CONTENT.json:
			return readList(decoder, () => {
				const text = decoding.readVarString(decoder);
				return text === 'undefined' ? undefined : (JSON.parse(text) as unknown);
			});
		case CONTENT.deleted:
			return [undefined];
		default:
			return [sharedType];
	}
}

/** The mark a struct begins or ends: its name, and its attributes or null. */
export function markOf(bytes: Uint8Array, struct: Struct): readonly [name: string, value: unknown] {
	const decoder = decoding.createDecoder(bytes);
	decoder.pos = struct.contentAt;
	const name = decoding.readVarString(decoder);
	const text = decoding.readVarString(decoder);
	return [name, text === 'undefined' ? undefined : (JSON.parse(text) as unknown)];
}

function readList(decoder: decoding.Decoder, readOne: () => unknown): unknown[] {
	const values: unknown[] = [];
	for (let left = decoding.readVarUint(decoder); left > 0; left--) values.push(readOne());
	return values;
}
