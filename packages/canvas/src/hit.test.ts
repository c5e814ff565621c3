import type { Point } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { boxAt } from './box.ts';
import { hitTest, itemsIn } from './hit.ts';
import { item, link, note, sceneOf } from './test-board.ts';

const scene = sceneOf(
	item('frame', { type: 'frame', pos: [-50, -50], size: [900, 700], text: 'Problems', z: 'a0' }),
	note('low', 0, 0, { z: 'a1' }),
	note('high', 100, 100, { z: 'a2' }),
	item('ring', { type: 'shape', shape: 'ellipse', pos: [400, 0], size: [200, 100], z: 'a3' }),
	item('rhomb', { type: 'shape', shape: 'diamond', pos: [400, 200], size: [200, 100], z: 'a3' }),
	item('stroke', {
		type: 'ink',
		pos: [0, 400],
		size: [200, 200],
		points: [0, 0, 0.5, 200, 200, 0.5],
		z: 'a4'
	}),
	link('arrow', [400, 500], [700, 500], { shape: 'straight', text: 'label', z: 'a5' })
);

describe('hitTest', () => {
	const cases: { name: string; at: Point; hit: string | null; zoom?: number }[] = [
		{ name: 'the item under the pointer', at: [20, 20], hit: 'low' },
		{ name: 'the upper of two', at: [150, 150], hit: 'high' },
		{ name: 'just beside an item', at: [-6, 50], hit: 'low' },
		{ name: 'inside one wins over beside another', at: [98, 150], hit: 'low' },
		{ name: 'nothing inside a frame', at: [350, 350], hit: null },
		{ name: 'the border of a frame', at: [-50, 350], hit: 'frame' },
		{ name: 'the title of a frame', at: [-40, -60], hit: 'frame' },
		{ name: 'right of the title is the board', at: [300, -60], hit: null },
		{ name: 'inside an ellipse', at: [500, 50], hit: 'ring' },
		{ name: 'just outside an ellipse', at: [574, 89], hit: 'ring' },
		{ name: 'the corner outside an ellipse', at: [590, 97], hit: null },
		{ name: 'inside a diamond', at: [500, 250], hit: 'rhomb' },
		{ name: 'near a stroke', at: [104, 500], hit: 'stroke' },
		{ name: 'in the box of a stroke, but far from its line', at: [180, 420], hit: null },
		{ name: 'near a connector', at: [450, 507], hit: 'arrow' },
		{ name: 'on the label of a connector', at: [550, 510], hit: 'arrow' },
		{ name: 'too far from a connector', at: [450, 520], hit: null },
		{ name: 'the margin is in pixels of the screen', at: [450, 520], hit: 'arrow', zoom: 0.25 }
	];
	it.each(cases)('$name', ({ at, hit, zoom }) => {
		expect(hitTest(scene, at, { unit: 1 / (zoom ?? 1) })).toBe(hit);
	});

	it('takes the inside of frames when asked', () => {
		expect(hitTest(scene, [350, 350], { unit: 1, frames: true })).toBe('frame');
	});

	it('leaves out what it is told to', () => {
		expect(hitTest(scene, [150, 150], { unit: 1, except: new Set(['high']) })).toBe('low');
	});
});

describe('marquee', () => {
	const cases: { name: string; box: ReturnType<typeof boxAt>; caught: string[] }[] = [
		{ name: 'catches what it touches', box: boxAt(190, 190, 50, 50), caught: ['low', 'high'] },
		{
			name: 'catches a frame only whole',
			box: boxAt(-60, -60, 920, 720),
			caught: ['frame', 'low', 'high', 'rhomb', 'ring', 'stroke', 'arrow']
		},
		{
			name: 'passes by a stroke whose line it does not touch',
			box: boxAt(150, 400, 50, 30),
			caught: []
		},
		{ name: 'catches a connector it crosses', box: boxAt(600, 450, 10, 100), caught: ['arrow'] }
	];
	it.each(cases)('$name', ({ box, caught }) => {
		expect(itemsIn(scene, box)).toEqual(caught);
	});
});
