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
	const inside = [...ids]
		.map((id) => byId.get(id))
		.filter((item) => item !== undefined)
		.toSorted(inReadingOrder);
	return { definition, frame: byId.get(frameId), inside, byId };
}

/** The cards of a kind in the frame, in reading order. */
export function cardsOf(scope: Scope, kind: string): Item[] {
	return scope.inside.filter((item) => isKind(scope.definition, item, kind));
}

/** Lines of about a card's height, from left to right in each. Total, so all readers see one order. */
const lineHeight = 100;

function inReadingOrder(a: Item, b: Item): number {
	const line = Math.floor(a.pos[1] / lineHeight) - Math.floor(b.pos[1] / lineHeight);
	return line || a.pos[0] - b.pos[0] || a.pos[1] - b.pos[1] || byOrder(a, b);
}
