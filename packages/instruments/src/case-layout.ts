import type { Item } from '@concordia/board';
import { allianceMapFromCase } from './alliance-map/from-case.ts';
import { annualPlanFromCase } from './annual-plan/from-case.ts';
import type { Case } from './case.ts';
import type { Locale } from './definition.ts';
import { Layout } from './layout.ts';
import type { SealedSolution } from './layout.ts';
import type { OrganizationName } from './matrix.ts';
import { problemSetFromCase } from './problem-set/from-case.ts';
import { sharedVisionFromCase } from './shared-vision/from-case.ts';

export interface CaseSession {
	readonly title: string;
	readonly purpose: string;
	readonly organizations: readonly OrganizationName[];
	readonly items: readonly Item[];
	/** Parked solutions, whose text is not among the items. */
	readonly sealed: readonly SealedSolution[];
	/** Id of the problem set's frame. */
	readonly instrumentFrame: string;
}

/**
 * A session with the instruments that a case fills, side by side; the problem set comes first, an empty one
 * last: people open the board where there is something to read. `newId` gives a fresh id per item.
 */
export function caseToSession(
	value: Case,
	newId: () => string,
	locale: Locale = 'en'
): CaseSession {
	const layout = new Layout(newId, locale);
	const isFilled = (value.problem_set ?? []).length > 0;
	let frame = isFilled ? problemSetFromCase(value, layout) : null;
	if (value.vision) sharedVisionFromCase(value, layout);
	annualPlanFromCase(value, layout);
	allianceMapFromCase(value, layout);
	if (!value.vision) sharedVisionFromCase(value, layout);
	frame ??= problemSetFromCase(value, layout);
	return {
		title: value.alliance.name,
		purpose: value.alliance.objective,
		organizations: value.organizations.map(({ id, name }) => ({ id, name })),
		items: layout.items,
		sealed: layout.sealed,
		instrumentFrame: frame.id
	};
}
