import { describe, expect, it } from 'vitest';
import { formatDate, formatMessage, parseMessage, placeholders } from './message.ts';

describe('formatMessage', () => {
	it.each([
		['plain', {}, 'plain'],
		['Hello {name}', { name: 'Ana' }, 'Hello Ana'],
		['{a}{b}', { a: 'x', b: 'y' }, 'xy'],
		['{{braces}}', {}, '{braces}'],
		['{n, plural, =0 {nobody} one {# person} other {# people}}', { n: 0 }, 'nobody'],
		['{n, plural, =0 {nobody} one {# person} other {# people}}', { n: 1 }, '1 person'],
		['{n, plural, =0 {nobody} one {# person} other {# people}}', { n: 1200 }, '1,200 people'],
		['{n, plural, one {{name}} other {{name} and # more}}', { n: 1, name: 'Ana' }, 'Ana'],
		[
			'{n, plural, one {{name}} other {{name} and # more}}',
			{ n: 4, name: 'Ana' },
			'Ana and 4 more'
		],
		['{role, select, host {you host} other {you join}}', { role: 'host' }, 'you host'],
		['{role, select, host {you host} other {you join}}', { role: 'guest' }, 'you join'],
		['{n, number}', { n: 12345.5 }, '12,345.5'],
		['# stays outside plurals', {}, '# stays outside plurals'],
		['{missing}!', {}, '{missing}!']
	])('%s', (source, params, expected) => {
		expect(formatMessage(source, 'en', params)).toBe(expected);
	});

	it('writes numbers and dates as the language does', () => {
		const params = { n: 12345.5, day: Date.UTC(2026, 10, 21, 12) };
		expect(formatMessage('{n, number} {day, date}', 'de', params)).toBe(
			'12.345,5 21. November 2026'
		);
	});

	it('writes days in one order, wherever they stand', () => {
		const when = Date.UTC(2026, 10, 3, 12);
		expect(formatMessage('{when, date}', 'en', { when })).toBe('3 November 2026');
		expect(formatDate(when, 'en', { dateStyle: 'medium' })).toBe('3 Nov 2026');
		expect(formatDate(when, 'en', { timeStyle: 'short', timeZone: 'UTC' })).toBe('12:00');
	});

	it('shows nothing for a date that is none', () => {
		expect(formatMessage('on {day, date}.', 'en', { day: 'soon' })).toBe('on .');
	});
});

describe('parseMessage', () => {
	it.each([
		'{',
		'{name',
		'a}',
		'{n, plural, one {x}}',
		'{n, plural, other {x}',
		'{n, colour}',
		'{}'
	])('refuses %s', (source) => {
		expect(() => parseMessage(source)).toThrow(SyntaxError);
	});
});

it('lists placeholders with their formats, also those inside cases', () => {
	expect(placeholders('{a} {n, plural, one {{b}} other {# {c, date}}}')).toEqual([
		'a:text',
		'b:text',
		'c:date',
		'n:plural'
	]);
});
