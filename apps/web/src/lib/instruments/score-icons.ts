import type { ScoreState } from '@concordia/instruments';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleX from '@lucide/svelte/icons/circle-x';
import TrendingUp from '@lucide/svelte/icons/trending-up';

/** A shape per state, so that nobody has to tell colours apart. */
export const scoreIcons = {
	reached: CircleCheck,
	partly: TrendingUp,
	away: CircleX,
	open: CircleDashed,
	incomplete: CircleAlert
} as const satisfies Record<ScoreState, unknown>;
