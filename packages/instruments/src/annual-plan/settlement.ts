import { splitExactly, sum } from '../exact.ts';
import type { Method, Plan } from './read.ts';

export interface SettlementRow {
	/** Undefined: contributions that name no organization of the session. Such a row bears, but has no share. */
	readonly organization: string | undefined;
	/** In cents: what it brings as money and, where the plan names a rate, as person-days. */
	readonly borne: number;
	readonly share: number;
	/** Share less what it bears: positive is to be paid, negative to be received. */
	readonly balance: number;
}

export interface Settlement {
	readonly method: Method | undefined;
	/** False when nothing can be computed yet: no method, or no sizes or uses to go by. Each bears its own then. */
	readonly isComputed: boolean;
	readonly rows: readonly SettlementRow[];
	readonly total: { readonly borne: number; readonly share: number; readonly balance: number };
}

/** Who bears which part of the costs. Shares add up to the costs to the cent, balances to nothing. */
export function planSettlement(plan: Plan): Settlement {
	const borne = new Map<string | undefined, number>(plan.organizations.map(({ id }) => [id, 0]));
	for (const { organization, days, money } of plan.contributions) {
		const cost = money + Math.round((days * plan.rate) / 100);
		borne.set(organization, (borne.get(organization) ?? 0) + cost);
	}
	const total = sum(borne.values());
	const shares = sharesOf(plan, total);
	const rows = [...borne].map(([organization, own], index): SettlementRow => {
		const share = shares ? (shares[index] ?? 0) : own;
		return { organization, borne: own, share, balance: share - own };
	});
	return {
		method: plan.method,
		isComputed: plan.method === 'own' || shares !== undefined,
		rows,
		total: {
			borne: total,
			share: sum(rows.map(({ share }) => share)),
			balance: sum(rows.map(({ balance }) => balance))
		}
	};
}

/** One share per organization in their order; undefined where each bears its own. */
function sharesOf(plan: Plan, total: number): number[] | undefined {
	if (plan.method === 'equal')
		return splitExactly(
			total,
			plan.organizations.map(() => 1)
		);
	if (plan.method !== 'size' && plan.method !== 'use') return undefined;
	return splitExactly(total, weightsOf(plan, plan.method));
}

/** Two cards of one organization count together: nothing that somebody wrote is passed over. */
export function weightsOf(plan: Plan, by: 'size' | 'use'): number[] {
	return plan.organizations.map(({ id }) =>
		sum(plan.measures.filter(({ organization }) => organization === id).map((one) => one[by] ?? 0))
	);
}
