import { expect, test } from 'vitest';
import { checkField, faultText, parseField, parseNumber } from './check.ts';
import type { FieldDefinition } from './definition.ts';
import { addDays, dayNumber, dayOf, isDay, parseDay } from './day.ts';
import { problemSet } from './problem-set/definition.ts';

const days: FieldDefinition = { id: 'days', type: 'number', min: 0, max: 200, unit: 'person-days' };
const until: FieldDefinition = { id: 'until', type: 'date', required: true };
const trust: FieldDefinition = { id: 'trust', type: 'rating' };
const stance: FieldDefinition = { id: 'stance', type: 'choice', options: ['for', 'against'] };

test.each([
	{ field: days, value: 12.5, fault: undefined },
	{ field: days, value: '12.5', fault: undefined },
	{ field: days, value: 'a dozen', fault: 'check.number' },
	{ field: days, value: Number.NaN, fault: 'check.number' },
	{ field: days, value: ['12'], fault: 'check.number' },
	{ field: days, value: -1, fault: 'check.min' },
	{ field: days, value: 201, fault: 'check.max' },
	{ field: days, value: undefined, fault: undefined },
	{ field: until, value: '', fault: 'check.required' },
	{ field: until, value: null, fault: 'check.required' },
	{ field: until, value: '2027-02-29', fault: 'check.date' },
	{ field: until, value: '2028-02-29', fault: undefined },
	{ field: until, value: 'in spring', fault: 'check.date' },
	{ field: until, value: 20_270_301, fault: 'check.date' },
	{ field: trust, value: 5, fault: undefined },
	{ field: trust, value: 2.5, fault: 'check.rating' },
	{ field: trust, value: 0, fault: 'check.rating' },
	{ field: stance, value: 'for', fault: undefined },
	{ field: stance, value: 'perhaps', fault: 'check.option' }
])('$field.type $value: $fault', ({ field, value, fault }) => {
	expect(checkField(field, value)).toBe(fault);
});

test('a fault is told in words, with the limit it speaks of', () => {
	expect(faultText(problemSet, 'en', days, 'check.max')).toBe('More than 200');
	expect(faultText(problemSet, 'de', days, 'check.min')).toBe('Weniger als 0');
});

test.each([
	['12', 'en', 12],
	['1,200.5', 'en', 1200.5],
	['1.200,5', 'de', 1200.5],
	['1.200', 'de', 1200],
	['1,5', 'de', 1.5],
	['1.5', 'de', 1.5],
	['−3', 'en', -3],
	['40 %', 'en', 40],
	['12 000', 'de', 12_000],
	['1e5', 'en', undefined],
	['0x10', 'en', undefined],
	['1,2,3', 'en', undefined],
	['twelve', 'en', undefined],
	['', 'en', undefined]
] as const)('the number %j typed in %s is %s', (text, locale, number) => {
	expect(parseNumber(text, locale)).toBe(number);
});

test('what was typed is kept when it is no number and no day', () => {
	expect(parseField(days, ' 12 ', 'en')).toBe(12);
	expect(parseField(days, ' a dozen ', 'en')).toBe('a dozen');
	expect(parseField(until, '31.3.2027', 'de')).toBe('2027-03-31');
	expect(parseField(until, 'end of March', 'en')).toBe('end of March');
	expect(parseField(until, '  ', 'en')).toBeUndefined();
});

test('every day of four hundred years has its number and comes back', () => {
	let day = '1999-12-31';
	for (let number = dayNumber(day); day < '2400-01-02'; number += 1) {
		expect(dayOf(number)).toBe(day);
		expect(dayNumber(day)).toBe(number);
		expect(isDay(day)).toBe(true);
		const next = new Date(`${day}T00:00:00Z`);
		next.setUTCDate(next.getUTCDate() + 1);
		expect(addDays(day, 1)).toBe(next.toISOString().slice(0, 10));
		day = addDays(day, 1);
	}
});

test.each([
	['2027-03-31', '2027-03-31'],
	['31.03.2027', '2027-03-31'],
	['1. 4. 27', '2027-04-01'],
	['31.4.2027', undefined],
	['2027-13-01', undefined],
	['3/4/2027', undefined]
])('the day typed as %j is %s', (text, day) => {
	expect(parseDay(text)).toBe(day);
});
