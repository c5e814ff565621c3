import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import wage from '../../cases/wage-data-alliance.json' with { type: 'json' };
import { caseToSession } from '../case-layout.ts';
import { parseCase } from '../case.ts';
import { dayNumber } from '../day.ts';
import type { LoadView, ScorecardView, TimelineView, View } from '../definition.ts';
import { hundredths, splitExactly, sum } from '../exact.ts';
import { load } from '../load.ts';
import { scorecard, scoreOf } from '../scorecard.ts';
import { moveSpan, timeline } from '../timeline.ts';
import { workingDays } from '../working-days.ts';
import { comparePlans } from './compare.ts';
import { annualPlan } from './definition.ts';
import { planMissing } from './missing.ts';
import { readPlan } from './read.ts';
import { planReviews } from './review.ts';
import { planSettlement } from './settlement.ts';
import { planTotals } from './totals.ts';

const viewOf = (type: string): View => annualPlan.views.find((one) => one.type === type)!;
const timelineView = viewOf('timeline') as TimelineView;
const loadView = viewOf('load') as LoadView;
const scorecardView = viewOf('scorecard') as ScorecardView;

const organizations = [
	{ id: 'A', name: 'Alpha' },
	{ id: 'B', name: 'Beta' },
	{ id: 'C', name: 'Gamma' }
];

const ids = ['f', 'g', ...Array.from('opqrstuvwxyz'), 'gone', '', '__proto__', 'constructor'];
const id = fc.constantFrom(...ids);
const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, 1e308, -1e308, 12n, '12', '1,5', '9999-12-31')
);
const or = <Value>(sound: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
	fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: nonsense });
const day = fc.constantFrom(
	'2026-01-01',
	'2026-03-15',
	'2026-12-31',
	'2025-11-01',
	'2027-02-28',
	'2026-11-21',
	'2026-11-22',
	'0000-01-01',
	'9999-12-31',
	'2026-02-30',
	'soon'
);
const amount = fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constantFrom(0, 0.1, 0.2));
const organization = fc.constantFrom('A', 'B', 'C', 'XX', '');
const rawItem = fc.record(
	{
		type: or(fc.constantFrom('card', 'card', 'card', 'frame', 'connector')),
		instrument: or(fc.constant('annual-plan')),
		kind: or(
			fc.constantFrom(
				'objective',
				'activity',
				'activity',
				'contribution',
				'contribution',
				'milestone',
				'terms',
				'measure',
				'review',
				'needed-for'
			)
		),
		parent: or(fc.constantFrom('f', 'f', 'f', 'g')),
		text: or(fc.string()),
		from: or(fc.record({ item: id })),
		to: or(fc.record({ item: id })),
		fields: or(
			fc.record(
				{
					activity: or(id),
					objective: or(id),
					subject: or(id),
					goal: or(id),
					organization: or(organization),
					lead: or(organization),
					level: or(fc.constantFrom('strategic', 'tactical', 'operational')),
					days: or(amount),
					money: or(amount),
					from: or(day),
					to: or(day),
					date: or(day),
					due: or(day),
					method: or(fc.constantFrom('own', 'equal', 'size', 'use')),
					rate: or(amount),
					size: or(amount),
					use: or(amount),
					baseline: or(amount),
					target: or(amount),
					actual: or(amount),
					progress: or(amount),
					indicator: or(fc.string()),
					perspective: or(fc.constantFrom('users', 'finances')),
					quarter: or(fc.constantFrom('q1', 'q4')),
					status: or(fc.constantFrom('done', 'late'))
				},
				{ requiredKeys: [] }
			)
		)
	},
	{ requiredKeys: ['type', 'kind', 'instrument', 'parent'] }
);
const board = fc
	.array(fc.tuple(id, rawItem), { maxLength: 40 })
	.map((entries) =>
		readRaw({ f: { type: 'frame', instrument: 'annual-plan' }, ...Object.fromEntries(entries) })
	);

/** What cards bring, counted the plain way. */
function brought(cards: readonly Item[], field: string): number {
	return sum(
		cards.map(({ fields }) => {
			const value = fields?.[field];
			return hundredths(value === '12' ? 12 : value, 100_000) ?? 0;
		})
	);
}

const eachOnce = (given: readonly Item[], shown: readonly Item[]): void => {
	expect(shown.map((one) => one.id).toSorted()).toEqual(given.map((one) => one.id).toSorted());
};

test('all figures of any plan agree with each other and with its cards', () => {
	fc.assert(
		fc.property(board, (items) => {
			const plan = readPlan(items, 'f', organizations);
			const totals = planTotals(plan);
			expect(sum(totals.rows.map(({ total }) => total.days))).toBe(totals.total.days);
			expect(sum(totals.rows.map(({ total }) => total.money))).toBe(totals.total.money);
			for (const row of [...totals.rows, totals]) {
				expect(sum(Object.values(row.byLevel).map(({ days }) => days))).toBe(row.total.days);
				expect(sum(Object.values(row.byLevel).map(({ money }) => money))).toBe(row.total.money);
			}

			const cards = plan.contributions.map(({ item }) => item);
			expect(totals.total.days).toBe(brought(cards, 'days'));

			const months = load(annualPlan, loadView, items, 'f', organizations, { amount: 'days' });
			expect(months.total.total).toBe(totals.total.days);
			for (const row of [...months.rows, months.total]) {
				expect(row.before + sum(row.months) + row.after + row.undated).toBe(row.total);
			}
			for (const { organization: key, total } of months.rows) {
				const same = totals.rows.find((row) => row.organization === key);
				expect(total).toBe(same?.total.days);
			}

			const settlement = planSettlement(plan);
			expect(settlement.total.borne).toBe(sum(settlement.rows.map(({ borne }) => borne)));
			expect(settlement.total.share).toBe(settlement.total.borne);
			expect(settlement.total.balance).toBe(0);
			expect(settlement.total.borne).toBeGreaterThanOrEqual(totals.total.money);
		}),
		{ numRuns: 500 }
	);
});

test('every card stands in exactly one place of every view, whatever was written', () => {
	fc.assert(
		fc.property(board, id, (items, frameId) => {
			const plan = readPlan(items, frameId, organizations);
			const activities = plan.activities.map(({ item }) => item);
			const objectives = plan.objectives.map(({ item }) => item);
			for (const groupBy of ['lead', 'objective', 'nothing', undefined]) {
				const lines = timeline(annualPlan, timelineView, items, frameId, organizations, {
					groupBy
				});
				eachOnce(
					activities,
					lines.groups.flatMap(({ bars }) => bars.map(({ item }) => item))
				);
				eachOnce(
					plan.milestones.map(({ item }) => item),
					[...lines.milestones.map(({ item }) => item), ...lines.undated]
				);
			}
			const card = scorecard(annualPlan, scorecardView, items, frameId);
			eachOnce(
				objectives,
				card.parts.flatMap(({ rows }) => rows.map(({ item }) => item))
			);
			expect(sum(Object.values(card.counts))).toBe(objectives.length);
			const reviews = planReviews(plan);
			eachOnce(
				plan.reviews.map(({ item }) => item),
				[
					...reviews.rows.flatMap(({ cells, others }) => [
						...cells.flatMap(({ entries }) => entries),
						...others
					]),
					...reviews.loose
				].map(({ item }) => item)
			);
			eachOnce(
				[...objectives, ...activities],
				reviews.rows.map(({ subject }) => subject.item)
			);
			const earlier = readPlan(items, frameId === 'f' ? 'g' : 'f', organizations);
			const pairs = comparePlans(earlier, plan).activities;
			eachOnce(
				activities,
				pairs.flatMap(({ now }) => (now ? [now.item] : []))
			);
			eachOnce(
				earlier.activities.map(({ item }) => item),
				pairs.flatMap(({ before }) => (before ? [before.item] : []))
			);
			const keys = planMissing(plan).map(({ code, item, field, organization: who }) =>
				JSON.stringify([code, item?.id, field, who])
			);
			expect(new Set(keys).size).toBe(keys.length);
		}),
		{ numRuns: 500 }
	);
});

const card = (key: string, kind: string, fields: Item['fields'] = {}, text = key): Item => ({
	id: key,
	type: 'card',
	instrument: 'annual-plan',
	kind,
	parent: 'f',
	pos: [0, 0],
	size: [10, 10],
	z: 'a0',
	text,
	fields: fields ?? {}
});
const frame: Item = {
	id: 'f',
	type: 'frame',
	instrument: 'annual-plan',
	pos: [0, 0],
	size: [10, 10],
	z: 'a0'
};

test('person-days are spread over the working days of the activity, to the hundredth', () => {
	const items = [
		frame,
		// January 2026 has 22 working days, February 20.
		card('a', 'activity', { from: '2026-01-01', to: '2026-02-28' }),
		card('c', 'contribution', { activity: 'a', organization: 'A', days: 42 }),
		card('d', 'contribution', { activity: 'a', organization: 'B', days: 0.01 }),
		card('weekend', 'activity', { from: '2026-05-30', to: '2026-05-31' }),
		card('e', 'contribution', { activity: 'weekend', organization: 'B', days: 2 }),
		card('g', 'contribution', { activity: 'gone', organization: 'C', days: 3 })
	];
	const { rows, year, years } = load(annualPlan, loadView, items, 'f', organizations, {
		amount: 'days'
	});
	expect([year, years]).toEqual([2026, [2026]]);
	expect(rows[0]!.months.slice(0, 3)).toEqual([2200, 2000, 0]);
	expect(rows[1]!.months.slice(0, 5)).toEqual([1, 0, 0, 0, 200]);
	expect(rows[2]).toMatchObject({ undated: 300, total: 300 });
	const next = load(annualPlan, loadView, items, 'f', organizations, {
		amount: 'days',
		year: 2027
	});
	expect(next.rows[0]).toMatchObject({ before: 4200, total: 4200 });
});

test.each([
	{ method: 'own', shares: [10_000, 0, 1], balances: [0, 0, 0] },
	{ method: 'equal', shares: [3334, 3334, 3333], balances: [-6666, 3334, 3332] },
	{ method: 'size', shares: [6667, 3334, 0], balances: [-3333, 3334, -1] },
	{ method: 'use', shares: [10_000, 0, 1], balances: [0, 0, 0], isComputed: false }
])('costs are settled: $method', ({ method, shares, balances, isComputed = true }) => {
	const plan = readPlan(
		[
			frame,
			card('t', 'terms', { method }),
			card('c', 'contribution', { organization: 'A', money: 100 }),
			card('d', 'contribution', { organization: 'C', money: 0.01 }),
			card('m', 'measure', { organization: 'A', size: 2 }),
			card('n', 'measure', { organization: 'B', size: 1 })
		],
		'f',
		organizations
	);
	const settlement = planSettlement(plan);
	expect(settlement.rows.map(({ share }) => share)).toEqual(shares);
	expect(settlement.rows.map(({ balance }) => balance)).toEqual(balances);
	expect(settlement.isComputed).toBe(isComputed);
});

test('splitting never loses or makes a cent', () => {
	fc.assert(
		fc.property(
			fc.nat({ max: 1e12 }),
			fc.array(fc.nat({ max: 1e11 }), { maxLength: 20 }),
			(total, weights) => {
				const shares = splitExactly(total, weights);
				expect(shares === undefined).toBe(sum(weights) === 0);
				expect(shares === undefined || sum(shares) === total).toBe(true);
				expect(shares?.some((share, index) => share > 0 && weights[index] === 0)).not.toBe(true);
			}
		)
	);
});

test.each([
	{ baseline: 6, target: 4, actual: 5, state: 'partly', attained: 0.5 },
	{ baseline: 6, target: 4, actual: 3, state: 'reached', attained: 1.5 },
	{ baseline: 6, target: 4, actual: 7, state: 'away', attained: -0.5 },
	{ baseline: 40, target: 120, actual: 120, state: 'reached', attained: 1 },
	{ baseline: 40, target: 120, actual: 40, state: 'away', attained: 0 },
	{ baseline: 40, target: 40, actual: 41, state: 'reached', attained: undefined },
	{ baseline: 40, target: 120, actual: undefined, state: 'open', attained: undefined },
	{ baseline: undefined, target: 120, actual: 3, state: 'incomplete', attained: undefined }
])('from $baseline to $target, now $actual: $state', ({ state, attained, ...measured }) => {
	expect(scoreOf(measured)).toMatchObject({ state, attained });
});

test('what is missing is named with the card and field to fill it in', () => {
	const items = [
		frame,
		card('o', 'objective', { baseline: 0, target: 1, due: 'soon', indicator: 'x' }),
		card('a', 'activity', { from: '2026-03-01', to: '2026-02-01', objective: 'o', lead: 'A' }),
		card('b', 'activity', { from: '2026-03-01', to: '2026-04-01', objective: 'o', lead: 'A' }),
		card('c', 'activity', { from: '2026-04-01', to: '2026-05-01', objective: 'o', lead: 'A' }),
		{
			...card('link', 'needed-for'),
			type: 'connector',
			from: { item: 'b' },
			to: { item: 'c' }
		} as Item
	];
	const missing = planMissing(readPlan(items, 'f', organizations));
	const codes = missing.map(({ code, item, organization: who }) =>
		`${code} ${item?.id ?? who ?? ''}`.trim()
	);
	expect(codes).toContain('few-objectives');
	expect(codes).toContain('method');
	expect(codes).toContain('no-contribution-of B');
	expect(codes).toContain('due o');
	expect(codes).toContain('order a');
	expect(codes).toContain('starts-early c');
	expect(codes).not.toContain('starts-early b');
	expect(codes).toContain('no-contribution a');
});

const codesOf = (cards: readonly Item[]): string[] =>
	planMissing(readPlan([frame, ...cards], 'f', organizations)).map(({ code }) => code);

test('more than seven objectives are too many', () => {
	const many = Array.from({ length: 8 }, (_, index) => card(`o${index}`, 'objective'));
	expect(codesOf(many)).toContain('many-objectives');
	expect(codesOf(many.slice(0, 7))).not.toContain('many-objectives');
	expect(codesOf([])).toContain('objectives');
});

test('the working days between any two days are those that are no Saturday and no Sunday', () => {
	const monday = dayNumber('2026-11-16');
	for (let from = monday; from < monday + 9; from += 1) {
		for (let to = from - 1; to < monday + 30; to += 1) {
			let expected = 0;
			for (let one = from; one <= to; one += 1) if ((one - monday) % 7 < 5) expected += 1;
			expect(workingDays(from, to)).toBe(expected);
		}
	}
});

test('a moved span keeps its length, a resized one at least a day', () => {
	const span = { from: dayNumber('2026-01-30'), to: dayNumber('2026-02-02') };
	expect(moveSpan(span, 1, 1)).toEqual({ from: '2026-01-31', to: '2026-02-03' });
	expect(moveSpan(span, 9, 0)).toEqual({ from: '2026-02-02', to: '2026-02-02' });
	expect(moveSpan(span, 0, -9)).toEqual({ from: '2026-01-30', to: '2026-01-30' });
});

test('the plan of the wage-data case has its activities, contributions and settlement', () => {
	const parsed = parseCase(wage);
	if (!parsed.ok) throw new Error(parsed.reason);
	let count = 0;
	const session = caseToSession(parsed.value, () => `item-${(count += 1)}`);
	const planFrame = session.items.find((one) => one.instrument === 'annual-plan')!;
	expect(planFrame.text).toBe('Annual alliance plan 2018 (illustrative)');
	const plan = readPlan(session.items, planFrame.id, session.organizations);
	expect(plan.activities).toHaveLength(3);
	expect(planTotals(plan).total.days).toBe(46_000);
	expect(plan.method).toBe('own');
	const spread = load(annualPlan, loadView, session.items, planFrame.id, session.organizations, {
		amount: 'days'
	});
	expect(spread.total).toMatchObject({ total: 46_000, undated: 0, before: 0, after: 0 });
});

test('a plan of 500 activities of twelve organizations is computed in a moment', () => {
	const twelve = Array.from({ length: 12 }, (_, index) => ({ id: `O${index}`, name: `O${index}` }));
	const items = [frame];
	for (let index = 0; index < 500; index += 1) {
		items.push(card(`a${index}`, 'activity', { from: '2026-01-05', to: '2026-11-30', lead: 'O1' }));
		for (const one of twelve) {
			const fields = { activity: `a${index}`, organization: one.id, days: 1.37 };
			items.push(card(`a${index}-${one.id}`, 'contribution', fields));
		}
	}
	const { total } = load(annualPlan, loadView, items, 'f', twelve, { amount: 'days' });
	expect(total.total).toBe(6000 * 137);
	expect(planMissing(readPlan(items, 'f', twelve)).length).toBeGreaterThan(500);
});

const rawCard = (kind: string, fields: NonNullable<Item['fields']>) => ({
	type: 'card',
	instrument: 'annual-plan',
	kind,
	parent: 'f',
	fields
});
const reviewOf = (quarter: string, actual: unknown) =>
	rawCard('review', { subject: 'o', quarter, actual: actual as number });

test.each([
	{ reviews: {}, actual: 9, state: 'partly', period: undefined },
	{ reviews: { r: reviewOf('q1', 8) }, actual: 8, state: 'partly', period: 'q1' },
	{
		reviews: { r: reviewOf('q3', 5), s: reviewOf('q1', 8) },
		actual: 5,
		state: 'reached',
		period: 'q3'
	},
	{ reviews: { r: reviewOf('q1', 8), s: reviewOf('q2', undefined) }, actual: 8, period: 'q1' },
	{ reviews: { r: reviewOf('q1', 'soon'), s: reviewOf('some day', 7) }, actual: 9 },
	{ reviews: { s: reviewOf('q1', 7), r: reviewOf('q1', 8) }, actual: 8, period: 'q1' }
])('the newest review of an objective is its actual: $actual', (one) => {
	const items = readRaw({
		f: { type: 'frame', instrument: 'annual-plan' },
		o: rawCard('objective', { baseline: 10, target: 5, actual: 9 }),
		...one.reviews
	});
	const [row] = scorecard(annualPlan, scorecardView, items, 'f').parts.flatMap(({ rows }) => rows);
	expect(row?.score).toMatchObject({ actual: one.actual, state: one.state ?? 'partly' });
	expect(row?.reported?.period).toBe(one.period);
	expect(readPlan(items, 'f', organizations).objectives[0]?.actual).toBe(one.actual);
});
