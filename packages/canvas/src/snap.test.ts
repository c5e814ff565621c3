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
