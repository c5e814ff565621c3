/** Loads images for the canvas, once per address; tells when one has come. */
export class Images {
	readonly #document: Document;
	readonly #resolve: (src: string) => string | null;
	readonly #onLoad: () => void;
	readonly #images = new Map<string, HTMLImageElement>();

	constructor(document: Document, resolve: (src: string) => string | null, onLoad: () => void) {
		this.#document = document;
		this.#resolve = resolve;
		this.#onLoad = onLoad;
	}

	/** The image, once it is there; null before, and for ever when it can't be had. */
	get(src: string): HTMLImageElement | null {
		const known = this.#images.get(src);
		if (known) return known.complete && known.naturalWidth > 0 ? known : null;
		const address = this.#resolve(src);
		if (address === null) return null;
		const image = this.#document.createElement('img');
		image.decoding = 'async';
		image.addEventListener('load', this.#onLoad, { once: true });
		image.src = address;
		this.#images.set(src, image);
		return null;
	}
}
