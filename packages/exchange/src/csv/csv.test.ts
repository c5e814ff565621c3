import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boards, counter, item } from '../testing.ts';
import { decodeCsv } from './decode.ts';
import { encodeCsv } from './encode.ts';
import { findSeparator, formatRows, parseRows, separators } from './rows.ts';

const texts = (text: string): unknown[] => {
	const result = decodeCsv(text, counter());
	if (!result.ok) throw new Error(result.reason);
	return result.items.map((note) => note.text);
};

describe('rows of cells', () => {
	const cells: [name: string, value: string, written: string][] = [
		['plain', 'a b', 'a b'],
		['empty', '', ''],
		['with a comma', 'a,b', '"a,b"'],
		['with quotes', 'say "hi"', '"say ""hi"""'],
		['with a line break', 'a\nb', '"a\nb"'],
		['with spaces around', ' a', '" a"'],
		['a formula', '=1+1', "'=1+1"],
		['a link formula', '=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
		['a plus', '+1', "'+1"],
		['a minus', '-1', "'-1"],
		['an at', '@SUM(A1)', "'@SUM(A1)"],
		['a tab', '\t=1', "'\t=1"],
		['a carriage return', '\r=1', '"\'\r=1"'],
		['a full-width formula', '＝1', "'＝1"],
		['guarded already', "'=1", "''=1"],
		['an apostrophe', "'tis", "'tis"],
		['a minus inside', 'a-1', 'a-1']
	];
	it.each(cells)('write and read a cell: %s', (_, value, written) => {
		const text = formatRows([[value, 'x']]);
		expect(text).toBe(`${written},x\r\n`);
		expect(parseRows(text, ',')).toEqual([[value, 'x']]);
	});

	it('come back as they were, whatever they say, with any separator', () => {
		const rows = fc.array(
			fc.array(fc.oneof(fc.string(), fc.constantFrom('"', '""', ',;\t', '\r\n', "'", "''=")), {
				minLength: 1,
				maxLength: 4
			})
		);
		fc.assert(
			fc.property(rows, fc.constantFrom(...separators), (table, separator) => {
				expect(parseRows(formatRows(table, separator), separator)).toEqual(table);
			})
		);
	});

	const sources: [name: string, text: string, rows: string[][]][] = [
		[
			'LF',
			'a,b\nc,d',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		[
			'CR',
			'a,b\rc,d\r',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
		[
			'empty cells',
			',\r\na,',
			[
				['', ''],
				['a', '']
			]
		],
		['text behind a quote', '"a"b,c', [['ab', 'c']]],
		['a quote inside', 'a"b,c"', [['a"b', 'c"']]],
		['a quote that stays open', '"a,b\nc', [['a,b\nc']]],
		['nothing', '', []]
	];
	it.each(sources)('are read with %s', (_, text, rows) => {
		expect(parseRows(text, ',')).toEqual(rows);
	});

	const found: [text: string, separator: string | null][] = [
		['a,b\nc,d', ','],
		['a;b\n"1;5";2,5', ';'],
		['a\tb\tc\nd\te\tf', '\t'],
		['a\tb, c\nd\te, f', '\t'],
		['one line', null],
		['Well, yes\nNo, thanks', null],
		['"Well", "yes"\n"No", "x"', ','],
		['a,b\nc', null],
		['', null]
	];
	it.each(found)('of %j are separated by %j', (text, separator) => {
		expect(findSeparator(text)).toBe(separator);
	});
});

describe('notes as CSV', () => {
	it('have their type, text, colour, frame and fields; what has no words is named', () => {
		const items = [
			item({ id: 'f', type: 'frame', text: 'Problems' }),
			item({ id: 'b', pos: [0, 300], text: '=cmd()', color: 'red' }),
			item({
				id: 'p',
				type: 'card',
				kind: 'problem',
				pos: [0, 200],
				parent: 'f',
				text: 'Too few\nphysicians',
				fields: { affected: ['A', 'B'], evidence: 'x', passed: true, causes: 'b' }
			}),
			item({ id: 'a', pos: [0, 100], parent: 'f', text: 'First' }),
			item({ id: 's', type: 'shape' }),
			item({ id: 'i', type: 'ink' })
		];
		const { csv, lost } = encodeCsv(items, { separator: ';' });
		expect(csv).toBe(
			[
				'type;text;color;frame;affected;causes;evidence;passed',
				'note;First;;Problems;;;;',
				'problem;"Too few\nphysicians";;Problems;"A; B";\'=cmd();x;true',
				"note;'=cmd();red;;;;;",
				''
			].join('\r\n')
		);
		expect(lost).toEqual([
			{ item: 's', what: 'left-out', value: 'shape' },
			{ item: 'i', what: 'left-out', value: 'ink' }
		]);
		const back = decodeCsv(csv, counter());
		expect(back).toMatchObject({
			ok: true,
			items: [
				{ id: 'new1', type: 'note', text: 'First', pos: [0, 0] },
				{ text: 'Too few\nphysicians', pos: [220, 0] },
				{ text: '=cmd()', color: 'red', pos: [0, 220] }
			]
		});
		expect(back.ok && back.lost.filter((loss) => loss.item === 'new2')).toEqual(
			['affected', 'causes', 'evidence', 'passed'].reduce<object[]>(
				(all, value) => [...all, { item: 'new2', what: 'fields', value }],
				[{ item: 'new2', what: 'frame', value: 'frame' }]
			)
		);
	});

	it('never start a cell with what a spreadsheet runs', () => {
		fc.assert(
			fc.property(boards, (items) => {
				for (const cell of parseRaw(encodeCsv(items).csv)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
			})
		);
	});
});

describe('notes from CSV', () => {
	it('are one per line, in a grid about as wide as high', () => {
		const result = decodeCsv('one\n\ntwo\r\nthree, really\nfour\nfive', counter());
		expect(result).toMatchObject({
			ok: true,
			items: [
				{ text: 'one', pos: [0, 0] },
				{ text: 'two', pos: [220, 0] },
				{ text: 'three, really', pos: [440, 0] },
				{ text: 'four', pos: [0, 220] },
				{ text: 'five', pos: [220, 220] }
			],
			lost: []
		});
	});

	it('keep the columns and rows of their cells', () => {
		const result = decodeCsv('a\t\tb\n\t\t\n\tc\t', counter());
		expect(result.ok && result.items.map(({ text, pos }) => [text, ...pos])).toEqual([
			['a', 0, 0],
			['b', 440, 0],
			['c', 220, 220]
		]);
	});

	it('are made with the separator that is asked for', () => {
		expect(texts('a,b\nc')).toEqual(['a,b', 'c']);
		const result = decodeCsv('a,b\nc', counter(), { separator: ',' });
		expect(result.ok && result.items).toHaveLength(3);
	});

	const hostile: [name: string, text: string, reason: string][] = [
		['too many lines', 'x\n'.repeat(10_001), 'too-many'],
		['a book', 'x'.repeat(64_000_001), 'too-large']
	];
	it.each(hostile)('are refused: %s', (_, text, reason) => {
		expect(decodeCsv(text, counter())).toEqual({ ok: false, reason });
	});

	it('are read in time from a text of quotes only', () => {
		expect(texts('"'.repeat(2_000_001))).toHaveLength(1);
		expect(texts('\n'.repeat(1_000_000))).toEqual([]);
	});
});

/** The cells without taking away the apostrophes that guard them. */
function parseRaw(csv: string): string[] {
	return parseRows(csv.replaceAll(/(^|[,"\n])'/g, '$1.'), ',').flat();
}
