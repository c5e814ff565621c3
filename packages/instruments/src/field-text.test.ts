import { expect, test } from 'vitest';
import type { FieldValue } from '@concordia/board';
import { defineInstrument } from './define.ts';
import type { FieldDefinition, Locale } from './definition.ts';
import { fieldText } from './field-text.ts';
import type { Naming } from './field-text.ts';

const definition = defineInstrument({
	id: 'sample',
	version: 1,
	step: 1,
	isCore: false,
	frameSize: [100, 100],
	kinds: [],
	links: [],
	zones: [],
	prompts: [],
	rules: [],
	views: [],
	words: { en: { 'task.status.open': 'Open' }, de: { 'task.status.open': 'Offen' } }
});

const status: FieldDefinition = { id: 'status', type: 'choice', options: ['open'] };
const money: FieldDefinition = { id: 'money', type: 'number', unit: 'eur' };
const cases: readonly [
	name: string,
	field: FieldDefinition,
	value: FieldValue | undefined,
	en: string,
	de: string
][] = [
	['nothing', status, undefined, '', ''],
	['an option', status, 'open', 'Open', 'Offen'],
	['an option nobody knows', status, 'later', 'later', 'later'],
	['a sum', money, 12500.5, '12,500.5 €', '12.500,5 €'],
	['a sum written as text', money, '12500', '12,500 €', '12.500 €'],
	['what is no number', money, 'about ten', 'about ten', 'about ten'],
	['a year', { id: 'year', type: 'number' }, 2027, '2027', '2027'],
	['a rating', { id: 'weight', type: 'rating' }, 4, '4 / 5', '4 / 5'],
	['a rating out of range', { id: 'weight', type: 'rating' }, 9, '9', '9'],
	['a day', { id: 'by', type: 'date' }, '2027-03-31', '31 Mar 2027', '31.03.2027'],
	['what is no day', { id: 'by', type: 'date' }, 'in spring', 'in spring', 'in spring'],
	['an organization', { id: 'whose', type: 'organization' }, 'N', 'North', 'North'],
	['organizations', { id: 'who', type: 'organizations' }, ['N', 'all'], 'North, all', 'North, all'],
	['a card', { id: 'on', type: 'item', of: 'task' }, 'c', 'A card', 'A card'],
	['a card that is gone', { id: 'on', type: 'item', of: 'task' }, 'x', '', ''],
	[
		'cards',
		{ id: 'on', type: 'items', of: 'task' },
		['c', 'x', 'c'],
		'A card; A card',
		'A card; A card'
	],
	['a flag', { id: 'done', type: 'flag' }, true, 'Yes', 'Ja'],
	['no flag', { id: 'done', type: 'flag' }, false, '', ''],
	['a set where a word belongs', status, ['open'], '', ''],
	['a word where a set belongs', { id: 'who', type: 'organizations' }, 'N', '', '']
];

const naming = (locale: Locale): Naming => ({
	definition,
	locale,
	organizationName: (id) => (id === 'N' ? 'North' : id),
	cardTitle: (id) => (id === 'c' ? 'A card' : '')
});

for (const [name, field, value, en, de] of cases) {
	test(`${name} is read as "${en}", in German "${de}"`, () => {
		expect(fieldText(naming('en'), 'task', field, value)).toBe(en);
		expect(fieldText(naming('de'), 'task', field, value)).toBe(de);
	});
}
