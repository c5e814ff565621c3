import type { Item } from '@concordia/board';
import { fieldOf } from './definition.ts';
import type { InstrumentDefinition, ScorecardView } from './definition.ts';
import { dateField } from './day.ts';
import { numberField, stringField } from './fields.ts';
import { reportedActuals } from './reported.ts';
import type { Reported } from './reported.ts';
import { cardsOf, scopeOf } from './scope.ts';

/**
 * `reached`: the target or better. `partly`: between baseline and target. `away`: no better than the baseline.
 * `open`: no actual yet. `incomplete`: no target, or no baseline where the view has one.
 */
export type ScoreState = 'reached' | 'partly' | 'away' | 'open' | 'incomplete';

export const scoreStates = [
	'reached',
	'partly',
	'away',
	'open',
	'incomplete'
] as const satisfies readonly ScoreState[];

/** What is measured. Whether more or less is better follows from baseline and target. */
export interface Measured {
	readonly baseline: number | undefined;
	readonly target: number | undefined;
	readonly actual: number | undefined;
}

export interface Score extends Measured {
	readonly state: ScoreState;
	/** How much of the way from baseline to target is done: 1 is the target. Undefined where there is no way. */
	readonly attained: number | undefined;
	readonly isLowerBetter: boolean;
}

export interface ScoreRow {
	readonly item: Item;
	readonly indicator: string;
	readonly unit: string;
	readonly date: string | undefined;
	readonly score: Score;
	/** Where the actual comes from, when it isn't the card's own. */
	readonly reported: Reported | undefined;
}

export interface ScorePart {
	/** A value of the field that groups; undefined where a card has none of its options. */
	readonly value: string | undefined;
	readonly rows: readonly ScoreRow[];
}

export interface Scorecard {
	/** One part per option; one without option where it is needed or nothing groups. */
	readonly parts: readonly ScorePart[];
	readonly counts: Readonly<Record<ScoreState, number>>;
}

/** Actual against target. Each card stands in exactly one part. */
export function scorecard(
	definition: InstrumentDefinition,
	view: ScorecardView,
	items: Iterable<Item>,
	frameId: string
): Scorecard {
	const scope = scopeOf(definition, items, frameId);
	const cards = view.kinds.flatMap((kind) => cardsOf(scope, kind));
	const reports = view.reports && reportedActuals(scope, view.reports);
	const counts = { reached: 0, partly: 0, away: 0, open: 0, incomplete: 0 };
	const rows = cards.map((item): ScoreRow => {
		const reported = reports?.get(item.id);
		const score = scoreOf(
			{
				baseline: view.baseline === undefined ? undefined : numberField(item, view.baseline),
				target: numberField(item, view.target),
				actual: reported?.actual ?? numberField(item, view.actual)
			},
			view.baseline !== undefined
		);
		counts[score.state] += 1;
		return {
			item,
			indicator: stringField(item, view.indicator).trim(),
			unit: view.unit === undefined ? '' : stringField(item, view.unit).trim(),
			date: view.date === undefined ? undefined : dateField(item, view.date),
			score,
			reported
		};
	});
	const options = optionsOf(definition, view);
	const valueOf = ({ item }: ScoreRow): string | undefined => {
		const value = stringField(item, view.groupBy ?? '');
		return options.includes(value) ? value : undefined;
	};
	const byValue = Map.groupBy(rows, valueOf);
	return {
		parts: [...options, undefined].flatMap((value) => {
			const own = byValue.get(value) ?? [];
			return value === undefined && own.length === 0 ? [] : [{ value, rows: own }];
		}),
		counts
	};
}

function optionsOf(definition: InstrumentDefinition, view: ScorecardView): readonly string[] {
	for (const kind of view.kinds) {
		const options = fieldOf(definition, kind, view.groupBy ?? '')?.options;
		if (options) return options;
	}
	return [];
}

/** Measures an actual against baseline and target; without baselines more is better. */
export function scoreOf(measured: Measured, hasBaseline = true): Score {
	const { baseline, target, actual } = measured;
	const isLowerBetter = baseline !== undefined && target !== undefined && target < baseline;
	const score = { baseline, target, actual, attained: undefined, isLowerBetter };
	if (target === undefined || (hasBaseline && baseline === undefined)) {
		return { ...score, state: 'incomplete' };
	}
	if (actual === undefined) return { ...score, state: 'open' };
	const isReached = isLowerBetter ? actual <= target : actual >= target;
	const isAway =
		baseline !== undefined && (isLowerBetter ? actual >= baseline : actual <= baseline);
	const way = baseline === undefined ? 0 : target - baseline;
	return {
		...score,
		state: isReached ? 'reached' : isAway ? 'away' : 'partly',
		attained: way === 0 ? undefined : (actual - baseline!) / way
	};
}
