import * as v from 'valibot';
import { organizationId, text } from '../case-values.ts';

const figure = v.union([v.number(), v.pipe(v.string(), v.maxLength(100))]);

const measure = v.object({
	indicator: v.optional(text),
	unit: v.optional(text),
	baseline: v.optional(figure),
	target: v.optional(figure),
	date: v.optional(v.pipe(v.string(), v.maxLength(40)))
});

const goal = v.object({
	text,
	...measure.entries,
	/** Figures that the source doesn't have, made up so that there is something to see. */
	illustrative_indicator: v.optional(measure)
});

const objective = v.object({
	organization: organizationId,
	text,
	/** False: known to have it, but it was not laid open to all. */
	open: v.optional(v.boolean(), true)
});

/** What a case file says about the shared vision. */
export const sharedVisionPart = {
	vision: v.optional(
		v.object({
			shared: v.optional(text),
			mission: v.optional(text),
			values: v.optional(v.pipe(v.array(text), v.maxLength(50))),
			goals: v.optional(v.pipe(v.array(goal), v.maxLength(100)))
		})
	),
	own_objectives: v.optional(v.pipe(v.array(objective), v.maxLength(500)))
};

export type CaseGoal = v.InferOutput<typeof goal>;
export type CaseObjective = v.InferOutput<typeof objective>;

/** Everything named exists. */
export function wrongSharedVision(
	{
		own_objectives: objectives = []
	}: { readonly own_objectives?: readonly CaseObjective[] | undefined },
	organizations: ReadonlySet<string>
): string | undefined {
	const index = objectives.findIndex(({ organization }) => !organizations.has(organization));
	if (index === -1) return undefined;
	return `own_objectives.${index}.organization: there is no organization "${objectives[index]!.organization}"`;
}
