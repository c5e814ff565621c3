import { expect, test } from 'vitest';
import { visitBefore } from './last-visit.ts';

const minute = 60_000;
const now = 10_000 * minute;
const came = (minutesAgo: number, k = 'rejoin') => ({ k, t: now - minutesAgo * minute });
const left = (minutesAgo: number) => came(minutesAgo, 'leave');
const graceMs = 30_000;

const cases = [
	{ name: 'the log says nothing', events: [], ago: null },
	{ name: 'they came for the first time', events: [came(1, 'join')], ago: null },
	{
		name: 'they came back after days',
		events: [came(1), left(3000), came(3100, 'join')],
		ago: 3000
	},
	{ name: 'they left the board for another page', events: [left(5), came(9), left(900)], ago: 900 },
	{
		name: 'they reloaded again and again',
		events: [came(1), left(2), came(3), left(4), came(60, 'join')],
		ago: null
	},
	{ name: 'they only read the log since', events: [left(31), came(50, 'join')], ago: 31 }
];

test.each(cases)('finds the end of the last visit when $name', ({ events, ago }) => {
	expect(visitBefore(events, now)).toBe(ago === null ? null : now - ago * minute - graceMs);
});
