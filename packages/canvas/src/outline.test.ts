import type { Item } from '@concordia/board';
import { describe, expect, it, test } from 'vitest';
import { flattenOutline, outline, walkingOrder, type OutlineNode } from './outline.ts';
import { item, link, note, randomFrom } from './test-board.ts';

const sketch = (nodes: readonly OutlineNode[]): string =>
	nodes
		.map((node) => (node.children.length > 0 ? `${node.id}(${sketch(node.children)})` : node.id))
		.join(' ');
const ids = (all: readonly string[]): string => all.toSorted().join(' ');
const read = (...items: Item[]): string => sketch(outline(items));

const isNear = (a: Item, b: Item): boolean =>
	Math.hypot(
		...([0, 1] as const).map((axis) =>
			Math.max(
				b.pos[axis] - a.pos[axis] - a.size[axis],
				a.pos[axis] - b.pos[axis] - b.size[axis],
				0
			)
		)
	) <= 48;

describe('outline', () => {
	const cases: { name: string; items: Item[]; reads: string }[] = [
		{
			name: 'rows from the top, each from the left',
			items: [note('c', 0, 300), note('b', 300, 10), note('a', 0, 0)],
			reads: 'a b c'
		},
		{
			name: 'slightly crooked rows are rows',
			items: [note('b', 250, 0), note('a', 0, 60), note('c', 500, 40)],
			reads: 'a b c'
		},
		{
			name: 'stairs are not one row',
			items: [note('a', 600, 0), note('b', 300, 150), note('c', 0, 300)],
			reads: 'a b c'
		},
		{
			name: 'frames with what is in them',
			items: [
				note('n', 50, 50, { parent: 'f' }),
				item('f', { type: 'frame', size: [900, 600] }),
				note('z', 0, 900)
			],
			reads: 'f(n) z'
		},
		{
			name: 'frames in frames',
			items: [
				item('o', { type: 'frame', size: [900, 900] }),
				item('i', { type: 'frame', parent: 'o' }),
				note('n', 0, 0, { parent: 'i' })
			],
			reads: 'o(i(n))'
		},
		{
			name: 'a parent that is not there is none',
			items: [note('a', 0, 0, { parent: 'gone' })],
			reads: 'a'
		},
		{
			name: 'a parent that is no frame is none',
			items: [note('a', 0, 0), note('b', 300, 0, { parent: 'a' })],
			reads: 'a b'
		},
		{
			name: 'connectors are no nodes',
			items: [note('a', 0, 0), note('b', 300, 0), link('k', 'a', 'b')],
			reads: 'a b'
		},
		{
			name: 'but a line that joins nothing is an item',
			items: [link('k', [0, 0], [9, 9])],
			reads: 'k'
		}
	];
	it.each(cases)('$name', ({ items, reads }) => {
		expect(read(...items)).toBe(reads);
	});

	it('tells place, number and depth', () => {
		const [frame, last] = outline([
			item('f', { type: 'frame' }),
			note('n', 0, 0, { parent: 'f' }),
			note('z', 0, 900)
		]);
		expect(frame).toMatchObject({ kind: 'frame', depth: 1, position: 1, count: 2 });
		expect(frame!.children[0]).toMatchObject({ depth: 2, position: 1, count: 1, frame: 'f' });
		expect(last).toMatchObject({ position: 2, count: 2, frame: null });
	});

	it('tells connectors as relations at both ends', () => {
		const [a, b] = outline([
			note('a', 0, 0),
			note('b', 300, 0),
			link('k', 'a', 'b', { kind: 'feeds-into', text: 'why' })
		]);
		expect(a!.relations).toEqual([
			{ id: 'k', direction: 'to', other: 'b', kind: 'feeds-into', label: 'why' }
		]);
		expect(b!.relations).toEqual([
			{ id: 'k', direction: 'from', other: 'a', kind: 'feeds-into', label: 'why' }
		]);
	});

	it('gathers what stands together, if asked', () => {
		const items = [note('a', 0, 0), note('b', 210, 0), note('far', 2000, 0), note('c', 100, 210)];
		expect(sketch(outline(items, { clusters: true }))).toBe('cluster:a(a b c) far');
		expect(sketch(outline(items))).toBe('a b far c');
	});

	it('gathers the same as a comparison of all with all', () => {
		const random = randomFrom(11);
		const items = Array.from({ length: 120 }, (_, i) =>
			note(`n${i}`, Math.floor(random() * 4000) - 2000, Math.floor(random() * 4000) - 2000, {
				size: [20 + Math.floor(random() * 300), 20 + Math.floor(random() * 300)]
			})
		);
		const left = new Set(items);
		const groups: string[] = [];
		for (const first of items) {
			if (!left.delete(first)) continue;
			const members = [first];
			for (const member of members) {
				for (const other of left) {
					if (isNear(member, other) && left.delete(other)) members.push(other);
				}
			}
			groups.push(ids(members.map(({ id }) => id)));
		}
		const gathered = outline(items, { clusters: true }).map((node) =>
			ids(node.kind === 'cluster' ? node.children.map(({ id }) => id) : [node.id])
		);
		expect(gathered.toSorted()).toEqual(groups.toSorted());
		expect(groups.length).toBeGreaterThan(5);
		expect(groups.length).toBeLessThan(100);
	});

	it('lists every item exactly once, whatever the parents say', () => {
		for (const seed of [1, 2, 3, 4, 5]) {
			const random = randomFrom(seed);
			const items = Array.from({ length: 80 }, (_, i) =>
				item(`i${i}`, {
					type: random() < 0.5 ? 'frame' : 'note',
					pos: [Math.floor(random() * 3000), Math.floor(random() * 3000)],
					parent: `i${Math.floor(random() * 90)}`
				})
			);
			for (const clusters of [false, true]) {
				const listed = flattenOutline(outline(items, { clusters })).filter((node) => node.item);
				expect(listed.map((node) => node.id).toSorted(), `seed ${seed}`).toEqual(
					items.map(({ id }) => id).toSorted()
				);
			}
		}
	});
});

test('the keys walk from an item to the connectors that start there, and reach each one once', () => {
	const items = [
		item('f', { type: 'frame', size: [900, 600] }),
		note('a', 50, 50, { parent: 'f' }),
		note('b', 300, 50, { parent: 'f' }),
		link('ab', 'a', 'b'),
		link('in', [0, 900], 'b'),
		link('free', [0, 900], [400, 900])
	];
	expect(walkingOrder(outline(items))).toEqual(['f', 'a', 'ab', 'b', 'in', 'free']);
});
