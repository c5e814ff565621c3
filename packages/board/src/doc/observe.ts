import type * as Y from 'yjs';
import type { Change, Item } from '../item.ts';
import { enterChanges } from '../changes.ts';
import { getItem, readBoard } from './read.ts';
import { openBoard } from './roots.ts';
import { carrierOf } from './structs.ts';
import type { SharedType } from './structs.ts';
import type { KnownTrees } from './tree.ts';

export type BoardListener = (changes: readonly Change[], origin: unknown) => void;

/**
 * Tells the listener after each transaction which items it touched, with the records before and after.
 * Only touched items are read again, so a change costs the same on a board of ten or ten thousand items.
 * Returns the function that stops it. Who has read the board already passes the records on; they are kept
 * current from then on.
 */
export function observeBoard(
	doc: Y.Doc,
	listener: BoardListener,
	known = recordsOf(doc)
): () => void {
	const { items } = openBoard(doc);
	// A document of many pages is read again only where it changed.
	const trees: KnownTrees = new WeakMap();

	const onChange = (events: readonly Y.YEvent<SharedType>[], at: Y.Transaction) => {
		const changes: Change[] = [];
		for (const id of touchedItems(items, events, trees)) {
			const before = known.get(id);
			const after = getItem(doc, id, trees);
			if (!before && !after) continue;
			changes.push({ id, ...(before && { before }), ...(after && { after }) });
		}
		enterChanges(known, changes);
		if (changes.length > 0) listener(changes, at.origin);
	};
	const observer = onChange as unknown as Parameters<typeof items.observeDeep>[0];
	items.observeDeep(observer);
	return () => items.unobserveDeep(observer);
}

/** All items of the board by id; who has read them already passes them. */
export function recordsOf(doc: Y.Doc, items: readonly Item[] = readBoard(doc)): Map<string, Item> {
	return new Map(items.map((item) => [item.id, item]));
}

/** The items that events tell of. The parts of documents that they changed are known no more. */
function touchedItems(
	items: Y.Map<unknown>,
	events: readonly Y.YEvent<SharedType>[],
	trees: KnownTrees
): Set<string> {
	const touched = new Set<string>();
	for (const event of events) {
		if (event.target === (items as unknown)) {
			for (const key of event.changes.keys.keys()) touched.add(key);
		} else {
			const id = itemIdOf(items as SharedType, event.target, trees);
			if (id !== undefined) touched.add(id);
		}
	}
	return touched;
}

/** Under which key of `items` a nested type hangs. Climbs the parents: `event.path` counts siblings and is slow. */
function itemIdOf(items: SharedType, target: SharedType, trees: KnownTrees): string | undefined {
	let type = target;
	for (let carrier = carrierOf(type); carrier; carrier = carrierOf(type)) {
		trees.delete(type);
		if (carrier.parent === items) return carrier.parentSub ?? undefined;
		type = carrier.parent as SharedType;
	}
	return undefined;
}
