import { describe, expect, it } from 'vitest';
import { withWidth } from './table-view.ts';

describe('a column made wider or narrower', () => {
	it.each([
		['takes from the one after it', [200, 200, 200], 0, 250, [250, 150, 200]],
		['gives to it', [200, 200, 200], 1, 100, [200, 100, 300]],
		['leaves it a little', [200, 200], 0, 900, [360, 40]],
		['stays wide enough to write in', [200, 200], 0, -50, [40, 360]],
		['is narrower with the table when it is the last', [200, 200], 1, 100, [200, 100]],
		['is no wider than the page', [200, 200], 1, 900, [200, 536]],
		['is a whole number', [200, 200], 0, 120.6, [121, 279]],
		['stays what it can be where others fill the page', [700, 36], 1, 90, [700, 40]]
	])('%s', (_, widths, column, wanted, after) => {
		expect(withWidth(widths, column, wanted)).toEqual(after);
	});
});
