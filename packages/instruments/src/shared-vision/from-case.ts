import type { Item } from '@concordia/board';
import type { Case } from '../case.ts';
import { words } from '../definition.ts';
import type { Layout } from '../layout.ts';
import type { CaseGoal } from './case-part.ts';
import { sharedVision } from './definition.ts';

/**
 * The shared vision as far as a case tells of it: what is shared, the goals, and beside them the own objectives
 * that were laid open. Those that were not stay away. Nothing for a case that says nothing. Returns its frame.
 */
export function sharedVisionFromCase(value: Case, layout: Layout): Item | undefined {
	const { vision = {}, own_objectives: objectives = [] } = value;
	const shared = vision.shared ?? value.alliance.objective;
	const { mission, values = [], goals = [] } = vision;
	if (shared === '' && goals.length === 0 && objectives.length === 0) return undefined;
	const frame = layout.addFrame(sharedVision);
	const add = (kind: string, text: string, fields: NonNullable<Item['fields']> = {}): void =>
		void layout.addCard(sharedVision, frame, { kind, text, fields });
	if (shared !== '') add('vision', shared);
	if (mission !== undefined) add('mission', mission);
	for (const text of values) add('value', text);
	const illustrative = words(sharedVision, layout.locale, 'illustrative');
	for (const goal of goals) add('goal', goal.text, measureOf(goal, illustrative));
	for (const { organization, text, open } of objectives) {
		if (open) add('own-objective', text, { organization });
	}
	return frame;
}

function measureOf(goal: CaseGoal, illustrative: string): NonNullable<Item['fields']> {
	const { illustrative_indicator: made } = goal;
	const { indicator, unit, baseline, target, date } = made ?? goal;
	const name = made && indicator !== undefined ? `${indicator} (${illustrative})` : indicator;
	return {
		...(name !== undefined && { indicator: name }),
		...(unit !== undefined && { unit }),
		...(baseline !== undefined && { baseline }),
		...(target !== undefined && { target }),
		...(date !== undefined && { date })
	};
}
