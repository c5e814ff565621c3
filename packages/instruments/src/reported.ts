import type { Item } from '@concordia/board';
import { fieldOf } from './definition.ts';
import type { ReportsDefinition } from './definition.ts';
import { numberField, stringField } from './fields.ts';
import { cardsOf } from './scope.ts';
import type { Scope } from './scope.ts';

/** What the newest report on a card says. */
export interface Reported {
	readonly actual: number;
	/** One of the options of the reports' periods. */
	readonly period: string;
	/** The report. */
	readonly item: Item;
}

/**
 * By card, its newest report that has a number. What names no period or no card counts nowhere; of two reports
 * on one period, written at once, the one with the smaller id counts for everybody.
 */
export function reportedActuals(
	scope: Scope,
	{ kind, of, period, actual }: ReportsDefinition
): ReadonlyMap<string, Reported> {
	const periods = fieldOf(scope.definition, kind, period)?.options ?? [];
	const newest = new Map<string, Reported>();
	const places = new Map(periods.map((one, place) => [one, place]));
	for (const item of cardsOf(scope, kind)) {
		const number = numberField(item, actual);
		const place = places.get(stringField(item, period));
		const about = stringField(item, of);
		if (number === undefined || place === undefined || about === '') continue;
		const known = newest.get(about);
		const by = known ? place - places.get(known.period)! : 1;
		if (by > 0 || (by === 0 && item.id < known!.item.id)) {
			newest.set(about, { actual: number, period: periods[place]!, item });
		}
	}
	return newest;
}
