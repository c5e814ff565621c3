import { createUndo, insertItems, getItem } from '@concordia/board/doc';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { rememberOwn } from './own-words.ts';

const mine = Symbol('mine');
const theirs = Symbol('theirs');

/** A card whose text says this, and two hands that write in it. */
function open(words: string) {
	const doc = new Y.Doc();
	insertItems(doc, [{ id: 'a', type: 'card', pos: [0, 0], text: words }], null);
	const undo = createUndo(doc, mine);
	const text = (doc.getMap('items').get('a') as Y.Map<unknown>).get('text') as Y.Text;
	const own = rememberOwn(text, mine);
	return {
		write: (origin: symbol, index: number, remove: number, insert: string) =>
			doc.transact(() => {
				text.delete(index, remove);
				text.insert(index, insert);
			}, origin),
		takeBack: () => {
			undo.mark();
			own.takeBack((change) => doc.transact(change, mine));
			undo.mark();
		},
		undo: () => undo.undo(),
		says: () => getItem(doc, 'a')?.text
	};
}

test('takes back what this person wrote and brings back what they removed', () => {
	const cell = open('once upon a time');
	cell.write(mine, 0, 4, 'twice');
	cell.write(mine, 16, 1, 'X');
	cell.takeBack();
	expect(cell.says()).toBe('once upon a time');
});

test('what others wrote meanwhile stays, also within the own words', () => {
	const cell = open('time');
	cell.write(mine, 0, 0, 'a long ');
	cell.write(theirs, 2, 0, 'very ');
	cell.write(theirs, 16, 0, '!');
	expect(cell.says()).toBe('a very long time!');
	cell.takeBack();
	expect(cell.says()).toBe('very time!');
});

test('a text that was replaced comes back, with what others added at its end', () => {
	const cell = open('old words');
	cell.write(theirs, 9, 0, ' of old');
	cell.write(mine, 0, 16, 'new');
	cell.write(theirs, 3, 0, '?');
	cell.takeBack();
	expect(cell.says()).toContain('old words of old');
	expect(cell.says()).toContain('?');
	expect(cell.says()).not.toContain('new');
});

test('taking back is one step that can be undone', () => {
	const cell = open('time');
	cell.write(mine, 4, 0, ' flies');
	cell.takeBack();
	expect(cell.says()).toBe('time');
	cell.undo();
	expect(cell.says()).toBe('time flies');
});

test('where nothing was written nothing happens', () => {
	const cell = open('time');
	cell.write(theirs, 0, 0, 'their ');
	cell.takeBack();
	expect(cell.says()).toBe('their time');
});
