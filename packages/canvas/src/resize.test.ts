import { describe, expect, it } from 'vitest';
import { boxAt } from './box.ts';
import { cornersOf, handleAt, linkDotAt, linkDots, type Handle } from './handles.ts';
import { resizeBox, resizeItem } from './resize.ts';
import { item } from './test-board.ts';

const box = boxAt(0, 0, 100, 50);
const free = { keepRatio: false, least: 10 };

describe('resizeBox', () => {
	const cases: { handle: Handle; to: [number, number]; after: ReturnType<typeof boxAt> }[] = [
		{ handle: 'se', to: [150, 90], after: boxAt(0, 0, 150, 90) },
		{ handle: 'nw', to: [-20, -10], after: boxAt(-20, -10, 120, 60) },
		{ handle: 'e', to: [150, 999], after: boxAt(0, 0, 150, 50) },
		{ handle: 'n', to: [999, -10], after: boxAt(0, -10, 100, 60) }
	];
	for (const { handle, to, after } of cases) {
		it(`drags ${handle}`, () => expect(resizeBox(box, handle, to, free)).toEqual(after));
	}

	it('never turns inside out', () => {
		for (const handle of ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const) {
			for (const to of [
				[-999, -999],
				[999, 999],
				[50, 25]
			] as const) {
				const after = resizeBox(box, handle, to, free);
				expect(after.maxX - after.minX).toBeGreaterThanOrEqual(10);
				expect(after.maxY - after.minY).toBeGreaterThanOrEqual(10);
			}
		}
	});

	it('keeps the ratio, with the opposite corner fixed', () => {
		const after = resizeBox(box, 'nw', [-100, 0], { keepRatio: true, least: 10 });
		expect(after).toEqual({ minX: -100, minY: -50, maxX: 100, maxY: 50 });
	});
});

describe('resizeItem', () => {
	it('scales place and size with the selection', () => {
		const one = { item: item('a', { pos: [50, 0] }), box: boxAt(50, 0, 50, 50) };
		expect(resizeItem(one, box, boxAt(0, 0, 200, 50))).toEqual({ pos: [100, 0], size: [100, 50] });
	});

	it('makes free text wider; its height follows from the text', () => {
		const one = { item: item('a', { type: 'text', size: [0, 0] }), box };
		expect(resizeItem(one, box, boxAt(0, 0, 300, 500))).toEqual({ pos: [0, 0], size: [300, 0] });
	});

	it('scales the points of ink but not its pressure', () => {
		const ink = item('a', {
			type: 'ink',
			size: [96, 46],
			pos: [2, 2],
			points: [0, 0, 0.3, 96, 46, 0.9]
		});
		const resized = resizeItem({ item: ink, box }, box, boxAt(0, 0, 200, 50));
		expect(resized.points).toEqual([0, 0, 0.3, 192, 46, 0.9]);
	});

	it('works on a selection without width', () => {
		const flat = boxAt(0, 0, 0, 50);
		expect(resizeItem({ item: item('a'), box: flat }, flat, boxAt(0, 0, 0, 100)).size).toEqual([
			0, 100
		]);
	});
});

describe('handles', () => {
	it('are caught at corners and along edges', () => {
		expect(handleAt(box, [101, 51], false)).toBe('se');
		expect(handleAt(box, [50, -3], false)).toBe('n');
		expect(handleAt(box, [50, 25], false)).toBeNull();
	});

	it('are larger for fingers: at least 24 pixels', () => {
		expect(handleAt(box, [112, 62], false)).toBeNull();
		expect(handleAt(box, [112, 62], true)).toBe('se');
	});

	it('leave small boxes movable', () => {
		const small = boxAt(0, 0, 15, 15);
		expect(cornersOf(small).map(([handle]) => handle)).toEqual(['se']);
		expect(handleAt(boxAt(0, 0, 30, 30), [15, 1], false)).toBeNull();
	});

	it('connectors are pulled from dots, where there is room for them', () => {
		expect(linkDots(box).map(([side]) => side)).toEqual(['top', 'right', 'bottom', 'left']);
		expect(linkDotAt(box, [118, 25], false)).toBe('right');
		expect(linkDotAt(boxAt(0, 0, 20, 20), [38, 10], false)).toBeNull();
	});
});
