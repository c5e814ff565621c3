import { regionOf } from '#lib/i18n/message.ts';
import type { Locale } from '#lib/i18n/index.svelte.ts';

/** Hundredths as people write amounts: money always to the cent, other amounts whole or to the hundredth, so that columns line up. */
export function amountText(hundredths: number, locale: Locale, isMoney = false): string {
	const digits = isMoney || hundredths % 100 !== 0 ? { minimumFractionDigits: 2 } : {};
	return new Intl.NumberFormat(regionOf(locale), {
		maximumFractionDigits: 2,
		...digits
	}).format(hundredths / 100);
}

/** Any figure, as it was written. */
export function figureText(value: number | undefined, locale: Locale): string {
	if (value === undefined) return '–';
	return new Intl.NumberFormat(regionOf(locale), {
		maximumFractionDigits: 6
	}).format(value);
}
