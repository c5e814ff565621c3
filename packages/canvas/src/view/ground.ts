import type { Camera, Viewport } from '../camera.ts';
import { dotPlaces, dotSize, dotSpacing } from '../paint/dots.ts';
import { colorOf, type Theme } from '../theme.ts';
import { styleAsLayer } from './surface.ts';

/**
 * The background with its dots, for where nodes show all there is. It repeats, so it is painted once for a
 * zoom and then only shifted; browsers present an image bitmap once, but a canvas in each frame.
 */
export class Ground {
	readonly canvas: HTMLCanvasElement;
	readonly #context: ImageBitmapRenderingContext | null;
	#isShown = false;
	/** What was painted, and for what. */
	#painted = '';

	constructor(document: Document) {
		this.canvas = document.createElement('canvas');
		styleAsLayer(this.canvas);
		this.canvas.style.display = 'none';
		this.#context =
			typeof OffscreenCanvas === 'undefined'
				? null
				: this.canvas.getContext('bitmaprenderer', { alpha: false });
	}

	/** Whether this browser has what it takes. */
	get isPossible(): boolean {
		return this.#context !== null;
	}

	show(camera: Camera, viewport: Viewport, ratio: number, theme: Theme): void {
		const { zoom } = camera;
		const spacing = dotSpacing(zoom);
		const [background, dot] = [colorOf(theme, 'background'), colorOf(theme, 'dot')];
		const wanted = [zoom, viewport.width, viewport.height, ratio, background, dot].join(' ');
		if (wanted !== this.#painted) {
			this.#painted = wanted;
			this.#paint(zoom, spacing, viewport, ratio, background, dot);
		}
		const { style } = this.canvas;
		if (!this.#isShown) style.display = '';
		this.#isShown = true;
		// The dot that is next to the upper left corner on the board takes the place of the first one here.
		const shift = (at: number): number =>
			spacing === null
				? 0
				: Math.round((Math.floor(at / spacing) * spacing - at) * zoom * ratio) / ratio;
		style.transform = `translate(${shift(camera.x)}px,${shift(camera.y)}px)`;
	}

	hide(): void {
		if (this.#isShown) this.canvas.style.display = 'none';
		this.#isShown = false;
	}

	#paint(
		zoom: number,
		spacing: number | null,
		viewport: Viewport,
		ratio: number,
		background: string,
		dot: string
	): void {
		const scale = zoom * ratio;
		const beyond = (spacing ?? 0) * scale + 1;
		const width = Math.ceil(viewport.width * ratio + beyond);
		const height = Math.ceil(viewport.height * ratio + beyond);
		const picture = new OffscreenCanvas(width, height);
		const context = picture.getContext('2d', { alpha: false });
		if (!context || !this.#context) return;
		context.fillStyle = background;
		context.fillRect(0, 0, width, height);
		if (spacing !== null) {
			const size = dotSize(ratio);
			const columns = dotPlaces(0, width / scale, spacing, scale, 0);
			context.fillStyle = dot;
			for (const y of dotPlaces(0, height / scale, spacing, scale, 0)) {
				for (const x of columns) context.fillRect(x, y, size, size);
			}
		}
		this.#context.transferFromImageBitmap(picture.transferToImageBitmap());
		this.canvas.style.width = `${width / ratio}px`;
		this.canvas.style.height = `${height / ratio}px`;
	}
}
