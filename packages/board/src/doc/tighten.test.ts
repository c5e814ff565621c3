import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { byId } from '../testing/index.ts';
import { observeBoard } from './observe.ts';
import { tighten } from './tighten.ts';
import { insertItems, updateItems } from './write.ts';

function boardOf(count: number): Y.Doc {
	const doc = new Y.Doc();
	insertItems(
		doc,
		Array.from({ length: count }, (_, i) => ({
			id: `n${i}`,
			type: 'ink',
			pos: [i, 0.5] as const,
			size: [200, 160] as const,
			points: [0, 0, 0.5, 9, 9.25, 1]
		})),
		'me'
	);
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}

test('what the document says stays the same, and nobody is told of anything', () => {
	const doc = boardOf(20);
	const before = { board: byId(doc), state: Y.encodeStateAsUpdate(doc) };
	const told: unknown[] = [];
	observeBoard(doc, (changes) => told.push(changes));
	doc.on('update', (update) => told.push(update));
	for (const _ of tighten(doc));
	expect({ board: byId(doc), state: Y.encodeStateAsUpdate(doc) }).toEqual(before);
	expect(told).toEqual([]);
});

test('others may write between two steps', () => {
	const doc = boardOf(2000);
	let steps = 0;
	for (const _ of tighten(doc)) {
		steps += 1;
		updateItems(doc, [{ id: 'n0', pos: [steps, steps] }], 'somebody');
	}
	expect(steps).toBeGreaterThan(1);
	expect(byId(doc)['n0']?.pos).toEqual([steps, steps]);
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	expect(byId(copy)).toEqual(byId(doc));
});
