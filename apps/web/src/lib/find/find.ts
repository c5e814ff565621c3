import { cellKey, type Item, type Patch } from '@concordia/board';

export interface FindOptions {
	readonly matchCase: boolean;
	readonly wholeWord: boolean;
}

/** Which of its texts: its own, the text of a card's field, a cell of a table, what a picture shows. */
export type TextPlace = 'text' | `field ${string}` | `cell ${string}` | 'alt';

/** One place where the words stand. */
export interface Hit {
	readonly id: string;
	readonly of: TextPlace;
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
		for (const { of, text } of textsOf(item)) {
			for (const match of text.matchAll(pattern)) {
				if (match[0] === '') continue;
				hits.push({ id: item.id, of, start: match.index, length: match[0].length });
				if (hits.length >= mostHits) return hits;
			}
		}
	}
	return hits;
}

/** The texts of an item that people write, as they are read: a table row by row. */
export function textsOf(item: Item): { readonly of: TextPlace; readonly text: string }[] {
	const texts: { readonly of: TextPlace; readonly text: unknown }[] = [
		{ of: 'text', text: item.text }
	];
	for (const field of item.textFields ?? []) {
		texts.push({ of: `field ${field}`, text: item.fields?.[field] });
	}
	for (const row of item.rows ?? []) {
		for (const column of item.columns ?? []) {
			const key = cellKey(row.id, column.id);
			texts.push({ of: `cell ${key}`, text: item.cells?.[key] });
		}
	}
	texts.push({ of: 'alt', text: item.alt });
	return texts.flatMap(({ of, text }) =>
		typeof text === 'string' && text !== '' ? [{ of, text }] : []
	);
}

/** The text in which a hit stands; absent when it is gone. */
export function textAt(item: Item, { of }: Hit): string | undefined {
	return textsOf(item).find((one) => one.of === of)?.text;
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
	const patches = new Map<string, Patch>();
	const pattern = patternOf(found, options);
	for (const places of byText(hits)) {
		const { id, of } = places[0]!;
		const item = items.get(id);
		const text = item && textAt(item, places[0]!);
		if (item === undefined || text === undefined || pattern === null) continue;
		const known = new Set(
			Array.from(text.matchAll(pattern), (match) => `${match.index} ${match[0].length}`)
		);
		const there = places.filter(({ start, length }) => known.has(`${start} ${length}`));
		if (there.length === 0) continue;
		patches.set(id, withText(patches.get(id) ?? { id }, of, replaceIn(text, there, words)));
	}
	return [...patches.values()];
}

function withText(patch: Patch, of: TextPlace, text: string): Patch {
	const [kind, key = ''] = of.split(' ', 2);
	if (kind === 'field') return { ...patch, fields: { ...patch.fields, [key]: text } };
	if (kind === 'cell') return { ...patch, cells: { ...patch.cells, [key]: text } };
	if (kind === 'alt') return { ...patch, alt: text === '' ? null : text };
	return { ...patch, text };
}

function byText(hits: readonly Hit[]): Iterable<Hit[]> {
	return Map.groupBy(hits, ({ id, of }) => JSON.stringify([id, of])).values();
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
