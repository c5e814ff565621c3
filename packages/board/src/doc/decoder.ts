import * as Y from 'yjs';

/** Strings up to this many bytes are looked up before they are made: names of fields and kinds come thousands of times. */
const SHORT = 12;
const PLACES = 1024;
/** Tags of values in updates, as lib0 writes them. */
const STRING = 119;
const LIST = 117;

/**
 * Reads updates (version 1) as Yjs does, for documents of a hundred thousand parts: the same short string is
 * the same object each time, and lists have no room to spare.
 */
export class BoardDecoder extends Y.UpdateDecoderV1 {
	readonly #known: string[] = Array.from({ length: PLACES }, () => '');

	override readString(): string {
		const { arr, pos } = this.restDecoder;
		const length = arr[pos] ?? 0;
		if (length > SHORT || pos + 1 + length > arr.length) return super.readString();
		let hash = length;
		for (let at = pos + 1; at <= pos + length; at++) {
			const byte = arr[at]!;
			if (byte > 127) return super.readString();
			hash = (Math.imul(hash, 31) + byte) | 0;
		}
		const place = hash & (PLACES - 1);
		const known = this.#known[place]!;
		if (known.length === length && isWritten(known, arr, pos + 1)) {
			this.restDecoder.pos = pos + 1 + length;
			return known;
		}
		const read = super.readString();
		this.#known[place] = read;
		return read;
	}

	override readKey(): string {
		return this.readString();
	}

	override readAny(): unknown {
		const { arr, pos } = this.restDecoder;
		if (arr[pos] === STRING) {
			this.restDecoder.pos = pos + 1;
			return this.readString();
		}
		const length = arr[pos + 1] ?? 0;
		// The length is one byte up to 127; longer lists lose little to the room they have to spare.
		if (arr[pos] !== LIST || length > 127) return super.readAny();
		this.restDecoder.pos = pos + 2;
		if (length === 2) return [this.readAny(), this.readAny()];
		return Array.from({ length }, () => this.readAny());
	}
}

function isWritten(text: string, bytes: Uint8Array, from: number): boolean {
	for (let i = 0; i < text.length; i++) {
		if (text.charCodeAt(i) !== bytes[from + i]) return false;
	}
	return true;
}
