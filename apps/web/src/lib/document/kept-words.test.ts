import { insertItems, newDocument } from '@concordia/board/doc';
import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { fragmentOf } from './fragment.ts';
import { watchWords } from './kept-words.ts';

/** Ben writes, Anna changes the paragraphs at the same moment. */
let anna: Y.Doc;
let ben: Y.Doc;
let lost: string[];
let isSaved: boolean;

const fragment = (doc: Y.Doc): Y.XmlFragment => fragmentOf(doc, 'd')!;
const textAt = (doc: Y.Doc, index: number): Y.XmlText =>
	(fragment(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText;
const meet = (): void => {
	const [fromAnna, fromBen] = [Y.encodeStateAsUpdate(anna), Y.encodeStateAsUpdate(ben)];
	Y.applyUpdate(ben, fromAnna);
	Y.applyUpdate(anna, fromBen);
};
/** As an editor does it: the words are written anew behind those before. */
const join = (doc: Y.Doc, index: number): void =>
	doc.transact(() => {
		const before = textAt(doc, index - 1);
		before.insert(before.length, textAt(doc, index).toString());
		fragment(doc).delete(index, 1);
	});

beforeEach(() => {
	[anna, ben] = [newDocument(), newDocument()];
	const doc = ['one', 'two', 'three'].map((text) => ({ type: 'paragraph', content: [{ text }] }));
	insertItems(anna, [{ id: 'd', type: 'document', pos: [0, 0], doc }], null);
	meet();
	lost = [];
	isSaved = true;
	watchWords(
		fragment(ben),
		() => isSaved,
		(text) => lost.push(text)
	);
});

test('words in a paragraph that another joins to the one before at that moment are told', () => {
	textAt(ben, 1).insert(3, ' and more');
	join(anna, 1);
	meet();
	expect(textAt(ben, 0).toString()).toBe('onetwo');
	expect(lost).toEqual(['two and more']);
});

test('and in one that another removes', () => {
	textAt(ben, 1).insert(3, ' and more');
	fragment(anna).delete(1, 1);
	meet();
	expect(lost).toEqual(['two and more']);
});

test('with what others had written in it', () => {
	textAt(ben, 1).insert(3, ' and more');
	meet();
	textAt(anna, 1).insert(0, 'Anna: ');
	meet();
	fragment(anna).delete(1, 1);
	meet();
	expect(lost).toEqual(['Anna: two and more']);
});

test('nothing is told when the words went along', () => {
	textAt(ben, 1).insert(3, ' and more');
	meet();
	join(anna, 1);
	meet();
	expect(lost).toEqual([]);
});

test('nor of paragraphs that others wrote, or that this person took away', () => {
	textAt(ben, 1).insert(3, '!');
	fragment(ben).delete(1, 1);
	meet();
	fragment(anna).delete(1, 1);
	meet();
	expect(lost).toEqual([]);
});

test('of all that was written while nothing was saved, of the newest else', () => {
	textAt(ben, 0).insert(3, ' saved');
	isSaved = false;
	textAt(ben, 1).insert(3, ' and more');
	textAt(ben, 2).insert(5, ' as well');
	fragment(anna).delete(0, 3);
	meet();
	expect(lost).toEqual(['one saved', 'two and more', 'three as well']);
	isSaved = true;
});
