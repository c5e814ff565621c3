import type { Measurer } from './measure.ts';
import { prepareText, wrapPrepared } from './wrap.ts';

export interface FitRequest {
	readonly text: string;
	readonly width: number;
	/** The height that is there; a result may be taller, but only at the smallest size. */
	readonly height: number;
	/** Font sizes from the most wanted to the floor. */
	readonly sizes: readonly number[];
	readonly weight: number;
	/** Line height in units of the font size. */
	readonly leading: number;
}

export interface Fitted {
	readonly size: number;
	readonly lines: readonly string[];
	/** How tall the lines are together. */
	readonly height: number;
	readonly width: number;
}

/** No average letter is narrower than this, in units of the font size. */
const NARROWEST = 0.18;

/**
 * The largest size at which the text fits without cutting a word; at the floor words may be cut
 * and the text may be taller than the room (then its note grows). Text is never hidden.
 */
export function fitText(request: FitRequest, measurer: Measurer): Fitted {
	const { text, width, height, sizes, weight, leading } = request;
	const floor = sizes.at(-1);
	if (floor === undefined) throw new RangeError('fitText needs at least one size');
	const prepared = prepareText(text, weight, measurer);
	for (const size of sizes) {
		// Even the narrowest letters would not fit: don't break the lines to find out.
		const least = text.length * NARROWEST * size * size * leading;
		if (size !== floor && least > width * height) continue;
		const wrapped = wrapPrepared(prepared, width, size);
		const needed = wrapped.lines.length * size * leading;
		if (size === floor || (needed <= height && !wrapped.cut)) {
			return { size, lines: wrapped.lines, height: needed, width: wrapped.width };
		}
	}
	throw new RangeError('unreachable: the floor always fits');
}

/** Letters beside each other may be a little wider than each alone. */
const KERNING = 1.05;

/** Whether the text fits at the smallest size in any case, said without breaking it into lines. */
export function surelyFits(request: FitRequest, measurer: Measurer): boolean {
	const { text, width, height, sizes, weight, leading } = request;
	const floor = sizes.at(-1);
	if (floor === undefined) throw new RangeError('surelyFits needs at least one size');
	const lines = measurer.lines(text, weight, width / floor / KERNING);
	return lines * floor * leading <= height;
}
