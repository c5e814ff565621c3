import * as Y from 'yjs';
import { isReactionKey } from '../reaction.ts';
import { carrierOf, newestEntries, newestEntry, sequenceOf } from './structs.ts';
import type { SharedType } from './structs.ts';

/** Names one written value or character: who wrote it and as their how-manieth, `client:clock`. */
export type Token = string;

export const tokenOf = (id: Y.ID, offset = 0): Token => `${id.client}:${id.clock + offset}`;

/**
 * The token of a key that holds nothing: `-` and the value that was removed last, or, when there never was
 * one, `-@` and the map and the key.
 */
export function nothingAt(map: SharedType, key: string, last: Y.Item | undefined): Token {
	// Yjs joins removed neighbours into one struct: the end of it is the one removed last.
	if (last) return `-${tokenOf(last.id, last.length - 1)}`;
	const carrier = carrierOf(map);
	return `-@${carrier ? tokenOf(carrier.id) : ''}@${key}`;
}

/** What a key holds now. */
export function stateToken(map: SharedType, key: string): Token {
	const newest = newestEntry(map, key);
	return newest && !newest.deleted ? tokenOf(newest.id) : nothingAt(map, key, newest);
}

/** What stood under a key, kept so that it can be written again after Yjs has thrown it away. */
export type Snapshot =
	| { readonly kind: 'value'; readonly value: unknown }
	| {
			readonly kind: 'shared';
			readonly make: () => SharedType;
			readonly entries: readonly Entry[];
			readonly parts: readonly Part[];
	  };

/** A key that held something, or, without a snapshot, one whose value had been removed. */
interface Entry {
	readonly key: string;
	readonly token: Token;
	readonly snapshot?: Snapshot;
}

/** A piece of a sequence: characters with their marks, or one value. */
type Part =
	| {
			readonly text: string;
			readonly tokens: readonly Token[];
			readonly attributes: Readonly<Record<string, unknown>>;
	  }
	| { readonly value: Snapshot; readonly attributes: Readonly<Record<string, unknown>> };

/** Tells what was there at the moment of interest, and which structs are newer than that moment. */
export interface Moment {
	wasLive(item: Y.Item): boolean;
	isNewer(item: Y.Item): boolean;
}

/** The struct that held a key at that moment, going back from the newest; it may have been deleted already. */
export function entryAt(newest: Y.Item | undefined, moment: Moment): Y.Item | undefined {
	let item: Y.Item | null | undefined = newest;
	while (item && moment.isNewer(item)) item = item.left;
	return item ?? undefined;
}

/** Copies what a struct held. Works inside an observer, before Yjs collects what was deleted. */
export function snapshotOf(item: Y.Item, moment: Moment): Snapshot {
	const content = item.content;
	if (!(content instanceof Y.ContentType)) {
		return { kind: 'value', value: content.getContent()[item.length - 1] };
	}
	const type = content.type as SharedType;
	const entries: Entry[] = [];
	for (const [key, newest] of newestEntries(type)) {
		const entry = entryAt(newest, moment);
		if (!entry) continue;
		if (!moment.wasLive(entry)) entries.push({ key, token: nothingAt(type, key, entry) });
		else entries.push({ key, token: tokenOf(entry.id), snapshot: snapshotOf(entry, moment) });
	}
	return { kind: 'shared', make: makerOf(type), entries, parts: partsOf(type, moment) };
}

function makerOf(type: SharedType): () => SharedType {
	if (type instanceof Y.XmlText) return () => new Y.XmlText() as SharedType;
	if (type instanceof Y.Text) return () => new Y.Text() as SharedType;
	if (type instanceof Y.XmlElement) {
		const name = type.nodeName;
		return () => new Y.XmlElement(name) as SharedType;
	}
	if (type instanceof Y.XmlFragment) return () => new Y.XmlFragment() as SharedType;
	if (type instanceof Y.Array) return () => new Y.Array() as SharedType;
	return () => new Y.Map() as SharedType;
}

function partsOf(type: SharedType, moment: Moment): Part[] {
	const parts: Part[] = [];
	let attributes: Record<string, unknown> = {};
	for (const item of sequenceOf(type)) {
		if (!moment.wasLive(item)) continue;
		const content = item.content;
		if (content instanceof Y.ContentFormat) {
			attributes = { ...attributes, [content.key]: content.value };
			if (content.value === null) delete attributes[content.key];
		} else if (content instanceof Y.ContentString) {
			const tokens = Array.from({ length: item.length }, (_, i) => tokenOf(item.id, i));
			parts.push({ text: content.str, tokens, attributes });
		} else if (content instanceof Y.ContentType) {
			parts.push({ value: snapshotOf(item, moment), attributes });
		} else if (item.countable) {
			for (const value of content.getContent() as unknown[]) {
				parts.push({ value: { kind: 'value', value }, attributes });
			}
		}
	}
	return parts;
}

/** Reactions are their people's word: who brings an item back does not repeat it for them. */
export function withoutReactions(item: Snapshot | undefined): Snapshot | undefined {
	if (item?.kind !== 'shared') return item;
	return { ...item, entries: item.entries.filter(({ key }) => !isReactionKey(key)) };
}

/** A fresh value with the content of the snapshot, to be put into the document. */
export function restore(snapshot: Snapshot): unknown {
	if (snapshot.kind === 'value') return snapshot.value;
	const type = snapshot.make();
	if (type instanceof Y.Text) {
		for (const [key, value] of restoreEntries(snapshot.entries)) type.setAttribute(key, value);
		type.applyDelta(
			snapshot.parts.map((part) => ({
				insert: 'text' in part ? part.text : restore(part.value),
				attributes: part.attributes
			}))
		);
	} else if (type instanceof Y.Map) {
		for (const [key, value] of restoreEntries(snapshot.entries)) type.set(key, value);
	} else {
		const values = snapshot.parts.map((part) => ('text' in part ? part.text : restore(part.value)));
		if (type instanceof Y.Array) type.push(values);
		else if (type instanceof Y.XmlFragment) {
			type.insert(0, values as Y.XmlElement[]);
			if (type instanceof Y.XmlElement) {
				for (const [key, value] of restoreEntries(snapshot.entries)) {
					type.setAttribute(key, value);
				}
			}
		}
	}
	return type;
}

function* restoreEntries(entries: readonly Entry[]): Iterable<[string, unknown]> {
	for (const { key, snapshot } of entries) if (snapshot) yield [key, restore(snapshot)];
}

/**
 * Calls `pair(fresh, former)` for everything in a restored type that stands for something in the snapshot:
 * map entries and characters.
 */
export function pairTokens(
	snapshot: Snapshot,
	restored: Y.Item,
	pair: (fresh: Token, former: Token) => void
): void {
	if (snapshot.kind === 'value' || !(restored.content instanceof Y.ContentType)) return;
	const type = restored.content.type as SharedType;
	for (const { key, token, snapshot: value } of snapshot.entries) {
		pair(stateToken(type, key), token);
		const item = newestEntry(type, key);
		if (value && item) pairTokens(value, item, pair);
	}
	const tokens = snapshot.parts.flatMap((part) => ('text' in part ? part.tokens : []));
	let next = 0;
	for (const item of sequenceOf(type)) {
		if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
		for (let i = 0; i < item.length; i += 1) {
			const token = tokens[next];
			next += 1;
			if (token !== undefined) pair(tokenOf(item.id, i), token);
		}
	}
}

/** Every token alive in what a struct holds, nested ones too. */
export function* liveTokens(item: Y.Item): Iterable<Token> {
	if (!(item.content instanceof Y.ContentType)) return;
	const type = item.content.type as SharedType;
	for (const [, entry] of newestEntries(type)) {
		if (entry.deleted) continue;
		yield tokenOf(entry.id);
		yield* liveTokens(entry);
	}
	for (const part of sequenceOf(type)) {
		if (part.deleted) continue;
		for (let i = 0; i < part.length; i += 1) yield tokenOf(part.id, i);
		yield* liveTokens(part);
	}
}
