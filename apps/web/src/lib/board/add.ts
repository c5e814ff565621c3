import { defaultSize, type Item, type NewItem } from '@concordia/board';
import { kindOf, newCard } from '@concordia/instruments';
import { newItemId, type BoardStore } from './board-store.svelte.ts';
import { instrumentAround } from './parking.ts';
import { freeSpot } from './placement.ts';

/** What can be added from a list: plain items, a shape, or a kind of card of the instrument around. */
export type Addable =
	| 'note'
	| 'text'
	| 'frame'
	| { readonly kind: string }
	| { readonly shape: string };

/** The kinds of card that can be added where this item is. */
export function addableKinds(
	item: Item | undefined,
	items: ReadonlyMap<string, Item>
): readonly string[] {
	const place = item && instrumentAround(item, items);
	return place
		? place.definition.kinds.filter((kind) => kind.isAddable).map((kind) => kind.id)
		: [];
}

/** Behind what, what it says, and for whom a card speaks that belongs to an organization. */
export interface Adding {
	readonly at: Item | undefined;
	readonly text?: string;
	readonly mine: string | null;
}

/**
 * Adds an item where somebody who reads a list expects it: behind the item given, in the same frame (in
 * the frame itself, when that is given), where there is room. Returns its id.
 */
export function addItem(board: BoardStore, what: Addable, { at, text = '', mine }: Adding): string {
	const items = board.peek();
	const item =
		typeof what === 'string'
			? plain(what, at, items)
			: 'kind' in what
				? card(what.kind, at, items, mine)
				: { ...plain('shape', at, items), shape: what.shape };
	board.insert([{ ...item, text }]);
	return item.id;
}

function card(
	kind: string,
	at: Item | undefined,
	items: ReadonlyMap<string, Item>,
	mine: string | null
): NewItem {
	const place = at && instrumentAround(at, items);
	if (!place) throw new Error(`no instrument around to add "${kind}" to`);
	const owner = kindOf(place.definition, kind)?.ownedBy;
	const fields = owner !== undefined && mine !== null ? { [owner]: mine } : {};
	return newCard(place.definition, items.values(), place.frame, { id: newItemId(), kind, fields });
}

function plain(
	type: 'note' | 'text' | 'frame' | 'shape',
	at: Item | undefined,
	items: ReadonlyMap<string, Item>
): NewItem {
	const inside = at?.type === 'frame' ? at : items.get(at?.parent ?? '');
	const frame = type === 'frame' ? undefined : inside;
	const after = at === frame || type === 'frame' ? undefined : at;
	const size = defaultSize(type);
	return {
		id: newItemId(),
		type,
		pos: freeSpot(items.values(), size, frame, after),
		size,
		...(frame && { parent: frame.id }),
		...(type === 'note' && { color: 'yellow' })
	};
}
