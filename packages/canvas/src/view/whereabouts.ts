/**
 * Where an element is on the page. Asking the browser makes it lay out the page, so the answer is kept until
 * something may have changed it.
 */
export class Whereabouts {
	readonly #element: HTMLElement;
	readonly #stop = new AbortController();
	#rect: DOMRect | null = null;

	constructor(element: HTMLElement) {
		this.#element = element;
		const window = element.ownerDocument.defaultView;
		const options = { capture: true, passive: true, signal: this.#stop.signal };
		const forget = (): void => this.forget();
		window?.addEventListener('scroll', forget, options);
		window?.addEventListener('resize', forget, options);
	}

	get rect(): DOMRect {
		this.#rect ??= this.#element.getBoundingClientRect();
		return this.#rect;
	}

	forget(): void {
		this.#rect = null;
	}

	stop(): void {
		this.#stop.abort();
	}
}
