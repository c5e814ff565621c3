import { describe, expect, it } from 'vitest';
import { listWindow, MAX_HEIGHT, scrollAfterInsert, scrollToShow } from './window.ts';

const rowHeight = 50;
const viewport = 500;
const measures = (count: number, scrollTop: number) => ({ count, rowHeight, viewport, scrollTop });

/** Rows whose place on the screen is at least partly inside the visible part. */
function visibleRows(count: number, scrollTop: number): number[] {
	const { first, end, offset } = listWindow(measures(count, scrollTop));
	const rows: number[] = [];
	for (let row = first; row < end; row++) {
		const top = offset + (row - first) * rowHeight - scrollTop;
		if (top < viewport && top + rowHeight > 0) rows.push(row);
	}
	return rows;
}

describe('the window of a long list', () => {
	it('draws a few rows of many, at their place', () => {
		const { first, end, offset, height } = listWindow(measures(100_000, 2_000_000));
		expect(height).toBe(5_000_000);
		expect(first).toBeLessThanOrEqual(40_000);
		expect(end - first).toBeLessThan(50);
		expect(offset).toBe(first * rowHeight);
	});

	it.each([0, 1, 9, 10, 11, 100, 100_000, 5_000_000])(
		'fills the visible part of %i rows wherever one scrolls',
		(count) => {
			const height = Math.min(count * rowHeight, MAX_HEIGHT);
			const bottom = Math.max(0, height - viewport);
			for (const part of [0, 0.001, 0.3, 0.5, 0.777, 0.999, 1]) {
				const rows = visibleRows(count, Math.round(bottom * part));
				expect(rows.length).toBeGreaterThanOrEqual(Math.min(count, viewport / rowHeight));
				expect(rows.every((row, at) => at === 0 || row === (rows[at - 1] as number) + 1)).toBe(
					true
				);
			}
			expect(visibleRows(count, 0)[0]).toBe(count === 0 ? undefined : 0);
			expect(visibleRows(count, bottom).at(-1)).toBe(count === 0 ? undefined : count - 1);
		}
	);

	it('stays inside what browsers can show', () => {
		const { height, offset, end, first } = listWindow(measures(5_000_000, MAX_HEIGHT));
		expect(height).toBe(MAX_HEIGHT);
		expect(offset + (end - first) * rowHeight).toBeLessThanOrEqual(MAX_HEIGHT + rowHeight);
	});

	it('is empty without rows', () => {
		expect(listWindow(measures(0, 0))).toEqual({ first: 0, end: 0, offset: 0, height: 0 });
	});
});

describe('scrolling to a row', () => {
	it('goes no further than needed', () => {
		expect(scrollToShow(3, measures(100, 0))).toBe(0);
		expect(scrollToShow(12, measures(100, 0))).toBe(150);
		expect(scrollToShow(2, measures(100, 400))).toBe(100);
		expect(scrollToShow(99, measures(100, 0))).toBe(100 * rowHeight - viewport);
	});

	it('shows the row in a compressed list too', () => {
		for (const row of [0, 1_234_567, 4_999_999]) {
			const scrollTop = scrollToShow(row, measures(5_000_000, 6_000_000));
			expect(visibleRows(5_000_000, scrollTop)).toContain(row);
		}
	});
});

describe('rows that come in above', () => {
	it('move nothing that is looked at', () => {
		expect(scrollAfterInsert(3, measures(100, 1000))).toBeCloseTo(1150);
		expect(scrollAfterInsert(0, measures(100, 1000))).toBeCloseTo(1000);
	});
});
