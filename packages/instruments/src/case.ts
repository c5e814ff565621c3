import * as v from 'valibot';
import { allianceMapPart, wrongAllianceMap } from './alliance-map/case-part.ts';
import { annualPlanPart, wrongAnnualPlan } from './annual-plan/case-part.ts';
import { name, organizationId, text } from './case-values.ts';
import { problemSetPart, wrongProblemSet } from './problem-set/case-part.ts';
import { sharedVisionPart, wrongSharedVision } from './shared-vision/case-part.ts';

const shape = v.object({
	alliance: v.object({
		name: name(200),
		objective: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
		settlement: v.optional(text),
		area: v.optional(v.object({ facts: v.optional(v.pipe(v.array(text), v.maxLength(50))) }))
	}),
	organizations: v.pipe(
		v.array(v.object({ id: organizationId, name: name(128) })),
		v.minLength(1),
		v.maxLength(64)
	),
	...problemSetPart,
	...sharedVisionPart,
	...annualPlanPart,
	...allianceMapPart
});

/** A real case, as far as the instruments use it. Other parts of the file are for those who read it. */
export type Case = v.InferOutput<typeof shape>;

export type ParsedCase =
	| { readonly ok: true; readonly value: Case }
	| { readonly ok: false; readonly reason: string };

/**
 * Checks a case file that was read as JSON. Strict about what is used, indifferent to everything else; names
 * the place and the fault of the first thing that is wrong.
 */
export function parseCase(json: unknown): ParsedCase {
	const parsed = v.safeParse(shape, json);
	if (!parsed.success) {
		const issue = parsed.issues[0];
		const path = v.getDotPath(issue);
		return { ok: false, reason: path ? `${path}: ${issue.message}` : issue.message };
	}
	const reason = wrongReference(parsed.output);
	return reason === undefined ? { ok: true, value: parsed.output } : { ok: false, reason };
}

/** Every id exists once, everything named exists. */
function wrongReference(value: Case): string | undefined {
	const organizations = new Set<string>();
	for (const [index, { id }] of value.organizations.entries()) {
		if (organizations.has(id)) return `organizations.${index}.id: "${id}" is there twice`;
		organizations.add(id);
	}
	return (
		wrongProblemSet(value, organizations) ??
		wrongSharedVision(value, organizations) ??
		wrongAnnualPlan(value, organizations) ??
		wrongAllianceMap(value, organizations)
	);
}
