import * as Y from 'yjs';
import { openBoard } from './roots.ts';

/** One replacement in a text: at `index`, take out `remove` characters (UTF-16), put in `insert`. */
export interface Splice {
	readonly index: number;
	readonly remove: number;
	readonly insert: string;
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Would a cut here separate the halves of one character (an emoji, say)? */
function splitsPair(text: string, index: number): boolean {
	return (
		index > 0 &&
		index < text.length &&
		isHigh(text.charCodeAt(index - 1)) &&
		isLow(text.charCodeAt(index))
	);
}

/**
 * The smallest single replacement that turns `before` into `after`; undefined when they are equal.
 * Never cuts through a surrogate pair: half a pair would be stored as a replacement character.
 */
export function diffText(before: string, after: string): Splice | undefined {
	if (before === after) return undefined;
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
	if (splitsPair(before, start) || splitsPair(after, start)) start -= 1;
	let end = 0;
	while (
		end < shorter - start &&
		before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
	) {
		end += 1;
	}
	if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1;
	return {
		index: start,
		remove: before.length - end - start,
		insert: after.slice(start, after.length - end)
	};
}

/** Makes the shared text say `value` with one minimal edit, so that what others type meanwhile stays. */
export function setText(text: Y.Text, value: string): void {
	const splice = diffText(text.toJSON(), value);
	if (!splice) return;
	const { index, remove, insert } = splice;
	// From the end, so that the places before stay what they are.
	for (const run of runsOf(text, index, remove).toReversed()) text.delete(run.at, run.length);
	if (insert !== '') text.insert(runsOf(text, index, 0)[0]?.at ?? text.length, insert);
}

/**
 * Where letters `from` to `from + count` of the plain string stand in the shared text. Another program may have
 * embedded things between them, which have a place there but no letter, and are left alone.
 */
function runsOf(text: Y.Text, from: number, count: number): { at: number; length: number }[] {
	if (text.length === text.toJSON().length) return [{ at: from, length: count }];
	const runs: { at: number; length: number }[] = [];
	let letter = 0;
	let place = 0;
	for (const { insert } of text.toDelta() as { insert: unknown }[]) {
		const length = typeof insert === 'string' ? insert.length : 0;
		const start = Math.max(from, letter);
		const end = Math.min(from + count, letter + length);
		const isHere =
			count > 0 ? start < end : from >= letter && from <= letter + length && length > 0;
		if (isHere) runs.push({ at: place + start - letter, length: end - start });
		letter += length;
		place += length === 0 ? 1 : length;
	}
	return runs;
}

/**
 * The shared text of an item, or of one of its fields; undefined when there is none. Creates nothing, so
 * it is safe for readers.
 */
export function itemText(doc: Y.Doc, id: string, field?: string): Y.Text | undefined {
	const holder = holderOf(doc, id, field);
	const text = holder?.get(field ?? 'text');
	return text instanceof Y.Text ? text : undefined;
}

/**
 * The shared text, made when it is missing. A plain string another program left there becomes its content.
 * Cards are inserted with their texts, so this is for items of other programs: two people who make the same
 * text at the same moment would each make their own, and one of the two would lose.
 */
export function ensureText(
	doc: Y.Doc,
	id: string,
	field: string | undefined,
	origin: unknown
): Y.Text | undefined {
	const existing = itemText(doc, id, field);
	if (existing) return existing;
	const item = openBoard(doc).items.get(id);
	if (!(item instanceof Y.Map)) return undefined;
	doc.transact(() => {
		if (field !== undefined && !(item.get('fields') instanceof Y.Map)) {
			item.set('fields', new Y.Map());
		}
		const holder = holderOf(doc, id, field)!;
		const before: unknown = holder.get(field ?? 'text');
		holder.set(field ?? 'text', new Y.Text(typeof before === 'string' ? before : ''));
	}, origin);
	return itemText(doc, id, field);
}

function holderOf(doc: Y.Doc, id: string, field: string | undefined): Y.Map<unknown> | undefined {
	const item = openBoard(doc).items.get(id);
	if (!(item instanceof Y.Map)) return undefined;
	if (field === undefined) return item as Y.Map<unknown>;
	const fields: unknown = item.get('fields');
	return fields instanceof Y.Map ? (fields as Y.Map<unknown>) : undefined;
}
