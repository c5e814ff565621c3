import { expect, test } from 'vitest';
import type { Item } from './item.ts';
import { wordingOf } from './wording.ts';

const goal: Item = {
	id: 'g1',
	type: 'card',
	pos: [0, 0],
	size: [10, 10],
	z: 'a',
	text: 'Fewer visits',
	fields: { unit: '%', target: 20 }
};
const same: { name: string; change: Partial<Item> }[] = [
	{ name: 'it is moved', change: { pos: [5, 5], z: 'b', parent: 'f' } },
	{ name: 'it is coloured', change: { color: 'red' } },
	{ name: 'its fields stand in another order', change: { fields: { target: 20, unit: '%' } } },
	{
		name: 'fields are opened and left empty',
		change: { fields: { ...goal.fields, date: '', partners: [], passed: false, of: null } }
	}
];
test.each(same)('stays the same when $name', ({ change }) => {
	expect(wordingOf({ ...goal, ...change })).toBe(wordingOf(goal));
});

const other: { name: string; change: Partial<Item> }[] = [
	{ name: 'text', change: { text: 'Fewer visits.' } },
	{ name: 'a field', change: { fields: { unit: '%', target: 25 } } },
	{ name: 'a field’s type', change: { fields: { unit: '%', target: '20' } } },
	{ name: 'what a cell says', change: { cells: { 'r:c': 'x' } } },
	{
		name: 'where words stand',
		change: { text: '', fields: { ...goal.fields, text: 'Fewer visits' } }
	}
];
test.each(other)('is another when it has another $name', ({ change }) => {
	expect(wordingOf({ ...goal, ...change })).not.toBe(wordingOf(goal));
});
