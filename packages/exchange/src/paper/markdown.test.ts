import { expect, test } from 'vitest';
import { hostileTexts, samplePaper } from '../testing.ts';
import { formatMarkdown } from './markdown.ts';

test('cover, headings, lists, tables and lines to sign', () => {
	const markdown = formatMarkdown(
		samplePaper({
			version: { number: 2, hash: 'ab12' },
			isSigned: true,
			purpose: 'Better care',
			blocks: [
				{ type: 'heading', level: 2, number: '1', text: '# No *time*' },
				{ type: 'text', label: 'Why', text: 'one\n- two\n\nthree' },
				{
					type: 'text',
					text: [
						{ text: 'a ' },
						{ text: 'bold ', isStrong: true },
						{ text: 'link', link: 'https://example.org/<x>' },
						{ text: ' `x`', isCode: true }
					]
				},
				{ type: 'quote', text: 'said\nso' },
				{
					type: 'list',
					entries: [
						{ text: 'one', depth: 0, isOrdered: true },
						{ text: 'inner', depth: 1, isOrdered: false },
						{ text: 'two', depth: 0, isOrdered: true }
					]
				},
				{
					type: 'table',
					columns: [{ title: 'What' }, { title: 'Days', isFigure: true }],
					rows: [['a|b\nc', '3'], ['d']]
				}
			]
		})
	);
	expect(markdown).toBe(`# Together

*Vision*

- **Session:** Workshop
- **Purpose:** Better care
- **Date:** 22 November 2026
- **Version:** 2
- **SHA-256:** \`ab12\`
- **North:** Ada, Ben
- **South:** *Nobody*

## 1 \\# No \\*time\\*

**Why:** one\\
\\- two

three

a **bold** [link](<https://example.org/%3Cx%3E>) \`\` \`x\` \`\`

> said\\
> so

1. one
   - inner
2. two

| What | Days |
| --- | ---: |
| a\\|b<br>c | 3 |
| d |  |

## Signatures

Signed in the wording of Version 2.

| Organization | Name | Place, date | Signature |
| --- | --- | --- | --- |
| North |  |  |  |
| South |  |  |  |
`);
});

test.each(hostileTexts)('makes no line of its own out of what people write: %s', (_, text) => {
	const markdown = formatMarkdown(
		samplePaper({
			title: text,
			blocks: [
				{ type: 'heading', level: 2, text },
				{ type: 'list', entries: [{ text, depth: 0, isOrdered: false }] },
				{ type: 'table', columns: [{ title: text }], rows: [[text]] }
			]
		})
	);
	const lines = markdown.split('\n');
	expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(2);
	expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(3);
	expect(markdown).not.toMatch(/(?<!\\)<(?!br>)/u);
});
