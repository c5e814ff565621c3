import { describe, expect, it } from 'vitest';
import { EntryList } from './entry-list.ts';
import {
	isEmpty,
	kindGroups,
	matcher,
	noFilter,
	readFilter,
	writeFilter,
	type Filter
} from './filter.ts';
import { leafKinds } from '@concordia/transparency';
import { smallLog } from './testing.ts';

const log = smallLog();
log.add('seen', { og: 'MS', o: ['item0'] });
log.add('revoke', { o: ['p2'] });
const list = new EntryList();
list.add(log.entries());

const passing = (filter: Partial<Filter>) =>
	list.select(matcher({ ...noFilter, ...filter }, list.directory)).toReversed();

const local = (ms: number) => {
	const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
	return date.toISOString().slice(0, 19);
};

describe('the filter', () => {
	it.each<[string, Partial<Filter>, number[]]>([
		['nothing', {}, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
		['a person, as actor or as the one it is about', { person: 'p2' }, [2, 4, 6, 8]],
		['an organization', { organization: 'MS' }, [2, 4, 6, 7]],
		['an item', { item: 'item0' }, [3, 7]],
		['a group of kinds', { kind: 'people' }, [1, 2, 8]],
		['kinds by name', { kind: 'seen,session.open' }, [0, 7]],
		['an unknown kind', { kind: 'nothing' }, []],
		['a beginning', { from: local(1_795_000_006_000) }, [6, 7, 8]],
		['an end', { to: local(1_795_000_002_000) }, [0, 1]],
		['several at once', { person: 'p1', kind: 'edits', item: 'item2' }, [5]],
		['a time that is none', { from: 'yesterday' }, [0, 1, 2, 3, 4, 5, 6, 7, 8]]
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

	it('without a filter is an empty one', () => {
		expect(isEmpty(readFilter(''))).toBe(true);
		expect(isEmpty(readFilter('?item=x'))).toBe(false);
	});
});
