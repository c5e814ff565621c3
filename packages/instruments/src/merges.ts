import { boundsOf, groupItems, isLocked, ungroupItems } from '@concordia/board';
import type { Item, Patch } from '@concordia/board';
import type { BoardEdit } from './board-edit.ts';
import { isKind } from './definition.ts';
import type { InstrumentDefinition } from './definition.ts';
import { freeSpot, takenBy } from './place.ts';

/** Cards that say the same: which of them stands for all, and which others were merged into it. */
export interface Merges {
	/** The card that stands for this one: itself, as long as it was not merged. */
	readonly of: (id: string) => string;
	/** The other wordings of a card, in a fixed order. */
	readonly wordings: (id: string) => readonly Item[];
}

/**
 * Reads which cards were merged. A merged card stays on the board and names the one it was merged into: nothing of
 * it is moved or copied, so no two people who merge at once can lose anything. Where cards name each other in a
 * circle, the one with the smallest id stands for all.
 */
export function mergesOf(cards: ReadonlyMap<string, Item>): Merges {
	const heads = new Map<string, string>();
	for (const start of cards.keys()) {
		const path: string[] = [];
		const seen = new Map<string, number>();
		let at = start;
		while (!heads.has(at) && !seen.has(at)) {
			seen.set(at, path.length);
			path.push(at);
			const next = targetOf(cards.get(at));
			if (next === undefined || !cards.has(next)) break;
			at = next;
		}
		const circle = seen.has(at) ? path.slice(seen.get(at)) : [];
		const head = heads.get(at) ?? smallest(circle) ?? at;
		for (const id of path) heads.set(id, head);
	}
	const groups = new Map<string, Item[]>();
	for (const [id, head] of heads) {
		if (id === head) continue;
		groups.set(head, [...(groups.get(head) ?? []), cards.get(id)!]);
	}
	return {
		of: (id) => heads.get(id) ?? id,
		wordings: (id) => (groups.get(id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1))
	};
}

/** The card that this one says it was merged into. */
export function targetOf(item: Item | undefined): string | undefined {
	const target = item?.['mergedInto'];
	return typeof target === 'string' && target !== '' && target !== item?.id ? target : undefined;
}

function smallest(ids: readonly string[]): string | undefined {
	return ids.length === 0 ? undefined : ids.reduce((least, id) => (id < least ? id : least));
}

const gap = 12;

/**
 * Two cards become one: `id` stays on the board as it is worded and names `into` as what it says, too. On the canvas
 * it stands below it, in one group with it. Nothing when they are one already, or locked.
 */
export function mergeCards(
	definition: InstrumentDefinition,
	items: ReadonlyMap<string, Item>,
	{ id, into, group }: { readonly id: string; readonly into: string; readonly group: string }
): BoardEdit | undefined {
	const [item, target] = [items.get(id), items.get(into)];
	if (!item || !target || isLocked(item) || isLocked(target)) return undefined;
	const { kind } = item;
	if (kind === undefined || !isKind(definition, item, kind)) return undefined;
	if (!isKind(definition, target, kind)) return undefined;
	const cards = new Map([...items].filter(([, one]) => isKind(definition, one, kind)));
	const merges = mergesOf(cards);
	const head = items.get(merges.of(into))!;
	const own = items.get(merges.of(id))!;
	if (head.id === own.id || isLocked(head) || isLocked(own)) return undefined;
	const family = [head, ...merges.wordings(head.id)];
	const lowest = family.reduce((low, one) => (bottomOf(one) > bottomOf(low) ? one : low));
	const below = { x: head.pos[0], y: bottomOf(lowest) + gap, width: own.size[0], height: 0 };
	const others = [...items.values()].filter((one) => one.id !== own.id);
	const patch: Patch = {
		id: own.id,
		mergedInto: head.id,
		pos: freeSpot(below, takenBy(others), own.size),
		color: 'gray',
		parent: head.parent ?? null
	};
	const groups = new Map(
		groupItems(items.values(), [...family.map((one) => one.id), own.id], group).map((one) => [
			one.id,
			one
		])
	);
	const update = [{ ...groups.get(own.id), ...patch }];
	groups.delete(own.id);
	return { insert: [], update: [...update, ...groups.values()], remove: [] };
}

function bottomOf(item: Item): number {
	const { y, height } = boundsOf(item);
	return y + height;
}

/** A card that was merged stands for itself again. */
export function separateCard(
	definition: InstrumentDefinition,
	items: ReadonlyMap<string, Item>,
	id: string
): BoardEdit | undefined {
	const item = items.get(id);
	if (!item || isLocked(item) || targetOf(item) === undefined) return undefined;
	const kind = definition.kinds.find((one) => one.id === item.kind);
	const groups = ungroupItems(items.values(), [id]);
	const update = groups.filter((patch) => patch.id !== id && !isLocked(items.get(patch.id)));
	const own = groups.find((patch) => patch.id === id);
	const color = item.color === 'gray' ? (kind?.color ?? 'gray') : item.color;
	return {
		insert: [],
		update: [{ ...own, id, mergedInto: null, ...(color !== undefined && { color }) }, ...update],
		remove: []
	};
}
