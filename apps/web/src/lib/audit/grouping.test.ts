import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from './grouping.ts';
import { FakeLog, tableOf } from './testing.ts';

type Fields = Parameters<FakeLog['add']>[1];

const MINUTE = 60_000;
const start = 1_795_000_000_000;

const passes = (index: number) => index % 3 !== 0;

/** A log of edits: `a` writes in `x` at a minute. */
function logOf(...deeds: readonly [minute: number, k: string, fields?: Fields][]): FakeLog {
	const log = new FakeLog();
	for (const [minute, k, fields] of deeds) log.add(k, { t: start + minute * MINUTE, ...fields });
	return log;
}

const wrote = (a: string, item: string, c = 'text'): Fields => ({ a, og: 'PN', o: [item], c: [c] });

function rowsOf(log: FakeLog, more: Partial<Parameters<typeof arrange>[1]> = {}) {
	const rows = arrange(tableOf(log), {
		from: 0,
		to: log.lines.length,
		passes: () => true,
		isGrouped: true,
		unfolded: new Set(),
		...more
	});
	return [...rows.entries].map((entry, at) => [entry, rows.counts[at], rows.oldest[at]]);
}

describe('rows of the log', () => {
	it('puts together what one person did to one item again and again', () => {
		const log = logOf(
			[0, 'edit', wrote('p1', 'x')],
			[1, 'edit', wrote('p2', 'y')],
			[2, 'edit', wrote('p1', 'x')],
			[4, 'edit', wrote('p1', 'x')]
		);
		expect(rowsOf(log)).toEqual([
			[3, 3, 0],
			[1, 1, 1]
		]);
	});

	it.each<[string, FakeLog, number]>([
		['after a long pause', logOf([0, 'edit', wrote('p1', 'x')], [6, 'edit', wrote('p1', 'x')]), 2],
		[
			'when somebody else changed the item in between',
			logOf(
				[0, 'edit', wrote('p1', 'x')],
				[1, 'edit', wrote('p2', 'x')],
				[2, 'edit', wrote('p1', 'x')]
			),
			3
		],
		[
			'of different deeds',
			logOf([0, 'edit', wrote('p1', 'x')], [1, 'edit', wrote('p1', 'x', 'set:pos')]),
			2
		],
		[
			'of different fields of a card',
			logOf(
				[0, 'edit', wrote('p1', 'x', 'set:fields/statement')],
				[1, 'edit', wrote('p1', 'x', 'set:fields/evidence')]
			),
			2
		],
		['of kinds that say something each time', logOf([0, 'vote.open'], [1, 'vote.open']), 2],
		['of kinds of later versions', logOf([0, 'future.kind'], [1, 'future.kind']), 2]
	])('keeps rows apart %s', (_, log, expected) => {
		expect(rowsOf(log)).toHaveLength(expected);
	});

	it('unfolds a row into its entries', () => {
		const log = logOf(
			[0, 'edit', wrote('p1', 'x')],
			[1, 'edit', wrote('p1', 'x')],
			[1, 'join', { a: 'p3' }]
		);
		expect(rowsOf(log, { unfolded: new Set([1]) })).toEqual([
			[2, 1, 2],
			[1, 2, 0],
			[1, 0, 1],
			[0, 0, 0]
		]);
	});

	it('lists every entry by itself when asked to', () => {
		const log = logOf([0, 'edit', wrote('p1', 'x')], [1, 'edit', wrote('p1', 'x')]);
		expect(rowsOf(log, { isGrouped: false })).toEqual([
			[1, 1, 1],
			[0, 1, 0]
		]);
		expect(rowsOf(new FakeLog())).toEqual([]);
	});

	it('stands for every entry that passes exactly once, whatever happens', () => {
		const deed = record({
			minute: integer({ min: 0, max: 3 }),
			k: constantFrom('edit', 'seen', 'vote.open', 'future.kind', 'edit.host'),
			a: constantFrom('p1', 'p2', undefined),
			o: constantFrom(['x'], ['y'], ['x', 'y'], undefined)
		});
		assert(
			property(array(deed, { maxLength: 60 }), boolean(), (deeds, isGrouped) => {
				const log = new FakeLog();
				let t = start;
				for (const { minute, k, a, o } of deeds) {
					t += minute * MINUTE;
					log.add(k, { t, ...(a && { a }), ...(o && { o, c: o.map(() => 'text') }) });
				}
				const rows = rowsOf(log, { isGrouped, passes });
				const counted = rows.reduce((sum, [, count]) => sum + count!, 0);
				expect(counted).toBe(deeds.filter((_, index) => passes(index)).length);
				const newest = rows.map(([entry]) => entry);
				expect(newest).toEqual(newest.toSorted((a, b) => b! - a!));
			})
		);
	});
});
