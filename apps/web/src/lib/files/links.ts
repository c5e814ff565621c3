import { frameAt, keysBetween, topKey, type Item, type Point } from '@concordia/board';
import { newItemId } from '#lib/board/board-store.svelte.ts';
import { hostOf } from './host.ts';

const size: Point = [280, 104];
const gap = 16;
const longestTitle = 200;

/** Cards for addresses, below each other. `html` is what the browser put beside them: it may name them. */
export function linkCards(
	urls: readonly string[],
	html: string,
	[x, y]: Point,
	existing: Iterable<Item>
): Item[] {
	const all = [...existing];
	const keys = keysBetween(topKey(all), null, urls.length);
	const parent = frameAt(all, [x, y])?.id;
	const titles = titlesIn(html);
	const top = y - (urls.length * (size[1] + gap) - gap) / 2;
	return urls.map((url, index) => ({
		id: newItemId(),
		type: 'card',
		pos: [Math.round(x - size[0] / 2), Math.round(top + index * (size[1] + gap))],
		size,
		z: keys[index]!,
		url,
		text: titles.get(url) ?? plainTitle(url),
		...(parent !== undefined && { parent })
	}));
}

/** The address without what says nothing: good enough until somebody writes a better title. */
export function plainTitle(url: string): string {
	if (!URL.canParse(url)) return url.slice(0, longestTitle);
	const { pathname, search } = new URL(url);
	let path = pathname + search;
	try {
		path = decodeURIComponent(path);
	} catch {
		// Stays as it was written.
	}
	const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
	return (last === '' ? hostOf(url) : last.replaceAll(/[-_]+/g, ' ')).slice(0, longestTitle);
}

/** Neither looks past the next tag or quote: pages may put anything on the clipboard. */
const anchor = /<a\s([^<>]*)>/gi;
const address = /(?:^|\s)href="([^"]*)"/i;
const entities: Readonly<Record<string, string>> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#39;': "'",
	'&nbsp;': ' '
};

/** The words of the links in a piece of HTML, by their addresses. They are only ever used as text. */
export function titlesIn(html: string): ReadonlyMap<string, string> {
	const titles = new Map<string, string>();
	const looked = html.slice(0, 20_000);
	let end = 0;
	for (const { 0: tag, 1: attributes = '', index } of looked.matchAll(anchor)) {
		const start = index + tag.length;
		if (index < end) continue; // in a link there is no other
		const close = looked.slice(start).search(/<\/a>/i);
		if (close === -1) break;
		end = start + close;
		const url = readEntities(address.exec(attributes)?.[1] ?? '');
		const words = readEntities(looked.slice(start, end).replaceAll(/<[^<>]*>/g, ' '))
			.replaceAll(/\s+/g, ' ')
			.trim();
		if (url !== '' && words !== '' && words !== url && !titles.has(url))
			titles.set(url, words.slice(0, longestTitle));
	}
	return titles;
}

function readEntities(text: string): string {
	return text.replaceAll(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => entities[entity] ?? entity);
}
