import { readRaw } from '@concordia/board/testing';
import type { Item } from '@concordia/board';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { allianceMap } from './alliance-map/definition.ts';
import type { InstrumentDefinition, LanesView } from './definition.ts';
import { arrangeMap, layoutLanes, ranksByCause } from './lane-layout.ts';
import { ranksByLayout } from './lane-ranks.ts';
import { around, compareMaps, laneMap, mapGaps, needToKnow, saySentence } from './lanes.ts';
import type { LaneMap } from './lanes.ts';
import { newLink } from './links.ts';
import { newCard, newFrame } from './place.ts';
import { serviceMap } from './service-map/definition.ts';

const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];
const id = fc.constantFrom('f', 'g', 'a', 'b', 'c', 'd', 'e', 'gone', '', '__proto__', 'toString');
const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, 1e308, -1e308, 12n, new Uint8Array(2))
);
/** Mostly what belongs there, now and then anything. */
const or = <Value>(sound: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
	fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: nonsense });
const lane = fc.oneof(id, fc.constantFrom('PN', 'CC', 'XX'));
const end = fc.oneof(fc.record({ item: id }), fc.record({ point: fc.tuple(fc.nat(9), fc.nat(9)) }));
const flag = or(fc.boolean());

function boardOf(definition: InstrumentDefinition): fc.Arbitrary<readonly Item[]> {
	const kinds = [...definition.kinds, ...definition.links].map((kind) => kind.id);
	const raw = fc.record(
		{
			type: or(fc.constantFrom('card', 'frame', 'connector', 'connector', 'shape', 'note')),
			instrument: or(fc.constant(definition.id)),
			kind: or(fc.constantFrom(...kinds, 'lane', 'lane-band')),
			pos: or(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }))),
			size: or(fc.tuple(fc.nat(400), fc.nat(400))),
			parent: or(id),
			text: or(fc.constantFrom('therapy need', 'Therapy  Need', '', 'wages', 'pay the wages')),
			from: or(end),
			to: or(end),
			fields: or(
				fc.record(
					{
						organization: or(lane),
						actor: or(id),
						decides: or(id),
						stops: or(id),
						step: or(id),
						lane: or(lane),
						citizen: flag,
						coproduced: flag,
						difficult: flag,
						permission: flag,
						when: or(fc.string())
					},
					{ requiredKeys: [] }
				)
			)
		},
		{ requiredKeys: [] }
	);
	return fc
		.array(fc.tuple(id, raw), { maxLength: 30 })
		.map((entries) => readRaw(Object.fromEntries(entries)));
}

const measures = {
	sizeOf: (): [number, number] => [200, 100],
	columnGap: 100,
	rowGap: 20,
	lanePadding: 30,
	headWidth: 150
};

for (const definition of [allianceMap, serviceMap]) {
	const view = definition.views.find((one): one is LanesView => one.type === 'lanes')!;
	const mapOf = (items: readonly Item[], frame: string): LaneMap =>
		laneMap(definition, view, items, frame, organizations);

	test(`no map of "${definition.id}" fails, and each step stands in one lane at one place`, () => {
		fc.assert(
			fc.property(boardOf(definition), id, id, (items, frame, other) => {
				const map = mapOf(items, frame);
				const steps = map.lanes.flatMap((one) => one.steps.map((step) => step.id));
				expect(new Set(steps).size).toBe(steps.length);
				expect(steps.toSorted()).toEqual([...map.laneOf.keys()].toSorted());
				expect(new Set(map.lanes.map((one) => one.id)).size).toBe(map.lanes.length);
				for (const ranks of [ranksByCause(map), ranksByLayout(map)]) {
					const plan = layoutLanes(map, ranks, measures);
					const places = [...plan.places.values()];
					expect(plan.order.length).toBe(steps.length);
					expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(steps.length);
					for (const { x, y } of places) expect([x, y].every(Number.isFinite)).toBe(true);
				}
				for (const step of map.steps) {
					const { before, after } = around(map, step.id);
					for (const near of [before, after]) {
						expect(new Set(near.map(({ item }) => item.id)).size).toBe(near.length);
						expect(near.every(({ item }) => item.id !== step.id)).toBe(true);
					}
				}
				const rows = needToKnow(view, map);
				const told = rows.flatMap(({ flows }) => flows.map((flow) => flow.id));
				expect(told.toSorted()).toEqual(
					map.flows.filter(({ link }) => link === view.information).map((flow) => flow.id)
				);
				for (const { flows, cells } of rows) {
					const gives = cells.reduce((sum, cell) => sum + cell.gives.length, 0);
					const gets = cells.reduce((sum, cell) => sum + cell.gets.length, 0);
					expect(gives).toBe(flows.filter(({ from }) => from).length);
					expect(gets).toBe(flows.filter(({ to }) => to).length);
				}
				expect(mapGaps(view, map).every((gap) => gap.id !== '')).toBe(true);
				const then = mapOf(items, other);
				const { steps: changes, same } = compareMaps(map, then);
				const count = (kinds: string[]): number =>
					changes.filter(({ kind }) => kinds.includes(kind)).length;
				const both = same + count(['moved', 'reworded']);
				expect(both + count(['added'])).toBe(map.steps.length);
				expect(both + count(['removed'])).toBe(then.steps.length);
			}),
			{ numRuns: 300 }
		);
	});

	test(`no link of "${definition.id}" is without a sentence, and laying out ends`, () => {
		fc.assert(
			fc.property(boardOf(definition), id, (items, frame) => {
				const byId = new Map(items.map((item) => [item.id, item]));
				const map = mapOf(items, frame);
				for (const { item } of map.flows) {
					for (const locale of ['en', 'de'] as const) {
						expect(saySentence(definition, item, byId, organizations, locale)).not.toBe('');
					}
				}
				let count = 0;
				const edit = arrangeMap(definition, map, items, frame, {
					ranks: ranksByCause(map),
					newId: () => `new ${(count += 1)}`,
					locale: 'en'
				});
				const places = [...edit.insert, ...edit.update].flatMap(({ pos = [], size = [] }) => [
					...pos,
					...size
				]);
				expect(places.every(Number.isFinite)).toBe(true);
				expect(edit.remove.every((one) => byId.get(one)?.type === 'shape')).toBe(true);
			}),
			{ numRuns: 300 }
		);
	});
}

test('ten thousand steps in a chain have their places at once', () => {
	const frame = { ...newFrame(allianceMap, { id: 'f', pos: [0, 0], locale: 'en' }), z: 'a0' };
	const items: Item[] = [{ ...frame, size: [100, 100] }];
	for (let index = 0; index < 10_000; index += 1) {
		const card = newCard(allianceMap, [], items[0]!, {
			id: `s${index}`,
			kind: 'step',
			fields: { organization: index % 2 === 0 ? 'PN' : 'CC' }
		});
		items.push({ ...card, pos: [index, 0], size: [10, 10], z: 'a1' });
		if (index === 0) continue;
		const ends = { id: `l${index}`, from: `s${index - 1}`, to: `s${index}` };
		const link = newLink(allianceMap, allianceMap.links[0]!, ends);
		items.push({ ...link, size: [0, 0], z: 'a2' });
	}
	const view = allianceMap.views[0] as LanesView;
	const map = laneMap(allianceMap, view, items, 'f', organizations);
	const plan = layoutLanes(map, ranksByLayout(map), measures);
	expect(plan.order.map((step) => step.id)).toEqual(
		items.filter(({ type }) => type === 'card').map((step) => step.id)
	);
	expect(around(map, 's0').after).toHaveLength(9999);
});
