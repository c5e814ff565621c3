import type { InstrumentDefinition } from './definition.ts';

/** How a page gets a definition when it needs it, by the id of the instrument. */
export const loaders: Readonly<Record<string, () => Promise<InstrumentDefinition>>> = {
	'problem-set': async () => (await import('./problem-set/definition.ts')).problemSet,
	'annual-plan': async () => (await import('./annual-plan/definition.ts')).annualPlan
};
