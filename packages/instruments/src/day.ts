// Days of the calendar as text, without a clock and without time zones.
import type { Item } from '@concordia/board';
import { stringField } from './fields.ts';

const form = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** Is this a day that exists, written as `2026-11-21`? */
export function isDay(text: string): boolean {
	const match = form.exec(text);
	if (!match) return false;
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** The day in a field, as `2026-11-21`. */
export function dateField(item: Item, id: string): string | undefined {
	const value = stringField(item, id);
	return isDay(value) ? value : undefined;
}

/** The day somebody typed: `2026-11-21`, `21.11.2026` or `21. 11. 26`. Undefined when it is none. */
export function parseDay(text: string): string | undefined {
	const trimmed = text.trim();
	if (isDay(trimmed)) return trimmed;
	const match = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{2}|\d{4})$/u.exec(trimmed);
	if (!match) return undefined;
	const [, day = '', month = '', year = ''] = match;
	const full = year.length === 2 ? `20${year}` : year;
	const written = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDay(written) ? written : undefined;
}

/** Days since the first of January of the year 0, to count with. `day` has to be one. */
export function dayNumber(day: string): number {
	const [year, month, date] = partsOf(day);
	// Years begin in March, so that the leap day is the last of its year.
	const shifted = month > 2 ? year : year - 1;
	const passed = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
	const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
	return 365 * shifted + leaps + passed + 60;
}

/** The day with this number. */
export function dayOf(number: number): string {
	const days = Math.floor(number) - 60;
	const era = Math.floor(days / 146_097);
	const inEra = days - era * 146_097;
	const yearInEra = Math.floor(
		(inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) /
			365
	);
	const inYear =
		inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
	const shifted = Math.floor((5 * inYear + 2) / 153);
	const date = inYear - Math.floor((153 * shifted + 2) / 5) + 1;
	const month = shifted < 10 ? shifted + 3 : shifted - 9;
	const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
	return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`;
}

/** So many days later, or earlier. */
export function addDays(day: string, count: number): string {
	return dayOf(dayNumber(day) + count);
}

/** The last day of a month, 1 to 12. */
export function daysIn(year: number, month: number): number {
	if (month === 2) return isLeap(year) ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function partsOf(day: string): [year: number, month: number, date: number] {
	const match = form.exec(day);
	if (!match) throw new RangeError(`"${day}" is no day`);
	return [Number(match[1]), Number(match[2]), Number(match[3])];
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

/** The region whose days and figures are written: English ones have the day before its month, and hours to 24. */
export const regionOf = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);
