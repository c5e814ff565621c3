import type { Item } from '@concordia/board';
import { hasText, stringField } from '../fields.ts';

const instrument = 'glossary';

/** What one organization means by a term. */
export interface Meaning {
	/** Id of the organization; empty when nobody is named. */
	readonly organization: string;
	readonly text: string;
}

/** A word of the glossary with what it means. */
export interface Term {
	/** The card it comes from. */
	readonly id: string;
	readonly text: string;
	/** Plurals, abbreviations, synonyms. */
	readonly forms: readonly string[];
	/** What all mean by it; empty while nothing is agreed. */
	readonly agreed: string;
	readonly meanings: readonly Meaning[];
}

/** The terms of all glossaries on a board, by their words. */
export function termsOf(items: Iterable<Item>): Term[] {
	const cards: Item[] = [];
	const meanings = new Map<string, Item[]>();
	for (const item of items) {
		if (item.instrument !== instrument || item.type === 'connector') continue;
		if (item.kind === 'term' && hasText(item)) cards.push(item);
		if (item.kind !== 'definition' || !hasText(item)) continue;
		const term = stringField(item, 'term');
		meanings.set(term, [...(meanings.get(term) ?? []), item]);
	}
	return cards
		.map((card) => ({
			id: card.id,
			text: spaced(card.text!),
			forms: stringField(card, 'forms')
				.split(/[,;\n]/u)
				.map(spaced)
				.filter(Boolean),
			agreed: stringField(card, 'agreed').trim(),
			meanings: (meanings.get(card.id) ?? []).toSorted(byId).map((item) => ({
				organization: stringField(item, 'organization'),
				text: item.text!.trim()
			}))
		}))
		.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : byId(a, b)));
}

const spaced = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Where a term stands in a text. */
export interface TermSpot {
	readonly start: number;
	readonly end: number;
	/** Ids of the terms so written: two organizations may have brought the same word. */
	readonly terms: readonly string[];
}

export type TermFinder = (text: string) => TermSpot[];

/** More words than this are not looked for. */
const mostWords = 2000;
const longestWord = 200;

/**
 * Finds terms as whole words, whatever their case; the longest wins where several begin. A word in a compound
 * ("Datenallianz", "Daten-Allianz") is another word and is left alone.
 */
export function termFinder(terms: readonly Term[]): TermFinder {
	const owners = new Map<string, string[]>();
	for (const { id, text, forms } of terms) {
		for (const word of new Set([text, ...forms].map(keyOf))) {
			if (word === '' || word.length > longestWord || !/[\p{L}\p{N}]/u.test(word)) continue;
			owners.set(word, [...(owners.get(word) ?? []), id]);
		}
	}
	const words = [...owners.keys()].toSorted((a, b) => b.length - a.length).slice(0, mostWords);
	if (words.length === 0) return () => [];
	const choice = words.map((word) => escape(word).replaceAll(' ', '\\s+')).join('|');
	const pattern = new RegExp(
		`(?<![\\p{L}\\p{N}\\p{M}_]|[\\p{L}\\p{N}][-‐‑])(?:${choice})(?![\\p{L}\\p{N}\\p{M}_]|[-‐‑][\\p{L}\\p{N}])`,
		'giu'
	);
	return (text) =>
		[...text.matchAll(pattern)].flatMap((match) => {
			const found = owners.get(keyOf(match[0]));
			const start = match.index;
			return found ? [{ start, end: start + match[0].length, terms: found }] : [];
		});
}

const keyOf = (text: string): string => spaced(text).toLowerCase();

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

/** The items in which each term appears, by the term's id; its own cards and meanings aside. */
export function placesOf(
	terms: readonly Term[],
	items: Iterable<Item>
): ReadonlyMap<string, readonly Item[]> {
	const places = new Map<string, Item[]>(terms.map(({ id }) => [id, []]));
	const find = termFinder(terms);
	for (const item of items) {
		const found = new Set(
			textsOf(item).flatMap((text) => find(text).flatMap((spot) => spot.terms))
		);
		for (const term of found) {
			const isOwn = item.id === term || stringField(item, 'term') === term;
			if (!isOwn) places.get(term)?.push(item);
		}
	}
	return places;
}

/** All that an item says: its text, the fields of a card, the cells of a table. */
function textsOf(item: Item): string[] {
	return [
		item.text,
		...Object.values(item.fields ?? {}),
		...Object.values(item.cells ?? {})
	].filter((text): text is string => typeof text === 'string' && text !== '');
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
	return a.id < b.id ? -1 : 1;
}
