import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from './definition.ts';
import { allianceMap } from './alliance-map/definition.ts';
import { annualEvaluation } from './annual-evaluation/definition.ts';
import { annualPlan } from './annual-plan/definition.ts';
import { commitments } from './commitments/definition.ts';
import { conflictStructure } from './conflict-structure/definition.ts';
import { decisions } from './decisions/definition.ts';
import { glossary } from './glossary/definition.ts';
import { groundRules } from './ground-rules/definition.ts';
import { knowledgeMap } from './knowledge-map/definition.ts';
import { learningCircle } from './learning-circle/definition.ts';
import { meetingStructure } from './meeting-structure/definition.ts';
import { motives } from './motives/definition.ts';
import { opportunitySpace } from './opportunity-space/definition.ts';
import { pillarScan } from './pillar-scan/definition.ts';
import { problemSet } from './problem-set/definition.ts';
import { relevanceRounds } from './relevance-rounds/definition.ts';
import { serviceMap } from './service-map/definition.ts';
import { sharedVision } from './shared-vision/definition.ts';
import { stageCheck } from './stage-check/definition.ts';
import { stakeholderMap } from './stakeholder-map/definition.ts';
import { suitabilityCheck } from './suitability-check/definition.ts';

/**
 * Every instrument there is, by the steps of an alliance, the core ones of each first. Pages in the browser
 * fetch them one by one (`loaders.ts`): a new one is named in both.
 */
export const instruments: readonly InstrumentDefinition[] = [
	problemSet,
	suitabilityCheck,
	glossary,
	knowledgeMap,
	motives,
	relevanceRounds,
	stakeholderMap,
	sharedVision,
	decisions,
	conflictStructure,
	groundRules,
	opportunitySpace,
	annualPlan,
	commitments,
	allianceMap,
	serviceMap,
	meetingStructure,
	annualEvaluation,
	pillarScan,
	stageCheck,
	learningCircle
];

/** The definition an item belongs to; undefined for plain items and for instruments of a newer version. */
export function instrumentOf(item: Pick<Item, 'instrument'>): InstrumentDefinition | undefined {
	return instruments.find(({ id }) => id === item.instrument);
}
