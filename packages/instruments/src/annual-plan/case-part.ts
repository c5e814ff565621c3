import * as v from 'valibot';
import { organizationId, text } from '../case-values.ts';
import { isDay } from '../day.ts';

const day = v.pipe(v.string(), v.check(isDay, 'Invalid day'));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100_000));

const activity = v.object({
	title: text,
	lead: v.optional(organizationId),
	with: v.optional(v.pipe(v.array(organizationId), v.maxLength(64))),
	from: v.optional(day),
	to: v.optional(day),
	indicator: v.optional(text),
	baseline: v.optional(v.pipe(v.number(), v.finite())),
	target: v.optional(v.pipe(v.number(), v.finite())),
	person_days: v.optional(v.record(v.string(), amount))
});

const plan = v.object({
	illustrative: v.optional(v.boolean()),
	year: v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(9999)),
	activities: v.pipe(v.array(activity), v.maxLength(500))
});

/** What a case file says about an annual plan. */
export const annualPlanPart = { annual_plan_example: v.optional(plan) };

export type CasePlan = v.InferOutput<typeof plan>;

/** Everyone who leads or brings something is one of the organizations. */
export function wrongAnnualPlan(
	value: { readonly annual_plan_example?: CasePlan | undefined },
	organizations: ReadonlySet<string>
): string | undefined {
	for (const [index, one] of (value.annual_plan_example?.activities ?? []).entries()) {
		const named = [one.lead, ...(one.with ?? []), ...Object.keys(one.person_days ?? {})];
		const stranger = named.find((id) => id !== undefined && !organizations.has(id));
		if (stranger !== undefined) {
			return `annual_plan_example.activities.${index}: there is no organization "${stranger}"`;
		}
	}
	return undefined;
}
