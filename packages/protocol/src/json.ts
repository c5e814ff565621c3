/**
 * Nesting of arrays and objects in a JSON text, without parsing it. `JSON.parse` reads what is
 * nested a hundred thousand deep, `JSON.stringify` later dies of it: so look first.
 */
export function jsonDepth(text: string): number {
	let depth = 0;
	let deepest = 0;
	let quoted = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (quoted) {
			if (code === BACKSLASH) at++;
			else if (code === QUOTE) quoted = false;
		} else if (code === QUOTE) quoted = true;
		else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
			depth++;
			if (depth > deepest) deepest = depth;
		} else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth--;
	}
	return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Parses a JSON object from outside. Throws on anything else and on too deep nesting. */
export function parseJsonObject(text: string, maxDepth: number): Record<string, unknown> {
	if (jsonDepth(text) > maxDepth) throw new RangeError('JSON is nested too deep');
	const value: unknown = JSON.parse(text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new TypeError('JSON is not an object');
	}
	return value as Record<string, unknown>;
}
