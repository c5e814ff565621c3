import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	createBoard,
	diffText,
	ensureText,
	getItem,
	insertItems,
	itemText,
	openBoard,
	readBoard,
	readMeta,
	removeItems,
	SCHEMA,
	setText,
	updateItems
} from './index.ts';

test.each([
	['typing in the middle', 'hello', 'helLlo', { index: 3, remove: 0, insert: 'L' }],
	['erasing', 'hello', 'hell', { index: 4, remove: 1, insert: '' }],
	['replacing', 'one two', 'one six', { index: 4, remove: 3, insert: 'six' }],
	[
		'an emoji by one with the same first half',
		'a😀b',
		'a😁b',
		{ index: 1, remove: 2, insert: '😁' }
	],
	[
		'an emoji by one with the same last half',
		'\u{1F600}',
		'\u{1FA00}',
		{ index: 0, remove: 2, insert: '\u{1FA00}' }
	],
	['nothing', 'same', 'same', undefined]
] as const)('the smallest edit for %s', (_, before, after, splice) => {
	expect(diffText(before, after)).toEqual(splice);
});

test('an edit always leads to the new text and never cuts a character in half', () => {
	const text = fc.string({
		unit: fc.constantFrom('a', 'b', '😀', '😁', '\u{1FA00}'),
		maxLength: 12
	});
	fc.assert(
		fc.property(text, text, (before, after) => {
			const splice = diffText(before, after) ?? { index: 0, remove: 0, insert: '' };
			const [head, tail] = [
				before.slice(0, splice.index),
				before.slice(splice.index + splice.remove)
			];
			expect(head + splice.insert + tail).toBe(after);
			for (const part of [head, tail, splice.insert]) expect(part.isWellFormed()).toBe(true);
		}),
		{ numRuns: 500 }
	);
});

test('reading a text creates nothing; asking for one makes it from what another program left', () => {
	const doc = new Y.Doc();
	const foreign = new Y.Map<unknown>([
		['type', 'note'],
		['text', 'plain']
	]);
	doc.getMap('items').set('n', foreign);
	let writes = 0;
	doc.on('update', () => (writes += 1));
	expect(itemText(doc, 'n')).toBeUndefined();
	expect(itemText(doc, 'gone')).toBeUndefined();
	expect(getItem(doc, 'n')?.text).toBe('plain');
	expect(writes).toBe(0);
	expect(ensureText(doc, 'n', undefined, 'me')?.toJSON()).toBe('plain');
	expect(ensureText(doc, 'n', 'evidence', 'me')?.toJSON()).toBe('');
	expect(ensureText(doc, 'gone', undefined, 'me')).toBeUndefined();
	expect(getItem(doc, 'n')).toMatchObject({ fields: { evidence: '' }, textFields: ['evidence'] });
});

test('a gesture is one transaction with one write per changed field', () => {
	const doc = new Y.Doc();
	insertItems(
		doc,
		[{ id: 'n', type: 'note', pos: [0, 0], text: 'same', fields: { a: 1, set: ['x'] } }],
		1
	);
	const before = Y.encodeStateVector(doc);
	let updates = 0;
	doc.on('update', () => (updates += 1));
	const same = { pos: [0, 0] as const, text: 'same', fields: { a: 1, set: ['x'] } };
	updateItems(doc, [{ id: 'n', ...same }], 1);
	expect(updates).toBe(0);
	updateItems(doc, [{ id: 'n', ...same, pos: [1, 0], fields: { a: 2 } }], 1);
	expect(updates).toBe(1);
	const written = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, before)).structs;
	expect(written.reduce((sum, struct) => sum + struct.length, 0)).toBe(2);
});

test('ids that are taken are left alone, and patches of gone items do nothing', () => {
	const doc = new Y.Doc();
	insertItems(doc, [{ id: 'n', type: 'note', pos: [1, 1] }], 1);
	expect(insertItems(doc, [{ id: 'n', type: 'text', pos: [2, 2] }], 1)).toEqual([]);
	updateItems(doc, [{ id: 'gone', pos: [0, 0] }], 1);
	removeItems(doc, ['gone'], 1);
	expect(readBoard(doc)).toMatchObject([{ id: 'n', type: 'note', pos: [1, 1] }]);
});

test('opening a board writes nothing; creating one writes schema and title once', () => {
	const doc = new Y.Doc();
	openBoard(doc);
	expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(new Y.Doc()));
	createBoard(doc, 'Workshop', 1);
	expect(readMeta(doc)).toEqual({ schema: SCHEMA, title: 'Workshop' });
});

test('an edit of letters spares what another program embedded between them', () => {
	for (const [after, left] of [
		['aXd', 'a#Xd'],
		['', '#'],
		['abcdX', 'ab#cdX'],
		['Xabcd', 'Xab#cd']
	] as const) {
		const doc = new Y.Doc();
		const text = doc.getText('t');
		text.insert(0, 'abcd');
		text.insertEmbed(2, { thing: true });
		setText(text, after);
		expect(text.toJSON()).toBe(after);
		const delta = text.toDelta() as { insert: unknown }[];
		const shown = delta.map(({ insert }) => (typeof insert === 'string' ? insert : '#')).join('');
		expect(shown.replace('#', '')).toBe(left.replace('#', ''));
		expect(shown).toContain('#');
	}
});
