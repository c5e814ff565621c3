import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const MAX_ENTRIES = 16;
const pack = promisify(gzip);
/** The first reader waits for this: a third larger, and done in a third of the time. */
const level = 1;

/** Packed bodies that many will ask for at once, such as the history of a board. The newest few. */
export class Packed {
	readonly #bodies = new Map<string, Promise<Uint8Array>>();

	/** The body packed; the key must change whenever the body does. */
	get(key: string, body: Uint8Array): Promise<Uint8Array> {
		const known = this.#bodies.get(key);
		if (known !== undefined) return known;
		const packed = pack(body, { level });
		this.#bodies.set(key, packed);
		packed.catch(() => this.#bodies.delete(key));
		const [oldest] = this.#bodies.keys();
		if (this.#bodies.size > MAX_ENTRIES && oldest !== undefined) this.#bodies.delete(oldest);
		return packed;
	}
}
