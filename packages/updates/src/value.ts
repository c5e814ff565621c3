import { jsonDepth, type Limits } from '@concordia/protocol';
import type { ByteReader } from './byte-reader.ts';
import { refuse } from './refusal.ts';

/** Tags of lib0's `any` encoding. */
const ANY = {
	undefined: 127,
	null: 126,
	integer: 125,
	float32: 124,
	float64: 123,
	bigint: 122,
	false: 121,
	true: 120,
	text: 119,
	object: 118,
	array: 117,
	bytes: 116
} as const;

/** Walks over one `any` value. Depth is bounded, so recursion is, too. */
export function skipAny(reader: ByteReader, limits: Limits, depth = 0): void {
	if (depth > limits.maxJsonDepth) refuse('too-deep', 'a value is nested too deep');
	const tag = reader.byte();
	switch (tag) {
		case ANY.undefined:
		case ANY.null:
		case ANY.false:
		case ANY.true:
			return;
		case ANY.integer:
			return reader.skipSigned();
		case ANY.float32:
			return reader.skip(4);
		case ANY.float64:
			return reader.skip(8);
		case ANY.text:
			reader.textLength();
			return;
		case ANY.bytes:
			reader.block();
			return;
		case ANY.array:
			for (let left = reader.number(); left > 0; left--) skipAny(reader, limits, depth + 1);
			return;
		case ANY.object:
			for (let left = reader.number(); left > 0; left--) {
				requireKey(reader.text());
				skipAny(reader, limits, depth + 1);
			}
			return;
		case ANY.bigint:
			// JSON has none: one of them would make the board impossible to export.
			return refuse('content-kind', 'big integers are not stored');
		default:
			return refuse('malformed', `unknown kind of value ${tag}`);
	}
}

/** Walks over a value that is written as JSON text. `undefined` is how Yjs writes a hole in a list. */
export function skipJson(reader: ByteReader, limits: Limits): void {
	const text = reader.text();
	if (text === 'undefined') return;
	if (jsonDepth(text) > limits.maxJsonDepth) refuse('too-deep', 'a value is nested too deep');
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		refuse('malformed', 'a value is not JSON');
	}
	if (hasPrototypeKey(text, value)) requireKey(PROTOTYPE_KEY);
}

const PROTOTYPE_KEY = '__proto__';

/** Copying an object key by key would change its prototype: copies of the board would differ. */
export function requireKey(key: string): string {
	if (key === PROTOTYPE_KEY) refuse('shape', `the key ${PROTOTYPE_KEY} is not stored`);
	return key;
}

/** `text` is what `value` was parsed from; most values are cleared by one look at it. */
export function hasPrototypeKey(text: string, value: unknown): boolean {
	if (!text.includes(PROTOTYPE_KEY) && !text.includes('\\u')) return false;
	return contains(value);
}

function contains(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return Object.hasOwn(value, PROTOTYPE_KEY) || Object.values(value).some(contains);
}
