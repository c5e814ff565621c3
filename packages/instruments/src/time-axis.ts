import { dayNumber, dayOf } from './day.ts';
import type { Locale } from './definition.ts';
import type { Bar } from './timeline.ts';

/** How far from the middle of the plan a timeline reaches: a slip of the key in a year must not stretch it. */
const mostDays = 5 * 366;
const margin = 31;

/** The days a timeline shows: all that happens, with some air around it. */
export function windowOf(
	range: { readonly from: number; readonly to: number } | undefined,
	bars: readonly Pick<Bar, 'from'>[]
): { readonly from: number; readonly to: number } | undefined {
	if (!range) return undefined;
	const begins = bars.flatMap(({ from }) => from ?? []).toSorted((a, b) => a - b);
	const middle = begins[Math.floor(begins.length / 2)] ?? range.from;
	return {
		from: Math.max(range.from, middle - mostDays, 400) - margin,
		to: Math.min(range.to, middle + mostDays) + margin
	};
}

export interface Month {
	/** Its first day. */
	readonly from: number;
	readonly name: string;
	readonly year: number;
	/** January: where a year begins. */
	readonly isYear: boolean;
}

/** The months that begin between two days. */
export function monthsBetween(
	from: number,
	to: number,
	locale: Locale,
	month: 'long' | 'short'
): readonly Month[] {
	const format = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
	const months: Month[] = [];
	let [year = 0, index = 1] = dayOf(from).split('-').map(Number);
	for (;;) {
		index += 1;
		if (index > 12) [year, index] = [year + 1, 1];
		const first = `${String(year).padStart(4, '0')}-${String(index).padStart(2, '0')}-01`;
		const day = dayNumber(first);
		if (day > to) return months;
		months.push({ from: day, name: format.format(new Date(first)), year, isYear: index === 1 });
	}
}
