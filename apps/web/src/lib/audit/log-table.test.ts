import { describe, expect, it } from 'vitest';
import { densityOf, bars } from './density.ts';
import { BLOCK, LogTable, Names, readColumns } from './log-table.ts';
import { columnsOf, FakeLog, smallLog, tableOf } from './testing.ts';

describe('what the page knows of a log', () => {
	it('gives back who did what to which item', () => {
		const log = smallLog();
		log.add('seen', { og: 'MS', o: ['item0', 'item1'] });
		const table = tableOf(log);
		expect(table.leafOf(3)).toEqual({
			v: 1,
			i: 3,
			t: 1_795_000_003_000,
			k: 'edit',
			a: 'p1',
			og: 'PN',
			o: ['item0'],
			c: ['create']
		});
		expect(table.leafOf(7)).toMatchObject({ k: 'seen', og: 'MS', o: ['item0', 'item0'] });
		expect(table.leafOf(8)).toBeNull();
		expect(table.isComplete).toBe(true);
	});

	it('takes blocks in any order, and only what goes on where it knows no more', () => {
		const log = smallLog(BLOCK);
		const table = new LogTable();
		table.grow(log.lines.length);
		expect(table.nextMissing()).toBe(BLOCK);
		expect(table.put(columnsOf(log, BLOCK))).toBe(true);
		expect(table.nextMissing()).toBe(0);
		expect(table.put(columnsOf(log, 5, 9))).toBe(false);
		expect(table.put(columnsOf(log, 0, 700))).toBe(true);
		expect(table.put(columnsOf(log, 0, 700))).toBe(false);
		expect(table.nextMissing()).toBe(700);
		expect([table.has(699), table.has(700), table.has(BLOCK)]).toEqual([true, false, true]);
		expect(table.put(columnsOf(log, 700, BLOCK))).toBe(true);
		expect(table.nextMissing()).toBeNull();
	});

	it('finds the first entry of a time', () => {
		const table = tableOf(smallLog());
		expect(table.firstSince(1_795_000_002_500)).toBe(3);
		expect(table.firstSince(0)).toBe(0);
		expect(table.firstSince(Infinity)).toBe(7);
	});

	it('takes names that are too many together', () => {
		const names = new Names(2);
		expect(['a', 'b', 'c', 'a'].map((name) => names.number(name))).toEqual([1, 2, 2, 1]);
	});

	const right = columnsOf(smallLog());
	it.each<[string, unknown]>([
		['nothing', null],
		['a text', 'x'],
		['no columns', { from: 0, at: [1] }],
		['columns of other lengths', { ...right, kind: [] }],
		['places that are none', { ...right, kind: right.kind.map(() => 99) }],
		['numbers that are none', { ...right, at: right.at.map(() => 'x') }],
		['names that are none', { ...right, kinds: [1, 2, 3] }],
		['a beginning that is none', { ...right, from: -1 }]
	])('does not take %s', (_, value) => {
		expect(readColumns(value)).toBeNull();
	});

	it('takes what the server gives', () => {
		expect(readColumns(JSON.parse(JSON.stringify(right)))).toEqual(right);
	});
});

describe('the density of a log', () => {
	const log = smallLog();
	const table = tableOf(log);
	const start = 1_795_000_000_000;

	it('counts entries by organization and time', () => {
		const found = densityOf(
			table,
			{ from: start, to: start + 8000 },
			4,
			() => true,
			() => 0
		);
		const lane = (name: string) => [...(found.lanes.get(table.organizations.find(name)) ?? [])];
		expect(lane('PN')).toEqual([1, 1, 1, 0]);
		expect(lane('MS')).toEqual([0, 1, 1, 1]);
		expect([...(found.lanes.get(0) ?? [])]).toEqual([1, 0, 0, 0]);
		expect(found).toMatchObject({ most: 1, total: 7 });
	});

	it('counts only what passes and lies inside, also of an empty log or an empty stretch', () => {
		const stretch = { from: start + 3000, to: start + 5000 };
		expect(
			densityOf(
				table,
				stretch,
				9,
				() => true,
				() => 0
			).total
		).toBe(2);
		expect(
			densityOf(
				table,
				stretch,
				9,
				() => false,
				() => 0
			).lanes.size
		).toBe(0);
		expect(
			densityOf(
				tableOf(new FakeLog()),
				stretch,
				9,
				() => true,
				() => 0
			).total
		).toBe(0);
		expect(
			densityOf(
				table,
				{ from: start, to: start },
				9,
				() => true,
				() => 0
			).total
		).toBe(0);
	});

	it('takes people without an organization in the log to where they belong', () => {
		const open = smallLog(0);
		open.add('leave', { a: 'p1' });
		const known = tableOf(open);
		const home = known.organizations.find('PN');
		const found = densityOf(
			known,
			{ from: 0, to: Infinity },
			1,
			(index) => index === 3,
			() => home
		);
		expect([...found.lanes.keys()]).toEqual([home]);
	});

	it('draws few entries so that they are seen', () => {
		expect(bars(Uint32Array.of(0, 1, 1000), 1000, 10)).toBe('M1 10v-2h0.86v2zM2 10v-10h0.86v10z');
		expect(bars(new Uint32Array(3), 0, 10)).toBe('');
	});
});
