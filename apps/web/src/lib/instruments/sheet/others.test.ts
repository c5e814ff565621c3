import { expect, test } from 'vitest';
import { caretOf, newIn, visitorsOf } from './others.ts';

const peer = (participant: string, caret: unknown) => ({
	participant,
	name: participant.toUpperCase(),
	organization: null,
	caret
});
const at = (row: string, column: string): unknown => caretOf({ row, column });

test('tells who is in which cell, each person once per cell, in one order', () => {
	const found = visitorsOf([
		peer('ben', at('a1', 'status')),
		peer('anna', at('a2', 'text')),
		peer('ben', at('a1', 'status')),
		peer('cem', null)
	]);
	expect(found.map(({ participant, row, column }) => [participant, row, column])).toEqual([
		['anna', 'a2', 'text'],
		['ben', 'a1', 'status']
	]);
});

test('leaves out what makes no sense', () => {
	const strange = [
		7,
		'a1',
		[],
		{},
		{ item: 'a1' },
		{ item: 1, cell: 'x' },
		{ item: 'a', cell: null }
	];
	expect(visitorsOf(strange.map((caret) => peer('x', caret)))).toEqual([]);
});

test('tells who came into a cell, and only once', () => {
	const before = visitorsOf([peer('anna', at('a1', 'status'))]);
	const now = visitorsOf([
		peer('anna', at('a1', 'status')),
		peer('ben', at('a1', 'status')),
		peer('cem', at('a1', 'text'))
	]);
	const cell = { row: 'a1', column: 'status' };
	expect(newIn(cell, before, now).map(({ participant }) => participant)).toEqual(['ben']);
	expect(newIn(cell, now, now)).toEqual([]);
});
