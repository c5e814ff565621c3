import type { Change, Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { boxAt, heightOf, overlaps, widthOf, type Box } from './box.ts';
import { Scene, type Entry } from './scene.ts';
import { evenMeasurer, item, link, note, randomFrom, sceneOf } from './test-board.ts';

const everywhere = boxAt(-1e6, -1e6, 2e6, 2e6);
const idsIn = (scene: Scene, box = everywhere): string[] =>
	scene.query(box).map((entry) => entry.item.id);
const isIn = (part: Box, entry: Entry): boolean =>
	entry.minX <= entry.maxX && overlaps(entry, part);
const put = (after: Item): Change => ({ id: after.id, after });

/** All that can be asked of a scene, for comparing one that grew with one made at once. */
function portrait(scene: Scene): unknown {
	return scene.inOrder().map((entry) => ({
		id: entry.item.id,
		rank: entry.rank,
		box: [entry.minX, entry.minY, entry.maxX, entry.maxY],
		route: entry.route?.points,
		children: scene.childrenOf(entry.item.id).toSorted(),
		connectors: scene.connectorsOf(entry.item.id).toSorted()
	}));
}

describe('scene', () => {
	it('finds what lies in a box, lowest first', () => {
		const scene = sceneOf(
			note('b', 0, 0, { z: 'a2' }),
			note('a', 50, 50, { z: 'a1' }),
			note('far', 5000, 0)
		);
		expect(idsIn(scene, boxAt(0, 0, 300, 300))).toEqual(['a', 'b']);
	});

	it('puts frames under everything, outer frames under inner ones', () => {
		const scene = sceneOf(
			note('n', 0, 0, { z: 'a0' }),
			item('inner', { type: 'frame', z: 'a1', parent: 'outer' }),
			item('outer', { type: 'frame', z: 'a9' })
		);
		expect(idsIn(scene)).toEqual(['outer', 'inner', 'n']);
	});

	it('describes anew what names an item that has changed', () => {
		const names = new Map([['a', 'one']]);
		const described: string[] = [];
		const scene = new Scene({
			measurer: evenMeasurer,
			describe: ({ id }) => {
				if (id !== 'doc') return null;
				described.push(names.get('a') ?? '–');
				return { label: '', mentions: new Map([['a', names.get('a') ?? '–']]) };
			}
		});
		scene.load([note('a', 0, 0), note('other', 600, 0), item('doc', { type: 'document' })]);
		const look = (): unknown => scene.layoutOf('doc');
		look();
		expect(scene.apply([put(note('other', 650, 0))])).toEqual(new Set(['other']));
		look();
		names.set('a', 'two');
		expect(scene.apply([put(note('a', 0, 0, { text: 'two' }))])).toEqual(new Set(['a', 'doc']));
		look();
		names.delete('a');
		expect(scene.apply([{ id: 'a', before: note('a', 0, 0) }])).toEqual(new Set(['a', 'doc']));
		look();
		expect(described).toEqual(['one', 'two', '–']);
		scene.apply([{ id: 'doc', before: item('doc', { type: 'document' }) }]);
		expect(scene.apply([put(note('a', 0, 0))])).toEqual(new Set(['a']));
	});

	it('tells the places that things have left, once', () => {
		const scene = sceneOf(note('a', 0, 0), note('b', 600, 0), link('k', 'a', 'b'));
		const stood = { ...scene.boxOf('k')! };
		scene.apply([put(note('a', 50, 0)), { id: 'b', before: note('b', 600, 0) }]);
		scene.apply([put(note('a', 70, 0))]);
		const left = scene.takeLeft();
		expect([...left.keys()].toSorted()).toEqual(['a', 'b', 'k']);
		expect(left.get('a')).toEqual(boxAt(0, 0, 200, 200));
		expect(left.get('k')).toMatchObject({ minX: stood.minX, maxX: stood.maxX });
		expect(scene.takeLeft().size).toBe(0);
	});

	it('takes equal records in place of its own, and stays as it was', () => {
		const long = 'many words '.repeat(60);
		const items = [note('a', 0, 0, { text: long }), note('b', 600, 0), link('k', 'a', 'b')];
		const scene = sceneOf(...items);
		scene.drawingOf(scene.get('b')!);
		const before = portrait(scene);
		const copies = structuredClone(items);
		scene.adopt(copies);
		expect(scene.records()).toEqual(items);
		expect(scene.records().every((one, i) => one === copies[i])).toBe(true);
		expect(portrait(scene)).toEqual(before);
		expect(scene.layoutOf('a')!.main!.lines.join(' ')).toBe(long.trim());
	});

	it('survives frames that lie in each other', () => {
		const scene = sceneOf(
			item('a', { type: 'frame', parent: 'b' }),
			item('b', { type: 'frame', parent: 'a' })
		);
		expect(idsIn(scene).toSorted()).toEqual(['a', 'b']);
		expect([...scene.withDescendants(['a'])].toSorted()).toEqual(['a', 'b']);
	});

	it('follows an item with the connectors bound to it', () => {
		const scene = sceneOf(note('a', 0, 0), note('b', 600, 0), link('k', 'a', 'b'));
		const before = scene.get('k')!.route!.points.at(-1);
		const touched = scene.apply([put(note('b', 600, 400))]);
		expect([...touched].toSorted()).toEqual(['b', 'k']);
		expect(scene.get('k')!.route!.points.at(-1)).not.toEqual(before);
	});

	it('draws a stub where one end is lost, and nothing where both are', () => {
		const scene = sceneOf(note('a', 0, 0), link('one', 'a', 'gone'), link('none', 'gone', 'away'));
		expect(scene.boxOf('one')).not.toBeNull();
		expect(scene.boxOf('none')).toBeNull();
		scene.apply([put(note('gone', 600, 0))]);
		expect(scene.get('one')!.route!.points.at(-1)![0]).toBeGreaterThan(500);
	});

	it('counts the height a note has grown to', () => {
		const scene = sceneOf(note('a', 0, 0, { text: 'many words '.repeat(60) }));
		expect(heightOf(scene.boxOf('a')!)).toBeGreaterThan(200);
		expect(idsIn(scene, boxAt(0, 260, 10, 10))).toEqual(['a']);
	});

	it('keeps a drawing while an item only moves, and makes a new one when it looks otherwise', () => {
		const scene = sceneOf(note('a', 0, 0, { text: 'x', fields: { f: 'y' } }));
		const first = scene.drawingOf(scene.get('a')!);
		const { look } = scene.get('a')!;
		const moved = { ...scene.get('a')!.record, pos: [70, 0] as const, z: 'a5' };
		scene.apply([put(moved)]);
		expect(scene.drawingOf(scene.get('a')!)).toBe(first);
		expect(scene.get('a')!.look).toBe(look);
		scene.apply([put({ ...moved, color: 'blue' })]);
		expect(scene.drawingOf(scene.get('a')!)).not.toBe(first);
	});

	it('shows previews without touching records, and everything as before when they end', () => {
		const scene = sceneOf(note('a', 0, 0), note('b', 600, 0), link('k', 'a', 'b'));
		const before = portrait(scene);
		scene.preview(new Map([['a', { pos: [100, 100] as const }]]));
		expect(scene.get('a')!.record.pos).toEqual([0, 0]);
		expect(scene.boxOf('a')!.minX).toBe(100);
		expect(idsIn(scene, boxAt(90, 250, 60, 30))).toEqual(['a']);
		expect([...scene.moving()].toSorted()).toEqual(['a', 'k']);
		scene.preview(new Map());
		expect(portrait(scene)).toEqual(before);
		expect(scene.moving().size).toBe(0);
	});

	it('keeps a preview over a change of the record under it', () => {
		const scene = sceneOf(note('a', 0, 0));
		scene.preview(new Map([['a', { pos: [100, 100] as const }]]));
		scene.apply([put(note('a', 0, 0, { text: 'typed meanwhile' }))]);
		expect(scene.get('a')!.item).toMatchObject({ pos: [100, 100], text: 'typed meanwhile' });
	});

	it('finds the innermost frame at a point', () => {
		const scene = sceneOf(
			item('outer', { type: 'frame', size: [1000, 1000] }),
			item('inner', { type: 'frame', pos: [100, 100], size: [200, 200], parent: 'outer' })
		);
		expect(scene.frameAt([150, 150])).toBe('inner');
		expect(scene.frameAt([150, 150], new Set(['inner']))).toBe('outer');
		expect(scene.frameAt([2000, 0])).toBeNull();
	});

	it('sorts many results the same way as few', () => {
		const items = Array.from({ length: 1200 }, (_, i) =>
			note(`n${i}`, i, 0, { z: `a${String((i * 7919) % 1200).padStart(5, '0')}` })
		);
		// Touches all, and holds none of the last whole: it is really searched.
		const ranks = sceneOf(...items)
			.query(boxAt(-10, -10, 1300, 50))
			.map((entry) => entry.rank);
		expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
		expect(ranks).toHaveLength(1200);
	});

	it('grown change by change is the same as made at once', () => {
		for (const seed of [1, 2, 3, 4]) {
			const random = randomFrom(seed);
			const pick = (n: number): number => Math.floor(random() * n);
			const records = new Map<string, Item>();
			const scene = sceneOf();
			const expectFound = (part: Box): void =>
				expect(idsIn(scene, part)).toEqual(
					scene
						.inOrder()
						.filter((entry) => isIn(part, entry))
						.map(({ item: { id } }) => id)
				);
			for (let step = 0; step < 120; step++) {
				const changes: Change[] = [];
				const changed = new Set<string>();
				for (let n = pick(step % 20 === 0 ? 90 : 4) + 1; n > 0; n--) {
					const id = `i${pick(60)}`;
					if (changed.has(id)) continue;
					changed.add(id);
					const before = records.get(id);
					if (before && random() < 0.2) {
						records.delete(id);
						changes.push({ id, before });
						continue;
					}
					const type = ['note', 'frame', 'connector', 'text'][pick(4)]!;
					const after = item(id, {
						type,
						pos: type === 'connector' ? [0, 0] : [pick(2000), pick(2000)],
						size: [50 + pick(300), 50 + pick(300)],
						z: `a${pick(30)}`,
						...(random() < 0.3 ? { parent: `i${pick(60)}` } : {}),
						...(type === 'connector'
							? { from: { item: `i${pick(60)}` }, to: { point: [pick(2000), pick(2000)] as const } }
							: { text: 'word '.repeat(pick(30)) })
					});
					records.set(id, after);
					changes.push(before ? { id, before, after } : { id, after });
				}
				scene.apply(changes);
				if (step % 5 === 0)
					scene.preview(new Map([[`i${pick(60)}`, { pos: [pick(99), pick(99)] as const }]]));
				// The first to ask for a part comes early or late, or not before the end.
				if (step % 30 === seed * 7) {
					expectFound(boxAt(pick(1500), pick(1500), pick(900), pick(900)));
					expectFound(everywhere);
				}
			}
			scene.preview(new Map());
			const fresh = sceneOf(...records.values());
			expect(portrait(scene), `seed ${seed}`).toEqual(portrait(fresh));
			const box = boxAt(300, 300, 500, 500);
			expect(idsIn(scene, box)).toEqual(idsIn(fresh, box));
			expect(widthOf(scene.bounds()!)).toBe(widthOf(fresh.bounds()!));
		}
	});
});
