import { anything, assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDoc, columnParts, docMarkdown, docTitle, docWords, isDocLink } from './index.ts';

const paragraph = (text: string, attrs: Record<string, unknown> = {}) => ({
	type: 'paragraph',
	attrs,
	content: [{ text }]
});

describe('a document from outside', () => {
	it('keeps what the schema knows, and leaves out the rest', () => {
		const raw = [
			{ type: 'script', content: [{ text: 'alert(1)' }] },
			paragraph('hello', { heading: 1, onclick: 'x()', indent: 99 }),
			{
				type: 'paragraph',
				content: [
					{ text: 'here', marks: { link: { href: 'javascript:alert(1)' }, bold: {}, blink: {} } },
					{ type: 'break' },
					{ type: 'table' }
				]
			},
			{ type: 'table', content: [{ type: 'row', content: [{ type: 'cell' }] }, { text: 'x' }] }
		];
		expect(cleanDoc(raw)).toEqual([
			{ type: 'paragraph', attrs: { heading: 1 }, content: [{ text: 'hello' }] },
			{
				type: 'paragraph',
				content: [{ text: 'here', marks: { bold: {} } }, { type: 'break' }]
			},
			{ type: 'table', content: [{ type: 'row', content: [{ type: 'cell' }] }] }
		]);
	});

	it('is made safe whatever it is, and a second time stays the same', () => {
		assert(
			property(anything({ maxDepth: 8 }), (raw) => {
				const once = cleanDoc(raw);
				expect(cleanDoc(once)).toEqual(once);
			}),
			{ seed: 4 }
		);
	});

	it.each([
		['https://example.org/a?b#c', true],
		['HTTP://example.org', true],
		['mailto:a@example.org', true],
		['javascript:alert(1)', false],
		[' https://example.org', false],
		['https://example.org/\u0000a b', false],
		['java\nscript:alert(1)', false],
		['data:text/html,x', false],
		['//example.org', false],
		['vbscript:x', false],
		[`https://example.org/${'a'.repeat(3000)}`, false],
		[['https://example.org'], false]
	])('takes %j for a link: %s', (href, is) => {
		expect(isDocLink(href)).toBe(is);
	});
});

const tableOf = (...rows: (number | null)[][]) => ({
	type: 'table',
	content: rows.map((row) => ({
		type: 'row',
		content: row.map((width) => ({ type: 'cell', ...(width !== null && { attrs: { width } }) }))
	}))
});

describe('the columns of a table', () => {
	it.each([
		['nobody has pulled', tableOf([null, null]), null],
		['somebody has pulled', tableOf([184, 368]), [0.25, 0.5]],
		['are more than a page is wide', tableOf([736, 736]), [0.5, 0.5]],
		['came later than those that were pulled', tableOf([616, null]), [616 / 736, 120 / 736]],
		['are in other rows only', tableOf([368], [null, null]), [368 / 736, 120 / 736]],
		['have a width in another row only', tableOf([null], [200]), null],
		['are none', tableOf(), null]
	])('that %s', (_, node, parts) => expect(columnParts(node)).toEqual(parts));
});

describe('a document as text', () => {
	const blocks = cleanDoc([
		paragraph('Our vision', { heading: 1 }),
		{
			type: 'paragraph',
			content: [
				{ text: 'Care ' },
				{ text: 'near ', marks: { bold: {} } },
				{ text: 'home', marks: { link: { href: 'https://example.org/a_b' } } },
				{ text: ' soon', marks: { insertion: { id: 's1' } } }
			]
		},
		paragraph('first', { list: 'numbered' }),
		paragraph('below', { list: 'bullet', indent: 1 }),
		paragraph('second', { list: 'numbered' }),
		paragraph('done', { list: 'task', checked: true }),
		paragraph('said', { quote: true }),
		paragraph('# no heading'),
		{
			type: 'table',
			content: [
				{
					type: 'row',
					content: [
						{ type: 'cell', content: [paragraph('a|b')] },
						{ type: 'cell', content: [paragraph('c')] }
					]
				},
				{ type: 'row', content: [{ type: 'cell', content: [paragraph('d')] }] }
			]
		}
	]);

	it('is Markdown that says the same', () => {
		expect(docMarkdown(blocks)).toBe(
			[
				'# Our vision',
				'Care **near** [home](<https://example.org/a_b>)',
				'1. first\n   - below\n2. second\n- [x] done',
				'> said',
				'\\# no heading',
				'| a\\|b | c |\n| --- | --- |\n| d |  |\n'
			].join('\n\n')
		);
	});

	it('has a title and words', () => {
		expect(docTitle(blocks)).toBe('Our vision');
		expect(docWords(blocks)).toContain('Care near home soon');
	});

	it('has a title, whatever it is', () => {
		expect(docTitle([paragraph(' '), paragraph('first words'), paragraph('more')])).toBe(
			'first words'
		);
		expect(docTitle([{ type: 'table', content: [null, paragraph('a'), paragraph('b')] }])).toBe(
			'a b'
		);
		let deep: object = paragraph('below');
		for (let depth = 0; depth < 100_000; depth += 1) deep = { content: [deep] };
		expect(docTitle([deep])).toBe('');
		assert(
			property(anything({ maxDepth: 8 }), (raw) => {
				expect(docTitle(raw)).toBeTypeOf('string');
				expect(docTitle([raw])).toBeTypeOf('string');
			}),
			{ seed: 5 }
		);
	});
});
