import type { CellState } from '@concordia/instruments';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleSlash from '@lucide/svelte/icons/circle-slash';

/** A shape per state, so that nobody has to tell colours apart. */
export const stateIcons = {
	given: CircleCheck,
	passed: CircleSlash,
	gap: CircleDashed
} as const satisfies Record<CellState, unknown>;
