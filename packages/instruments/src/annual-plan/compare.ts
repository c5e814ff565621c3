import type { Plan, PlanActivity, PlanObjective } from './read.ts';
import { planTotals } from './totals.ts';
import type { Amount } from './totals.ts';

export interface Pair<Value> {
	readonly before: Value | undefined;
	readonly now: Value | undefined;
}

export interface Comparison {
	/** What both plans have by the same title comes first as it stands in this plan, then what is gone. */
	readonly objectives: readonly Pair<PlanObjective>[];
	readonly activities: readonly Pair<PlanActivity>[];
	/** Per organization of the session. */
	readonly contributions: readonly (Pair<Amount> & { readonly organization: string })[];
}

/** This plan beside an earlier one: what goes on, what is new, what is gone. Each card stands in one pair. */
export function comparePlans(before: Plan, now: Plan): Comparison {
	const earlier = planTotals(before);
	return {
		objectives: pairs(before.objectives, now.objectives),
		activities: pairs(before.activities, now.activities),
		contributions: planTotals(now).rows.flatMap(({ organization, total }) =>
			organization === undefined
				? []
				: [
						{
							organization,
							before: earlier.rows.find((row) => row.organization === organization)?.total,
							now: total
						}
					]
		)
	};
}

type Titled = PlanObjective | PlanActivity;

function pairs<Entry extends Titled>(
	before: readonly Entry[],
	now: readonly Entry[]
): Pair<Entry>[] {
	const waiting = Map.groupBy(before, titleKey);
	const kept = now.map((entry): Pair<Entry> => {
		const key = titleKey(entry);
		return { before: key === '' ? undefined : waiting.get(key)?.shift(), now: entry };
	});
	const left = new Set([...waiting.values()].flat());
	const gone = before.filter((entry) => left.has(entry));
	return [...kept, ...gone.map((entry) => ({ before: entry, now: undefined }))];
}

const titleKey = ({ item }: Titled): string =>
	(item.text ?? '').normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
