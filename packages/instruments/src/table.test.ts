import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { annualPlan } from './annual-plan/definition.ts';
import type { TableView } from './definition.ts';
import {
	cellFault,
	cellsOf,
	cellText,
	parseCell,
	parseLinks,
	tableColumns,
	tableRows
} from './table.ts';
import type { Cells, TableOptions } from './table.ts';

const organizations = [
	{ id: 'A', name: 'Alpha' },
	{ id: 'B', name: 'Beta house' }
];
const view = annualPlan.views.find(({ type }) => type === 'table') as TableView;
const columns = tableColumns(annualPlan, view, 'activity');
const column = (id: string) => columns.find((one) => one.id === id)!;

const card = (id: string, kind: string, fields: Item['fields'], text = id): Item => ({
	id,
	type: 'card',
	instrument: 'annual-plan',
	kind,
	parent: 'f',
	pos: [0, Number(id.slice(1)) * 50],
	size: [10, 10],
	z: 'a0',
	text,
	fields: fields ?? {}
});
const frame: Item = { ...card('f', 'x', {}), type: 'frame', pos: [0, 0] };
const items: readonly Item[] = [
	frame,
	card('o1', 'objective', {}, 'Fewer\nerrors'),
	card('o2', 'objective', {}, 'Faster'),
	card('a1', 'activity', { lead: 'B', progress: 10, from: '2026-02-01', objective: 'o1' }),
	card('a2', 'activity', { lead: 'A', progress: 9, from: '2026-01-01' }),
	card('a3', 'activity', { lead: 'XX', progress: 'half', from: 'soon', status: 'late' })
];
const cellsIn = (locale: 'en' | 'de'): Cells =>
	cellsOf(annualPlan, 'activity', items, 'f', organizations, locale);
const cells = cellsIn('en');
const rows = (options: TableOptions): string[] =>
	tableRows(cells, columns, items, 'f', options).flatMap(({ title, rows: own }) => [
		...(title === '' ? [] : [title]),
		...own.map(({ id }) => id)
	]);

test.each([
	{ typed: 'beta house', column: 'lead', value: 'B', text: 'Beta house' },
	{ typed: 'al', column: 'lead', value: 'A', text: 'Alpha' },
	{ typed: 'Nobody', column: 'lead', value: 'Nobody', text: 'Nobody', fault: 'check.unknown' },
	{ typed: '1,234.5', column: 'progress', value: 1234.5, text: '1234.5', fault: 'check.max' },
	{ typed: 'half', column: 'progress', value: 'half', text: 'half', fault: 'check.number' },
	{ typed: '21.11.2026', column: 'from', value: '2026-11-21', text: '2026-11-21' },
	{
		typed: '31.2.2026',
		column: 'from',
		value: '31.2.2026',
		text: '31.2.2026',
		fault: 'check.date'
	},
	{ typed: 'Late', column: 'status', value: 'late', text: 'Late' },
	{ typed: 'never', column: 'status', value: 'never', text: 'never', fault: 'check.option' },
	{ typed: 'fewer errors', column: 'objective', value: 'o1', text: 'Fewer errors' },
	{ typed: ' ', column: 'progress', value: undefined, text: '' }
])('"$typed" in $column means $value', ({ typed, column: id, value, text, fault }) => {
	expect(parseCell(cells, column(id), typed)).toEqual(value);
	const written = card('a9', 'activity', value === undefined ? {} : { [id]: value });
	expect(cellText(cells, column(id), written)).toBe(text);
	expect(cellFault(cells, column(id), written)).toBe(fault);
});

const arrow = (id: string, from: string, to: string): Item => ({
	...card(id, 'needed-for', {}),
	type: 'connector',
	from: { item: from },
	to: { item: to }
});

test('a column of links names what a card waits for, and what is typed into it links and unlinks', () => {
	const waits = column('link.needed-for.from');
	const twins = [card('a4', 'activity', {}, 'Twin'), card('a5', 'activity', {}, 'Twin')];
	const linked = cellsOf(
		annualPlan,
		'activity',
		[...items, ...twins, arrow('l1', 'a1', 'a3'), arrow('l2', 'a5', 'a3'), arrow('l3', 'a3', 'a3')],
		'f',
		organizations,
		'en'
	);
	expect(cellText(linked, waits, items[5]!)).toBe('a1; Twin');
	expect(cellText(linked, waits, items[3]!)).toBe('');
	const typed = (text: string) => parseLinks(linked, waits, 'a3', text);
	expect(typed('a1; Twin')).toEqual({ add: [], remove: [], unknown: [] });
	expect(typed('a2;Twin; ')).toEqual({ add: ['a2'], remove: ['a1'], unknown: [] });
	expect(typed('')).toEqual({ add: [], remove: ['a1', 'a5'], unknown: [] });
	expect(typed('a1; nobody; a3')).toEqual({ add: [], remove: ['a5'], unknown: ['nobody', 'a3'] });
});

test('German cells speak German, and what they show is understood when it is typed', () => {
	const german = cellsIn('de');
	const written = card('a9', 'activity', { progress: 12.5, from: '2026-11-21', status: 'late' });
	for (const [id, text] of [
		['progress', '12,5'],
		['from', '21.11.2026'],
		['status', 'Verspätet']
	] as const) {
		expect(cellText(german, column(id), written)).toBe(text);
		expect(parseCell(german, column(id), text)).toEqual(written.fields![id]);
	}
});

test.each([
	{ name: 'as on the board', options: {}, shown: ['a1', 'a2', 'a3'] },
	{
		name: 'numbers by size, words behind',
		options: { sort: { column: 'progress', isDown: false } },
		shown: ['a2', 'a1', 'a3']
	},
	{
		name: 'dates downwards, empty ones last',
		options: { sort: { column: 'from', isDown: true } },
		shown: ['a3', 'a1', 'a2']
	},
	{ name: 'what holds all words', options: { filter: 'beta ERR' }, shown: ['a1'] },
	{
		name: 'by organization, strangers last',
		options: { groupBy: 'lead' },
		shown: ['Alpha', 'a2', 'Beta house', 'a1', 'Not stated', 'a3']
	},
	{
		name: 'held rows stay where they are',
		options: {
			groupBy: 'lead',
			filter: 'beta',
			sort: { column: 'text', isDown: true },
			held: [
				{ id: 'a3', group: 'A' },
				{ id: 'a2', group: 'A' }
			]
		},
		shown: ['Alpha', 'a3', 'a2', 'Beta house', 'a1']
	}
])('rows: $name', ({ options, shown }) => {
	expect(rows(options)).toEqual(shown);
});

const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 2 }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, -0, 1e308, '__proto__', 'A', 'o1', '2026-01-01')
);
const raw = fc.record({
	type: fc.constant('card'),
	instrument: fc.constant('annual-plan'),
	kind: fc.constantFrom('activity', 'objective', 'contribution'),
	parent: fc.constant('f'),
	text: fc.oneof(fc.string(), nonsense),
	fields: fc.dictionary(
		fc.constantFrom(...columns.map(({ id }) => id), '__proto__', 'constructor'),
		nonsense
	)
});

test('each card stands in exactly one row whatever its cells hold, and every cell can be read', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.constantFrom('o1', 'a1', 'a2', 'a3', '__proto__'), raw), {
				maxLength: 8
			}),
			fc.constantFrom(...columns.map(({ id }) => id)),
			fc.constantFrom('en' as const, 'de' as const),
			(entries, by, locale) => {
				const all = readRaw({ f: { type: 'frame' }, ...Object.fromEntries(entries) });
				const wild = cellsOf(annualPlan, 'activity', all, 'f', organizations, locale);
				const options = { groupBy: by, sort: { column: by, isDown: true } };
				const shown = tableRows(wild, columns, all, 'f', options).flatMap((one) => one.rows);
				const cards = all.filter(({ kind }) => kind === 'activity');
				expect(shown.map(({ id }) => id).toSorted()).toEqual(cards.map(({ id }) => id).toSorted());
				for (const item of cards) {
					for (const one of columns) {
						const text = cellText(wild, one, item);
						expect(typeof text).toBe('string');
						cellFault(wild, one, item);
						parseCell(wild, one, text);
					}
				}
			}
		),
		{ numRuns: 300 }
	);
});
