import { boundsOf, contains, intersects } from '@concordia/board';
import { expect, test } from 'vitest';
import health from '../cases/health-partnership.json' with { type: 'json' };
import wage from '../cases/wage-data-alliance.json' with { type: 'json' };
import { allianceMap, allianceMapView } from './alliance-map/definition.ts';
import { caseToSession } from './case-layout.ts';
import { parseCase } from './case.ts';
import { causeGraph, problemTable } from './problem-set/figures.ts';
import { setField, stringField } from './fields.ts';
import { laneMap } from './lanes.ts';

function counter(): () => string {
	let count = 0;
	return () => `item-${(count += 1)}`;
}

function session(json: unknown) {
	const parsed = parseCase(json);
	if (!parsed.ok) throw new Error(parsed.reason);
	return caseToSession(parsed.value, counter());
}

test('lays out the health partnership: seven problems with their eight links, causes to the left', () => {
	const { title, organizations, items, instrumentFrame } = session(health);
	expect(title).toBe('Healthcare partnership in a deprived urban area');
	expect(organizations).toHaveLength(11);
	const table = problemTable(items, instrumentFrame, organizations);
	expect(table.rows).toHaveLength(7);
	expect(table.totals).toEqual({ given: 0, passed: 0, gaps: 77 });
	const graph = causeGraph(items, instrumentFrame);
	expect(graph.edges).toHaveLength(8);
	const left = (id: string): number => items.find((item) => item.id === id)!.pos[0];
	const backwards = graph.edges.filter(({ from, to, isInLoop }) =>
		isInLoop ? left(from) !== left(to) : left(from) >= left(to)
	);
	expect(backwards).toEqual([]);
	expect(graph.roots.map(({ text }) => text)).toEqual([
		'Providers and payers of care are not aligned'
	]);
	expect(graph.loops.map((loop) => loop.map(({ text }) => text))).toEqual([
		['Too few physicians, too little time for each patient', 'Bureaucracy eats the time of care']
	]);
});

test('no card lies on another, and all lie in their frame', () => {
	const { items } = session({
		...health,
		problem_set: health.problem_set.map((problem) => ({
			...problem,
			evidence: 'figures',
			perspectives: [
				{ organization: 'PN', text: 'ours' },
				{ organization: 'CC', passed: true }
			]
		})),
		parked_solutions: [{ text: 'Hire', organization: 'HC', problem: 'p3' }, { text: 'Merge' }]
	});
	const cards = items.filter(({ type }) => type === 'card' || type === 'note');
	expect(cards).toHaveLength(7 + 14 + 2 + 3 + 7);
	for (const [index, card] of cards.entries()) {
		const frame = items.find(({ id }) => id === card.parent)!;
		expect(contains(boundsOf(frame), boundsOf(card))).toBe(true);
		for (const other of cards.slice(index + 1)) {
			expect(intersects(boundsOf(card), boundsOf(other))).toBe(false);
		}
	}
	const problem = items.find(({ kind }) => kind === 'problem')!;
	expect(stringField(problem, 'evidence')).toBe('figures');
	expect(setField(problem, 'affected').length).toBeGreaterThan(0);
	expect(problem.textFields).toEqual(['evidence']);
});

test('a case without a problem set gives an empty one, beside what it fills', () => {
	const { items, instrumentFrame, organizations } = session(wage);
	expect(items.filter(({ parent }) => parent === instrumentFrame)).toEqual([]);
	const frames = items.filter(({ type }) => type === 'frame');
	expect(frames.toSorted((a, b) => a.pos[0] - b.pos[0]).at(-1)?.id).toBe(instrumentFrame);
	expect(organizations).toHaveLength(6);
});

const organizations = [{ id: 'A', name: 'A' }];
const alliance = { name: 'N' };
const refused: readonly { name: string; json: unknown; reason: string }[] = [
	{ name: 'no object', json: 'x', reason: 'Invalid type' },
	{ name: 'no alliance', json: { organizations }, reason: 'alliance' },
	{ name: 'no organization', json: { alliance, organizations: [] }, reason: 'organizations' },
	{
		name: 'an impossible id',
		json: { alliance, organizations: [{ id: 'a b', name: 'A' }] },
		reason: 'organizations.0.id'
	},
	{
		name: 'an organization twice',
		json: { alliance, organizations: [...organizations, ...organizations] },
		reason: 'organizations.1.id: "A" is there twice'
	},
	{
		name: 'a number for a statement',
		json: { alliance, organizations, problem_set: [{ id: 'p', statement: 1 }] },
		reason: 'problem_set.0.statement'
	},
	{
		name: 'a link to nowhere',
		json: {
			alliance,
			organizations,
			problem_set: [{ id: 'p', statement: 's', feeds_into: ['q'] }]
		},
		reason: 'problem_set.0.feeds_into: there is no problem "q"'
	},
	{
		name: 'a perspective of a stranger',
		json: {
			alliance,
			organizations,
			problem_set: [{ id: 'p', statement: 's', perspectives: [{ organization: 'Z' }] }]
		},
		reason: 'problem_set.0.perspectives: there is no organization "Z"'
	}
];

for (const { name, json, reason } of refused) {
	test(`refuses ${name} and says where`, () => {
		const parsed = parseCase(json);
		expect(parsed.ok).toBe(false);
		expect(!parsed.ok && parsed.reason).toContain(reason);
	});
}

test('a link that skips columns runs through a gap between the cards there', () => {
	const { items } = session(health);
	const center = ({ pos, size }: (typeof items)[number]) => [
		pos[0] + size[0] / 2,
		pos[1] + size[1] / 2
	];
	const cards = items.filter(({ kind }) => kind === 'problem');
	const hits: string[] = [];
	for (const link of items.filter(({ type }) => type === 'connector')) {
		const [from, to] = [link.from, link.to].map((end) =>
			cards.find(({ id }) => end && 'item' in end && id === end.item)
		);
		for (const card of cards) {
			const [x, y] = center(card);
			const [x1, y1] = center(from!);
			const [x2, y2] = center(to!);
			const isBetween = x1! < x! && x! < x2!;
			const crossing = y1! + ((y2! - y1!) * (x! - x1!)) / (x2! - x1!);
			if (isBetween && Math.abs(crossing - y!) < card.size[1] / 2) hits.push(card.text ?? '');
		}
	}
	expect(hits).toEqual([]);
});

test('lays out the alliance map of the wage data: five steps in five lanes, each handing over to the next', () => {
	const { items, organizations: everybody } = session(wage);
	const frame = items.find(
		({ type, instrument }) => type === 'frame' && instrument === 'alliance-map'
	)!;
	const map = laneMap(allianceMap, allianceMapView, items, frame.id, everybody);
	expect(map.lanes.map(({ id, steps }) => [id, steps.length])).toEqual([
		['IRS', 1],
		['SSA', 1],
		['STAT', 1],
		['SOFT', 0],
		['ADMIN', 1],
		['USERS', 1]
	]);
	expect(new Set(map.flows.map(({ item }) => item.text))).toEqual(
		new Set(['declared wage data', 'nominative data', 'statistics', 'wage declaration'])
	);
	for (const step of map.steps) {
		expect(contains(boundsOf(frame), boundsOf(step))).toBe(true);
		const band = items.find(
			(item) => item.kind === 'lane-band' && stringField(item, 'lane') === map.laneOf.get(step.id)
		)!;
		expect(contains(boundsOf(band), boundsOf(step))).toBe(true);
	}
	expect(
		parseCase({ ...wage, alliance_map: [{ step: 1, organization: 'XX', does: 'a' }] })
	).toEqual({
		ok: false,
		reason: 'alliance_map.0.organization: there is no organization "XX"'
	});
});
