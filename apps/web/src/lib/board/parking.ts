import type { Item } from '@concordia/board';
import {
	frameOf,
	isInstrumentFrame,
	isParkable,
	isParked,
	parkItem,
	unparkItem,
	type InstrumentDefinition
} from '@concordia/instruments';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';
import { newItemId, type BoardStore } from './board-store.svelte.ts';

interface Place {
	readonly frame: Item;
	readonly definition: InstrumentDefinition;
}

/** The instrument an item lies in, or belongs to. */
export function instrumentAround(item: Item, items: ReadonlyMap<string, Item>): Place | undefined {
	const frame = isInstrumentFrame(item) ? item : frameOf(items, item, isInstrumentFrame);
	const definition = frame && instrumentOf(frame);
	return frame && definition ? { frame, definition } : undefined;
}

/** What can be done with an item about parking; null when it is not in an instrument that parks. */
export function parkable(item: Item, items: ReadonlyMap<string, Item>): 'park' | 'unpark' | null {
	if (isInstrumentFrame(item)) return null;
	const place = instrumentAround(item, items);
	if (!place) return null;
	if (isParked(place.definition, item)) return 'unpark';
	return isParkable(place.definition, item) ? 'park' : null;
}

/** Parks an item in its instrument, or brings it back. */
export function togglePark(
	board: BoardStore,
	id: string,
	options: { readonly organization: string | undefined; readonly locale: 'en' | 'de' }
): void {
	const items = board.peek();
	const item = items.get(id);
	const place = item && instrumentAround(item, items);
	if (!place) return;
	const edit = isParked(place.definition, item)
		? unparkItem(place.definition, items.values(), id)
		: parkItem(place.definition, items.values(), id, {
				frame: place.frame,
				placeholderId: newItemId(),
				...options
			});
	if (edit) board.change(edit);
}
