import type { Item, Patch } from '@concordia/board';

export interface FindOptions {
	readonly matchCase: boolean;
	readonly wholeWord: boolean;
}

/** One place where the words stand. */
export interface Hit {
	readonly id: string;
	/** The text of a card's field; absent: the text of the item itself. */
	readonly field?: string;
	readonly start: number;
	readonly length: number;
}

/** More than this is not counted one by one: it would be no search any more. */
export const mostHits = 5000;

/** All places of the words in the texts of items, in the order of the items. */
export function findHits(items: Iterable<Item>, query: string, options: FindOptions): Hit[] {
	const pattern = patternOf(query, options);
	const hits: Hit[] = [];
	if (pattern === null) return hits;
	for (const item of items) {
		for (const { field, text } of textsOf(item)) {
			for (const match of text.matchAll(pattern)) {
				if (match[0] === '') continue;
				const place = { id: item.id, start: match.index, length: match[0].length };
				hits.push(field === undefined ? place : { ...place, field });
				if (hits.length >= mostHits) return hits;
			}
		}
	}
	return hits;
}

/** The texts of an item that people write: its own, and the shared texts of a card. */
export function textsOf(item: Item): { readonly field?: string; readonly text: string }[] {
	const texts: { readonly field?: string; readonly text: string }[] = [];
	if (typeof item.text === 'string' && item.text !== '') texts.push({ text: item.text });
	for (const field of item.textFields ?? []) {
		const text = item.fields?.[field];
		if (typeof text === 'string' && text !== '') texts.push({ field, text });
	}
	return texts;
}

function patternOf(query: string, { matchCase, wholeWord }: FindOptions): RegExp | null {
	if (query.trim() === '') return null;
	const words = query.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	const letter = String.raw`[\p{L}\p{N}_]`;
	const source = wholeWord ? `(?<!${letter})${words}(?!${letter})` : words;
	return new RegExp(source, matchCase ? 'gu' : 'giu');
}

/** The changes that put other words at these places; texts that changed meanwhile are left alone. */
export function replaceHits(
	hits: readonly Hit[],
	items: ReadonlyMap<string, Item>,
	found: string,
	words: string,
	options: FindOptions
): Patch[] {
	const patches = new Map<string, { id: string; text?: string; fields?: Record<string, string> }>();
	const pattern = patternOf(found, options);
	for (const [key, places] of byText(hits)) {
		const [id, field] = key;
		const item = items.get(id);
		const text = item && textsOf(item).find((one) => one.field === field)?.text;
		if (item === undefined || text === undefined || pattern === null) continue;
		const known = new Set(
			Array.from(text.matchAll(pattern), (match) => `${match.index} ${match[0].length}`)
		);
		const there = places.filter(({ start, length }) => known.has(`${start} ${length}`));
		if (there.length === 0) continue;
		const patch = patches.get(id) ?? { id };
		if (field === undefined) patch.text = replaceIn(text, there, words);
		else patch.fields = { ...patch.fields, [field]: replaceIn(text, there, words) };
		patches.set(id, patch);
	}
	return [...patches.values()];
}

function byText(hits: readonly Hit[]): (readonly [readonly [string, string | undefined], Hit[]])[] {
	const groups = new Map<string, readonly [readonly [string, string | undefined], Hit[]]>();
	for (const hit of hits) {
		const key = JSON.stringify([hit.id, hit.field]);
		const group = groups.get(key);
		if (group) group[1].push(hit);
		else groups.set(key, [[hit.id, hit.field], [hit]]);
	}
	return [...groups.values()];
}

/** From the end, so that the places before stay where they are. */
function replaceIn(text: string, places: readonly Hit[], words: string): string {
	return places
		.toSorted((a, b) => b.start - a.start)
		.reduce(
			(result, { start, length }) => result.slice(0, start) + words + result.slice(start + length),
			text
		);
}

const around = 32;

/** The words with a little of what stands before and after them. */
export function snippet(
	text: string,
	{ start, length }: Hit
): { readonly before: string; readonly match: string; readonly after: string } {
	const from = Math.max(0, start - around);
	const to = Math.min(text.length, start + length + around);
	return {
		before: (from > 0 ? '…' : '') + onOneLine(text.slice(from, start)),
		match: onOneLine(text.slice(start, start + length)),
		after: onOneLine(text.slice(start + length, to)) + (to < text.length ? '…' : '')
	};
}

function onOneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ');
}
