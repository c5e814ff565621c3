import * as Y from 'yjs';
import { defaultSize } from '../item.ts';
import type { FieldValue, Item, Size } from '../item.ts';
import {
	isJson,
	isUnsafeKey,
	toEnd,
	toFieldValue,
	toGroups,
	toLink,
	toLock,
	toName,
	toNumber,
	toPoint,
	toPoints,
	toRotation,
	toSet,
	toSize
} from '../normalize.ts';
import { formatReaction, isReactionKey, parseReactionKey } from '../reaction.ts';
import { openBoard } from './roots.ts';
import { readTable } from './table.ts';
import { readTree, type KnownTrees } from './tree.ts';

export type Draft = { -readonly [Key in keyof Item]: Item[Key] };

const maxOrderLength = 1024;
const noSize: Size = [0, 0];

/**
 * The plain record of one entry of `items`, or undefined when it is no map. Whatever a program wrote, this
 * never throws: what can't be used gets its default or is left out, and stays in the document untouched.
 * Parts of documents are taken from those that are known.
 */
export function readItem(entry: unknown, id: string, known?: KnownTrees): Item | undefined {
	if (!(entry instanceof Y.Map)) return undefined;
	// One pass over the entries: this runs for every item when a board opens.
	const item: Draft = { id, type: 'unknown', pos: [0, 0], size: noSize, z: '' };
	entry.forEach((value: unknown, key: string) => readEntry(item, key, value, known));
	if (item.reactions && item.reactions.length > 1) item.reactions = item.reactions.toSorted();
	if (item.type === 'table') readTable(item, entry as Y.Map<unknown>);
	if (item.size === noSize) item.size = defaultSize(item.type);
	return item;
}

function readEntry(item: Draft, key: string, value: unknown, known?: KnownTrees): void {
	switch (key) {
		case 'id':
		case 'textFields':
		case 'reactions':
			return;
		case 'type':
			item.type = toName(value) ?? item.type;
			return;
		case 'pos':
			item.pos = toPoint(value) ?? item.pos;
			return;
		case 'size':
			item.size = toSize(value) ?? item.size;
			return;
		case 'z':
			if (typeof value === 'string' && value.length <= maxOrderLength) item.z = value;
			return;
		case 'text':
		case 'src':
		case 'alt':
			return put(item, key, readText(value));
		case 'parent':
		case 'color':
		case 'shape':
		case 'headFrom':
		case 'headTo':
		case 'dash':
		case 'fill':
		case 'brush':
		case 'instrument':
		case 'kind':
		case 'on':
		case 'thread':
			return put(item, key, toName(value));
		case 'resolved':
			return put(item, key, value === true || undefined);
		case 'from':
		case 'to':
			return put(item, key, toEnd(value));
		case 'points':
			return put(item, key, toPoints(value));
		case 'url':
			return put(item, key, toLink(value));
		case 'rotation':
			return put(item, key, toRotation(value));
		case 'groups':
			return put(item, key, toGroups(value));
		case 'lock':
			return put(item, key, toLock(value));
		case 'clip':
			return put(item, key, value === true ? true : undefined);
		case 'stroke':
		case 'slide':
			return put(item, key, toNumber(value));
		case 'fields':
			return readFields(item, value);
		case 'doc':
			if (value instanceof Y.XmlFragment) item.doc = readTree(value, known);
			return;
		default:
			if (isReactionKey(key)) readReaction(item, key, value);
			else if (!isUnsafeKey(key) && isJson(value)) item[key] = value;
	}
}

function readReaction(item: Draft, key: string, value: unknown): void {
	const reaction = parseReactionKey(key);
	if (reaction === undefined || value !== true) return;
	item.reactions = [...(item.reactions ?? []), formatReaction(reaction)];
}

function put(item: Draft, key: string, value: unknown): void {
	if (value !== undefined) item[key] = value;
}

function readText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	// Y.XmlText is a Y.Text too, but its string is markup.
	return value instanceof Y.Text && !(value instanceof Y.XmlText) ? value.toJSON() : undefined;
}

function readFields(item: Draft, value: unknown): void {
	const fields: Record<string, FieldValue> = {};
	const texts: string[] = [];
	const add = (raw: unknown, key: string): void => {
		if (isUnsafeKey(key)) return;
		const field = readField(raw);
		if (field === undefined) return;
		fields[key] = field;
		if (raw instanceof Y.Text) texts.push(key);
	};
	if (value instanceof Y.Map) value.forEach(add);
	else if (isJson(value) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
		for (const [key, raw] of Object.entries(value)) add(raw, key);
	} else return;
	item.fields = fields;
	if (texts.length > 0) item.textFields = texts.toSorted();
}

function readField(raw: unknown): FieldValue | undefined {
	if (raw instanceof Y.Map) {
		const chosen: string[] = [];
		raw.forEach((value: unknown, key: string) => {
			if (value === true) chosen.push(key);
		});
		return toSet(chosen);
	}
	return raw instanceof Y.Text ? readText(raw) : toFieldValue(raw);
}

/** All items of the board, in no particular order (sort with `byOrder` to paint). */
export function readBoard(doc: Y.Doc): Item[] {
	const items: Item[] = [];
	openBoard(doc).items.forEach((entry: unknown, id: string) => {
		const item = readItem(entry, id);
		if (item) items.push(item);
	});
	return items;
}

/** One item as it is now. */
export function getItem(doc: Y.Doc, id: string, known?: KnownTrees): Item | undefined {
	return readItem(openBoard(doc).items.get(id), id, known);
}
