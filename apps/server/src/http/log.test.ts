import { expect, test } from 'vitest';
import { readFilter } from './log.ts';

const right: readonly { query: string; filter: object }[] = [
	{ query: '', filter: { limit: 10_000 } },
	{ query: 'from=5&to=9', filter: { from: 5, to: 9, limit: 10_000 } },
	{
		query: 'from=2026-11-21T09:00:00Z&to=2026-11-22',
		filter: {
			since: Date.UTC(2026, 10, 21, 9),
			until: Date.UTC(2026, 10, 22),
			limit: 10_000
		}
	},
	{
		query: 'participant=p1&organization=PN&item=i1&kind=edit,seen&limit=3&order=newest',
		filter: {
			participant: 'p1',
			organization: 'PN',
			item: 'i1',
			kinds: ['edit', 'seen'],
			limit: 3,
			newestFirst: true
		}
	},
	{ query: 'at=7,3', filter: { indexes: [7, 3], limit: 10_000 } },
	{ query: 'limit=99999999&unknown=1', filter: { limit: 10_000 } }
];

test.each(right)('reads "$query"', ({ query, filter }) => {
	expect(readFilter(new URLSearchParams(query))).toEqual({ ok: true, value: filter });
});

const wrong = [
	'from=yesterday',
	'to=-1x',
	'kind=nonsense',
	'limit=all',
	'at=1,x',
	`at=${'1,'.repeat(600)}1`,
	'order=random',
	`item=${'x'.repeat(300)}`
];

test.each(wrong)('refuses "%s"', (query) => {
	expect(readFilter(new URLSearchParams(query))).toMatchObject({ ok: false });
});
