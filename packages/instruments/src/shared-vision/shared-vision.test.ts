import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import health from '../../cases/health-partnership.json' with { type: 'json' };
import wage from '../../cases/wage-data-alliance.json' with { type: 'json' };
import { caseToSession } from '../case-layout.ts';
import { parseCase } from '../case.ts';
import type { StancesView, WordingsView } from '../definition.ts';
import { frozenOf } from '../frozen.ts';
import { stances } from '../stances.ts';
import { wordings } from '../wordings.ts';
import { sharedVision } from './definition.ts';

const stancesView = sharedVision.views.find(
	(view): view is StancesView => view.type === 'stances'
)!;
const wordingsView = sharedVision.views.find(
	(view): view is WordingsView => view.type === 'wordings'
)!;
const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];

function visionOf(json: unknown) {
	const parsed = parseCase(json);
	if (!parsed.ok) throw new Error(parsed.reason);
	let count = 0;
	const session = caseToSession(parsed.value, () => `item-${(count += 1)}`);
	const frame = session.items.find(
		({ type, instrument }) => type === 'frame' && instrument === 'shared-vision'
	)!;
	return { ...session, frame: frame.id };
}

describe('from a case', () => {
	test('the health partnership has a vision, three goals and the objectives that were laid open', () => {
		const { items, frame, organizations: all } = visionOf(health);
		const table = stances(sharedVision, stancesView, items, frame, all);
		expect(table.columns.map(({ text }) => text)).toHaveLength(3);
		expect(table.columns[0]?.fields).toMatchObject({
			indicator: 'consultations per year (made up for this sample)',
			baseline: 0,
			target: 3000
		});
		const open = table.rows.filter(({ own }) => own.length > 0);
		expect(open.map(({ organization }) => organization.id)).toEqual(['RMO', 'PN', 'CC']);
		expect(table.closed.map(({ id }) => id)).toContain('HI2');
		expect(JSON.stringify(items)).not.toContain('terms not laid open');
		const { paragraphs } = wordings(sharedVision, wordingsView, items, frame);
		expect(paragraphs.map(({ paragraph }) => paragraph.kind)).toEqual([
			'vision',
			'goal',
			'goal',
			'goal'
		]);
	});

	test('the wage alliance has what its partners say they are for', () => {
		const { items, frame } = visionOf(wage);
		const [only, ...others] = wordings(sharedVision, wordingsView, items, frame).paragraphs;
		expect(only?.paragraph.text).toBe(wage.alliance.objective);
		expect(others).toEqual([]);
	});

	test.each([
		[{ ...health, own_objectives: [{ organization: 'XX', text: 'a' }] }, 'own_objectives.0'],
		[{ ...health, vision: { goals: [{ text: 7 }] } }, 'vision.goals.0.text']
	])('what is wrong in it is named: %#', (json, place) => {
		const parsed = parseCase(json);
		expect(parsed.ok ? '' : parsed.reason).toContain(place);
	});
});

function card(id: string, kind: string, fields: Item['fields'] = {}, text = id): Item {
	return {
		id,
		type: 'card',
		pos: [0, 0],
		size: [9, 9],
		z: id,
		parent: 'f',
		instrument: 'shared-vision',
		kind,
		text,
		fields
	};
}

const frame: Item = { ...card('f', ''), type: 'frame' };

test('an organization that says two things of one goal says neither, and both are shown', () => {
	const items = [
		frame,
		card('g', 'goal'),
		card('a', 'stance', { goal: 'g', organization: 'PN', stance: 'supports' }),
		card('b', 'stance', { goal: 'g', organization: 'CC', stance: 'conflicts' }),
		card('c', 'stance', { goal: 'g', organization: 'CC', stance: 'neutral' }),
		card('d', 'stance', { goal: 'gone', organization: 'CC', stance: 'neutral' })
	];
	const table = stances(sharedVision, stancesView, items, 'f', organizations);
	expect(table.rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
		['supports'],
		[undefined]
	]);
	expect(table.rows[1]?.cells[0]?.cards.map(({ id }) => id)).toEqual(['b', 'c']);
	expect(table.totals).toEqual([{ supports: 1, neutral: 0, conflicts: 0 }]);
	expect(table.loose.map(({ id }) => id)).toEqual(['d']);
	expect(table.closed).toEqual(organizations);
});

test('what is said about the wording is no part of what is frozen', () => {
	const text = [frame, card('v', 'vision'), card('g', 'goal', { target: 5 })];
	const aside = [
		card('s', 'stance', { goal: 'g', organization: 'PN', stance: 'supports' }),
		card('o', 'own-objective', { organization: 'PN' }),
		card('a', 'alternative', { of: 'v' }),
		card('x', 'objection', { about: 'v', organization: 'PN' })
	];
	expect(frozenOf(sharedVision, [...text, ...aside], 'f')).toEqual(
		frozenOf(sharedVision, text, 'f')
	);
	expect(frozenOf(sharedVision, text, 'f').cards.map(({ id }) => id)).toEqual(['g', 'v']);
});

test('neither view fails on anything that can be on a board, and each shows every card once', () => {
	const id = fc.constantFrom('f', 'g', 'h', 'v', 's', 't', 'a', 'o', 'gone', '', '__proto__');
	const organization = fc.constantFrom('PN', 'CC', 'XX', '', 'toString');
	const nonsense = fc.oneof(
		fc.jsonValue({ maxDepth: 3 }),
		fc.constantFrom<unknown>(Number.NaN, Infinity, 12n, new Uint8Array(2))
	);
	const or = <Value>(sound: fc.Arbitrary<Value>) =>
		fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: nonsense });
	const kinds = sharedVision.kinds.map((kind) => kind.id);
	const raw = fc.record(
		{
			type: or(fc.constantFrom('card', 'frame', 'connector', 'note')),
			instrument: or(fc.constant('shared-vision')),
			kind: or(fc.constantFrom(...kinds)),
			pos: or(fc.tuple(fc.integer(), fc.integer())),
			parent: or(fc.constant('f')),
			text: or(fc.string()),
			fields: or(
				fc.record(
					{
						goal: or(id),
						of: or(id),
						about: or(id),
						organization: or(organization),
						stance: or(fc.constantFrom('supports', 'neutral', 'conflicts', 'toString')),
						target: nonsense
					},
					{ requiredKeys: [] }
				)
			)
		},
		{ requiredKeys: ['type'] }
	);
	const board = fc
		.array(fc.tuple(id, raw), { maxLength: 30 })
		.map((entries) => readRaw(Object.fromEntries(entries)));
	fc.assert(
		fc.property(board, (items) => {
			const table = stances(sharedVision, stancesView, items, 'f', organizations);
			const told = [
				...table.rows.flatMap(({ own, cells }) => [...own, ...cells.flatMap(({ cards }) => cards)]),
				...table.loose
			];
			expect(new Set(told).size).toBe(told.length);
			for (const [at, total] of table.totals.entries()) {
				const said = table.rows.filter(({ cells }) => cells[at]?.value !== undefined);
				expect(Object.values(total).reduce((sum, count) => sum + count, 0)).toBe(said.length);
			}
			const { paragraphs, loose } = wordings(sharedVision, wordingsView, items, 'f');
			const worded = [
				...paragraphs.flatMap(({ paragraph, alternatives, objections }) => [
					paragraph,
					...alternatives,
					...[...objections.values()].flat()
				]),
				...loose
			];
			expect(new Set(worded).size).toBe(worded.length);
		}),
		{ numRuns: 300, seed: 4 }
	);
});

test('ten thousand cards are told apart without delay', () => {
	const goals = Array.from({ length: 20 }, (_, at) => card(`g${at}`, 'goal'));
	const said = Array.from({ length: 9_980 }, (_, at) =>
		card(`s${at}`, 'stance', {
			goal: `g${at % 20}`,
			organization: at % 2 === 0 ? 'PN' : 'CC',
			stance: 'neutral'
		})
	);
	const items = [frame, ...goals, ...said];
	const table = stances(sharedVision, stancesView, items, 'f', organizations);
	const shown = table.rows.flatMap(({ cells }) => cells.flatMap(({ cards }) => cards));
	expect(shown).toHaveLength(9_980);
});
