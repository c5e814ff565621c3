import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, formatHtml, formatTsv, parseHtmlTable, parseTsv } from './cells.ts';

/** Rows as lines, cells between `|`. */
const of = (...rows: string[]): string[][] => rows.map((row) => row.split('|'));

describe('cells as text', () => {
	const cases: { name: string; text: string; grid: string[][] }[] = [
		{ name: 'two by two', text: 'a\tb\nc\td', grid: of('a|b', 'c|d') },
		{
			name: 'a last row that ends like the others',
			text: 'a\tb\r\nc\td\r\n',
			grid: of('a|b', 'c|d')
		},
		{ name: 'empty cells', text: '\tb\n\t', grid: of('|b', '|') },
		{ name: 'lines and quotes in a cell', text: '"a\nb"\t"say ""hi"""', grid: of('a\nb|say "hi"') },
		{ name: 'a quote that is a letter', text: '5" pipe\t"odd" one', grid: of('5" pipe|"odd" one') },
		{ name: 'a quote that is never closed', text: '"a\tb', grid: of('"a|b') }
	];
	test.each(cases)('$name', ({ text, grid }) => {
		expect(parseTsv(text)).toEqual(grid);
	});

	test('what is written is read again', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', 'ü', '😀') });
		const grids = fc
			.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 5 }))
			.chain(([rows, columns]) =>
				fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
					minLength: rows,
					maxLength: rows
				})
			);
		fc.assert(
			fc.property(grids, (grid) => {
				expect(parseTsv(formatTsv(grid))).toEqual(grid);
			})
		);
	});
});

describe('cells as HTML', () => {
	test('are read with entities, line breaks and empty places, and nothing else of it', () => {
		const html = `<html><head><style>td{color:red}</style></head><body><!--StartFragment-->
			<table width=3><tr><th>Who</th><th>What &amp; why</th></tr>
			<tr><td>Anna<script>alert(1)</script></td><td><b>one</b><br>two&nbsp;x</td></tr>
			<tr><td colspan="2">both</td></tr></table></body></html>`;
		expect(parseHtmlTable(html)).toEqual({
			grid: of('Who|What & why', 'Anna|one\ntwo x', 'both|'),
			hasHeader: true
		});
	});

	test('rows that span keep the columns in place', () => {
		const html = '<table><tr><td rowspan=2>a<td>b<tr><td>c</table>';
		expect(parseHtmlTable(html)?.grid).toEqual(of('a|b', '|c'));
	});

	test('are written so that they are read again', () => {
		const grid = of('a & b|<x>', 'one\ntwo|"');
		expect(parseHtmlTable(formatHtml(grid, true))).toEqual({ grid, hasHeader: true });
	});

	test('a table in a cell, hostile spans and torn tags break nothing', () => {
		const nested = '<table><tr><td>a<table><tr><td>b</table></td><td>c</table>';
		expect(parseHtmlTable(nested)?.grid).toEqual(of('a|c'));
		const hostile = `<table><tr>${'<td colspan=99999 rowspan=99999>x'.repeat(500)}`;
		expect(parseHtmlTable(hostile)).not.toBeNull();
		expect(parseHtmlTable('<table <tr <td')).toBeNull();
		expect(parseHtmlTable('no table')).toBeNull();
	});
});

describe('what is on the clipboard', () => {
	test('cells of a table before lines with tabs', () => {
		expect(cellsOf('<table><tr><td>a<td>b</table>', 'x\ty')?.grid).toEqual(of('a|b'));
		expect(cellsOf('<p>a\tb</p>', 'a\tb')?.grid).toEqual(of('a|b'));
	});

	test('a single cell, and text without tabs, are texts', () => {
		expect(cellsOf('<table><tr><td>a</table>', 'a')).toBeNull();
		expect(cellsOf('', 'a\nb')).toBeNull();
	});
});

test('HTML is read in a moment even when hostile', () => {
	const start = performance.now();
	for (const piece of ['<!--', '<style ', '<script>', '<a ', '<!', '<td', '</style '])
		parseHtmlTable(`<table><tr><td>a</td></tr>${piece.repeat(100_000)}`);
	// With steps that grow with the square of the length it took a minute.
	expect(performance.now() - start).toBeLessThan(5000);
});

test('comments and styles in a table are no text', () => {
	const html = '<table><!-- <td>x --><STYLE>td {}</style ><tr><td>a<!-- b -->c<td>d</table>';
	expect(parseHtmlTable(html)?.grid).toEqual([['ac', 'd']]);
});
