/** One replacement in a text: at `index`, `remove` characters give way to `insert`. */
export interface Splice {
	readonly index: number;
	readonly remove: number;
	readonly insert: string;
}

/** A change as Yjs reports it: steps over the old text. */
export type TextDelta = readonly {
	readonly retain?: number;
	readonly insert?: unknown;
	readonly delete?: number;
}[];

const isLow = (text: string, at: number): boolean => {
	const code = text.charCodeAt(at);
	return code >= 0xdc00 && code <= 0xdfff;
};

/**
 * The smallest replacement that turns `before` into `after`, or null when they are equal. In a row of
 * equal letters the diff alone can't tell which one was typed: it ends at the caret of `after`, so the
 * new letter is put where the person put it. Never cuts a character of two code units in half.
 */
export function spliceBetween(before: string, after: string, caret: number): Splice | null {
	if (before === after) return null;
	const longest = Math.min(before.length, after.length);
	const tailFromCaret = Math.max(0, after.length - caret);

	let tail = 0;
	while (
		tail < Math.min(longest, tailFromCaret) &&
		before[before.length - 1 - tail] === after[after.length - 1 - tail]
	) {
		tail++;
	}
	let head = 0;
	while (head < longest - tail && before[head] === after[head]) head++;
	// What follows the caret was not touched; past it there may be more in common (a replaced word).
	while (
		tail < longest - head &&
		before[before.length - 1 - tail] === after[after.length - 1 - tail]
	) {
		tail++;
	}
	if (head > 0 && (isLow(before, head) || isLow(after, head))) head--;
	if (tail > 0 && (isLow(before, before.length - tail) || isLow(after, after.length - tail))) {
		tail--;
	}
	return {
		index: head,
		remove: before.length - head - tail,
		insert: after.slice(head, after.length - tail)
	};
}

/**
 * Where an offset lies after a change by somebody else. What they insert right at the offset comes
 * after it: their words never push this person's caret.
 */
export function mapOffset(offset: number, delta: TextDelta): number {
	let old = 0;
	let shift = 0;
	for (const step of delta) {
		if (old > offset) break;
		if (step.retain !== undefined) old += step.retain;
		else if (step.delete !== undefined) {
			shift -= Math.min(step.delete, Math.max(0, offset - old));
			old += step.delete;
		} else if (old < offset) shift += insertedLength(step.insert);
	}
	return offset + shift;
}

/** The same replacement on a text that somebody else changed meanwhile. */
export function mapSplice(splice: Splice, delta: TextDelta): Splice {
	const index = mapOffset(splice.index, delta);
	const end = mapOffset(splice.index + splice.remove, delta);
	return { index, remove: Math.max(0, end - index), insert: splice.insert };
}

function insertedLength(insert: unknown): number {
	return typeof insert === 'string' ? insert.length : 1;
}
