import { docMarks, docNodes, cleanDoc } from '@concordia/board/document';
import type { DocElement, DocNode } from '@concordia/board/document';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { samplePaper } from '../testing.ts';
import { documentBlocks } from './document.ts';
import { columnShares, lettersAcross } from './paper.ts';
import { formatMarkdown } from './markdown.ts';

const paragraph = (text: string, attrs: DocElement['attrs'] = {}): DocElement => ({
	type: 'paragraph',
	attrs,
	content: [{ text }]
});
const cell = (text: string): DocElement => ({ type: 'cell', content: [paragraph(text)] });
const row = (...texts: string[]): DocElement => ({ type: 'row', content: texts.map(cell) });

test('the first heading is the title; headings get numbers, lists hold together, suggestions stay out', () => {
	const { title, blocks } = documentBlocks(
		[
			paragraph('Our vision', { heading: 1 }),
			paragraph(''),
			paragraph('Why', { heading: 2 }),
			{
				type: 'paragraph',
				content: [
					{ text: 'We ' },
					{ text: 'never', marks: { insertion: { id: 's' } } },
					{ text: 'care', marks: { bold: {}, link: { href: 'https://example.org' } } },
					{ type: 'break' },
					{ text: 'much', marks: { deletion: { id: 't' } } }
				]
			},
			paragraph('one', { list: 'numbered' }),
			paragraph('inner', { list: 'task', indent: 1, checked: true }),
			paragraph('How', { heading: 3 }),
			paragraph('said', { quote: true }),
			{
				type: 'table',
				attrs: { headerRow: true },
				content: [row('Goal', 'By'), row('Ways', '2027')]
			},
			{ type: 'live', attrs: { item: 'card' } },
			paragraph('Who', { heading: 2 })
		],
		(item) => [{ type: 'text', text: `live ${item}` }]
	);
	expect(title).toBe('Our vision');
	expect(blocks).toEqual([
		{ type: 'heading', level: 2, number: '1', text: [{ text: 'Why' }] },
		{
			type: 'text',
			text: [
				{ text: 'We ' },
				{ text: 'care', isStrong: true, link: 'https://example.org' },
				{ text: '\n' },
				{ text: 'much' }
			]
		},
		{
			type: 'list',
			entries: [
				{ text: [{ text: 'one' }], depth: 0, isOrdered: true },
				{ text: [{ text: '☑ ' }, { text: 'inner' }], depth: 1, isOrdered: false }
			]
		},
		{ type: 'heading', level: 3, number: '1.1', text: [{ text: 'How' }] },
		{ type: 'quote', text: [{ text: 'said' }] },
		{
			type: 'table',
			columns: [{ title: 'Goal' }, { title: 'By' }],
			rows: [[[{ text: 'Ways' }], [{ text: '2027' }]]]
		},
		{ type: 'text', text: 'live card' },
		{ type: 'heading', level: 2, number: '2', text: [{ text: 'Who' }] }
	]);
});

test('columns that somebody has pulled are as wide on paper', () => {
	const pulled = [184, 368].map((width) => ({ ...cell('a'), attrs: { width } }));
	const lines = [{ type: 'row', content: pulled }];
	const { blocks } = documentBlocks([{ type: 'table', content: lines }]);
	const columns = [
		{ title: '', part: 0.25 },
		{ title: '', part: 0.5 }
	];
	expect(blocks).toEqual([{ type: 'table', columns, rows: [[[{ text: 'a' }], [{ text: 'a' }]]] }]);
	expect(columnShares(columns, [['a', 'a']], lettersAcross.upright)).toEqual([0.25, 0.5]);
});

test('numbers that people wrote themselves are theirs', () => {
	const { title, blocks } = documentBlocks([
		paragraph('before'),
		paragraph('1. Why', { heading: 1 }),
		paragraph('How', { heading: 2 })
	]);
	expect(title).toBe('');
	expect(blocks.map((block) => ('number' in block ? block.number : null))).toEqual([
		null,
		null,
		null
	]);
});

const value = fc.oneof(
	fc.string(),
	fc.integer({ min: -2, max: 12 }),
	fc.constant(true),
	fc.constant(null)
);
const text = fc.record({
	text: fc.string(),
	marks: fc.dictionary(
		fc.constantFrom(...Object.keys(docMarks)),
		fc.dictionary(fc.constantFrom('href', 'id'), value)
	)
});
const { node } = fc.letrec<{ node: DocNode }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4 },
		text,
		fc.record({
			type: fc.constantFrom(...Object.keys(docNodes), 'constructor'),
			attrs: fc.dictionary(
				fc.constantFrom('heading', 'list', 'indent', 'quote', 'headerRow', 'item'),
				value
			),
			content: fc.array(tie('node'), { maxLength: 4 })
		})
	)
}));

test('whatever a document holds, it becomes paper', () => {
	fc.assert(
		fc.property(fc.array(node), (nodes) => {
			const cleaned = documentBlocks(cleanDoc(nodes));
			expect(() => formatMarkdown(samplePaper({ blocks: cleaned.blocks }))).not.toThrow();
		})
	);
});
