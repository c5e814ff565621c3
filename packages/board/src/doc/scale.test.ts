import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { NewItem } from '../item.ts';
import { insertItems, observeBoard, updateItems } from './index.ts';

const count = 10_000;

function largeBoard(): Y.Doc {
	const doc = new Y.Doc();
	const items = Array.from({ length: count }, (_, i): NewItem => ({
		id: `item-${i}`,
		type: i % 3 === 0 ? 'card' : 'note',
		pos: [i % 100, Math.floor(i / 100)],
		color: 'yellow',
		text: `Note number ${i}`,
		...(i % 3 === 0 && {
			fields: { affected: ['A', 'B'], evidence: 'e' },
			textFields: ['evidence']
		})
	}));
	insertItems(doc, items, 'setup');
	return doc;
}

test('a move among ten thousand items reads one item again', () => {
	const doc = largeBoard();
	const read: string[] = [];
	observeBoard(doc, (changes) => read.push(...changes.map(({ id }) => id)));
	updateItems(doc, [{ id: 'item-5000', pos: [7, 7] }], 'me');
	expect(read).toEqual(['item-5000']);
});
