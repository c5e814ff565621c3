import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Item } from '../item.ts';
import { byId } from '../testing/index.ts';
import { createReplay } from './replay.ts';
import { itemText } from './text.ts';
import { insertItems, removeItems, updateItems } from './write.ts';

/** A board and each of its updates. */
function recorded(): { doc: Y.Doc; updates: Uint8Array[] } {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	return { doc, updates };
}

function boardAfter(updates: readonly (Uint8Array | null)[]): {
	board: Record<string, Item>;
	isIncomplete: boolean;
} {
	const replay = createReplay();
	const board: Record<string, Item> = {};
	let isIncomplete = false;
	for (const update of updates) {
		const step = replay.push(update);
		({ isIncomplete } = step);
		for (const { id, after } of step.changes) {
			if (after) board[id] = after;
			else delete board[id];
		}
	}
	replay.stop();
	return { board, isIncomplete };
}

test('the board of every moment, from the updates alone', () => {
	const { doc, updates } = recorded();
	const moments: Record<string, Item>[] = [];
	const keep = (): void => void moments.push(byId(doc));
	insertItems(doc, [{ id: 'n', type: 'note', pos: [0, 0], text: 'a' }], 'me');
	keep();
	updateItems(doc, [{ id: 'n', pos: [5, 5] }], 'me');
	keep();
	itemText(doc, 'n')?.insert(1, 'b');
	keep();
	removeItems(doc, ['n'], 'me');
	keep();
	expect(moments).toHaveLength(updates.length);
	for (const [at, moment] of moments.entries()) {
		expect(boardAfter(updates.slice(0, at + 1)).board).toEqual(moment);
	}
});

test('without an erased update the rest is shown, and that something is missing is told', () => {
	const { doc, updates } = recorded();
	insertItems(doc, [{ id: 'a', type: 'note', pos: [0, 0] }], 'me');
	doc.clientID += 1;
	insertItems(doc, [{ id: 'b', type: 'note', pos: [0, 0], text: '' }], 'me');
	itemText(doc, 'b')?.insert(0, 'words');
	const [first, , third] = updates as [Uint8Array, Uint8Array, Uint8Array];
	const { board, isIncomplete } = boardAfter([first, null, third]);
	expect(Object.keys(board)).toEqual(['a']);
	expect(isIncomplete).toBe(true);
	expect(boardAfter([first, null]).isIncomplete).toBe(false);
});

test('bytes that are no update do no harm', () => {
	expect(boardAfter([new Uint8Array([9, 9, 9, 9])]).board).toEqual({});
});
