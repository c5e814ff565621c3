import { applyPatches, boundsOf, intersects } from '@concordia/board';
import type { Item, NewItem } from '@concordia/board';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutCauses, placeCauses } from './cause-places.ts';
import type { CausePlan } from './cause-places.ts';
import { newCard, newFrame, zoneRect } from './place.ts';
import { newLink } from './links.ts';
import { problemSet } from './problem-set/definition.ts';
import { tidyCauses, tidyPlan } from './tidy-causes.ts';

const size = [280, 120] as const;
const gap = [80, 32] as const;

function plan(count: number, edges: readonly (readonly [number, number])[]): CausePlan {
	return {
		nodes: Array.from({ length: count }, (_, index) => `p${index}`),
		edges: edges.map(([from, to]) => ({ from: `p${from}`, to: `p${to}` })),
		size,
		gap
	};
}

function expectApart({ places }: ReturnType<typeof placeCauses>): void {
	const boxes = [...places.values()]
		.map((pos) => boundsOf({ pos, size }))
		.toSorted((a, b) => a.x - b.x);
	for (const [index, box] of boxes.entries()) {
		for (const other of boxes.slice(index + 1)) {
			if (other.x >= box.x + box.width) break;
			expect(intersects(box, other)).toBe(false);
		}
	}
}

test('a cause stands to the left of its effect, and what hangs on nothing below', () => {
	const { places } = placeCauses(
		plan(4, [
			[0, 1],
			[1, 2]
		])
	);
	const [a, b, c, alone] = ['p0', 'p1', 'p2', 'p3'].map((id) => places.get(id)!);
	expect(a![0]).toBeLessThan(b![0]);
	expect(b![0]).toBeLessThan(c![0]);
	expect(alone![1]).toBeGreaterThan(Math.max(a![1], b![1], c![1]));
});

test('every card has one place on which no other stands, whatever the links', () => {
	const edges = fc.array(fc.tuple(fc.nat(45), fc.nat(45)), { maxLength: 90 });
	fc.assert(
		fc.property(fc.nat(40), edges, (count, links) => {
			const made = plan(count, links);
			const laid = placeCauses(made);
			expect([...laid.places.keys()].toSorted()).toEqual(made.nodes.toSorted());
			for (const [x, y] of laid.places.values()) {
				expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
				expect(x >= 0 && y >= 0 && x < laid.size[0] && y < laid.size[1]).toBe(true);
			}
			expectApart(laid);
		}),
		{ numRuns: 60 }
	);
});

test('ten thousand cards in one tangle are placed in pieces of work', () => {
	const count = 10_000;
	const edges = Array.from({ length: 2 * count }, (_, n): [number, number] => [
		(n * 7919) % count,
		(n * 104_729 + 1) % count
	]);
	const laid = placeCauses(plan(count, edges));
	expect(laid.places.size).toBe(count);
	expectApart(laid);
});

test('work stops after each block of what hangs together', () => {
	const steps = layOutCauses(
		plan(6, [
			[0, 1],
			[2, 3],
			[4, 5]
		])
	);
	const done = [steps.next(), steps.next(), steps.next(), steps.next()].map(({ done: is }) => is);
	expect(done).toEqual([false, false, false, true]);
});

const frame: Item = {
	...newFrame(problemSet, { id: 'f', pos: [100, 50], locale: 'en' }),
	size: problemSet.frameSize,
	z: 'a'
};

function board(count: number, links: readonly (readonly [number, number])[]): Item[] {
	const items: Item[] = [frame];
	const put = (item: NewItem): void => void items.push({ size: [0, 0], z: 'b', ...item });
	for (let n = 0; n < count; n += 1) {
		put(newCard(problemSet, items, frame, { id: `p${n}`, kind: 'problem' }));
	}
	put(newCard(problemSet, items, frame, { id: 'v', kind: 'perspective' }));
	for (const [from, to] of links) {
		const ends = { id: `${from}-${to}`, from: `p${from}`, to: `p${to}` };
		put(newLink(problemSet, problemSet.links[0]!, ends));
	}
	return items;
}

function tidy(items: readonly Item[]): { items: Item[]; changed: string[] } {
	const places = placeCauses(tidyPlan(problemSet, 'feeds-into', items, 'f'));
	const edit = tidyCauses(problemSet, 'feeds-into', items, 'f', places);
	const update = edit?.update ?? [];
	return { items: applyPatches(items, update), changed: update.map(({ id }) => id) };
}

test('tidying puts problems in their zone by cause; the frame grows and other zones move along', () => {
	const chain = Array.from({ length: 11 }, (_, n): [number, number] => [n, n + 1]);
	const before = board(12, chain);
	const { items } = tidy(before);
	const after = items.find(({ id }) => id === 'f')!;
	expect(after.size[0]).toBeGreaterThan(frame.size[0]);
	const zone = zoneRect(problemSet, after, 'problems');
	const problems = items.filter(({ kind }) => kind === 'problem');
	for (const one of problems) {
		expect(one.pos[0]).toBeGreaterThanOrEqual(zone.x);
		expect(one.pos[0] + one.size[0]).toBeLessThanOrEqual(zone.x + zone.width + 1);
	}
	const voice = items.find(({ id }) => id === 'v')!;
	const voices = zoneRect(problemSet, after, 'perspectives');
	expect(voice.pos[1]).toBeGreaterThanOrEqual(voices.y);
	expect(tidy(items).changed).toEqual([]);
});

test('what is locked stays, and a locked frame as it is', () => {
	const items = board(3, [[0, 1]]).map((item) =>
		item.id === 'p1' ? { ...item, lock: 'mediator' as const, pos: [7, 7] as const } : item
	);
	expect(tidy(items).items.find(({ id }) => id === 'p1')?.pos).toEqual([7, 7]);
	const locked = items.map((item) =>
		item.id === 'f' ? { ...item, lock: 'mediator' as const } : item
	);
	expect(tidy(locked).changed).toEqual([]);
});
