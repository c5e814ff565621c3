import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTsv, parseTsv } from './tsv.ts';

test.each([
	{ name: 'one cell', text: 'a', rows: [['a']] },
	{ name: 'nothing', text: '', rows: [['']] },
	{
		name: 'rows of Windows, with a last line break',
		text: 'a\tb\r\nc\td\r\n',
		rows: [
			['a', 'b'],
			['c', 'd']
		]
	},
	{
		name: 'empty cells',
		text: '\t\n\t',
		rows: [
			['', ''],
			['', '']
		]
	},
	{ name: 'a cell of two lines', text: '"a\nb"\tc', rows: [['a\nb', 'c']] },
	{ name: 'quotation marks', text: '"say ""hi"""\t5" pipe', rows: [['say "hi"', '5" pipe']] },
	{ name: 'a quotation never closed', text: '"a\tb', rows: [['"a', 'b']] },
	{ name: 'a quotation with something behind it', text: '"a" b\tc', rows: [['"a" b', 'c']] }
])('reads $name', ({ text, rows }) => {
	expect(parseTsv(text)).toEqual(rows);
});

test('what is copied is pasted the same', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', 'ü') });
	const rows = fc
		.integer({ min: 1, max: 3 })
		.chain((width) =>
			fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
				minLength: 1,
				maxLength: 4
			})
		)
		.filter((table) => table.length === 1 || table.at(-1)!.join('\t') !== '');
	fc.assert(
		fc.property(rows, (table) => {
			expect(parseTsv(formatTsv(table))).toEqual(table);
		})
	);
});
