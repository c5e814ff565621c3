import type { InstrumentDefinition } from './definition.ts';

/** How a page gets a definition when it needs it, by the id of the instrument. */
export const loaders: Readonly<Record<string, () => Promise<InstrumentDefinition>>> = {
	'problem-set': async () => (await import('./problem-set/definition.ts')).problemSet,
	'suitability-check': async () =>
		(await import('./suitability-check/definition.ts')).suitabilityCheck,
	glossary: async () => (await import('./glossary/definition.ts')).glossary,
	'knowledge-map': async () => (await import('./knowledge-map/definition.ts')).knowledgeMap,
	motives: async () => (await import('./motives/definition.ts')).motives,
	'relevance-rounds': async () =>
		(await import('./relevance-rounds/definition.ts')).relevanceRounds,
	'stakeholder-map': async () => (await import('./stakeholder-map/definition.ts')).stakeholderMap,
	'shared-vision': async () => (await import('./shared-vision/definition.ts')).sharedVision,
	decisions: async () => (await import('./decisions/definition.ts')).decisions,
	'conflict-structure': async () =>
		(await import('./conflict-structure/definition.ts')).conflictStructure,
	'ground-rules': async () => (await import('./ground-rules/definition.ts')).groundRules,
	'opportunity-space': async () =>
		(await import('./opportunity-space/definition.ts')).opportunitySpace,
	'annual-plan': async () => (await import('./annual-plan/definition.ts')).annualPlan,
	commitments: async () => (await import('./commitments/definition.ts')).commitments,
	'alliance-map': async () => (await import('./alliance-map/definition.ts')).allianceMap,
	'service-map': async () => (await import('./service-map/definition.ts')).serviceMap,
	'meeting-structure': async () =>
		(await import('./meeting-structure/definition.ts')).meetingStructure,
	'annual-evaluation': async () =>
		(await import('./annual-evaluation/definition.ts')).annualEvaluation,
	'pillar-scan': async () => (await import('./pillar-scan/definition.ts')).pillarScan,
	'stage-check': async () => (await import('./stage-check/definition.ts')).stageCheck,
	'learning-circle': async () => (await import('./learning-circle/definition.ts')).learningCircle
};
