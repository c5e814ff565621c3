import { levels } from './read.ts';
import type { Level, Plan, PlanContribution } from './read.ts';

/** Person-days in hundredths of a day, money in cents. */
export interface Amount {
	readonly days: number;
	readonly money: number;
}

export interface TotalsRow {
	/** Undefined: contributions that name no organization of the session. */
	readonly organization: string | undefined;
	/** By level, and at `none` what names no level. */
	readonly byLevel: Readonly<Record<Level | 'none', Amount>>;
	readonly total: Amount;
}

export interface Totals {
	/** One per organization in their order; a last one without organization only where it is needed. */
	readonly rows: readonly TotalsRow[];
	readonly byLevel: Readonly<Record<Level | 'none', Amount>>;
	readonly total: Amount;
}

/** What the partners bring, per organization and level. Every contribution counts exactly once. */
export function planTotals(plan: Plan): Totals {
	const own = Map.groupBy(plan.contributions, ({ organization }) => organization);
	const names: (string | undefined)[] = plan.organizations.map(({ id }) => id);
	if (own.has(undefined)) names.push(undefined);
	return {
		rows: names.map((organization) => {
			const contributions = own.get(organization) ?? [];
			return { organization, byLevel: byLevel(contributions), total: amountOf(contributions) };
		}),
		byLevel: byLevel(plan.contributions),
		total: amountOf(plan.contributions)
	};
}

export function amountOf(contributions: readonly PlanContribution[]): Amount {
	let [days, money] = [0, 0];
	for (const one of contributions) {
		days += one.days;
		money += one.money;
	}
	return { days, money };
}

function byLevel(contributions: readonly PlanContribution[]): Record<Level | 'none', Amount> {
	const of = (level: Level | undefined): Amount =>
		amountOf(contributions.filter((one) => one.level === level));
	return {
		strategic: of(levels[0]),
		tactical: of(levels[1]),
		operational: of(levels[2]),
		none: of(undefined)
	};
}
