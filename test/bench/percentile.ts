/** The value below which such a share of the sorted ones lies; NaN of none. */
export function percentile(sorted: readonly number[], share: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The value in the middle, in whatever order they come. */
export function median(values: readonly number[]): number {
	return percentile(
		values.toSorted((a, b) => a - b),
		0.5
	);
}
