import { cleanText } from '../paper/paper.ts';
import { dayTime } from '../sheet/sheet.ts';

/** A day in a calendar, or several. */
export interface CalendarEvent {
	/** Stays the same for the same thing: a calendar that gets the file again changes the event it has. */
	readonly uid: string;
	/** First and last day, as `2026-11-22`. */
	readonly from: string;
	readonly to?: string;
	readonly title: string;
	readonly description?: string;
	readonly categories?: readonly string[];
	/** Where it can be read in full. */
	readonly url?: string;
}

export interface Calendar {
	readonly name: string;
	/** When the file was made, as `2026-11-22T12:00:00Z`. */
	readonly stamp: string;
	readonly events: readonly CalendarEvent[];
}

/**
 * A calendar file (RFC 5545) of whole days. Events whose day is none of the calendar are left out; an end
 * before the beginning counts as no end.
 */
export function encodeCalendar({ name, stamp, events }: Calendar): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Concordia//Concordia//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`X-WR-CALNAME:${escape(name)}`,
		...events.flatMap((event) => eventLines(event, stamp)),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, stamp: string): string[] {
	const { uid, from, to = from, title, description = '', categories = [], url } = event;
	const first = dayTime(from);
	if (first === undefined) return [];
	const last = Math.max(first, dayTime(to) ?? first);
	return [
		'BEGIN:VEVENT',
		`UID:${escape(uid)}`,
		`DTSTAMP:${stamp.replace(/\.\d+/u, '').replaceAll(/[-:]/gu, '')}`,
		`DTSTART;VALUE=DATE:${basic(first)}`,
		// The end is the first day after it.
		`DTEND;VALUE=DATE:${basic(last + dayMs)}`,
		`SUMMARY:${escape(title)}`,
		...(description.trim() === '' ? [] : [`DESCRIPTION:${escape(description)}`]),
		...(categories.length === 0 ? [] : [`CATEGORIES:${categories.map(escape).join(',')}`]),
		...(url === undefined ? [] : [`URL:${url.replaceAll(/\s/gu, '')}`]),
		'TRANSP:TRANSPARENT',
		'END:VEVENT'
	];
}

const dayMs = 86_400_000;

function basic(time: number): string {
	return new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
}

/** A text as a value: RFC 5545, 3.3.11. */
function escape(text: string): string {
	return cleanText(text)
		.trim()
		.replaceAll(/[\\;,]/gu, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\t', ' ');
}

const maxOctets = 75;

/** Lines of at most 75 octets; what is longer goes on behind a space. Letters aren't cut in two. */
function fold(line: string): string {
	const parts: string[] = [];
	let part = '';
	let octets = 0;
	for (const letter of line) {
		const size = octetsOf(letter.codePointAt(0)!);
		if (octets + size > maxOctets) {
			parts.push(part);
			part = ' ';
			octets = 1;
		}
		part += letter;
		octets += size;
	}
	return [...parts, part].join('\r\n');
}

function octetsOf(point: number): number {
	if (point < 0x80) return 1;
	if (point < 0x800) return 2;
	return point < 0x1_0000 ? 3 : 4;
}
