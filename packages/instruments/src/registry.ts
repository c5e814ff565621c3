import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from './definition.ts';
import { problemSet } from './problem-set.ts';

/** Every instrument there is, in the order in which they are offered. */
export const instruments: readonly InstrumentDefinition[] = [problemSet];

/** The definition an item belongs to; undefined for plain items and for instruments of a newer version. */
export function instrumentOf(item: Pick<Item, 'instrument'>): InstrumentDefinition | undefined {
	return instruments.find(({ id }) => id === item.instrument);
}
