import { dayOf } from '@concordia/instruments';
import type { Locale } from '#lib/i18n/index.svelte.ts';
import { formatDate } from '#lib/i18n/message.ts';

/** A day as people write it. */
export function dayText(day: number, locale: Locale): string {
	return formatDate(dayOf(day), locale, { dateStyle: 'medium', timeZone: 'UTC' });
}
