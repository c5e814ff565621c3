import { insertItems } from '@concordia/board/doc';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { check, editOf, items, ME, openDoc } from './testing/board.ts';

const board = openDoc(1);
insertItems(
	board,
	[
		{
			id: 'd',
			type: 'document',
			pos: [0, 0],
			doc: [
				{ type: 'paragraph', content: [{ text: 'Our vision' }] },
				{
					type: 'table',
					content: [{ type: 'row', content: [{ type: 'cell', content: [{ type: 'paragraph' }] }] }]
				}
			]
		},
		{ id: 'n', type: 'note', pos: [0, 0], text: 'a note' }
	],
	null
);

const docOf = (doc: Y.Doc): Y.XmlFragment => items(doc).get('d')!.get('doc') as Y.XmlFragment;
const element = (doc: Y.Doc, at = 0): Y.XmlElement => docOf(doc).get(at) as Y.XmlElement;
const textOf = (doc: Y.Doc): Y.XmlText => element(doc).get(0) as Y.XmlText;
const node = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
	const made = new Y.XmlElement(name);
	made.insert(0, children);
	return made;
};
const inCell = (inner: Y.XmlElement): Y.XmlElement =>
	node('table', node('row', node('cell', inner)));
const live = (item: string): Y.XmlElement => {
	const made = node('live');
	made.setAttribute('item', item);
	return made;
};
const set = (key: string, value: unknown) => (doc: Y.Doc) =>
	element(doc).setAttribute(key, value as string);

const width = (value: unknown) => (doc: Y.Doc) => {
	const row = element(doc, 1).get(0) as Y.XmlElement;
	(row.get(0) as Y.XmlElement).setAttribute('width', value as string);
};

function verdict(edit: (doc: Y.Doc) => void): string {
	const answer = check(board, editOf(board, ME, edit));
	return answer.ok ? answer.words.join('; ') : answer.code;
}

describe('what a document is refused', () => {
	const cases: readonly [name: string, edit: (doc: Y.Doc) => void, code: string][] = [
		['an unknown node', (doc) => docOf(doc).insert(0, [node('script')]), 'shape'],
		['a node called text', (doc) => element(doc).insert(0, [node('text')]), 'shape'],
		['a node in the wrong place', (doc) => docOf(doc).insert(0, [node('row')]), 'shape'],
		['text beside paragraphs', (doc) => docOf(doc).insert(0, [new Y.XmlText('x')]), 'shape'],
		['a table in a cell', (doc) => docOf(doc).insert(0, [inCell(node('table'))]), 'shape'],
		['a node named like a method', (doc) => docOf(doc).insert(0, [node('constructor')]), 'shape'],
		['an unknown attribute', set('onclick', 'alert(1)'), 'shape'],
		['an attribute named like a method', set('toString', true), 'shape'],
		['a heading of level 7', set('heading', 7), 'shape'],
		['a heading that is a map', set('heading', new Y.Map()), 'shape'],
		['an unknown list', set('list', 'javascript'), 'shape'],
		['an id with words in it', set('id', 'Anna Smith'), 'shape'],
		['words in what says where it was split', set('split', 'Anna Smith'), 'shape'],
		['a split without an end', set('split', '1.2.3.4-'.repeat(1000)), 'shape'],
		['a width that no screen has', width(100_000), 'shape'],
		['a width of nothing', width(0), 'shape'],
		['half a pixel', width(80.5), 'shape'],
		['a width with words', width('80px'), 'shape'],
		['the width of a paragraph', set('width', 80), 'shape'],
		['an unknown mark', (doc) => textOf(doc).format(0, 3, { style: { color: 'red' } }), 'shape'],
		[
			'a mark with more to it',
			(doc) => textOf(doc).format(0, 3, { bold: { onclick: 'x' } }),
			'shape'
		],
		[
			'a link that runs',
			(doc) => textOf(doc).format(0, 3, { link: { href: 'javascript:alert(1)' } }),
			'shape'
		],
		['a link without an address', (doc) => textOf(doc).format(0, 3, { link: {} }), 'shape'],
		['something embedded in text', (doc) => textOf(doc).insertEmbed(0, { image: 'x' }), 'shape'],
		['a type in text', (doc) => textOf(doc).insertEmbed(0, new Y.Map()), 'shape'],
		['an attribute of a text', (doc) => textOf(doc).setAttribute('x', 1), 'shape'],
		['a document that is a map', (doc) => items(doc).get('n')!.set('doc', new Y.Map()), 'shape'],
		['a document that is a value', (doc) => items(doc).get('n')!.set('doc', '<b>'), 'shape'],
		['another schema', (doc) => items(doc).get('d')!.set('docSchema', 2), 'schema-fixed'],
		['a paragraph without an end', (doc) => textOf(doc).insert(0, 'x'.repeat(100_001)), 'too-large']
	];

	it.each(cases)('%s', (_, edit, code) => expect(verdict(edit)).toBe(code));
});

describe('what a document takes', () => {
	const cases: readonly [name: string, edit: (doc: Y.Doc) => void, words: string][] = [
		['letters', (doc) => textOf(doc).insert(3, 'x'), 'text'],
		['letters taken out', (doc) => textOf(doc).delete(0, 3), 'text'],
		[
			'marks',
			(doc) => textOf(doc).format(0, 3, { bold: {}, link: { href: 'mailto:a@b.org' } }),
			'format'
		],
		[
			'a suggestion',
			(doc) => textOf(doc).insert(0, 'new', { insertion: { id: 's-1' } }),
			'text format'
		],
		['a heading', set('heading', 2), 'set:doc'],
		['where a paragraph was split off', set('split', 'a1.2.3.4-1.0.9.zz'), 'set:doc'],
		['the width of a column', width(120), 'set:doc'],
		['a live field', (doc) => docOf(doc).insert(0, [live('card:1')]), 'list set:doc'],
		[
			'a paragraph',
			(doc) => docOf(doc).insert(1, [node('paragraph', new Y.XmlText('x'))]),
			'text list'
		],
		['a paragraph less', (doc) => docOf(doc).delete(0, 1), 'text list'],
		['the number of its schema', (doc) => items(doc).get('d')!.set('docSchema', 1), 'set:docSchema']
	];

	it.each(cases)('%s', (_, edit, words) => expect(verdict(edit)).toBe(words));
});
