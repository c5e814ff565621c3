// Person-days and money are counted in whole hundredths, so that sums are exact whatever the order of adding.

/** An amount in hundredths: whole, not negative, at most `max` units; undefined for anything else. */
export function hundredths(value: unknown, max: number): number | undefined {
	if (typeof value !== 'number' || !(value >= 0) || value > max) return undefined;
	return Math.round(value * 100);
}

export const sum = (values: Iterable<number>): number => {
	let total = 0;
	for (const value of values) total += value;
	return total;
};

/**
 * Splits a whole amount in proportion to whole weights, to the last unit: what is left after rounding down
 * goes to the largest remainders, and among equal ones to the first. Undefined when all weights are 0.
 */
export function splitExactly(total: number, weights: readonly number[]): number[] | undefined {
	const whole = BigInt(sum(weights));
	if (whole === 0n) return undefined;
	const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
	const shares = exact.map((share) => Number(share / whole));
	const byRemainder = exact
		.map((share, index) => ({ remainder: share % whole, index }))
		.toSorted(
			(a, b) =>
				Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder) || a.index - b.index
		);
	const left = total - sum(shares);
	for (const { index } of byRemainder.slice(0, left)) shares[index]! += 1;
	return shares;
}
