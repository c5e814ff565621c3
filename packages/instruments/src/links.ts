import type { Fields, FieldValue, Item, NewItem, Patch } from '@concordia/board';
import { isKind } from './definition.ts';
import type { InstrumentDefinition, LinkDefinition, LinkLook } from './definition.ts';
import { textFieldsOf } from './place.ts';

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

/** What a link says from the beginning. */
export interface LinkContent {
	readonly text?: string;
	readonly fields?: Fields;
}

/** A connector that links two cards. */
export function newLink(
	definition: InstrumentDefinition,
	link: LinkDefinition,
	{ id, from, to }: Link,
	{ text, fields = {} }: LinkContent = {}
): NewItem {
	const isMarked = link.mark !== undefined && fields[link.mark.field] === true;
	return {
		id,
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		from: { item: from },
		to: { item: to },
		instrument: definition.id,
		kind: link.id,
		...link.look,
		...(isMarked && link.mark.look),
		...(text !== undefined && { text }),
		...(link.fields && { fields, textFields: textFieldsOf(link.fields) })
	};
}

/**
 * Sets a field of a link; a flag that shows is drawn at once. An arrow that somebody drew on the canvas
 * becomes a link of this kind by it.
 */
export function setLinkField(
	definition: InstrumentDefinition,
	link: LinkDefinition,
	id: string,
	field: string,
	value: FieldValue | undefined
): Patch {
	const patch = { id, instrument: definition.id, kind: link.id, fields: { [field]: value } };
	if (link.mark?.field !== field) return patch;
	return { ...patch, ...plainLook, ...link.look, ...(value === true && link.mark.look) };
}

const plainLook: Readonly<Record<keyof LinkLook, null>> = { color: null, dash: null, stroke: null };

/** Every connector that says the same as this link, to be removed together; `of` tells which cards were merged. */
export function connectorsOf(
	link: LinkDefinition,
	items: Iterable<Item>,
	{ from, to }: Link,
	of: (id: string) => string = (id) => id
): string[] {
	const ids: string[] = [];
	for (const item of items) {
		if (item.type !== 'connector' || !item.from || !item.to) continue;
		if (item.kind !== undefined && item.kind !== link.id) continue;
		if (!('item' in item.from) || !('item' in item.to)) continue;
		if (of(item.from.item) === from && of(item.to.item) === to) ids.push(item.id);
	}
	return ids;
}
