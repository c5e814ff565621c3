import type { Item } from '@concordia/board';
import { createMeasurer, Scene } from '@concordia/canvas';
import { SeenLog } from '@concordia/transparency';
import { expect, test } from 'vitest';
import { heatCells } from './heat.ts';

const item = (id: string, x: number, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [x, 0],
	size: [100, 100],
	z: 'a0',
	...more
});

const scene = new Scene({ measurer: createMeasurer((text) => text.length * 50) });
scene.load([
	item('a', 0),
	item('b', 200),
	item('far', 9000),
	item('f', 0, { type: 'frame', size: [400, 400] })
]);

const log = new SeenLog('s');
for (const [i, [k, o, seq, og]] of (
	[
		['edit', 'a', 1, 'PN'],
		['seen', 'a', 1, 'PN'],
		['seen', 'a', 1, 'HI'],
		['edit', 'a', 2, 'HI'],
		['seen', 'a', 2, 'HI']
	] as const
).entries()) {
	log.add({ i, t: i, k, og, room: 's', seq, o: [o] });
}

const view = {
	scene,
	camera: { x: -10, y: -10, zoom: 0.5 },
	viewport: { width: 800, height: 600 },
	log
};

test('says of how many organizations the last version is recorded, where the items are', () => {
	expect(heatCells({ ...view, organizations: ['PN', 'HI', 'PH', 'CC'] })).toEqual([
		{ x: 5, y: 5, w: 50, h: 50, missing: 0.75, label: '1/4' },
		{ x: 105, y: 5, w: 50, h: 50, missing: 1, label: '0/4' }
	]);
});

test.each([
	['HI', 0, '✓'],
	['PN', 0.5, '½'],
	['PH', 1, '–']
])('of one organization, %s, says how far it is', (organization, missing, label) => {
	const [cell] = heatCells({ ...view, organizations: [organization] });
	expect(cell).toMatchObject({ missing, label });
});

test('without organizations there is nothing to say', () => {
	expect(heatCells({ ...view, organizations: [] })).toEqual([]);
});
