import * as v from 'valibot';
import { name, organizationId, text } from '../case-values.ts';

const perspective = v.object({
	organization: organizationId,
	text: v.optional(text),
	passed: v.optional(v.boolean())
});

const problem = v.object({
	id: name(64),
	statement: text,
	evidence: v.optional(text),
	affected: v.optional(v.pipe(v.array(name(200)), v.maxLength(100))),
	feeds_into: v.optional(v.pipe(v.array(v.string()), v.maxLength(1000))),
	perspectives: v.optional(v.pipe(v.array(perspective), v.maxLength(1000)))
});

const parked = v.object({
	text,
	organization: v.optional(organizationId),
	problem: v.optional(v.string())
});

/** What a case file says about the problem set. */
export const problemSetPart = {
	problem_set: v.optional(v.pipe(v.array(problem), v.maxLength(500))),
	parked_solutions: v.optional(v.pipe(v.array(parked), v.maxLength(500)))
};

export type CaseProblem = v.InferOutput<typeof problem>;
export type CaseParked = v.InferOutput<typeof parked>;

/** Every id exists once, everything named exists. */
export function wrongProblemSet(
	value: {
		readonly problem_set?: readonly CaseProblem[] | undefined;
		readonly parked_solutions?: readonly CaseParked[] | undefined;
	},
	organizations: ReadonlySet<string>
): string | undefined {
	const problems = new Set<string>();
	for (const [index, { id }] of (value.problem_set ?? []).entries()) {
		if (problems.has(id)) return `problem_set.${index}.id: "${id}" is there twice`;
		problems.add(id);
	}
	for (const [index, entry] of (value.problem_set ?? []).entries()) {
		const target = entry.feeds_into?.find((id) => !problems.has(id));
		if (target !== undefined) {
			return `problem_set.${index}.feeds_into: there is no problem "${target}"`;
		}
		const voice = entry.perspectives?.find(({ organization }) => !organizations.has(organization));
		if (voice) {
			return `problem_set.${index}.perspectives: there is no organization "${voice.organization}"`;
		}
	}
	for (const [index, { organization, problem: on }] of (value.parked_solutions ?? []).entries()) {
		if (organization !== undefined && !organizations.has(organization)) {
			return `parked_solutions.${index}.organization: there is no organization "${organization}"`;
		}
		if (on !== undefined && !problems.has(on)) {
			return `parked_solutions.${index}.problem: there is no problem "${on}"`;
		}
	}
	return undefined;
}
