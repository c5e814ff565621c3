import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf, termFinder, termsOf } from './terms.ts';
import type { Term } from './terms.ts';

const term = (text: string, forms: readonly string[] = []): Term => ({
	id: text,
	text,
	forms,
	agreed: '',
	meanings: []
});
const find = (words: readonly Term[], text: string): string[] =>
	termFinder(words)(text).map(({ start, end }) => text.slice(start, end));

const cases = [
	{
		name: 'whole words',
		words: ['wage'],
		text: 'A wage, Wages, wagered; WAGE',
		found: ['wage', 'WAGE']
	},
	{
		name: 'the longest first',
		words: ['data', 'wage data'],
		text: 'Wage data and data',
		found: ['Wage data', 'data']
	},
	{ name: 'over line breaks', words: ['wage data'], text: 'the wage\ndata', found: ['wage\ndata'] },
	{
		name: 'no parts of German compounds',
		words: ['Daten', 'Allianz'],
		text: 'Lohndaten, Datenallianz, Daten-Allianz, Daten',
		found: ['Daten']
	},
	{ name: 'umlauts as letters', words: ['Art'], text: 'Ärt Artübung artig Art', found: ['Art'] },
	{
		name: 'before an apostrophe',
		words: ['alliance'],
		text: 'the alliance’s aim',
		found: ['alliance']
	},
	{ name: 'signs as they are', words: ['C++', 'a.b'], text: 'axb a.b', found: ['a.b'] },
	{ name: 'nothing for nothing', words: ['', ' ', '–'], text: 'a – b', found: [] }
];
for (const { name, words, text, found } of cases) {
	test(`finds ${name}`, () => {
		expect(
			find(
				words.map((word) => term(word)),
				text
			)
		).toEqual(found);
	});
}

test('other forms are found as the term itself', () => {
	expect(find([term('wage declaration', ['WD', 'declarations of wages'])], 'The WD')).toEqual([
		'WD'
	]);
});

const card = (id: string, kind: string, text: string, fields = {}): Item => ({
	id,
	type: 'card',
	pos: [0, 0],
	size: [1, 1],
	z: 'a0',
	instrument: 'glossary',
	kind,
	text,
	fields
});

test('a term has what each organization means by it, and the places where it stands', () => {
	const items: Item[] = [
		card('t', 'term', ' Wage  data', { agreed: 'What is declared', forms: 'WD, wages data' }),
		card('d', 'definition', 'Our wage data', { term: 't', organization: 'IRS' }),
		card('e', 'definition', '', { term: 't', organization: 'SSA' }),
		{ ...card('n', '', 'Keep wage data'), type: 'note' },
		{ ...card('s', '', ''), type: 'table', cells: { 'r:c': 'a WD' } },
		{ ...card('o', '', 'nothing'), type: 'note' }
	];
	const terms = termsOf(items);
	expect(terms).toEqual([
		{
			id: 't',
			text: 'Wage data',
			forms: ['WD', 'wages data'],
			agreed: 'What is declared',
			meanings: [{ organization: 'IRS', text: 'Our wage data' }]
		}
	]);
	expect(
		placesOf(terms, items)
			.get('t')
			?.map(({ id }) => id)
	).toEqual(['n', 's']);
});

test('nothing that can be on a board makes the glossary fail', () => {
	const raw = fc.record(
		{
			type: fc.constantFrom('card', 'note', 'connector', 'table'),
			instrument: fc.constantFrom('glossary', 'other'),
			kind: fc.constantFrom('term', 'definition'),
			text: fc.oneof(
				fc.string({ unit: 'binary' }),
				fc.constantFrom('a(b', '[', '\\', '*', 'wage data')
			),
			fields: fc.oneof(
				fc.jsonValue({ maxDepth: 2 }),
				fc.record({
					term: fc.constantFrom('a', 'b', '__proto__'),
					forms: fc.string(),
					agreed: fc.string()
				})
			)
		},
		{ requiredKeys: [] }
	);
	const id = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
	fc.assert(
		fc.property(fc.array(fc.tuple(id, raw)), fc.string({ unit: 'binary' }), (entries, text) => {
			const items = readRaw(Object.fromEntries(entries));
			const terms = termsOf(items);
			for (const { start, end } of termFinder(terms)(text)) expect(end).toBeGreaterThan(start);
			for (const list of placesOf(terms, items).values()) {
				expect(new Set(list).size).toBe(list.length);
			}
		}),
		{ numRuns: 400 }
	);
});
