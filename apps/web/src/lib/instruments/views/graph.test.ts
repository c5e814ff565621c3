import { describe, expect, it } from 'vitest';
import { graphSizes, linkPath } from './graph.ts';

const sizes = graphSizes(16);
const [width, height] = sizes.node;
const step = width + sizes.gap[0];

/** How deep a line that leads back runs. */
const depthOf = (path: string): number => Number(/L[\d.]+,([\d.]+)/u.exec(path)?.[1]);

describe('a line that leads back', () => {
	it('runs below its two cards', () => {
		expect(depthOf(linkPath(sizes, [step, 40], [0, 0]))).toBe(40 + height + sizes.gap[1] / 2);
	});

	it('runs below the cards in its way, and is not led astray by those beside it', () => {
		const places = [
			[0, 0],
			[step, 38],
			[2 * step, 0],
			[3 * step, 300],
			[step, 500]
		] as const;
		expect(depthOf(linkPath(sizes, places[2], places[0], places))).toBe(
			38 + height + sizes.gap[1] / 2
		);
	});
});
