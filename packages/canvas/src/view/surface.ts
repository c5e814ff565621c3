/** A canvas that fills a rectangle of CSS pixels at the screen's own resolution. */
export class Surface {
	readonly canvas: HTMLCanvasElement;
	readonly context: CanvasRenderingContext2D;
	#width = 0;
	#height = 0;
	#ratio = 0;

	constructor(document: Document, options: { readonly opaque?: boolean } = {}) {
		this.canvas = document.createElement('canvas');
		styleAsLayer(this.canvas);
		const context = this.canvas.getContext('2d', { alpha: options.opaque !== true });
		if (!context) throw new Error('the browser has no 2D canvas');
		this.context = context;
	}

	get width(): number {
		return this.#width;
	}

	get height(): number {
		return this.#height;
	}

	/** Returns whether it changed; then it is empty. */
	resize(width: number, height: number, ratio: number): boolean {
		if (width === this.#width && height === this.#height && ratio === this.#ratio) return false;
		this.#width = width;
		this.#height = height;
		this.#ratio = ratio;
		this.canvas.width = Math.max(1, Math.round(width * ratio));
		this.canvas.height = Math.max(1, Math.round(height * ratio));
		// Letters placed by their own widths, not by the pixels of one size, keep their spaces at any zoom.
		this.context.textRendering = 'geometricPrecision';
		this.canvas.style.width = `${width}px`;
		this.canvas.style.height = `${height}px`;
		return true;
	}

	get ratio(): number {
		return this.#ratio;
	}
}

/** A canvas that lies over or under others and is moved with the camera. */
export function styleAsLayer({ style }: HTMLCanvasElement): void {
	style.position = 'absolute';
	style.left = '0';
	style.top = '0';
	style.pointerEvents = 'none';
	// Page-wide styles like to keep canvases within their parents; these are larger on purpose.
	style.maxWidth = 'none';
	style.maxHeight = 'none';
	style.transformOrigin = '0 0';
	style.willChange = 'transform';
}
