import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { NewItem } from '../item.ts';
import { createUndo, getItem, insertItems, itemText, removeItems, updateItems } from './index.ts';

const note = (id: string, more: Partial<NewItem> = {}): NewItem => ({
	id,
	type: 'note',
	pos: [0, 0],
	...more
});

/** Two people on one board; `meet` brings each what the other did. */
function pair() {
	const a = person('a', 1);
	const b = person('b', 2);
	const meet = (): void => {
		Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)), 'net');
		Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)), 'net');
	};
	return { a, b, meet };
}

function person(origin: string, clientID: number) {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	const history = createUndo(doc, origin);
	return {
		doc,
		history,
		insert: (...items: NewItem[]) => insertItems(doc, items, origin),
		update: (id: string, patch: object) => updateItems(doc, [{ id, ...patch }], origin),
		remove: (...ids: string[]) => removeItems(doc, ids, origin),
		type: (id: string, index: number, text: string, field?: string) =>
			doc.transact(() => itemText(doc, id, field)!.insert(index, text), origin),
		erase: (id: string, index: number, length: number) =>
			doc.transact(() => itemText(doc, id)!.delete(index, length), origin),
		undo: () => history.undo(),
		redo: () => history.redo(),
		item: (id: string) => getItem(doc, id)
	};
}

describe('undo of one person', () => {
	test('takes back and repeats an insert, an update and a removal', () => {
		const { a } = pair();
		a.insert(note('n', { text: 'hello', fields: { words: ['x'] }, own: { deep: [1] } }));
		const before = a.item('n');
		a.update('n', { pos: [5, 5], color: 'red', text: 'hello world', fields: { words: ['y'] } });
		const after = a.item('n');
		a.remove('n');
		expect(a.item('n')).toBeUndefined();
		a.undo();
		expect(a.item('n')).toEqual(after);
		a.undo();
		expect(a.item('n')).toEqual(before);
		a.undo();
		expect(a.item('n')).toBeUndefined();
		expect(a.history.canUndo).toBe(false);
		a.redo();
		expect(a.item('n')).toEqual(before);
		a.redo();
		expect(a.item('n')).toEqual(after);
		a.redo();
		expect(a.item('n')).toBeUndefined();
		expect(a.history.canRedo).toBe(false);
	});

	test('takes typing back word by word, and erasing as a step of its own', () => {
		const { a } = pair();
		a.insert(note('n'));
		for (const [index, letter] of 'two words'.split('').entries()) a.type('n', index, letter);
		a.erase('n', 8, 1);
		a.erase('n', 7, 1);
		a.undo();
		expect(a.item('n')?.text).toBe('two words');
		a.undo();
		expect(a.item('n')?.text).toBe('two ');
		a.undo();
		expect(a.item('n')?.text).toBe('');
		a.redo();
		a.redo();
		a.redo();
		expect(a.item('n')?.text).toBe('two wor');
	});

	test('ends a step at a mark', () => {
		const { a } = pair();
		a.insert(note('n'));
		a.type('n', 0, 'ab');
		a.history.mark();
		a.type('n', 2, 'cd');
		a.undo();
		expect(a.item('n')?.text).toBe('ab');
	});

	test('forgets what could be redone once something new is done', () => {
		const { a } = pair();
		a.insert(note('n'));
		a.undo();
		a.insert(note('m'));
		expect(a.history.canRedo).toBe(false);
	});

	test('brings text back into an item that was removed and came back itself', () => {
		const { a } = pair();
		a.insert(note('n', { text: 'abc' }));
		a.erase('n', 1, 1);
		a.remove('n');
		a.undo();
		a.undo();
		expect(a.item('n')?.text).toBe('abc');
	});

	test('takes back the detaching of connectors and children with the removal', () => {
		const { a } = pair();
		a.insert(
			note('f', { type: 'frame' }),
			note('n', { parent: 'f' }),
			note('c', { type: 'connector', from: { item: 'f', side: 'left' }, to: { item: 'n' } })
		);
		a.remove('f');
		expect(a.item('n')?.parent).toBeUndefined();
		expect(a.item('c')?.from).toEqual({ point: [0, 320] });
		a.undo();
		expect(a.item('n')?.parent).toBe('f');
		expect(a.item('c')?.from).toEqual({ item: 'f', side: 'left' });
	});

	test('restores a rich document with its marks, nodes and attributes', () => {
		const { a } = pair();
		a.insert(note('d', { type: 'document' }));
		const fragment = new Y.XmlFragment();
		a.doc.transact(() => {
			const paragraph = new Y.XmlElement('paragraph');
			paragraph.setAttribute('id', 'p1');
			const text = new Y.XmlText();
			text.insert(0, 'plain');
			text.insert(0, 'bold', { bold: true });
			paragraph.insert(0, [text]);
			fragment.insert(0, [paragraph]);
			(a.doc.getMap('items').get('d') as Y.Map<unknown>).set('doc', fragment);
		}, 'other');
		const before = fragment.toJSON();
		a.remove('d');
		a.undo();
		const again = (a.doc.getMap('items').get('d') as Y.Map<unknown>).get('doc');
		expect((again as Y.XmlFragment).toJSON()).toBe(before);
	});

	test('tells when it changed, until it is stopped', () => {
		const { a } = pair();
		let calls = 0;
		a.history.onChange(() => (calls += 1));
		a.insert(note('n'));
		a.undo();
		expect(calls).toBe(2);
		a.history.stop();
		a.insert(note('m'));
		expect(calls).toBe(2);
	});
});

describe('undo beside others', () => {
	test('keeps a value that someone set later, however often I undo', () => {
		const { a, b, meet } = pair();
		a.insert(note('n', { color: 'white' }));
		a.update('n', { color: 'red' });
		meet();
		b.update('n', { color: 'blue' });
		meet();
		a.update('n', { color: 'green' });
		a.undo();
		expect(a.item('n')?.color).toBe('blue');
		a.undo();
		a.undo();
		meet();
		expect(b.item('n')?.color).toBe('blue');
	});

	test('shows the value of another that lost against mine', () => {
		const { a, b, meet } = pair();
		a.doc.clientID = 3; // the higher client wins
		b.insert(note('n', { color: 'white' }));
		meet();
		a.update('n', { color: 'red' });
		b.update('n', { color: 'blue' });
		meet();
		expect(b.item('n')?.color).toBe('red');
		a.undo();
		meet();
		expect(b.item('n')?.color).toBe('blue');
	});

	test('keeps what others typed into my text, and does not bring back what they erased', () => {
		const { a, b, meet } = pair();
		a.insert(note('n'));
		a.type('n', 0, 'mine here');
		meet();
		b.type('n', 4, ' THEIRS');
		b.erase('n', 0, 2);
		meet();
		a.undo();
		meet();
		expect(b.item('n')?.text).toBe(' THEIRS');
		a.redo();
		expect(a.item('n')?.text).toBe('ne THEIRS here');
	});

	test('does not remove an item into which someone wrote', () => {
		const { a, b, meet } = pair();
		a.insert(note('n'), note('m'));
		meet();
		b.type('n', 0, 'B');
		meet();
		a.undo();
		meet();
		expect(b.item('n')?.text).toBe('B');
		expect(b.item('m')).toBeUndefined();
	});

	test("brings back another's item with all they wrote, and later spares it", () => {
		const { a, b, meet } = pair();
		a.insert(note('n'));
		meet();
		b.type('n', 0, 'B');
		meet();
		a.remove('n');
		meet();
		a.undo();
		a.undo();
		meet();
		expect(b.item('n')?.text).toBe('B');
	});

	test("removes again another's item that I removed, but not what they added since", () => {
		const { a, b, meet } = pair();
		b.insert(note('n', { text: 'B' }));
		meet();
		a.remove('n');
		a.undo();
		a.redo();
		expect(a.item('n')).toBeUndefined();
		a.undo();
		meet();
		b.type('n', 1, ' more');
		meet();
		a.redo();
		expect(a.item('n')?.text).toBe('B more');
	});

	test('does not bring back an item that someone else removed', () => {
		const { a, b, meet } = pair();
		a.insert(note('n', { text: 'x' }));
		a.update('n', { pos: [9, 9] });
		meet();
		b.remove('n');
		meet();
		a.undo();
		a.undo();
		expect(a.item('n')).toBeUndefined();
		expect(a.history.canUndo).toBe(false);
	});
});
