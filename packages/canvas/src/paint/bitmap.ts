import { heightOf, widthOf, type Box } from '../box.ts';
import type { Scene } from '../scene.ts';
import type { Measurer } from '../text/measure.ts';
import { colorOf, type Theme } from '../theme.ts';
import { paintEntry } from '../view/base-layer.ts';

export interface BitmapOptions {
	readonly scene: Scene;
	readonly theme: Theme;
	readonly measurer: Measurer;
	/** Only these; everything when absent. */
	readonly ids?: ReadonlySet<string>;
	/** The part of the board to paint. */
	readonly box: Box;
	/** Pixels per board unit. */
	readonly scale: number;
	readonly isTransparent: boolean;
	/** A picture that is there, for an image item's `src`. */
	readonly image: (src: string) => CanvasImageSource | null;
}

/** Paints a part of the board in full detail; the context stands at its upper left, unscaled. */
export function paintBitmap(context: CanvasRenderingContext2D, options: BitmapOptions): void {
	const { scene, theme, measurer, ids, box, scale, isTransparent, image } = options;
	context.save();
	context.scale(scale, scale);
	if (!isTransparent) {
		context.fillStyle = colorOf(theme, 'background');
		context.fillRect(0, 0, widthOf(box), heightOf(box));
	}
	context.restore();
	// At its own size: nothing is simplified as it would be from afar.
	const paint = { theme, measurer, image, zoom: 1 };
	const what = { scene, editing: null, fading: NOTHING };
	const [left, top] = [-box.minX * scale, -box.minY * scale];
	for (const entry of scene.inOrder()) {
		if (entry.minX > entry.maxX || (ids && !ids.has(entry.item.id))) continue;
		paintEntry(context, entry, what, paint, scale, left, top);
	}
	context.setTransform(1, 0, 0, 1, 0, 0);
}

const NOTHING: ReadonlySet<string> = new Set();
