import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAt } from './box.ts';
import { snapEdge, snapMove, snapToGrid } from './snap.ts';

const other = boxAt(0, 0, 100, 100);

describe('snap', () => {
	const cases: { name: string; x: number; y: number; dx: number; dy: number; guides: number }[] = [
		{ name: 'left edge to left edge', x: 5, y: 300, dx: -5, dy: 0, guides: 1 },
		{ name: 'left edge to right edge', x: 97, y: 300, dx: 3, dy: 0, guides: 1 },
		{ name: 'centre to centre, both ways', x: 27, y: 23, dx: -2, dy: 2, guides: 2 },
		{ name: 'top to bottom', x: 300, y: 106, dx: 0, dy: -6, guides: 1 },
		{ name: 'nothing when too far', x: 320, y: 320, dx: 0, dy: 0, guides: 0 }
	];
	it.each(cases)('$name', ({ x, y, dx, dy, guides }) => {
		const snapped = snapMove(boxAt(x, y, 50, 50), [other], 8);
		expect([snapped.dx, snapped.dy]).toEqual([dx, dy]);
		expect(snapped.guides).toHaveLength(guides);
	});

	it('takes the nearest of several', () => {
		expect(snapMove(boxAt(103, 300, 50, 50), [other, boxAt(104, 600, 9, 9)], 8).dx).toBe(1);
	});

	it('draws the guide along both boxes', () => {
		const [guide] = snapMove(boxAt(3, 300, 50, 50), [other], 8).guides;
		expect(guide).toEqual({ axis: 'x', at: 0, from: 0, to: 350 });
	});

	it('catches a dragged edge', () => {
		expect(snapEdge('x', 94, boxAt(20, 300, 74, 50), [other], 8).at).toBe(100);
		expect(snapEdge('x', 80, boxAt(20, 300, 60, 50), [other], 8)).toEqual({ at: 80, guide: null });
	});

	it('goes to a grid', () => {
		expect([snapToGrid(11, 8), snapToGrid(12, 8), snapToGrid(-3, 8)]).toEqual([8, 16, -0]);
	});
});

describe('equal gaps', () => {
	const row = [boxAt(0, 0, 100, 100), boxAt(140, 0, 100, 100)];

	it('stands as far off as the others do', () => {
		const snapped = snapMove(boxAt(285, 13, 100, 60), row, 8);
		expect(snapped.dx).toBe(-5);
		const gaps = snapped.guides.filter(({ gap }) => gap !== undefined);
		expect(gaps.map(({ gap, from, to }) => [gap, from, to])).toEqual([
			[40, 100, 140],
			[40, 240, 280]
		]);
	});

	it('stands in the middle between two', () => {
		const snapped = snapMove(boxAt(205, 13, 100, 60), [row[0]!, boxAt(400, 0, 90, 100)], 8);
		expect(snapped.dx).toBe(-5);
		expect(snapped.guides.flatMap(({ gap }) => gap ?? [])).toEqual([100, 100]);
	});

	it('goes for columns too', () => {
		const column = row.map(({ minX, minY }) => boxAt(minY, minX, 100, 100));
		expect(snapMove(boxAt(13, 285, 60, 100), column, 8).dy).toBe(-5);
	});

	it('never moves farther than its reach, never past what is nearer, and holds still once there', () => {
		const place = fc.integer({ min: -300, max: 300 });
		const size = fc.integer({ min: 10, max: 200 });
		const box = fc.tuple(place, place, size, size).map(([x, y, w, h]) => boxAt(x, y, w, h));
		fc.assert(
			fc.property(box, fc.array(box, { maxLength: 8 }), (moving, others) => {
				const reach = 8;
				const { dx, dy, guides } = snapMove(moving, others, reach);
				expect(Math.abs(dx)).toBeLessThanOrEqual(reach);
				expect(Math.abs(dy)).toBeLessThanOrEqual(reach);
				const there = boxAt(
					moving.minX + dx,
					moving.minY + dy,
					moving.maxX - moving.minX,
					moving.maxY - moving.minY
				);
				const edges = others.flatMap(({ minX, maxX }) => [minX, (minX + maxX) / 2, maxX]);
				const own = [there.minX, (there.minX + there.maxX) / 2, there.maxX];
				const lines = own.some((at) => edges.some((edge) => Math.abs(edge - at) < 0.01));
				const gaps = guides.some(({ axis, gap }) => axis === 'y' && gap !== undefined);
				expect(dx === 0 || lines || gaps).toBe(true);
			})
		);
	});
});
