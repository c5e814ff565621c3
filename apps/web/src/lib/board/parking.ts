import type { Item } from '@concordia/board';
import {
	frameOf,
	isInstrumentFrame,
	isParkable,
	type InstrumentDefinition
} from '@concordia/instruments';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';

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

/** The frame in which an item can be parked as a solution that comes too early; null when it can't be. */
export function parkingFor(item: Item, items: ReadonlyMap<string, Item>): Item | null {
	if (isInstrumentFrame(item)) return null;
	const place = instrumentAround(item, items);
	return place && isParkable(place.definition, item) ? place.frame : null;
}
