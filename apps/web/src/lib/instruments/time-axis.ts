import { dayNumber, dayOf } from '@concordia/instruments';
import type { Locale } from '#lib/i18n/index.svelte.ts';

/** The number of today's day where the reader is. */
export const today: number = (() => {
	const now = new Date();
	const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
	return dayNumber(parts.map((part) => String(part).padStart(2, '0')).join('-'));
})();

/** A day as people write it. */
export function dayText(day: number, locale: Locale): string {
	const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
		dateStyle: 'medium',
		timeZone: 'UTC'
	});
	return format.format(new Date(dayOf(day)));
}
