import { paintBitmap } from '@concordia/canvas/export';
import type { Part } from './scope.ts';

/** What browsers can make: longer sides and larger areas give an empty picture. */
const longestSide = 16_384;
const largestArea = 100_000_000;

export interface Pixels {
	readonly width: number;
	readonly height: number;
	readonly scale: number;
}

/** How large the picture of a part gets; less than asked for when it would be too large. */
export function pixelsOf({ box }: Pick<Part, 'box'>, wanted: number): Pixels {
	const [w, h] = [Math.max(1, box.maxX - box.minX), Math.max(1, box.maxY - box.minY)];
	const scale = Math.min(
		wanted,
		longestSide / w,
		longestSide / h,
		Math.sqrt(largestArea / (w * h))
	);
	return { width: Math.floor(w * scale), height: Math.floor(h * scale), scale };
}

export async function makePng(
	part: Part,
	pictures: ReadonlyMap<string, Blob>,
	options: { readonly scale: number; readonly isTransparent: boolean }
): Promise<Blob> {
	const { width, height, scale } = pixelsOf(part, options.scale);
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('the browser has no 2D canvas');
	context.textRendering = 'geometricPrecision';
	const images = new Map<string, ImageBitmap>();
	for (const [src, blob] of pictures) {
		const image = await createImageBitmap(blob).catch(() => null);
		if (image) images.set(src, image);
	}
	paintBitmap(context, {
		...part.source,
		ids: part.ids,
		box: part.box,
		scale,
		isTransparent: options.isTransparent,
		image: (src) => images.get(src) ?? null
	});
	for (const image of images.values()) image.close();
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
	if (blob === null) throw new Error('the picture is too large for this browser');
	return blob;
}
