import type { Item, Point } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { boxAt, centreOf, grow, overlaps, segmentTouches, type Box } from './box.ts';
import * as detourPart from './detour.ts';
import { detour } from './detour.ts';
import { Parts } from './parts.ts';
import { routeBetween, type RouteEnd } from './route.ts';
import { Scene } from './scene.ts';
import { evenMeasurer, item, link, note, randomFrom } from './test-board.ts';

const bound = (box: Box): RouteEnd => ({ box, side: null, point: centreOf(box) });

function crosses(points: readonly Point[], box: Box): boolean {
	return points.some((point, i) => i > 0 && segmentTouches(grow(box, -1), points[i - 1]!, point));
}

function around(a: Box, b: Box, walls: readonly Box[]): readonly Point[] {
	const [from, to] = [bound(a), bound(b)];
	const plain = routeBetween(from, to, 'elbow');
	const find = (area: Box): Box[] => walls.filter((wall) => overlaps(wall, area));
	return detour(plain, from, to, find).route.points;
}

describe('a detour', () => {
	const a = boxAt(0, 0, 100, 100);
	const b = boxAt(600, 0, 100, 100);

	it('goes around what stands between', () => {
		const wall = boxAt(300, -50, 100, 200);
		const points = around(a, b, [wall]);
		expect(crosses(points, wall)).toBe(false);
		expect(points[0]).toEqual([104, 50]);
		expect(points.at(-1)).toEqual([596, 50]);
	});

	it('is none where nothing stands', () => {
		const wall = boxAt(300, 300, 100, 100);
		expect(around(a, b, [wall])).toEqual(routeBetween(bound(a), bound(b), 'elbow').points);
	});

	it('gives up in a crowd rather than searching for long', () => {
		const crowd: Box[] = [];
		for (let x = 0; x < 12; x++) {
			for (let y = -6; y < 6; y++) crowd.push(boxAt(130 + x * 38, y * 38, 30, 30));
		}
		expect(around(a, b, crowd).length).toBeGreaterThan(1);
	});

	it('never crosses its own ends, runs level and upright, and mostly goes around the rest', () => {
		let crossed = 0;
		let met = 0;
		for (let seed = 1; seed <= 300; seed++) {
			const random = randomFrom(seed);
			const some = (n: number): number => Math.round(random() * n);
			const from = boxAt(some(300), some(300), 60 + some(100), 60 + some(100));
			const to = boxAt(600 + some(400), some(900) - 300, 60 + some(100), 60 + some(100));
			const walls = Array.from({ length: 6 }, () =>
				boxAt(some(900), some(900) - 300, 40 + some(120), 40 + some(120))
			).filter((wall) => !overlaps(grow(wall, 60), from) && !overlaps(grow(wall, 60), to));
			const points = around(from, to, walls);
			for (let i = 1; i < points.length; i++) {
				const [p, q] = [points[i - 1]!, points[i]!];
				expect(p[0] === q[0] || p[1] === q[1], `seed ${seed}`).toBe(true);
			}
			expect(crosses(points, from), `seed ${seed}`).toBe(false);
			expect(crosses(points, to), `seed ${seed}`).toBe(false);
			for (const wall of walls) {
				met += 1;
				if (crosses(points, wall)) crossed += 1;
			}
			expect(around(from, to, walls.toReversed()), `seed ${seed}`).toEqual(points);
		}
		expect(met).toBeGreaterThan(500);
		expect(crossed).toBe(0);
	});
});

function sceneWith(...items: readonly Item[]): Scene {
	const scene = new Scene({
		measurer: evenMeasurer,
		parts: new Parts(() => {}, { detour: detourPart })
	});
	scene.load(items);
	scene.catchUp(Infinity);
	return scene;
}

function elbow(id: string, from: string, to: string): Item {
	return link(id, from, to, { shape: 'elbow' });
}

function wayOf(scene: Scene, id = 'k'): readonly Point[] {
	return scene.get(id)!.route!.points;
}

describe('elbows on a board', () => {
	const row = [note('a', 0, 0), note('b', 900, 0), elbow('k', 'a', 'b')];
	it('make way for what is dragged between their ends, and come back when it has gone', () => {
		const scene = sceneWith(...row, note('w', 400, 600));
		const plain = wayOf(scene);
		const touched = scene.preview(new Map([['w', { pos: [400, -20] }]]));
		expect(touched.has('k')).toBe(true);
		expect(crosses(wayOf(scene), scene.boxOf('w')!)).toBe(false);
		scene.preview(new Map());
		expect(wayOf(scene)).toEqual(plain);
	});

	it('make way for new things, and forget what was removed', () => {
		const scene = sceneWith(...row);
		const plain = wayOf(scene);
		const wall = note('w', 400, 0);
		scene.apply([{ id: 'w', after: wall }]);
		expect(wayOf(scene)).not.toEqual(plain);
		scene.apply([{ id: 'w', before: wall }]);
		expect(wayOf(scene)).toEqual(plain);
	});

	it('run through frames and over lines', () => {
		const scene = sceneWith(
			...row,
			item('f', { type: 'frame', pos: [300, -100], size: [400, 400] }),
			item('i', { type: 'ink', pos: [500, 0], size: [9, 200], points: [0, 0, 0.5, 9, 200, 0.5] })
		);
		expect(wayOf(scene)).toEqual(wayOf(sceneWith(...row)));
	});

	it('that nothing near them changes are left alone', () => {
		const scene = sceneWith(...row, note('w', 400, 3000));
		expect(scene.preview(new Map([['w', { pos: [400, 2500] }]]))).toEqual(new Set(['w']));
	});

	it('are many: a turn leads only some of them, the next turns the others', () => {
		const items: Item[] = [];
		for (let i = 0; i < 60; i++) {
			items.push(note(`a${i}`, 0, i * 300), note(`b${i}`, 900, i * 300));
			items.push(elbow(`k${i}`, `a${i}`, `b${i}`));
		}
		const scene = sceneWith(...items);
		const wall = item('w', { type: 'image', pos: [400, -100], size: [100, 18_200] });
		const moved = scene.apply([{ id: 'w', after: wall }]);
		expect(moved.size).toBeLessThan(40);
		expect(scene.isBehind).toBe(true);
		for (let turn = 0; turn < 3; turn++) scene.catchUp();
		expect(scene.isBehind).toBe(false);
		for (let i = 0; i < 60; i++)
			expect(crosses(wayOf(scene, `k${i}`), scene.boxOf('w')!)).toBe(false);
	});

	it('end up the same change by change as at once', () => {
		for (let seed = 1; seed <= 12; seed++) {
			const random = randomFrom(seed);
			const pick = (n: number): number => Math.floor(random() * n);
			const records = new Map<string, Item>();
			for (let i = 0; i < 12; i++) records.set(`n${i}`, note(`n${i}`, pick(2500), pick(2500)));
			for (let i = 0; i < 8; i++) {
				records.set(`k${i}`, elbow(`k${i}`, `n${pick(12)}`, `n${pick(12)}`));
			}
			const scene = sceneWith(...records.values());
			for (let step = 0; step < 30; step++) {
				const id = `n${pick(12)}`;
				const before = records.get(id);
				const after = note(id, pick(2500), pick(2500));
				records.set(id, after);
				scene.apply([before ? { id, before, after } : { id, after }]);
				if (step % 7 === 0) scene.preview(new Map([[`n${pick(12)}`, { pos: [pick(99), 5] }]]));
			}
			scene.preview(new Map());
			scene.catchUp(Infinity);
			const fresh = sceneWith(...records.values());
			for (let i = 0; i < 8; i++) {
				expect(wayOf(scene, `k${i}`), `seed ${seed}`).toEqual(wayOf(fresh, `k${i}`));
			}
		}
	});
});
