import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	getItem,
	insertItems,
	newDocument,
	observeBoard,
	openBoard,
	recordsOf,
	updateItems
} from './index.ts';
import type { DocNode } from '../document/index.ts';

const line = (text: string, attrs?: Record<string, unknown>): DocNode => ({
	type: 'paragraph',
	...(attrs && { attrs }),
	...(text !== '' && { content: [{ text }] })
});

function board(content: readonly DocNode[]): Y.Doc {
	const doc = newDocument();
	insertItems(doc, [{ id: 'd', type: 'document', pos: [0, 0], doc: content }], null);
	return doc;
}

const fragment = (doc: Y.Doc): Y.XmlFragment =>
	(openBoard(doc).items.get('d') as Y.Map<Y.XmlFragment>).get('doc')!;

/** Each letter with its look. */
const letters = (nodes: readonly { readonly text: string; readonly marks?: object }[]): string[] =>
	nodes.flatMap(({ text, marks = {} }) =>
		Array.from(text, (letter) => letter + JSON.stringify(marks))
	);

describe('the document of an item', () => {
	it('is read as it was written', () => {
		const content: DocNode[] = [
			line('A title', { heading: 1 }),
			{
				type: 'paragraph',
				content: [
					{ text: 'plain ' },
					{ text: 'bold', marks: { bold: {} } },
					{ text: ' plain again' },
					{ type: 'break' },
					{ text: 'below', marks: { link: { href: 'https://example.org' } } }
				]
			},
			{
				type: 'table',
				content: [{ type: 'row', content: [{ type: 'cell', content: [line('x')] }] }]
			}
		];
		const item = getItem(board(content), 'd');
		expect(item?.doc).toEqual(content);
		expect(item?.docSchema).toBe(1);
	});

	it('has one empty line to begin with', () => {
		const doc = newDocument();
		insertItems(doc, [{ id: 'd', type: 'document', pos: [0, 0] }], null);
		expect(getItem(doc, 'd')?.doc).toEqual([{ type: 'paragraph' }]);
	});

	it('is changed only where it differs', () => {
		const doc = board([line('one'), line('two'), line('three')]);
		const [first, , third] = fragment(doc).toArray();
		updateItems(
			doc,
			[{ id: 'd', doc: [line('one'), line('2'), line('new'), line('three')] }],
			null
		);
		const after = fragment(doc).toArray();
		expect([after[0], after[3]]).toEqual([first, third]);
		expect(getItem(doc, 'd')?.doc).toEqual([line('one'), line('2'), line('new'), line('three')]);
		updateItems(doc, [{ id: 'd', doc: [line('three')] }], null);
		expect(fragment(doc).toArray()).toEqual([third]);
	});

	it('keeps what others write meanwhile in a block that is changed', () => {
		const cell = (text: string): DocNode => ({ type: 'cell', content: [line(text)] });
		const tableOf = (...cells: readonly string[]): DocNode => ({
			type: 'table',
			content: [{ type: 'row', content: cells.map(cell) }]
		});
		const doc = board([line('one number'), tableOf('a', 'b'), line('')]);
		const other = newDocument();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		const at = (...path: readonly number[]): Y.XmlElement =>
			path.reduce<Y.XmlFragment>(
				(type, index) => type.get(index) as Y.XmlElement,
				fragment(other)
			) as Y.XmlElement;
		const text = (...path: readonly number[]): Y.XmlText => at(...path) as unknown as Y.XmlText;
		text(0, 0).insert(10, ' for all');
		text(1, 0, 1, 0, 0).insert(1, '!');
		at(2).insert(0, [new Y.XmlText('theirs')]);
		const wanted = [line('two numbers', { heading: 1 }), tableOf('a', 'c'), line('mine')];
		updateItems(doc, [{ id: 'd', doc: wanted }], null);
		expect(getItem(doc, 'd')?.doc).toEqual(wanted);
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
		expect(getItem(other, 'd')?.doc).toEqual(getItem(doc, 'd')?.doc);
		const all = JSON.stringify(getItem(doc, 'd')?.doc);
		for (const words of ['two number', ' for all', 'c', '!', 'mine', 'theirs'])
			expect(all).toContain(words);
	});

	it('says what it shall with the looks it shall have, over several texts, too', () => {
		const bold = { marks: { bold: {} } };
		const doc = board([{ type: 'paragraph' }]);
		const paragraph = fragment(doc).get(0) as Y.XmlElement;
		paragraph.insert(0, [new Y.XmlText('one '), new Y.XmlText('two')]);
		for (const content of [
			[{ text: 'on' }, { text: 'e 2', ...bold }, { text: ' tw' }, { text: 'o', ...bold }],
			[{ text: 'all bold', ...bold }],
			[{ text: 'none' }],
			[{ text: 'a' }, { text: 'link', marks: { link: { href: 'https://example.org' } } }]
		] as const) {
			updateItems(doc, [{ id: 'd', doc: [{ type: 'paragraph', content }] }], null);
			const [read] = getItem(doc, 'd')?.doc ?? [];
			const told = (read && 'content' in read ? (read.content ?? []) : []) as typeof content;
			expect(letters(told)).toEqual(letters(content));
			expect(fragment(doc).get(0)).toBe(paragraph);
		}
		updateItems(doc, [{ id: 'd', doc: [{ type: 'paragraph' }] }], null);
		expect(getItem(doc, 'd')?.doc).toEqual([{ type: 'paragraph' }]);
	});

	it('is not written to by those who only read', () => {
		const writer = board([line('some words')]);
		const reader = newDocument();
		Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
		const sent: Uint8Array[] = [];
		reader.on('update', (update: Uint8Array, _: unknown, __: unknown, { local }: Y.Transaction) => {
			if (local) sent.push(update);
		});
		writer.on('update', (update: Uint8Array) => Y.applyUpdate(reader, update, 'remote'));
		const text = (fragment(writer).get(0) as Y.XmlElement).get(0) as Y.XmlText;
		text.format(0, 4, { bold: {} });
		text.format(5, 5, { bold: {} });
		text.delete(0, 4);
		text.format(0, 6, { bold: null });
		expect(sent).toEqual([]);
		expect(getItem(reader, 'd')).toEqual(getItem(writer, 'd'));
	});
});

/** The content of the document as it is told after each change. */
function follow(doc: Y.Doc): { readonly tree: readonly DocNode[] } {
	const records = recordsOf(doc);
	observeBoard(doc, () => {}, records);
	return {
		get tree() {
			return records.get('d')?.doc ?? [];
		}
	};
}

describe('a document that is followed', () => {
	it('is read again only where it changed', () => {
		const doc = board([line('one'), line('two'), line('three')]);
		const followed = follow(doc);
		const element = fragment(doc).get(1) as Y.XmlElement;
		(element.get(0) as Y.XmlText).insert(0, 'x');
		const [first, , third] = followed.tree;
		(element.get(0) as Y.XmlText).insert(0, 'y');
		expect(followed.tree).toEqual([line('one'), line('yxtwo'), line('three')]);
		expect(followed.tree[0]).toBe(first);
		expect(followed.tree[2]).toBe(third);
	});

	it('reads as one that is read for the first time, whatever was changed', () => {
		const cell = (text: string): DocNode => ({ type: 'cell', content: [line(text)] });
		const table: DocNode = {
			type: 'table',
			content: [{ type: 'row', content: [cell('a'), cell('b')] }]
		};
		const doc = board([line('one'), table, line('two')]);
		const followed = follow(doc);
		const at = (...path: readonly number[]): Y.XmlElement =>
			path.reduce<Y.XmlFragment>(
				(type, index) => type.get(index) as Y.XmlElement,
				fragment(doc)
			) as Y.XmlElement;
		const text = (...path: readonly number[]): Y.XmlText => at(...path) as unknown as Y.XmlText;
		const changes: readonly (() => void)[] = [
			() => text(1, 0, 0, 0, 0).insert(1, 'x'),
			() => at(1, 0, 1, 0).setAttribute('heading', 1 as never),
			() => text(0, 0).format(0, 2, { bold: {} }),
			() => at(1, 0).insert(2, [new Y.XmlElement('cell')]),
			() => at(1).delete(0, 1),
			() => text(2, 0).delete(0, 3),
			() => fragment(doc).insert(0, [new Y.XmlElement('paragraph')]),
			() => at(0).insert(0, [new Y.XmlText('first')]),
			() => fragment(doc).delete(1, 2)
		];
		for (const change of changes) {
			change();
			expect(followed.tree).toEqual(getItem(doc, 'd')?.doc);
		}
		doc.transact(() => {
			text(0, 0).insert(0, 'both ');
			fragment(doc).delete(1, 1);
		});
		expect(followed.tree).toEqual([line('both first')]);
	});
});
