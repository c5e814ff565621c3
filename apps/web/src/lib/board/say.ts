import type { Item } from '@concordia/board';
import { flattenOutline, outline, type Relation } from '@concordia/canvas';
import { words } from '@concordia/instruments';
import { hasText, list, locale, number, t } from '#lib/i18n/index.svelte.ts';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';
import { itemName, typeName, withoutSigns } from './item-name.ts';

type Items = ReadonlyMap<string, Item>;

/**
 * How an item is told to somebody who walks through the board by keys: what it is, its words, its place
 * among its neighbours and the frame they lie in, then what it is joined with. A connector is told as what
 * it says: "A feeds into B".
 */
export function sayItem(item: Item, items: Items): string {
	if (item.type === 'connector') return sayConnector(item, items);
	const text = withoutSigns(item.text ?? '').replace(/\s+/g, ' ');
	const frame = frameOf(item, items);
	const parts = [
		typeName(item),
		text === '' ? t('access.no-text') : text,
		t('access.place', placeOf(item, items)),
		frame && t('access.in-frame', { name: itemName(frame) }),
		isLocked(item) && t('access.locked'),
		...relationsOf(item, items).map((relation) => sayRelation(item, relation, items))
	];
	return parts.filter((part) => typeof part === 'string').join(', ');
}

/** Everything else that can be seen of an item: where it is, how large, its colour, whether it is locked or turned. */
export function sayLook(item: Item): string {
	const turned = item['rotation'];
	const parts = [
		typeName(item),
		item.type !== 'connector' && t('access.at', { x: whole(item.pos[0]), y: whole(item.pos[1]) }),
		item.type !== 'connector' &&
			t('access.size', { width: whole(item.size[0]), height: whole(item.size[1]) }),
		item.color !== undefined && t('access.color', { color: colorName(item.color) }),
		typeof turned === 'number' && turned !== 0 && t('access.turned', { degrees: whole(turned) }),
		t(isLocked(item) ? 'access.locked' : 'access.not-locked'),
		Array.isArray(item['groups']) && item['groups'].length > 0 && t('access.grouped'),
		Array.isArray(item['reactions']) &&
			item['reactions'].length > 0 &&
			t('access.reactions', { count: item['reactions'].length })
	];
	return parts.filter((part) => typeof part === 'string').join(', ');
}

/** One connector as seen from the item it belongs to, such as "Feeds into: B". */
export function sayRelation(item: Item, relation: Relation, items: Items): string {
	const { direction, other, kind, label } = relation;
	const there = other === null ? undefined : items.get(other);
	const definition = instrumentOf(item);
	const verb =
		withoutSigns(label) ||
		(definition && kind ? words(definition, locale.current, `link.${kind}.${direction}`) : '') ||
		t(`outline.relation-${direction}`);
	return t('outline.relation', { verb, name: there ? itemName(there) : t('outline.nothing') });
}

/** What several items are told as: how many, and of what kinds. */
export function sayItems(selected: readonly Item[]): string {
	const kinds = new Map<string, number>();
	for (const item of selected) kinds.set(typeName(item), (kinds.get(typeName(item)) ?? 0) + 1);
	const counted = [...kinds].map(([kind, count]) => t('access.of-kind', { kind, count }));
	return `${t('board.selected', { count: selected.length })}: ${list(counted)}`;
}

function sayConnector(item: Item, items: Items): string {
	const definition = instrumentOf(item);
	const from = nameAt(item.from, items);
	const to = nameAt(item.to, items);
	const verb =
		(definition && item.kind && words(definition, locale.current, `link.${item.kind}`)) ||
		t('access.leads-to');
	const label = withoutSigns(item.text ?? '');
	const relation = t('access.relation', { from, verb, to });
	return [typeName(item), relation, ...(label === '' ? [] : [label])].join(', ');
}

function nameAt(end: Item['from'], items: Items): string {
	const item = end && 'item' in end ? items.get(end.item) : undefined;
	return item ? itemName(item) : t('outline.nothing');
}

/** The place among what lies in the same frame, in reading order. */
function placeOf(item: Item, items: Items): { readonly position: number; readonly count: number } {
	const frame = frameOf(item, items);
	const around = [...items.values()].filter(
		(one) => one.type !== 'connector' && frameOf(one, items) === frame
	);
	const order = outline(around);
	return { position: order.findIndex(({ id }) => id === item.id) + 1, count: order.length };
}

/** The connectors of an item. Only what they join has to be looked at, not the whole board. */
function relationsOf(item: Item, items: Items): readonly Relation[] {
	const connectors = [...items.values()].filter((one) => touches(one, item.id));
	const ends = connectors.flatMap(({ from, to }) => [from, to]);
	const ids = new Set([item.id, ...ends.flatMap((end) => (end && 'item' in end ? end.item : []))]);
	const joined = [...ids].flatMap((id) => items.get(id) ?? []);
	const nodes = flattenOutline(outline([...joined, ...connectors]));
	return nodes.find(({ id }) => id === item.id)?.relations ?? [];
}

function touches(connector: Item, id: string): boolean {
	return (
		connector.type === 'connector' &&
		[connector.from, connector.to].some((end) => end && 'item' in end && end.item === id)
	);
}

function frameOf(item: Item, items: Items): Item | undefined {
	const frame = item.parent === undefined ? undefined : items.get(item.parent);
	return frame?.type === 'frame' ? frame : undefined;
}

function isLocked(item: Item): boolean {
	return item['lock'] === 'open' || item['lock'] === 'mediator';
}

function colorName(color: string): string {
	const key = `common.color-${color}`;
	return hasText(key) ? t(key) : color;
}

function whole(value: number): string {
	return number(value, { maximumFractionDigits: 0 });
}

/** What is selected: one item with its place and its relations, several with their number. */
export function saySelection(ids: readonly string[], items: Items): string {
	const selected = ids.flatMap((id) => items.get(id) ?? []);
	const [only, ...more] = selected;
	if (only === undefined) return t('access.selected-none');
	return more.length === 0 ? sayItem(only, items) : sayItems(selected);
}

/** The item that keys would add to the selection or take out, while several are chosen. */
export function sayAtHand(id: string, selected: readonly string[], items: Items): string {
	const item = items.get(id);
	const state = t(selected.includes(id) ? 'access.chosen' : 'access.not-chosen');
	return item === undefined ? state : `${sayItem(item, items)}, ${state}`;
}

/** All about what is selected. */
export function sayLooks(ids: readonly string[], items: Items): string {
	const selected = ids.flatMap((id) => items.get(id) ?? []);
	return selected.length === 0 ? t('access.selected-none') : selected.map(sayLook).join('; ');
}
