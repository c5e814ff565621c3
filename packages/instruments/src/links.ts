import type { Item, NewItem } from '@concordia/board';
import { isKind } from './definition.ts';
import type { InstrumentDefinition, LinkDefinition } from './definition.ts';

export interface Link {
	/** Id of the connector; where several say the same, the one with the smallest id. */
	readonly id: string;
	readonly from: string;
	readonly to: string;
}

/**
 * The links of a kind among these cards. A plain connector that someone drew between two of them counts: on
 * the canvas that is how people link.
 */
export function linksOf(
	definition: InstrumentDefinition,
	link: LinkDefinition,
	items: Iterable<Item>,
	cards: ReadonlyMap<string, Item>
): Link[] {
	const found = new Map<string, Link>();
	for (const item of items) {
		if (item.type !== 'connector' || !item.from || !item.to) continue;
		if (item.kind !== undefined && item.kind !== link.id) continue;
		if (!('item' in item.from) || !('item' in item.to)) continue;
		const from = cards.get(item.from.item);
		const to = cards.get(item.to.item);
		if (!from || !to || !isKind(definition, from, link.from)) continue;
		if (!isKind(definition, to, link.to)) continue;
		const key = JSON.stringify([from.id, to.id]);
		const earlier = found.get(key);
		if (!earlier || item.id < earlier.id) found.set(key, { id: item.id, from: from.id, to: to.id });
	}
	return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A connector that links two cards. */
export function newLink(
	definition: InstrumentDefinition,
	link: LinkDefinition,
	{ id, from, to }: Link
): NewItem {
	return {
		id,
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		from: { item: from },
		to: { item: to },
		instrument: definition.id,
		kind: link.id
	};
}

/** Every connector that says the same as this link, to be removed together. */
export function connectorsOf(
	link: LinkDefinition,
	items: Iterable<Item>,
	{ from, to }: Link
): string[] {
	const ids: string[] = [];
	for (const item of items) {
		if (item.type !== 'connector' || !item.from || !item.to) continue;
		if (item.kind !== undefined && item.kind !== link.id) continue;
		if (!('item' in item.from) || !('item' in item.to)) continue;
		if (item.from.item === from && item.to.item === to) ids.push(item.id);
	}
	return ids;
}
