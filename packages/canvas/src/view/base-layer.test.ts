import { expect, test } from 'vitest';
import { holds } from '../box.ts';
import { visibleBox } from '../camera.ts';
import { aheadIn, coveredBy, zoomedBy } from './base-layer.ts';

test.each([
	[320, 568],
	[1233, 735],
	[1920, 1080],
	[3840, 2160]
])('what is painted ahead of a zoom covers a view of %i × %i', (width, height) => {
	const viewport = { width, height };
	for (const zoom of [0.03, 0.37, 1, 4]) {
		const camera = { x: -120.5, y: 77, zoom };
		const ahead = zoomedBy(aheadIn(viewport), camera, viewport);
		expect(ahead.zoom).toBeGreaterThan(zoom);
		expect(holds(coveredBy(ahead, viewport), visibleBox(camera, viewport))).toBe(true);
	}
});
