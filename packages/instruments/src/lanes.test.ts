import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { allianceMap } from './alliance-map/definition.ts';
import type { LanesView } from './definition.ts';
import { arrangeMap, layoutLanes, ranksByCause } from './lane-layout.ts';
import { ranksByLayout } from './lane-ranks.ts';
import { routeFlows } from './lane-routes.ts';
import { around, compareMaps, laneMap, mapGaps, needToKnow, saySentence } from './lanes.ts';
import type { LaneMap } from './lanes.ts';
import { serviceMap } from './service-map/definition.ts';

const organizations = [
	{ id: 'ADMIN', name: 'Payroll administrators' },
	{ id: 'IRS', name: 'Internal Revenue Service' },
	{ id: 'SSA', name: 'Social Security Agency' }
];
const viewOf = (definition: typeof allianceMap): LanesView =>
	definition.views.find((view): view is LanesView => view.type === 'lanes')!;
const allianceView = viewOf(allianceMap);
const serviceView = viewOf(serviceMap);

let count = 0;
const base = { z: 'a0', pos: [0, 0], size: [240, 140] } as const;
const frame = (instrument: string, id = 'f'): Item => ({ ...base, id, type: 'frame', instrument });
function card(instrument: string, kind: string, id: string, text: string, fields = {}): Item {
	count += 1;
	return { ...base, id, type: 'card', instrument, kind, text, fields, parent: 'f', z: `a${count}` };
}
const step = (id: string, organization: string, text = id, parent = 'f'): Item => ({
	...card('alliance-map', 'step', id, text, { organization }),
	parent
});
const link = (kind: string, from: string | null, to: string | null, rest = {}): Item => ({
	...base,
	id: `${kind} ${from} ${to}`,
	type: 'connector',
	from: from === null ? { point: [0, 0] } : { item: from },
	to: to === null ? { point: [0, 0] } : { item: to },
	instrument: kind === 'hand-over' ? 'alliance-map' : 'service-map',
	kind,
	parent: 'f',
	...rest
});
const handOver = (from: string, to: string, rest = {}): Item => link('hand-over', from, to, rest);

const alliance = (...items: Item[]): LaneMap =>
	laneMap(allianceMap, allianceView, [frame('alliance-map'), ...items], 'f', organizations);
const service = (...items: Item[]): LaneMap =>
	laneMap(serviceMap, serviceView, [frame('service-map'), ...items], 'f', organizations);
const lanesOf = ({ lanes }: LaneMap): Record<string, string[]> =>
	Object.fromEntries(lanes.map(({ id, steps }) => [id, steps.map((one) => one.id)]));
const nearOf = (near: readonly { item: Item; distance: number }[]): string[] =>
	near.map(({ item, distance }) => `${item.id} ${distance}`);

const chain = [
	step('calculate', 'ADMIN'),
	step('receive', 'IRS'),
	step('keep', 'SSA'),
	handOver('calculate', 'receive', { text: 'wage declaration' }),
	handOver('receive', 'keep', { text: 'declared wages', fields: { difficult: true } })
];

test('steps stand in the lane of their organization, others in a lane of nobody', () => {
	const map = alliance(...chain, step('lost', ''), step('left', 'GONE'));
	expect(lanesOf(map)).toEqual({
		ADMIN: ['calculate'],
		IRS: ['receive'],
		SSA: ['keep'],
		GONE: ['left'],
		'': ['lost']
	});
});

test('what lies before and after a step is found, the nearest first; in a circle it is both', () => {
	const map = alliance(...chain);
	expect(nearOf(around(map, 'keep').before)).toEqual(['receive 1', 'calculate 2']);
	expect(nearOf(around(map, 'keep').after)).toEqual([]);
	const circle = alliance(...chain, handOver('keep', 'calculate'));
	expect(nearOf(around(circle, 'keep').before)).toEqual(['receive 1', 'calculate 2']);
	expect(nearOf(around(circle, 'keep').after)).toEqual(['calculate 1', 'receive 2']);
});

test('an arrow drawn on the canvas hands over, too, and a marked hand-over is difficult', () => {
	const { instrument: _, kind: __, ...plain } = handOver('keep', 'calculate');
	const map = alliance(...chain, plain);
	expect(map.flows.map(({ from, to, isMarked }) => [from?.id, to?.id, isMarked])).toContainEqual([
		'keep',
		'calculate',
		false
	]);
	expect(map.flows.filter(({ isMarked }) => isMarked).map(({ to }) => to?.id)).toEqual(['keep']);
});

test('a hand-over says who gives what to whom', () => {
	const items = new Map(chain.map((item) => [item.id, item]));
	const say = (locale: 'en' | 'de', item: Item): string | undefined =>
		saySentence(allianceMap, item, items, organizations, locale);
	expect(say('en', chain[4]!)).toBe(
		'Internal Revenue Service hands over to Social Security Agency: declared wages, difficult'
	);
	expect(say('de', chain[3]!)).toBe(
		'Payroll administrators übergibt an Internal Revenue Service: wage declaration'
	);
	expect(say('en', handOver('keep', 'nowhere'))).toBe(
		'Social Security Agency hands over to nobody'
	);
});

test('beside the map of last year steps are added, removed, moved and reworded', () => {
	const then = alliance(
		step('t1', 'ADMIN', 'Calculate the payroll'),
		step('t2', 'IRS', 'Check'),
		step('t3', 'IRS', 'Keep wage data for all users'),
		step('t4', 'SSA', 'Archive'),
		handOver('t1', 't2'),
		handOver('t2', 't3')
	);
	const now = alliance(
		step('n1', 'ADMIN', 'calculate  the payroll'),
		step('n2', 'SSA', 'Check'),
		step('n3', 'IRS', 'Keep wage data for most users'),
		step('n5', 'SSA', 'Publish'),
		handOver('n1', 'n2'),
		handOver('n2', 'n5')
	);
	const { steps, flows, same } = compareMaps(now, then);
	expect(same).toBe(1);
	expect(steps.map(({ kind, now: a, before: b }) => [kind, a?.id, b?.id])).toEqual([
		['reworded', 'n3', 't3'],
		['moved', 'n2', 't2'],
		['added', 'n5', undefined],
		['removed', undefined, 't4']
	]);
	expect(flows.map(({ kind, flow }) => [kind, flow.from?.id, flow.to?.id])).toEqual([
		['added', 'n2', 'n5'],
		['removed', 't2', 't3']
	]);
});

const actor = (id: string, text: string, fields = {}): Item =>
	card('service-map', 'actor', id, text, fields);
const process = (id: string, of: string, fields = {}): Item =>
	card('service-map', 'sub-process', id, id, {
		actor: of,
		decides: 'gp',
		stops: 'gp',
		...fields
	});
const therapy = [
	actor('gp', 'GP'),
	actor('pump', 'distributor'),
	actor('citizen', 'Citizen', { citizen: true }),
	process('discharge', 'gp', { coproduced: true }),
	process('deliver', 'pump'),
	process('use', 'citizen'),
	link('information-flow', 'discharge', 'deliver', {
		text: 'therapy need',
		fields: { when: 'at discharge' }
	})
];

test('information is told as who informs whom, of what, when, and with whose permission', () => {
	const items = new Map(therapy.map((item) => [item.id, item]));
	const flow = therapy.at(-1)!;
	const strict = { ...flow, fields: { ...flow.fields, permission: true } };
	expect(saySentence(serviceMap, flow, items, [], 'en')).toBe(
		'GP informs distributor: therapy need, at discharge'
	);
	expect(saySentence(serviceMap, strict, items, [], 'de')).toBe(
		'GP informiert distributor: therapy need, at discharge, Einwilligung nötig'
	);
});

test('a service map without gaps has none; each lack is named', () => {
	expect(mapGaps(serviceView, service(...therapy))).toEqual([]);
	const gaps = mapGaps(
		serviceView,
		service(
			actor('gp', 'GP'),
			process('a', 'gp', { decides: 'gone', stops: '' }),
			process('b', 'nobody'),
			link('information-flow', 'a', null),
			link('information-flow', 'a', 'b'),
			link('activity-flow', 'a', null)
		)
	);
	expect(gaps.map(({ id, item }) => [id, item?.id])).toEqual([
		['citizen', undefined],
		['decides', 'a'],
		['stops', 'a'],
		['actor', 'b'],
		['end', 'information-flow a b'],
		['end', 'information-flow a null']
	]);
});

test('who needs to know what: the same information is one row, whoever gives or gets it', () => {
	const map = service(
		...therapy,
		link('information-flow', 'deliver', 'use', { text: 'Therapy  need' })
	);
	const [row, ...more] = needToKnow(serviceView, map);
	expect(more).toEqual([]);
	expect(row!.cells.map(({ lane, gives, gets }) => [lane, gives.length, gets.length])).toEqual([
		['gp', 1, 0],
		['pump', 1, 1],
		['citizen', 0, 1]
	]);
});

const measures = {
	sizeOf: (): [number, number] => [200, 100],
	columnGap: 100,
	rowGap: 20,
	lanePadding: 30,
	headWidth: 150
};

test('steps stand from left to right as they follow, each in its lane, and none on another', () => {
	const map = alliance(...chain, step('also', 'IRS'), handOver('calculate', 'also'));
	for (const ranks of [ranksByCause(map), ranksByLayout(map)]) {
		const plan = layoutLanes(map, ranks, measures);
		const at = (id: string): { x: number; y: number } => plan.places.get(id)!;
		expect(at('calculate').x).toBeLessThan(at('receive').x);
		expect(at('receive').x).toBe(at('also').x);
		expect(Math.abs(at('receive').y - at('also').y)).toBe(120);
		expect(at('receive').x).toBeLessThan(at('keep').x);
		expect(plan.order.at(0)?.id).toBe('calculate');
		for (const { lane, y, height } of plan.bands) {
			for (const { id } of lane.steps) {
				expect(at(id).y).toBeGreaterThanOrEqual(y);
				expect(at(id).y + 100).toBeLessThanOrEqual(y + height);
			}
		}
	}
});

test('laid out on the board there is a band per lane, once; a second time nothing is left to do', () => {
	const items = [frame('alliance-map'), ...chain];
	const options = { newId: () => `new ${(count += 1)}`, locale: 'en' } as const;
	const arrange = (board: readonly Item[]) => {
		const map = laneMap(allianceMap, allianceView, board, 'f', organizations);
		return arrangeMap(allianceMap, map, board, 'f', { ...options, ranks: ranksByLayout(map) });
	};
	const edit = arrange(items);
	expect(edit.insert.map(({ kind, text }) => [kind, text])).toEqual(
		organizations.flatMap(({ name }) => [
			['lane-band', undefined],
			['lane', name]
		])
	);
	const patches = new Map(edit.update.map((patch) => [patch.id, patch]));
	const after = [
		...items.map((item) => ({ ...item, ...patches.get(item.id) }) as Item),
		...edit.insert.map((item) => ({ ...base, ...item }))
	];
	expect(arrange(after)).toEqual({ insert: [], update: [], remove: [] });
	const fewer = after.filter(({ id }) => id !== 'keep');
	expect(arrange(fewer).remove).toHaveLength(2);
});

test('a step has its place also when its id is one that every object has by nature', () => {
	const map = alliance(
		step('toString', 'IRS'),
		step('constructor', 'SSA'),
		handOver('toString', 'constructor')
	);
	const ranks = ranksByLayout(map);
	expect(ranks.get('toString')!.column).toBeLessThan(ranks.get('constructor')!.column);
});

test('flows between the same two steps run beside each other, each to be seen', () => {
	const given = ['activity-flow', 'information-flow'].map((kind) => link(kind, 'a', 'b'));
	const map = service(
		card('service-map', 'sub-process', 'a', 'finds out'),
		card('service-map', 'sub-process', 'b', 'delivers'),
		...given
	);
	const plan = layoutLanes(map, ranksByLayout(map), measures);
	const routes = routeFlows(map, plan, { ...measures, labelWidth: 80, labelHeight: 30 });
	expect(routes).toHaveLength(2);
	const heights = routes.map(({ path }) => Number(/^M[\d.]+ ([\d.]+)/u.exec(path)?.[1]));
	expect(Math.abs(heights[0]! - heights[1]!)).toBeCloseTo(100 / 3);
});
