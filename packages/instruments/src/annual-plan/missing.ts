import type { Item } from '@concordia/board';
import { components } from '../components.ts';
import { kindOf } from '../definition.ts';
import { hasText, stringField } from '../fields.ts';
import { beginsEarly, dayIn } from '../timeline.ts';
import { annualPlan } from './definition.ts';
import type { Plan, PlanActivity } from './read.ts';

/** One thing that a plan lacks or that doesn't fit; its words are under `missing.<code>`. */
export interface Missing {
	readonly code: MissingCode;
	/** The card to fill it in, and its field; the text of the card where no field is named. */
	readonly item?: Item;
	readonly field?: string;
	readonly organization?: string;
}

export type MissingCode =
	| 'objectives'
	| 'few-objectives'
	| 'many-objectives'
	| 'method'
	| 'size'
	| 'use'
	| 'no-contribution-of'
	| 'text'
	| 'indicator'
	| 'baseline'
	| 'target'
	| 'due'
	| 'perspective'
	| 'goal'
	| 'no-activity'
	| 'objective'
	| 'lead'
	| 'from'
	| 'to'
	| 'order'
	| 'no-contribution'
	| 'starts-early'
	| 'loop'
	| 'activity'
	| 'organization'
	| 'level'
	| 'amount'
	| 'date'
	| 'subject'
	| 'quarter'
	| 'reason';

export const fewestObjectives = 3;
export const mostObjectives = kindOf(annualPlan, 'objective')!.most!;

/** Everything that is missing before a plan can be signed, each with the place to fill it in. */
export function planMissing(plan: Plan): Missing[] {
	return [
		...ofPlan(plan),
		...ofObjectives(plan),
		...ofActivities(plan),
		...ofContributions(plan),
		...plan.milestones.flatMap(({ item, date }) => [
			...textOf(item),
			...need(date === undefined, 'date', item, 'date')
		]),
		...plan.reviews.flatMap(({ item, subject, quarter, reason }) => [
			...need(subject === undefined, 'subject', item, 'subject'),
			...need(quarter === undefined, 'quarter', item, 'quarter'),
			...need(reason === '', 'reason', item)
		])
	];
}

function need(isMissing: boolean, code: MissingCode, item: Item, field?: string): Missing[] {
	return isMissing ? [{ code, item, ...(field !== undefined && { field }) }] : [];
}

const textOf = (item: Item): Missing[] => need(!hasText(item), 'text', item);

function ofPlan(plan: Plan): Missing[] {
	const found: Missing[] = [];
	const count = plan.objectives.length;
	if (count === 0) found.push({ code: 'objectives' });
	else if (count < fewestObjectives) found.push({ code: 'few-objectives' });
	else if (count > mostObjectives) found.push({ code: 'many-objectives' });
	if (plan.method === undefined) {
		found.push({ code: 'method', ...(plan.terms[0] && { item: plan.terms[0], field: 'method' }) });
	}
	const by = plan.method;
	const giving = new Set(plan.contributions.map(({ organization }) => organization));
	for (const { id } of plan.organizations) {
		if (by === 'size' || by === 'use') {
			const own = plan.measures.filter(({ organization }) => organization === id);
			if (!own.some((one) => one[by] !== undefined)) {
				const place = own[0] && { item: own[0].item, field: by };
				found.push({ code: by, organization: id, ...place });
			}
		}
		if (!giving.has(id)) found.push({ code: 'no-contribution-of', organization: id });
	}
	return found;
}

function ofObjectives(plan: Plan): Missing[] {
	const served = new Set(plan.activities.map(({ objective }) => objective));
	return plan.objectives.flatMap((objective) => {
		const { item, indicator, baseline, target, due, perspective } = objective;
		return [
			...textOf(item),
			...need(stringField(item, 'goal') === '', 'goal', item, 'goal'),
			...need(indicator === '', 'indicator', item, 'indicator'),
			...need(baseline === undefined, 'baseline', item, 'baseline'),
			...need(target === undefined, 'target', item, 'target'),
			...need(due === undefined, 'due', item, 'due'),
			...need(perspective === undefined, 'perspective', item, 'perspective'),
			...need(!served.has(item.id), 'no-activity', item)
		];
	});
}

function ofActivities(plan: Plan): Missing[] {
	const carried = new Set(plan.contributions.map(({ activity }) => activity));
	const byId = new Map(plan.activities.map((activity) => [activity.item.id, activity]));
	const looping = activitiesInLoops(plan.activities);
	return plan.activities.flatMap((activity) => {
		const { item, objective, lead, indicator, target } = activity;
		const [from, to] = [dayIn(item, 'from'), dayIn(item, 'to')];
		const isTurned = from !== undefined && to !== undefined && to < from;
		const isEarly = activity.waitsFor.some((id) => beginsEarly(activity, byId.get(id)));
		return [
			...textOf(item),
			...need(objective === undefined, 'objective', item, 'objective'),
			...need(lead === undefined, 'lead', item, 'lead'),
			...need(from === undefined, 'from', item, 'from'),
			...need(to === undefined, 'to', item, 'to'),
			...need(isTurned, 'order', item, 'to'),
			...need(indicator === '', 'indicator', item, 'indicator'),
			...need(target === undefined, 'target', item, 'target'),
			...need(!carried.has(item.id), 'no-contribution', item),
			...need(isEarly, 'starts-early', item, 'from'),
			...need(looping.has(item.id), 'loop', item)
		];
	});
}

function activitiesInLoops(activities: readonly PlanActivity[]): ReadonlySet<string> {
	const edges = activities.flatMap(({ item, waitsFor }) =>
		waitsFor.map((from) => ({ from, to: item.id }))
	);
	const { groups } = components(
		activities.map(({ item }) => item.id),
		edges
	);
	return new Set(groups.filter(({ length }) => length > 1).flat());
}

function ofContributions(plan: Plan): Missing[] {
	return plan.contributions.flatMap(({ item, activity, organization, level, days, money }) => [
		...need(activity === undefined, 'activity', item, 'activity'),
		...need(organization === undefined, 'organization', item, 'organization'),
		...need(level === undefined, 'level', item, 'level'),
		...need(days === 0 && money === 0, 'amount', item, 'days')
	]);
}
