import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { firstView, keepView, keptView } from './first-view.ts';

const item = (id: string, pos: [number, number], more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos,
	size: [200, 200],
	z: 'a0',
	...more
});

test('shows everything when everything can be read', () => {
	const all = { x: 1, y: 2, zoom: 0.9 };
	expect(firstView([item('a', [0, 0])], all)).toBe(all);
});

test('shows an empty board as it is', () => {
	const all = { x: 0, y: 0, zoom: 0.1 };
	expect(firstView([], all)).toBe(all);
});

test('begins at the instrument, in letters that can be read', () => {
	const items = [
		item('note', [-900, -900]),
		item('frame', [500, 400], { type: 'frame', instrument: 'problem-set', size: [3000, 2000] })
	];
	const { x, y, zoom } = firstView(items, { x: -950, y: -950, zoom: 0.2 });
	expect(zoom).toBeGreaterThan(0.6);
	expect([Math.round((500 - x) * zoom), Math.round((400 - y) * zoom)]).toEqual([32, 64]);
});

test('without an instrument begins at the top left', () => {
	const items = [item('b', [4000, 10]), item('a', [0, 0]), item('c', [20, 4000])];
	const { x, zoom } = firstView(items, { x: 0, y: 0, zoom: 0.1 });
	expect(Math.round((0 - x) * zoom)).toBe(32);
});

test('a kept view comes back, and nothing else is taken for one', () => {
	const stored = new Map<string, string>();
	globalThis.localStorage = {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => stored.set(key, value)
	} as unknown as Storage;
	expect(keptView('s')).toBeNull();
	keepView('s', { x: 1.5, y: -2, zoom: 0.5 });
	expect(keptView('s')).toEqual({ x: 1.5, y: -2, zoom: 0.5 });
	for (const odd of ['{', '[1,2]', '[1,2,"3"]', '[1,2,0]', '[1,2,null]']) {
		stored.set('concordia.view.s', odd);
		expect(keptView('s')).toBeNull();
	}
});
