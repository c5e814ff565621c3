import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { causeGraph, problemTable } from './problem-set/figures.ts';
import { parkingPlace, placeholderFor, solutionCard, solutionsIn, unheard } from './parking.ts';
import { newCard } from './place.ts';
import { problemSet } from './problem-set/definition.ts';

const ids = ['f', 'g', 'p', 'q', 'r', 's', 'gone', '', '__proto__', 'constructor'];
const id = fc.constantFrom(...ids);
const organization = fc.constantFrom('PN', 'CC', 'XX', '', 'toString');
const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, 1e308, -1e308, 12n, new Uint8Array(2))
);
/** Mostly what belongs there, now and then anything. */
const or = <Value>(sound: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
	fc.oneof({ weight: 4, arbitrary: sound }, { weight: 1, arbitrary: nonsense });

const point = fc.tuple(
	fc.integer({ min: -2000, max: 2000 }),
	fc.integer({ min: -2000, max: 2000 })
);
const rawItem = fc.record(
	{
		type: or(fc.constantFrom('card', 'note', 'frame', 'connector', 'ink')),
		instrument: or(fc.constant('problem-set')),
		kind: or(
			fc.constantFrom(
				'problem',
				'perspective',
				'parked-solution',
				'parking-placeholder',
				'feeds-into'
			)
		),
		pos: or(point),
		size: or(fc.tuple(fc.nat(400), fc.nat(400))),
		parent: or(id),
		text: or(fc.string()),
		from: or(fc.record({ item: id })),
		to: or(fc.record({ item: id })),
		fields: or(
			fc.record(
				{
					problem: or(id),
					organization: or(organization),
					passed: or(fc.boolean()),
					evidence: or(fc.string()),
					affected: or(fc.array(organization)),
					parkedAt: or(fc.constantFrom('2026-11-22T10:30:00.000Z', 'yesterday'))
				},
				{ requiredKeys: [] }
			)
		)
	},
	{ requiredKeys: [] }
);
const board = fc
	.array(fc.tuple(id, rawItem), { maxLength: 25 })
	.map((entries) => readRaw(Object.fromEntries(entries)));

const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];

test('no view fails on anything that can be on a board, and none loses a perspective', () => {
	fc.assert(
		fc.property(board, id, (items, frameId) => {
			const table = problemTable(items, frameId, organizations);
			const shown = table.rows.flatMap(({ cells, others }) => [
				...cells.flatMap(({ entries }) => entries),
				...others
			]);
			const all = [...shown, ...table.loose].map((item) => item.id);
			expect(new Set(all).size).toBe(all.length);
			expect(table.totals.given + table.totals.passed + table.totals.gaps).toBe(
				table.rows.length * organizations.length
			);
			const graph = causeGraph(items, frameId);
			expect(graph.nodes.map((node) => node.item.id).toSorted()).toEqual(
				table.rows.map((row) => row.item.id).toSorted()
			);
		}),
		{ numRuns: 400 }
	);
});

test('parking and releasing never fail, and what comes back lies where the board can show it', () => {
	fc.assert(
		fc.property(board, id, (items, target) => {
			const frame = items.find((item) => item.type === 'frame') ?? spare;
			const item = items.find((one) => one.id === target) ?? spare;
			const facts = { text: 'parked', organization: 'PN', at: '2026-11-22T10:30:00.000Z' };
			const edits = [
				placeholderFor(problemSet, item, facts),
				solutionCard(problemSet, item, items[0], facts),
				parkingPlace(problemSet, items, frame),
				newCard(problemSet, items, frame, { id: 'card', kind: 'problem' })
			];
			for (const { pos } of edits) expect(pos.every(Number.isFinite)).toBe(true);
			const { parked, open } = solutionsIn(problemSet, items, frame.id);
			expect(new Set([...parked, ...open]).size).toBe(parked.length + open.length);
			for (const { gaps } of unheard(problemSet, items, frame.id, organizations)) {
				expect(gaps).toBeGreaterThan(0);
			}
		}),
		{ numRuns: 400 }
	);
});

const spare: Item = { id: 'f', type: 'frame', pos: [0, 0], size: [10, 10], z: 'a0' };
