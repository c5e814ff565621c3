import type { Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { common, lookKindOf, read, rebound, restyled, reversed, sampleOf } from './style.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'connector',
	pos: [0, 0],
	size: [0, 0],
	z: 'a0',
	...more
});

describe('style of a selection', () => {
	it('is what all have in common', () => {
		const some = [item('a', { dash: 'dashed' }), item('b', { dash: 'dashed', stroke: 4 })];
		expect(common(some, read.dash)).toBe('dashed');
		expect(common(some, read.stroke)).toBeNull();
		expect(common([], read.dash)).toBeNull();
	});

	it('says the heads of an earlier version in two words when one of them is chosen', () => {
		const both = item('a', { heads: 'both' });
		expect(restyled(both, { headTo: 'dot' })).toEqual({
			id: 'a',
			headFrom: 'arrow',
			headTo: 'dot',
			heads: undefined
		});
		expect(restyled(both, { dash: 'dotted' })).toEqual({ id: 'a', dash: 'dotted' });
	});

	it('turns a connector around with its heads', () => {
		const line = item('a', { from: { item: 'x', side: 'left' }, to: { point: [1, 2] } });
		expect(reversed(line)).toMatchObject({
			from: { point: [1, 2] },
			to: { item: 'x', side: 'left' },
			headFrom: 'arrow',
			headTo: 'none'
		});
	});

	it('binds an end to a side, and lets it go again', () => {
		const line = item('a', { from: { item: 'x' }, to: { point: [1, 2] } });
		expect(rebound(line, 'from', 'top')).toEqual({ id: 'a', from: { item: 'x', side: 'top' } });
		expect(rebound(line, 'from', 'auto')).toEqual({ id: 'a', from: { item: 'x' } });
		expect(rebound(line, 'to', 'top')).toBeNull();
	});

	it('shows the next item of a kind as it was last chosen', () => {
		const looks = { connector: {}, shape: { shape: 'star' }, pen: {}, marker: { width: 32 } };
		expect(read.shape(sampleOf('shape', looks))).toBe('star');
		expect(read.width(sampleOf('marker', looks))).toBe(32);
		expect(read.width(sampleOf('pen', looks))).toBe(4);
		expect(lookKindOf(sampleOf('marker', looks))).toBe('marker');
	});
});
