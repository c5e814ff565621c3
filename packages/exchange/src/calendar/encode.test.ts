import { expect, test } from 'vitest';
import { hostileTexts } from '../testing.ts';
import { encodeCalendar, type CalendarEvent } from './encode.ts';

const calendar = (...events: CalendarEvent[]): string =>
	encodeCalendar({ name: 'Plan', stamp: '2026-11-22T12:00:00.000Z', events });

/** The lines as a calendar reads them: folded ones put together again. */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').trimEnd().split('\r\n');

test('a milestone is a whole day, under an id that stays', () => {
	const text = calendar({ uid: 'm1@s1', from: '2026-12-31', title: 'First, and; last\nday' });
	expect(linesOf(text)).toEqual([
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Concordia//Concordia//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		'X-WR-CALNAME:Plan',
		'BEGIN:VEVENT',
		'UID:m1@s1',
		'DTSTAMP:20261122T120000Z',
		'DTSTART;VALUE=DATE:20261231',
		'DTEND;VALUE=DATE:20270101',
		'SUMMARY:First\\, and\\; last\\nday',
		'TRANSP:TRANSPARENT',
		'END:VEVENT',
		'END:VCALENDAR'
	]);
});

const end = (to: string): string | undefined =>
	/DTEND;VALUE=DATE:(\d+)/u.exec(calendar({ uid: 'u', from: '2028-02-28', to, title: 't' }))?.[1];

test('several days end with the day after the last, and never before they begin', () => {
	expect(['2028-02-29', '2028-02-28', '2028-01-01', 'soon'].map(end)).toEqual([
		'20280301',
		'20280229',
		'20280229',
		'20280229'
	]);
});

test.each(['', 'soon', '2026-02-30', '2026-13-01', '26-1-1'])(
	'%j is no day of a calendar',
	(from) => {
		expect(calendar({ uid: 'u', from, title: 't' })).not.toContain('VEVENT');
	}
);

test.each(hostileTexts)('no line is too long or makes another: %s', (_, text) => {
	const url = 'https://example.org/s/1';
	const written = calendar({
		uid: text,
		from: '2026-01-01',
		title: text,
		description: text,
		categories: [text, text],
		url
	});
	const bytes = new TextEncoder();
	const lines = written.split('\r\n');
	expect(lines.pop()).toBe('');
	for (const line of lines) {
		expect(bytes.encode(line).length).toBeLessThanOrEqual(75);
		// oxlint-disable-next-line no-control-regex
		expect(line).not.toMatch(/[\u0000-\u001F]/u);
		expect(line.isWellFormed()).toBe(true);
	}
	expect(linesOf(written).filter((line) => line.startsWith('BEGIN:'))).toHaveLength(2);
});
