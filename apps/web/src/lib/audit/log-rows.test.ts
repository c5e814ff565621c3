import { describe, expect, it } from 'vitest';
import { Arranger } from './log-rows.ts';
import { BLOCK, LogTable, type Columns } from './log-table.ts';

/** Edits, each of another item, from `from` to the end of the block or the log. */
function columns(from: number, size: number, item = (index: number) => `item${index}`): Columns {
	const end = Math.min(size, from - (from % BLOCK) + BLOCK);
	const indexes = Array.from({ length: end - from }, (_, at) => from + at);
	return {
		from,
		at: indexes.map((index) => index * 1000),
		kind: indexes.map(() => 0),
		participant: indexes.map(() => 0),
		organization: indexes.map(() => -1),
		item: indexes.map((_, at) => at),
		count: indexes.map(() => 1),
		change: indexes.map(() => 0),
		kinds: ['edit'],
		participants: ['p1'],
		organizations: [],
		items: indexes.map(item),
		changes: ['text']
	};
}

function tableOf(size: number): LogTable {
	const table = new LogTable();
	table.grow(size);
	for (let from = table.nextMissing(); from !== null; from = table.nextMissing())
		table.put(columns(from, size));
	return table;
}

const always = () => true;
const all = { matcher: () => always, isGrouped: true, unfolded: new Set<number>() };

describe('the rows of a long log', () => {
	it('run over all blocks, newest first', () => {
		const size = BLOCK * 2 + 5;
		const arranger = new Arranger(tableOf(size));
		arranger.ask(all);
		expect(arranger.work(always)).toBe(true);
		const rows = arranger.rows();
		expect(rows.length).toBe(size);
		expect(rows.slice(3, 7).map(({ entry }) => entry)).toEqual([
			size - 4,
			size - 5,
			size - 6,
			size - 7
		]);
		for (const entry of [0, 1, BLOCK - 1, BLOCK, size - 1])
			expect(rows.at(rows.rowOf(entry))?.entry).toBe(entry);
		expect(rows.at(size)).toBeUndefined();
		expect(rows.at(-1)).toBeUndefined();
	});

	it('are arranged bit by bit, the newest at once', () => {
		const table = tableOf(BLOCK * 3);
		const arranger = new Arranger(table);
		arranger.ask(all);
		let steps = 0;
		expect(arranger.work(() => steps++ < 1)).toBe(false);
		expect(arranger.rows().at(0)?.entry).toBe(BLOCK * 3 - 1);
		expect(arranger.rows().length).toBe(BLOCK);
		expect(arranger.work(always)).toBe(true);
		expect(arranger.rows().length).toBe(BLOCK * 3);
	});

	it('take in what is new without arranging the rest again', () => {
		const table = tableOf(BLOCK + 10);
		const arranger = new Arranger(table);
		let arranged = 0;
		arranger.ask({ ...all, matcher: () => () => arranged++ >= 0 });
		arranger.work(always);
		arranged = 0;
		table.grow(BLOCK + 12);
		table.put(columns(BLOCK + 10, BLOCK + 12, (index) => `new${index}`));
		arranger.work(always);
		expect(arranged).toBe(12);
		expect(arranger.rows().length).toBe(BLOCK + 12);
	});

	it('find the place of an entry that is not listed', () => {
		const arranger = new Arranger(tableOf(100));
		arranger.ask({ ...all, matcher: () => (index) => index % 10 === 0 });
		arranger.work(always);
		const rows = arranger.rows();
		expect(rows.length).toBe(10);
		expect(rows.at(rows.rowOf(55))?.entry).toBe(50);
		expect(rows.rowOf(5000)).toBe(0);
	});
});
