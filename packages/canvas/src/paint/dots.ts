/** Board units between the dots of the background … */
const SPACING = 24;
/** … which are left out where they would be closer than this on the screen, in CSS pixels … */
const LEAST_PX = 16;
/** … until only one of so many were left in a row. */
const SPARSEST = 4;

/** How far the dots are apart at a zoom, in board units; null: there are none. */
export function dotSpacing(zoom: number): number | null {
	let spacing = SPACING;
	while (spacing * zoom < LEAST_PX) spacing *= 2;
	return spacing > SPACING * SPARSEST ? null : spacing;
}

/** Length of a dot's side in device pixels, `ratio` of which are a CSS pixel. */
export function dotSize(ratio: number): number {
	return Math.max(1, Math.round(1.25 * ratio));
}

/** The device pixels at which dots between two places of the board begin. */
export function dotPlaces(
	from: number,
	to: number,
	spacing: number,
	scale: number,
	origin: number
): number[] {
	const found: number[] = [];
	for (let at = Math.ceil(from / spacing) * spacing; at <= to; at += spacing) {
		found.push(Math.round(at * scale + origin));
	}
	return found;
}
