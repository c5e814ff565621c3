import { expect, test } from 'vitest';
import { ringAround } from './point-at.ts';

test('the beam goes once around the box and comes back to where it began', () => {
	const ring = ringAround([0, 0], [200, 100], { points: 4 });
	expect(ring).toEqual([100, -10, 220, 50, 100, 110, -20, 50, 100, -10]);
});
