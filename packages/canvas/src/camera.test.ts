import { describe, expect, it } from 'vitest';
import {
	fitBox,
	MAX_ZOOM,
	MIN_ZOOM,
	pan,
	snapToPixels,
	toBoard,
	toScreen,
	visibleBox,
	zoomAt
} from './camera.ts';

const camera = { x: 100, y: -50, zoom: 2 };
const viewport = { width: 1000, height: 800 };

describe('camera', () => {
	it('turns screen into board and back', () => {
		expect(toBoard(camera, [40, 20])).toEqual([120, -40]);
		expect(toScreen(camera, [120, -40])).toEqual([40, 20]);
	});

	it('pans by pixels, whatever the zoom', () => {
		expect(pan(camera, 10, -20)).toEqual({ x: 105, y: -60, zoom: 2 });
	});

	for (const zoom of [0.05, 0.3, 1, 7.9]) {
		it(`keeps the point under the pointer when zooming to ${zoom}`, () => {
			const at = [333, 77] as const;
			const before = toBoard(camera, at);
			const after = toBoard(zoomAt(camera, at, zoom), at);
			expect(after[0]).toBeCloseTo(before[0], 9);
			expect(after[1]).toBeCloseTo(before[1], 9);
		});
	}

	it('never zooms past its limits', () => {
		expect(zoomAt(camera, [0, 0], 100).zoom).toBe(MAX_ZOOM);
		expect(zoomAt(camera, [0, 0], 0).zoom).toBe(MIN_ZOOM);
	});

	it('fits a box whole and centred, but never closer than asked', () => {
		const wide = fitBox({ minX: 0, minY: 0, maxX: 4000, maxY: 100 }, viewport);
		const shown = visibleBox(wide, viewport);
		expect(shown.minX).toBeLessThan(0);
		expect(shown.maxX).toBeGreaterThan(4000);
		expect((shown.minX + shown.maxX) / 2).toBeCloseTo(2000);
		expect((shown.minY + shown.maxY) / 2).toBeCloseTo(50);
		expect(fitBox({ minX: 0, minY: 0, maxX: 10, maxY: 10 }, viewport).zoom).toBe(1);
	});

	it('fits into a window that is hardly there', () => {
		const tiny = fitBox({ minX: 0, minY: 0, maxX: 400, maxY: 400 }, { width: 1, height: 1 });
		expect(tiny.zoom).toBe(MIN_ZOOM);
	});

	it('rests on whole device pixels', () => {
		const snapped = snapToPixels({ x: 10.123, y: 3.777, zoom: 1.7 }, 1.5);
		expect((snapped.x * 1.7 * 1.5) % 1).toBeCloseTo(0, 6);
		expect(Math.abs(snapped.x - 10.123)).toBeLessThan(0.5 / (1.7 * 1.5));
	});
});
