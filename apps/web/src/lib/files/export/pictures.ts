import type { Item } from '@concordia/board';
import { toBase64 } from '@concordia/transparency';
import { pictureAddress } from '../address.ts';

/** The pictures of these items, each once, by its `src`. What can't be had is left out. */
export async function loadPictures(
	session: string,
	items: readonly Item[]
): Promise<ReadonlyMap<string, Blob>> {
	const found = new Map<string, Blob>();
	const wanted = new Set(items.flatMap(({ type, src }) => (type === 'image' && src ? [src] : [])));
	for (const src of wanted) {
		const address = pictureAddress(session, src);
		if (address === null) continue;
		try {
			const response = await fetch(address);
			if (response.ok) found.set(src, await response.blob());
		} catch {
			// Its place stays empty.
		}
	}
	return found;
}

/** The same as addresses that hold the bytes themselves. */
export async function dataUrls(
	pictures: ReadonlyMap<string, Blob>
): Promise<ReadonlyMap<string, string>> {
	const urls = new Map<string, string>();
	for (const [src, blob] of pictures) urls.set(src, await dataUrlOf(blob));
	return urls;
}

export async function dataUrlOf(blob: Blob): Promise<string> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	return `data:${blob.type};base64,${toBase64(bytes)}`;
}
