import * as Y from 'yjs';
import { entryAt, nothingAt, snapshotOf, stateToken, tokenOf } from './snapshot.ts';
import type { Moment, Snapshot, Token } from './snapshot.ts';
import { carrierOf, newestEntry, sequenceOf } from './structs.ts';
import type { SharedType } from './structs.ts';

/** What a key held: the token of its value, or one of the tokens for nothing (`nothingAt`). */
export interface State {
	readonly token: Token;
	readonly snapshot?: Snapshot;
}

/** Under `path` (keys from `items` down) and `key`, the value changed. */
export interface KeyOp {
	readonly kind: 'key';
	readonly path: readonly string[];
	readonly key: string;
	/** Replaced when another's earlier write to this key arrives late: that is then what was there before. */
	before: State;
	readonly after: Token;
	/** Written by an undo: it put back what had been there, whoever made it. */
	readonly isRestored: boolean;
}

/** A run of characters that was taken out of a text. */
export interface Removed {
	readonly tokens: readonly Token[];
	readonly content: string;
	/** The characters that stood beside it, for when the text itself was made anew. */
	readonly left: Token | undefined;
	readonly right: Token | undefined;
	readonly index: number;
}

export interface TextOp {
	readonly kind: 'text';
	readonly path: readonly string[];
	readonly key: string;
	/** The shared text it happened in. */
	readonly text: Token;
	readonly inserted: readonly Token[];
	/** What was inserted, to tell where a word ends. */
	readonly typed: string;
	readonly removed: readonly Removed[];
}

export type Op = KeyOp | TextOp;

export type DeepEvents = readonly Y.YEvent<SharedType>[];

export const isAbsent = (token: Token): boolean => token.startsWith('-');

/** Sees the document as it was before the transaction. */
export function momentBefore(transaction: Y.Transaction): Moment {
	const isNewer = (item: Y.Item): boolean =>
		item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0);
	return {
		isNewer,
		wasLive: (item) =>
			!isNewer(item) && (!item.deleted || Y.isDeleted(transaction.deleteSet, item.id))
	};
}

/** What a transaction did to maps and texts under `items`, with all that is needed to take it back. */
export function recordOps(
	items: SharedType,
	events: DeepEvents,
	transaction: Y.Transaction,
	isRestored: boolean
): Op[] {
	const moment = momentBefore(transaction);
	const ops: Op[] = [];
	for (const event of events) {
		const path = pathOf(items, event.target, moment);
		if (!path) continue;
		if (event instanceof Y.YMapEvent) {
			for (const key of event.keysChanged as Set<string>) {
				const map = event.target as SharedType;
				const cell = newCell(map, path, key, moment);
				const op = cell
					? textOp(cell, [...path, key], moment)
					: keyOp(map, path, key, moment, isRestored);
				if (op) ops.push(op);
			}
		} else if (event.target instanceof Y.Text && !(event.target instanceof Y.XmlText)) {
			const op = textOp(event.target as unknown as SharedType, path, moment);
			if (op) ops.push(op);
		}
	}
	return ops;
}

/** The keys from `items` to a type; undefined when it is new as a whole, or lies in a sequence. */
function pathOf(items: SharedType, target: SharedType, moment: Moment): string[] | undefined {
	const path: string[] = [];
	let type = target;
	while (type !== items) {
		const carrier = carrierOf(type);
		if (!carrier || carrier.parentSub === null || moment.isNewer(carrier)) return undefined;
		path.unshift(carrier.parentSub);
		type = carrier.parent as SharedType;
	}
	return path;
}

/**
 * The text of a cell that was made just now. Taking back its row takes back what was written in it, but not
 * the text itself: others may be writing in it, unseen as yet, and their words come back together with the row.
 */
function newCell(
	map: SharedType,
	path: readonly string[],
	key: string,
	moment: Moment
): SharedType | undefined {
	if (path.length !== 2 || path[1] !== 'cells') return undefined;
	const newest = newestEntry(map, key);
	if (!newest || newest.deleted || !(newest.content instanceof Y.ContentType)) return undefined;
	const former = entryAt(newest, moment);
	const isNew = !former || !moment.wasLive(former);
	return isNew && newest.content.type instanceof Y.Text
		? (newest.content.type as unknown as SharedType)
		: undefined;
}

function keyOp(
	map: SharedType,
	path: readonly string[],
	key: string,
	moment: Moment,
	isRestored: boolean
): KeyOp | undefined {
	const newest = newestEntry(map, key);
	const former = entryAt(newest, moment);
	const before: State =
		former && moment.wasLive(former)
			? { token: tokenOf(former.id), snapshot: snapshotOf(former, moment) }
			: { token: nothingAt(map, key, former) };
	const after = stateToken(map, key);
	return before.token === after ? undefined : { kind: 'key', path, key, before, after, isRestored };
}

function textOp(type: SharedType, path: readonly string[], moment: Moment): TextOp | undefined {
	const inserted: Token[] = [];
	const removed: Removed[] = [];
	let open:
		| { tokens: Token[]; content: string; left: Token | undefined; index: number }
		| undefined;
	let left: Token | undefined;
	let typed = '';
	let index = 0;
	const close = (right: Token | undefined): void => {
		if (open) removed.push({ ...open, right });
		open = undefined;
	};
	for (const item of sequenceOf(type)) {
		if (!item.countable) continue;
		if (!item.deleted) {
			close(tokenOf(item.id));
			if (moment.isNewer(item)) {
				for (let i = 0; i < item.length; i += 1) inserted.push(tokenOf(item.id, i));
				if (item.content instanceof Y.ContentString) typed += item.content.str;
			}
			left = tokenOf(item.id, item.length - 1);
			index += item.length;
		} else if (moment.wasLive(item) && item.content instanceof Y.ContentString) {
			open ??= { tokens: [], content: '', left, index };
			for (let i = 0; i < item.length; i += 1) open.tokens.push(tokenOf(item.id, i));
			open.content += item.content.str;
		}
	}
	close(undefined);
	const carrier = carrierOf(type);
	if (!carrier || (inserted.length === 0 && removed.length === 0)) return undefined;
	const place = { path: path.slice(0, -1), key: path.at(-1)!, text: tokenOf(carrier.id) };
	return { kind: 'text', ...place, inserted, typed, removed };
}
