const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(alphabet.split('').map((letter, value) => [letter, value]));
const bitsPerLetter = 6;

/** Words of the code that are no entry of the dictionary. */
const shortLetter = 0;
const longLetter = 1;
const end = 2;

/**
 * Unpacks a text that lz-string packed into base64: LZ78 with a dictionary that grows with every word.
 * Null for what it didn't pack, and for what would become longer than `maxLength`.
 */
export function unpackLz(packed: string, maxLength: number): string | null {
	const bits = new Bits(packed);
	/** Entries begin behind the three words above. */
	const dictionary: string[] = ['', '', ''];
	const parts: string[] = [];
	let length = 0;
	let width = 2;
	/** Entries to come before words get one bit longer. */
	let room = 1;
	let last: string | null = null;

	const grow = (entry: string): void => {
		dictionary.push(entry);
		room -= 1;
		if (room === 0) {
			room = 2 ** width;
			width += 1;
		}
	};
	while (!bits.isOver) {
		const word = bits.read(width);
		if (word === end) return parts.join('');
		let entry: string | undefined;
		if (word === shortLetter || word === longLetter) {
			entry = String.fromCharCode(bits.read(word === shortLetter ? 8 : 16));
			grow(entry);
		} else if (word < dictionary.length) entry = dictionary[word];
		// The entry that this very word makes.
		else if (word === dictionary.length && last !== null) entry = last + last.charAt(0);
		if (entry === undefined || entry === '') return null;
		length += entry.length;
		if (length > maxLength) return null;
		parts.push(entry);
		if (last !== null) grow(last + entry.charAt(0));
		last = entry;
	}
	return null;
}

/** The bits of base64 letters: of each letter the highest first, of each number the lowest. */
class Bits {
	readonly #letters: string;
	#at = 0;

	constructor(letters: string) {
		this.#letters = letters;
	}

	get isOver(): boolean {
		return this.#at >= this.#letters.length * bitsPerLetter;
	}

	read(count: number): number {
		let number = 0;
		for (let i = 0; i < count; i += 1) {
			const letter = this.#letters.charAt(Math.floor(this.#at / bitsPerLetter));
			const shift = bitsPerLetter - 1 - (this.#at % bitsPerLetter);
			number += (((values.get(letter) ?? 0) >> shift) & 1) * 2 ** i;
			this.#at += 1;
		}
		return number;
	}
}
