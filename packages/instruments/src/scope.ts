import { byOrder, withDescendants } from '@concordia/board';
import type { Item } from '@concordia/board';
import { isKind } from './definition.ts';
import type { InstrumentDefinition } from './definition.ts';

/** The items of one instrument on the board: its frame's content, and everything by id. */
export interface Scope {
	readonly definition: InstrumentDefinition;
	readonly frame: Item | undefined;
	/** What lies in the frame, however deep, in reading order. */
	readonly inside: readonly Item[];
	readonly byId: ReadonlyMap<string, Item>;
}

export function scopeOf(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string
): Scope {
	const byId = new Map<string, Item>();
	for (const item of items) byId.set(item.id, item);
	const ids = withDescendants(byId.values(), [frameId]);
	ids.delete(frameId);
	const inside = [...ids].map((id) => byId.get(id)).filter((item) => item !== undefined);
	return { definition, frame: byId.get(frameId), inside: readingOrder(inside), byId };
}

/** The cards of a kind in the frame, in reading order. */
export function cardsOf(scope: Scope, kind: string): Item[] {
	return scope.inside.filter((item) => isKind(scope.definition, item, kind));
}

/**
 * Rows from the top, each from left to right: what shares half its height with the first of a row stands in
 * it. Total, so that all readers see one order.
 */
function readingOrder(items: readonly Item[]): Item[] {
	const rows: { top: number; bottom: number; items: Item[] }[] = [];
	for (const item of items.toSorted((a, b) => a.pos[1] - b.pos[1] || byOrder(a, b))) {
		const [top, bottom] = [item.pos[1], item.pos[1] + item.size[1]];
		const row = rows.at(-1);
		const shared = row ? Math.min(row.bottom, bottom) - Math.max(row.top, top) : -1;
		const isInRow = row && shared >= Math.min(bottom - top, row.bottom - row.top) / 2;
		if (isInRow) row.items.push(item);
		else rows.push({ top, bottom, items: [item] });
	}
	return rows.flatMap((row) => row.items.toSorted((a, b) => a.pos[0] - b.pos[0] || byOrder(a, b)));
}

/** A kind of which there are more cards than should be kept in mind. */
export interface CrowdedKind {
	readonly kind: string;
	readonly most: number;
	readonly count: number;
}

export function crowdedKinds(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string
): readonly CrowdedKind[] {
	const limited = definition.kinds.filter(({ most }) => most !== undefined);
	if (limited.length === 0) return [];
	const scope = scopeOf(definition, items, frameId);
	return limited
		.map(({ id, most }) => ({ kind: id, most: most!, count: cardsOf(scope, id).length }))
		.filter(({ most, count }) => count > most);
}
