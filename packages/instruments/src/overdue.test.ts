import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { annualPlan } from './annual-plan/definition.ts';
import { commitments } from './commitments/definition.ts';
import { dayNumber } from './day.ts';
import { kindOf } from './definition.ts';
import { isCardOverdue } from './overdue.ts';
import { instruments } from './registry.ts';

const today = dayNumber('2027-04-01');
const card = (kind: string, fields: Item['fields']): Item => ({
	id: 'c',
	type: 'card',
	pos: [0, 0],
	size: [1, 1],
	z: 'a0',
	kind,
	fields: fields ?? {}
});

const is = (kind: string, fields: Item['fields']): boolean =>
	isCardOverdue(annualPlan, card(kind, fields), today);

test.each([
	{ what: 'past and open', fields: { by: '2027-03-31' }, is: true },
	{ what: 'past and said to be late', fields: { by: '2027-03-31', status: 'late' }, is: true },
	{ what: 'past and done', fields: { by: '2027-03-31', status: 'done' }, is: false },
	{ what: 'past and withdrawn', fields: { by: '2027-03-31', status: 'withdrawn' }, is: false },
	{ what: 'due today', fields: { by: '2027-04-01' }, is: false },
	{ what: 'without a day', fields: { status: 'open' }, is: false },
	{ what: 'with no real day', fields: { by: 'soon' }, is: false }
])('a commitment $what', ({ fields, is: isLate }) => {
	expect(isCardOverdue(commitments, card('commitment', fields), today)).toBe(isLate);
});

test('an activity by its end and its status, a milestone until it is reached', () => {
	expect(is('activity', { from: '2027-01-01', to: '2027-05-01' })).toBe(false);
	expect(is('activity', { from: '2027-01-01', to: '2027-02-01', status: 'running' })).toBe(true);
	expect(is('activity', { from: '2027-01-01', to: '2027-02-01', status: 'stopped' })).toBe(false);
	expect(is('milestone', { date: '2027-02-01' })).toBe(true);
	expect(is('milestone', { date: '2027-02-01', reached: true })).toBe(false);
	expect(is('contribution', { date: '2027-02-01' })).toBe(false);
});

test('what settles a day is a flag or a choice with these options', () => {
	for (const { id, kinds } of instruments) {
		for (const kind of kinds) {
			for (const { type, due } of kind.fields) {
				if (!due) continue;
				const by = kind.fields.find((field) => field.id === due.settledBy);
				expect([id, type, by?.type]).toEqual([id, 'date', due.when ? 'choice' : 'flag']);
				for (const option of due.when ?? []) expect(by?.options).toContain(option);
			}
		}
	}
	expect(kindOf(commitments, 'commitment')?.fields.some(({ due }) => due)).toBe(true);
});
