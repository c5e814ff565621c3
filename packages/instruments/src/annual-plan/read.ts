import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from '../definition.ts';
import { hundredths } from '../exact.ts';
import { numberField, stringField } from '../fields.ts';
import { linksOf } from '../links.ts';
import type { OrganizationName } from '../matrix.ts';
import { reportedActuals } from '../reported.ts';
import type { Reported } from '../reported.ts';
import { cardsOf, scopeOf } from '../scope.ts';
import type { Measured } from '../scorecard.ts';
import { dayIn } from '../timeline.ts';
import { annualPlan, reviews } from './definition.ts';

export const levels = ['strategic', 'tactical', 'operational'] as const;
export type Level = (typeof levels)[number];

export const perspectives = ['users', 'processes', 'learning', 'finances'] as const;
export type Perspective = (typeof perspectives)[number];

export const methods = ['own', 'equal', 'size', 'use'] as const;
export type Method = (typeof methods)[number];

export const quarters = ['q1', 'q2', 'q3', 'q4'] as const;
export type Quarter = (typeof quarters)[number];

export const statuses = ['planned', 'running', 'done', 'late', 'stopped'] as const;
export type Status = (typeof statuses)[number];

/** The largest amounts that count; with them all sums of ten thousand cards stay exact. */
export const maxDays = 100_000;
export const maxMoney = 100_000_000;
export const maxRate = 10_000;
export const maxWeight = 1_000_000_000;

export interface PlanObjective extends Measured {
	readonly item: Item;
	readonly indicator: string;
	readonly perspective: Perspective | undefined;
	readonly due: number | undefined;
}

export interface PlanActivity extends Measured {
	readonly item: Item;
	readonly indicator: string;
	/** Id of an objective of this plan. */
	readonly objective: string | undefined;
	/** Id of an organization of the session. */
	readonly lead: string | undefined;
	/** Days; both undefined when one is missing or the end lies before the start. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	readonly status: Status | undefined;
	/** Ids of the other activities of this plan that it waits for. */
	readonly waitsFor: readonly string[];
}

export interface PlanContribution {
	readonly item: Item;
	readonly activity: string | undefined;
	readonly organization: string | undefined;
	readonly level: Level | undefined;
	/** In hundredths of a day. */
	readonly days: number;
	/** In cents. */
	readonly money: number;
}

export interface PlanMilestone {
	readonly item: Item;
	readonly activity: string | undefined;
	readonly date: number | undefined;
}

export interface PlanMeasure {
	readonly item: Item;
	readonly organization: string | undefined;
	/** In hundredths of whatever is counted. */
	readonly size: number | undefined;
	readonly use: number | undefined;
}

export interface PlanReview {
	readonly item: Item;
	/** Id of an objective or activity of this plan. */
	readonly subject: string | undefined;
	readonly quarter: Quarter | undefined;
	readonly actual: number | undefined;
	readonly status: Status | undefined;
	readonly reason: string;
}

/** All cards of a plan, read once: every card of the frame is in exactly one list. */
export interface Plan {
	readonly frame: Item | undefined;
	readonly organizations: readonly OrganizationName[];
	readonly method: Method | undefined;
	/** What a person-day costs, in cents; 0 when days aren't counted as costs. */
	readonly rate: number;
	readonly terms: readonly Item[];
	readonly objectives: readonly PlanObjective[];
	readonly activities: readonly PlanActivity[];
	readonly contributions: readonly PlanContribution[];
	readonly milestones: readonly PlanMilestone[];
	readonly measures: readonly PlanMeasure[];
	readonly reviews: readonly PlanReview[];
}

/**
 * Reads a plan from the cards in its frame. What has a wrong type or points nowhere counts as not filled in.
 * Another instrument is read as well: its kinds and fields of the names that the annual plan has.
 */
export function readPlan(
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	definition: InstrumentDefinition = annualPlan
): Plan {
	const scope = scopeOf(definition, items, frameId);
	const cards = (kind: string): Item[] => cardsOf(scope, kind);
	const objectiveCards = cards('objective');
	const activityCards = cards('activity');
	const objectiveIds = new Set(objectiveCards.map(({ id }) => id));
	const activityIds = new Set(activityCards.map(({ id }) => id));
	const subjectIds = new Set([...objectiveIds, ...activityIds]);
	const organizationIds = new Set(organizations.map(({ id }) => id));
	const reported = reportedActuals(scope, reviews);
	const activityById = new Map(activityCards.map((item) => [item.id, item]));
	const waits = Map.groupBy(
		definition.links
			.filter(({ from, to }) => from === 'activity' && to === 'activity')
			.flatMap((link) => linksOf(definition, link, scope.byId.values(), activityById)),
		({ to }) => to
	);
	const activities = activityCards.map((item): PlanActivity => {
		const [from, to] = [dayIn(item, 'from'), dayIn(item, 'to')];
		const isSpan = from !== undefined && to !== undefined && from <= to;
		return {
			item,
			...measured(item, reported),
			objective: known(item, 'objective', objectiveIds),
			lead: known(item, 'lead', organizationIds),
			from: isSpan ? from : undefined,
			to: isSpan ? to : undefined,
			status: choice(item, 'status', statuses),
			waitsFor: (waits.get(item.id) ?? []).map(({ from: id }) => id).filter((id) => id !== item.id)
		};
	});
	const terms = cards('terms').toSorted((a, b) => (a.id < b.id ? -1 : 1));
	return {
		frame: scope.frame,
		organizations,
		method: firstOf(terms, (item) => choice(item, 'method', methods)),
		rate: firstOf(terms, (item) => hundredths(numberField(item, 'rate'), maxRate)) ?? 0,
		terms,
		objectives: objectiveCards.map((item) => ({
			item,
			...measured(item, reported),
			perspective: choice(item, 'perspective', perspectives),
			due: dayIn(item, 'due')
		})),
		activities,
		contributions: cards('contribution').map((item) => ({
			item,
			activity: known(item, 'activity', activityIds),
			organization: known(item, 'organization', organizationIds),
			level: choice(item, 'level', levels),
			days: hundredths(numberField(item, 'days'), maxDays) ?? 0,
			money: hundredths(numberField(item, 'money'), maxMoney) ?? 0
		})),
		milestones: cards('milestone').map((item) => ({
			item,
			activity: known(item, 'activity', activityIds),
			date: dayIn(item, 'date')
		})),
		measures: cards('measure').map((item) => ({
			item,
			organization: known(item, 'organization', organizationIds),
			size: hundredths(numberField(item, 'size'), maxWeight),
			use: hundredths(numberField(item, 'use'), maxWeight)
		})),
		reviews: cards('review').map((item) => ({
			item,
			subject: known(item, 'subject', subjectIds),
			quarter: choice(item, 'quarter', quarters),
			actual: numberField(item, 'actual'),
			status: choice(item, 'status', statuses),
			reason: (item.text ?? '').trim()
		}))
	};
}

/** The newest review's actual counts before the one on the card. */
function measured(
	item: Item,
	reported: ReadonlyMap<string, Reported>
): Measured & { readonly indicator: string } {
	return {
		indicator: stringField(item, 'indicator').trim(),
		baseline: numberField(item, 'baseline'),
		target: numberField(item, 'target'),
		actual: reported.get(item.id)?.actual ?? numberField(item, 'actual')
	};
}

function known(item: Item, field: string, ids: ReadonlySet<string>): string | undefined {
	const id = stringField(item, field);
	return ids.has(id) ? id : undefined;
}

function choice<Option extends string>(
	item: Item,
	field: string,
	options: readonly Option[]
): Option | undefined {
	const value = stringField(item, field);
	return options.find((option) => option === value);
}

function firstOf<Value>(
	items: readonly Item[],
	read: (item: Item) => Value | undefined
): Value | undefined {
	return items.map(read).find((value) => value !== undefined);
}
