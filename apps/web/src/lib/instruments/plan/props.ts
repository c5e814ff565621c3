import type { InstrumentDefinition, Plan } from '@concordia/instruments';
import type { InstrumentContext } from '../context.ts';

/** What every figure of a plan is given. */
export interface PlanProps {
	context: InstrumentContext;
	definition: InstrumentDefinition;
	plan: Plan;
	/** Opens a card as a form. */
	onopen: (id: string) => void;
}
