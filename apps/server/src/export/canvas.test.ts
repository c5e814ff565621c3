import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { toCanvas } from './canvas.ts';

const items: Item[] = [
	{ id: 'f', type: 'frame', pos: [0, 0], size: [500.4, 400.6], z: 'a0', text: 'Problems' },
	{
		id: 'n',
		type: 'note',
		pos: [10.5, 20.4],
		size: [100, 100],
		z: 'a1',
		text: 'Hello',
		color: 'green'
	},
	{ id: 'm', type: 'unheard-of', pos: [1, 2], size: [3, 4], z: 'a2', extra: { kept: true } },
	{ id: 'i', type: 'ink', pos: [0, 0], size: [5, 5], z: 'a3', points: [0, 0, 1] },
	{
		id: 'c',
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		z: 'a4',
		from: { item: 'n', side: 'right' },
		to: { item: 'm' },
		text: 'feeds into'
	},
	{
		id: 'd',
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		z: 'a5',
		from: { item: 'n' },
		to: { point: [9, 9] }
	},
	{
		id: 'e',
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		z: 'a6',
		from: { item: 'n' },
		to: { item: 'gone' }
	}
];

test('is valid JSON Canvas, and keeps everything under a key of its own', () => {
	const canvas = toCanvas({ session: 's', title: 'T', seq: 7, items });
	expect(canvas).toEqual({
		nodes: [
			{ id: 'f', type: 'group', x: 0, y: 0, width: 500, height: 401, label: 'Problems' },
			{ id: 'n', type: 'text', x: 11, y: 20, width: 100, height: 100, color: '4', text: 'Hello' },
			{ id: 'm', type: 'text', x: 1, y: 2, width: 3, height: 4, text: '' }
		],
		edges: [{ id: 'c', fromNode: 'n', fromSide: 'right', toNode: 'm', label: 'feeds into' }],
		concordia: { version: 1, session: 's', title: 'T', seq: 7, items }
	});
});
