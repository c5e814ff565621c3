import { blobLimits } from '@concordia/protocol';
import { withoutMetadata } from '@concordia/protocol/picture';

/** Pixels of the longer side that a picture on a board needs at most. */
const longestSide = 4096;
const taken: ReadonlySet<string> = new Set([
	'image/png',
	'image/jpeg',
	'image/gif',
	'image/webp',
	'image/avif'
]);
/** What a drawing without a size of its own gets. */
const usualSide = 1024;
const qualities = [0.9, 0.75, 0.5];

/** The file as it can be sent; null when it is no picture that this browser can read. */
export async function preparePicture(file: Blob): Promise<Blob | null> {
	// A drawing may hold scripts and links: only its look is kept.
	if (file.type === 'image/svg+xml') return drawn(file);
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(file);
	} catch {
		return null;
	}
	try {
		const { width, height } = bitmap;
		const isSmall = Math.max(width, height) <= longestSide && file.size <= blobLimits.maxBytes;
		if (isSmall && taken.has(file.type)) {
			// Where a photo was taken is nobody's business here.
			const clean = await cleaned(file);
			if (clean !== null) return clean;
		}
		const scale = Math.min(1, longestSide / Math.max(width, height));
		const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
		// Browsers that can't write WebP write PNG instead, and photos become too large.
		return await encode(bitmap, w, h, file.type === 'image/jpeg' ? file.type : undefined);
	} finally {
		bitmap.close();
	}
}

async function cleaned(file: Blob): Promise<Blob | null> {
	const clean = withoutMetadata(new Uint8Array(await file.arrayBuffer()));
	return clean && new Blob([clean], { type: file.type });
}

async function drawn(file: Blob): Promise<Blob | null> {
	const url = URL.createObjectURL(file);
	try {
		const image = new Image();
		image.src = url;
		await image.decode();
		const width = image.naturalWidth || usualSide;
		const height = image.naturalHeight || usualSide;
		const scale = Math.min(2, longestSide / Math.max(width, height));
		return await encode(
			image,
			Math.max(1, Math.round(width * scale)),
			Math.max(1, Math.round(height * scale)),
			'image/png'
		);
	} catch {
		return null;
	} finally {
		URL.revokeObjectURL(url);
	}
}

async function encode(
	image: CanvasImageSource,
	width: number,
	height: number,
	type = 'image/webp'
): Promise<Blob | null> {
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext('2d');
	if (context === null) return null;
	context.imageSmoothingQuality = 'high';
	context.drawImage(image, 0, 0, width, height);
	for (const quality of qualities) {
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
		// Some systems write about themselves into what they draw.
		if (blob === null || blob.size <= blobLimits.maxBytes) return blob && (await cleaned(blob));
	}
	return null;
}
