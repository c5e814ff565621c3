import { refuse } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A number of at most 53 bits takes at most this many bytes of seven bits. */
const LONGEST_NUMBER = 8;

/**
 * Reads lib0's encoding from bytes nobody has looked at yet: every step checks that the bytes are
 * there, and nothing is allocated by an announced size.
 */
export class ByteReader {
	readonly bytes: Uint8Array;
	at = 0;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	get done(): boolean {
		return this.at === this.bytes.length;
	}

	byte(): number {
		const byte = this.bytes[this.at++];
		if (byte === undefined) return refuse('malformed', 'the update ends too early');
		return byte;
	}

	/** lib0 reads endless zeros as NaN and a last byte past 2^53 without complaint; neither passes here. */
	number(): number {
		let number = 0;
		let factor = 1;
		for (let length = 0; length < LONGEST_NUMBER; length++) {
			const byte = this.byte();
			number += (byte & 0x7f) * factor;
			if (byte < 0x80) {
				if (number > Number.MAX_SAFE_INTEGER) break;
				return number;
			}
			factor *= 128;
		}
		return refuse('malformed', 'a number is too large');
	}

	/** A signed number; its value does not matter here. */
	skipSigned(): void {
		for (let length = 0; length < LONGEST_NUMBER; length++) if (this.byte() < 0x80) return;
		refuse('malformed', 'a number is too large');
	}

	skip(length: number): void {
		if (length > this.bytes.length - this.at) refuse('malformed', 'the update ends too early');
		this.at += length;
	}

	/** A view of bytes that announce their own length. */
	block(): Uint8Array {
		const length = this.number();
		const start = this.at;
		this.skip(length);
		return this.bytes.subarray(start, this.at);
	}

	text(): string {
		const block = this.block();
		try {
			return utf8.decode(block);
		} catch {
			return refuse('malformed', 'a text is not UTF-8');
		}
	}

	/** Length of a text in UTF-16 units, as Yjs counts, without building it when it is plain ASCII. */
	textLength(): number {
		const start = this.at;
		const block = this.block();
		for (let at = 0; at < block.length; at++) {
			if (block[at]! > 0x7f) {
				this.at = start;
				return this.text().length;
			}
		}
		return block.length;
	}
}
