import type { Item } from '@concordia/board';
import { describe, expect, test } from 'vitest';
import { choicesFor } from './choices.ts';

function board(...items: (Pick<Item, 'id' | 'type'> & { parent?: string; y: number })[]) {
	return new Map(
		items.map(({ id, type, parent, y }) => [
			id,
			{
				id,
				type,
				pos: [0, y],
				size: [100, 50],
				z: 'a',
				...(parent !== undefined && { parent })
			} satisfies Item
		])
	);
}

const items = board(
	{ id: 'f1', type: 'frame', y: 0 },
	{ id: 'b', type: 'note', parent: 'f1', y: 200 },
	{ id: 'a', type: 'card', parent: 'f1', y: 100 },
	{ id: 'f2', type: 'frame', y: 1000 },
	{ id: 'c', type: 'note', parent: 'f2', y: 1100 },
	{ id: 'line', type: 'connector', y: 0 },
	{ id: 'said', type: 'comment', y: 0 }
);

const briefly = (selection: readonly string[], most = 100) =>
	choicesFor(items, selection, most).map(({ kind, items: ids }) => [kind, ...ids]);

describe('what a vote can be about', () => {
	test('is what is selected, in reading order, without lines and comments', () => {
		expect(briefly(['c', 'b', 'a', 'line', 'said'])[0]).toEqual(['selection', 'a', 'b', 'c']);
	});

	test('is what is in a frame when that alone is selected', () => {
		expect(briefly(['f1'])).toEqual([
			['frame', 'a', 'b'],
			['frames', 'f1', 'f2'],
			['frame', 'c']
		]);
	});

	test('is the frames themselves, as clusters', () => {
		expect(briefly(['f2', 'f1'])[0]).toEqual(['selection', 'f1', 'f2']);
		expect(briefly([])).toEqual([
			['frames', 'f1', 'f2'],
			['frame', 'a', 'b'],
			['frame', 'c']
		]);
	});

	test('is not more than a vote can hold', () => {
		expect(briefly(['a', 'b', 'c'], 2).map(([kind]) => kind)).not.toContain('selection');
	});
});
