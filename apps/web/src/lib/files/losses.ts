import type { Loss, LossKind } from '@concordia/exchange';

/** Losses of one kind, for one sentence. */
export interface LossGroup {
	readonly what: LossKind;
	/** How many things it concerns. */
	readonly count: number;
	/** What they were, as far as the file says, each once; the first few. */
	readonly values: readonly string[];
	readonly items: readonly string[];
}

const mostValues = 5;

/** Puts together what is lost in the same way, what concerns most things first. */
export function groupLosses(lost: readonly Loss[]): LossGroup[] {
	const groups = new Map<LossKind, Loss[]>();
	for (const loss of lost) {
		const known = groups.get(loss.what);
		if (known) known.push(loss);
		else groups.set(loss.what, [loss]);
	}
	return [...groups]
		.map(([what, found]) => ({
			what,
			count: found.length,
			values: [...new Set(found.flatMap(({ value }) => value ?? []))].slice(0, mostValues),
			items: found.map(({ item }) => item)
		}))
		.toSorted((a, b) => b.count - a.count);
}
