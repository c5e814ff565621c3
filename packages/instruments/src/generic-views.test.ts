import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineInstrument } from './define.ts';
import type { AxisNaming } from './axis.ts';
import { grid } from './grid.ts';
import { list } from './list.ts';
import { plane, valueAt } from './plane.ts';
import { radar, ringValues } from './radar.ts';

const check = defineInstrument({
	id: 'check',
	version: 1,
	step: 6,
	isCore: false,
	frameSize: [800, 600],
	kinds: [
		{
			id: 'pillar',
			color: 'purple',
			size: [200, 100],
			zone: 'all',
			isAddable: true,
			fields: []
		},
		{
			id: 'score',
			color: 'blue',
			size: [200, 100],
			zone: 'all',
			isAddable: true,
			fields: [
				{ id: 'pillar', type: 'item', of: 'pillar' },
				{ id: 'rating', type: 'rating' },
				{ id: 'days', type: 'number', min: 0 },
				{ id: 'stage', type: 'choice', options: ['early', 'late'] },
				{ id: 'organization', type: 'organization' },
				{ id: 'partners', type: 'organizations' },
				{ id: 'open', type: 'flag' },
				{ id: 'year', type: 'number' }
			]
		}
	],
	links: [],
	zones: [{ id: 'all', x: 0, y: 0, width: 1, height: 1 }],
	prompts: [],
	rules: [],
	views: [],
	words: {
		en: { 'score.stage.early': 'Early', 'score.stage.late': 'Late' },
		de: { 'score.stage.early': 'Früh', 'score.stage.late': 'Spät' }
	}
});
const naming: AxisNaming = {
	definition: check,
	locale: 'en',
	organizations: [
		{ id: 'PN', name: 'Physician network' },
		{ id: 'CC', name: 'Community centre' }
	]
};

const frame: Item = { id: 'f', type: 'frame', pos: [0, 0], size: [800, 600], z: 'a0' };
let count = 0;
function card(kind: string, fields: NonNullable<Item['fields']>, more: Partial<Item> = {}): Item {
	count += 1;
	return {
		id: `c${count}`,
		type: 'card',
		instrument: 'check',
		kind,
		parent: 'f',
		pos: [0, count * 10],
		size: [10, 10],
		z: 'a0',
		fields,
		...more
	};
}
const names = (items: readonly Item[]): string[] => items.map(({ text = '' }) => text);

test('a list stands below the values of a field, in their order, and what has none at the end', () => {
	const items = [
		frame,
		card('score', { stage: 'late' }, { text: 'a' }),
		card('score', { stage: 'early' }, { text: 'b' }),
		card('score', { stage: 'nowhere' }, { text: 'c' }),
		card('score', {}, { text: 'd' })
	];
	const view = { id: 'l', type: 'list', kinds: ['score'], groupBy: 'stage' } as const;
	const groups = list(naming, view, items, 'f').map((group) => [
		group.value?.label,
		names(group.items)
	]);
	expect(groups).toEqual([
		['Early', ['b']],
		['Late', ['a']],
		[undefined, ['c', 'd']]
	]);
	expect(list({ ...naming, locale: 'de' }, view, items, 'f')[0]?.value?.label).toBe('Früh');
});

test('a grid has every row and column, also where nobody is', () => {
	const items = [
		frame,
		card('score', { stage: 'late', organization: 'CC' }, { text: 'a' }),
		card('score', { stage: 'late', organization: 'XX' }, { text: 'b' })
	];
	const view = {
		id: 'g',
		type: 'grid',
		kind: 'score',
		columns: 'stage',
		rows: 'organization'
	} as const;
	const { rows, columns, cells, unplaced } = grid(naming, view, items, 'f');
	expect(columns.map(({ label }) => label)).toEqual(['Early', 'Late']);
	expect(rows.map(({ label }) => label)).toEqual(['Physician network', 'Community centre']);
	expect(cells.map((row) => row.map(names))).toEqual([
		[[], []],
		[[], ['a']]
	]);
	expect(names(unplaced)).toEqual(['b']);
});

test('a plane puts ratings and options in the middle of their share, and numbers where they are', () => {
	const items = [
		frame,
		card('score', { rating: 1, days: 0 }),
		card('score', { rating: 5, days: 40 }),
		card('score', { rating: 3, days: '10' }),
		card('score', { rating: 3, days: 'a week' })
	];
	const view = { id: 'p', type: 'plane', kind: 'score', x: 'rating', y: 'days' } as const;
	const { points, unplaced, y } = plane(naming, view, items, 'f');
	expect(points.map((point) => [point.x, point.y])).toEqual([
		[0.1, 0],
		[0.9, 1],
		[0.5, 0.25]
	]);
	expect([y?.from, y?.to]).toEqual([0, 40]);
	expect(unplaced).toHaveLength(1);
});

test('a place on a plane is a value: the option or rating there, or a number without needless digits', () => {
	const view = { id: 'p', type: 'plane', kind: 'score', x: 'rating', y: 'days' } as const;
	const items = [frame, card('score', { rating: 1, days: 0 }), card('score', { days: 40 })];
	const { x, y } = plane(naming, view, items, 'f');
	expect([-1, 0, 0.19, 0.21, 0.5, 1, 2].map((share) => valueAt(x!, share))).toEqual([
		1, 1, 1, 2, 3, 5, 5
	]);
	expect([-1, 0, 1 / 3, 1].map((share) => valueAt(y!, share))).toEqual([0, 0, 13.3, 40]);
	expect(valueAt({ ...y!, from: 7, to: 7 }, 0.5)).toBeUndefined();
});

test('the rings of a spider web stand at whole values where there are few', () => {
	expect(ringValues({ from: 0, to: 5 })).toEqual([1, 2, 3, 4, 5]);
	expect(ringValues({ from: 1, to: 5 })).toEqual([2, 3, 4, 5]);
	expect(ringValues({ from: 0, to: 100 })).toEqual([20, 40, 60, 80, 100]);
	expect(ringValues({ from: 3, to: 3 })).toEqual([]);
});

test('a spider web has an axis for every pillar, and a line of means per organization', () => {
	const trust = card('pillar', {}, { text: 'Trust' });
	const order = card('pillar', {}, { text: 'Order' });
	const score = (pillar: string, organization: string, rating: number) =>
		card('score', { pillar, organization, rating });
	const items = [
		frame,
		trust,
		order,
		score(trust.id, 'PN', 2),
		score(trust.id, 'PN', 5),
		score(trust.id, 'CC', 1),
		score(order.id, 'XX', 4),
		score('gone', 'PN', 4),
		score(order.id, 'PN', 9)
	];
	const view = {
		id: 'r',
		type: 'radar',
		kind: 'score',
		axis: 'pillar',
		value: 'rating',
		series: 'organization'
	} as const;
	const { axes, lines, unplaced, to } = radar(naming, view, items, 'f');
	expect(axes.map(({ label }) => label)).toEqual(['Trust', 'Order']);
	expect(lines.map(({ value, means }) => [value?.id, means.map(({ mean }) => mean)])).toEqual([
		['PN', [3.5, undefined]],
		['CC', [1, undefined]],
		[undefined, [undefined, 4]]
	]);
	expect(to).toBe(5);
	expect(unplaced).toHaveLength(2);
});

const ids = ['f', 'g', 'p', 'q', 'r', 's', 'gone', '', '__proto__', 'constructor'];
const id = fc.constantFrom(...ids);
const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 2 }),
	fc.constantFrom<unknown>(Number.NaN, -0, Infinity, 1e308, -1e308, 5e-324, 12n, '1e9', ' 3 ')
);
const or = <Value>(sound: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
	fc.oneof({ weight: 3, arbitrary: sound }, { weight: 1, arbitrary: nonsense });
const rawItem = fc.record(
	{
		type: or(fc.constantFrom('card', 'card', 'frame', 'note', 'connector')),
		instrument: or(fc.constant('check')),
		kind: or(fc.constantFrom('score', 'score', 'pillar')),
		pos: or(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }))),
		size: or(fc.tuple(fc.nat(100), fc.nat(100))),
		parent: or(id),
		text: or(fc.string()),
		fields: or(
			fc.record(
				{
					pillar: or(id),
					rating: or(fc.integer({ min: 0, max: 6 })),
					days: or(fc.double()),
					stage: or(fc.constantFrom('early', 'late', 'toString')),
					organization: or(fc.constantFrom('PN', 'CC', 'XX')),
					partners: or(fc.array(fc.constantFrom('PN', 'CC', '__proto__'))),
					open: or(fc.boolean()),
					year: or(fc.integer({ min: 2020, max: 2024 }))
				},
				{ requiredKeys: [] }
			)
		)
	},
	{ requiredKeys: [] }
);
const board = fc
	.array(fc.tuple(id, rawItem), { maxLength: 30 })
	.map((entries) => readRaw(Object.fromEntries(entries)));
const fieldId = fc.constantFrom(
	'pillar',
	'rating',
	'days',
	'stage',
	'organization',
	'partners',
	'open',
	'year',
	'gone'
);

/** Every card of the kind that lies in the frame, once. */
function expectAll(items: readonly Item[], shown: readonly Item[], frameId: string): void {
	const expected = list(naming, { id: 'l', type: 'list', kinds: ['score'] }, items, frameId);
	expect(shown.map((item) => item.id).toSorted()).toEqual(
		expected.flatMap((group) => group.items.map((item) => item.id)).toSorted()
	);
	expect(new Set(shown).size).toBe(shown.length);
}

test('whatever is on a board and whatever field is an axis: each card stands in exactly one place', () => {
	fc.assert(
		fc.property(board, id, fieldId, fieldId, fieldId, (items, frameId, a, b, c) => {
			const groups = list(
				naming,
				{ id: 'l', type: 'list', kinds: ['score'], groupBy: a },
				items,
				frameId
			);
			expectAll(
				items,
				groups.flatMap((group) => group.items),
				frameId
			);

			const gridView = { id: 'g', type: 'grid', kind: 'score', columns: a, rows: b } as const;
			const table = grid(naming, gridView, items, frameId);
			expect(table.cells).toHaveLength(table.rows.length);
			for (const row of table.cells) expect(row).toHaveLength(table.columns.length);
			expectAll(items, [...table.cells.flat(2), ...table.unplaced], frameId);

			const planeView = { id: 'p', type: 'plane', kind: 'score', x: a, y: b } as const;
			const { points, unplaced } = plane(naming, planeView, items, frameId);
			expectAll(items, [...points.map(({ item }) => item), ...unplaced], frameId);
			for (const { x, y } of points) {
				for (const place of [x, y]) expect(place >= 0 && place <= 1).toBe(true);
			}
			const { x: across, y: up } = plane(naming, planeView, items, frameId);
			for (const axis of [across, up]) expect(() => axis && valueAt(axis, 0.3)).not.toThrow();

			const web = radar(
				naming,
				{ id: 'r', type: 'radar', kind: 'score', axis: a, value: b, series: c },
				items,
				frameId
			);
			expect(ringValues(web).every(Number.isFinite)).toBe(true);
			const counted = web.lines.flatMap(({ means }) => means.flatMap((mean) => mean.items));
			expectAll(items, [...counted, ...web.unplaced], frameId);
			for (const { mean, items: at } of web.lines.flatMap(({ means }) => means)) {
				expect(mean === undefined).toBe(at.length === 0);
				const place = mean ?? web.from;
				expect(place >= web.from && place <= web.to).toBe(true);
			}
		}),
		{ numRuns: 400 }
	);
});

test('ten thousand cards are sorted at once', () => {
	const items = [
		frame,
		...Array.from({ length: 10_000 }, (_, index) =>
			card('score', { stage: index % 2 ? 'early' : 'late', rating: (index % 5) + 1, year: index })
		)
	];
	const view = { id: 'g', type: 'grid', kind: 'score', columns: 'stage', rows: 'rating' } as const;
	const { cells } = grid(naming, view, items, 'f');
	expect(cells.map((row) => row.map((cell) => cell.length))).toEqual(
		Array.from({ length: 5 }, () => [1000, 1000])
	);
});
