import { ellipsize } from '../text/wrap.ts';
import type { Measurer } from '../text/measure.ts';

/** A frame's title is this large on the screen when seen from afar … */
const TITLE_PX = 13;
/** … and this large on the board when seen from near. */
const TITLE_SIZE = 16;
const TITLE_WEIGHT = 600;
const TITLE_GAP_PX = 8;
/** Frames narrower than this on the screen show none. */
const LEAST_WIDTH_PX = 48;

export interface TitlePlace {
	readonly text: string;
	readonly size: number;
	readonly weight: number;
	/** How far the baseline lies above the frame's upper edge, in board units. */
	readonly above: number;
}

/** How a frame's title is written at a zoom; null when there is no room for it. */
export function placeTitle(
	text: string,
	width: number,
	zoom: number,
	measurer: Measurer
): TitlePlace | null {
	if (width * zoom < LEAST_WIDTH_PX) return null;
	const size = titleSize(zoom);
	const shown = ellipsize(text, width, { size, weight: TITLE_WEIGHT }, measurer);
	if (shown === '') return null;
	return { text: shown, size, weight: TITLE_WEIGHT, above: TITLE_GAP_PX * Math.max(1, 1 / zoom) };
}

export function titleSize(zoom: number): number {
	return Math.max(TITLE_SIZE, TITLE_PX / zoom);
}
