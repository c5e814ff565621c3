import { describe, expect, it } from 'vitest';
import {
	isEmpty,
	kindGroups,
	matcher,
	noFilter,
	readFilter,
	writeFilter,
	type Facts,
	type Filter
} from './filter.ts';
import { leafKinds } from '@concordia/transparency';
import { directoryOf, smallLog, tableOf } from './testing.ts';

const log = smallLog();
log.add('seen', { og: 'MS', o: ['item0'] });
log.add('revoke', { o: ['p2'] });
log.add('seen', { a: 'p1', og: 'PN', o: ['item9', 'item0', 'p2'] });
const table = tableOf(log);
const about = new Map([
	['item0', new Set([3, 7, 9])],
	['p2', new Set([8, 9])]
]);
const facts: Facts = { table, directory: directoryOf(log), about: (id) => about.get(id) ?? null };

const passing = (filter: Partial<Filter>) => {
	const passes = matcher({ ...noFilter, ...filter }, facts);
	return log.lines.map((_, index) => index).filter((index) => passes(index));
};

const local = (ms: number) => {
	const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
	return date.toISOString().slice(0, 19);
};

describe('the filter', () => {
	it.each<[string, Partial<Filter>, number[]]>([
		['nothing', {}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
		['a person, as actor or as the one it is about', { person: 'p2' }, [2, 4, 6, 8, 9]],
		['an organization', { organization: 'MS' }, [2, 4, 6, 7]],
		['an item', { item: 'item0' }, [3, 7, 9]],
		['an item nobody asked the server about', { item: 'item9' }, [9]],
		['a group of kinds', { kind: 'people' }, [1, 2, 8]],
		['kinds by name', { kind: 'seen,session.open' }, [0, 7, 9]],
		['an unknown kind', { kind: 'nothing' }, []],
		['a beginning', { from: local(1_795_000_006_000) }, [6, 7, 8, 9]],
		['an end', { to: local(1_795_000_002_000) }, [0, 1]],
		['several at once', { person: 'p1', kind: 'edits', item: 'item2' }, [5]],
		['a time that is none', { from: 'yesterday' }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]
	])('by %s', (_, filter, expected) => {
		expect(passing(filter)).toEqual(expected);
	});

	it('counts the whole minute when an end has no seconds', () => {
		const minute = local(1_795_000_006_000).slice(0, 16);
		expect(passing({ from: minute, to: minute }).length).toBeGreaterThan(0);
	});

	it('knows a group for every kind of entry', () => {
		const grouped = Object.values(kindGroups).flat();
		expect(grouped.toSorted()).toEqual([...leafKinds].toSorted());
	});
});

describe('the address', () => {
	it('carries the filter there and back, and keeps what is not its own', () => {
		const filter = { ...noFilter, item: 'a b&c', kind: 'edits' };
		const query = writeFilter('?x=1&person=p9', filter);
		expect(readFilter(query)).toEqual(filter);
		expect(new URLSearchParams(query).get('x')).toBe('1');
		expect(writeFilter(query, noFilter)).toBe('x=1');
	});

	it('carries times that mean the same everywhere', () => {
		const from = local(1_795_000_002_000);
		const query = writeFilter('', { ...noFilter, from, to: from.slice(0, 16) });
		expect(new URLSearchParams(query).get('from')).toBe(
			new Date(1_795_000_002_000).toISOString().replace('.000', '')
		);
		expect(readFilter(query)).toMatchObject({ from, to: from.slice(0, 16) });
		expect(readFilter('?from=yesterday&to=2026-11-22T09:00')).toMatchObject({
			from: 'yesterday',
			to: '2026-11-22T09:00'
		});
	});

	it('without a filter is an empty one', () => {
		expect(isEmpty(readFilter(''))).toBe(true);
		expect(isEmpty(readFilter('?item=x'))).toBe(false);
	});
});
