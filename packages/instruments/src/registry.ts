import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from './definition.ts';
import { annualPlan } from './annual-plan/definition.ts';
import { problemSet } from './problem-set/definition.ts';

/**
 * Every instrument there is, by the steps of an alliance, the core ones of each first. Pages in the browser
 * fetch them one by one (`loaders.ts`): a new one is named in both.
 */
export const instruments: readonly InstrumentDefinition[] = [problemSet, annualPlan];

/** The definition an item belongs to; undefined for plain items and for instruments of a newer version. */
export function instrumentOf(item: Pick<Item, 'instrument'>): InstrumentDefinition | undefined {
	return instruments.find(({ id }) => id === item.instrument);
}
