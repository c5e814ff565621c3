import * as v from 'valibot';
import { organizationId, text } from '../case-values.ts';

/** What a case says of who does what, step by step; what is handed over goes to the next step. */
export const allianceMapPart = {
	alliance_map: v.optional(
		v.pipe(
			v.array(
				v.object({
					step: v.number(),
					organization: organizationId,
					does: text,
					hands_over: v.optional(text),
					difficult: v.optional(v.boolean())
				})
			),
			v.maxLength(200)
		)
	)
};

export type CaseStep = NonNullable<
	v.InferOutput<v.ObjectSchema<typeof allianceMapPart, undefined>>['alliance_map']
>[number];

/** The first thing that names nobody of the case. */
export function wrongAllianceMap(
	{ alliance_map: steps = [] }: { readonly alliance_map?: readonly CaseStep[] | undefined },
	organizations: ReadonlySet<string>
): string | undefined {
	const index = steps.findIndex(({ organization }) => !organizations.has(organization));
	if (index === -1) return undefined;
	return `alliance_map.${index}.organization: there is no organization "${steps[index]!.organization}"`;
}
