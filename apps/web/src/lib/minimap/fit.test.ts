import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitMap, fromMap, mapBounds, toMap } from './fit.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('the map', () => {
	it('shows all of the board within its margins', () => {
		fc.assert(
			fc.property(
				number(-1e5, 1e5),
				number(-1e5, 1e5),
				number(0, 1e5),
				number(0, 1e5),
				(x, y, width, height) => {
					const shown = toMap(fitMap({ x, y, width, height }, 200, 140, 8), {
						x,
						y,
						width,
						height
					});
					expect(shown.x).toBeGreaterThanOrEqual(7.9);
					expect(shown.y).toBeGreaterThanOrEqual(7.9);
					expect(shown.x + shown.width).toBeLessThanOrEqual(192.1);
					expect(shown.y + shown.height).toBeLessThanOrEqual(132.1);
				}
			)
		);
	});

	it('leads back from a place on it to the place on the board', () => {
		const fit = fitMap({ x: -300, y: 40, width: 4000, height: 900 }, 200, 140, 8);
		const shown = toMap(fit, { x: 120, y: 77, width: 0, height: 0 });
		const [x, y] = fromMap(fit, [shown.x, shown.y]);
		expect(x).toBeCloseTo(120);
		expect(y).toBeCloseTo(77);
	});

	it('has something to show when the board is empty', () => {
		expect(mapBounds([]).width).toBeGreaterThan(0);
	});
});
