import { dayNumber, dayOf, type Bar } from '@concordia/instruments';
import type { Locale } from '#lib/i18n/index.svelte.ts';

/** The number of today's day where the reader is. */
export const today: number = (() => {
	const now = new Date();
	const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
	return dayNumber(parts.map((part) => String(part).padStart(2, '0')).join('-'));
})();

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
	readonly label: string;
	/** January: where a year begins. */
	readonly isYear: boolean;
}

/** The months that begin between two days; a January has the name of its year. */
export function monthsBetween(
	from: number,
	to: number,
	locale: Locale,
	zoom: 'month' | 'quarter' | 'year'
): readonly Month[] {
	const format = new Intl.DateTimeFormat(locale, {
		month: zoom === 'month' ? 'long' : 'short',
		timeZone: 'UTC'
	});
	const months: Month[] = [];
	let [year = 0, month = 1] = dayOf(from).split('-').map(Number);
	for (;;) {
		month += 1;
		if (month > 12) [year, month] = [year + 1, 1];
		const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
		const day = dayNumber(first);
		if (day > to) return months;
		const isYear = month === 1;
		const label = isYear ? String(year) : format.format(new Date(first));
		months.push({ from: day, label, isYear });
	}
}

/** A day as people write it. */
export function dayText(day: number, locale: Locale): string {
	const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
		dateStyle: 'medium',
		timeZone: 'UTC'
	});
	return format.format(new Date(dayOf(day)));
}
