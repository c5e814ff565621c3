import { paintSvg } from '@concordia/canvas/export';
import { embedFonts } from './fonts.ts';
import type { Part } from './scope.ts';

/** A part of the board as an SVG document that needs nothing from elsewhere. */
export async function makeSvg(
	part: Part,
	pictures: ReadonlyMap<string, string>,
	options: { readonly isTransparent: boolean }
): Promise<string> {
	const words = part.items
		.flatMap(({ text = '', fields = {} }) => [text, ...Object.values(fields).map(String)])
		.join('');
	return paintSvg({
		...part.source,
		ids: part.ids,
		box: part.box,
		isTransparent: options.isTransparent,
		style: await embedFonts(words),
		resolveImage: (src) => pictures.get(src) ?? null
	});
}
