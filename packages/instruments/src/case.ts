import * as v from 'valibot';

const name = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const text = v.pipe(v.string(), v.maxLength(10_000));
const organizationId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,24}$/));

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

const shape = v.object({
	alliance: v.object({
		name: name(200),
		objective: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
		area: v.optional(v.object({ facts: v.optional(v.pipe(v.array(text), v.maxLength(50))) }))
	}),
	organizations: v.pipe(
		v.array(v.object({ id: organizationId, name: name(128) })),
		v.minLength(1),
		v.maxLength(64)
	),
	problem_set: v.optional(v.pipe(v.array(problem), v.maxLength(500))),
	parked_solutions: v.optional(v.pipe(v.array(parked), v.maxLength(500)))
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
