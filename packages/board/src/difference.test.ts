import { expect, test } from 'vitest';
import { differenceOf, differencesBetween } from './difference.ts';
import type { Item } from './item.ts';

const note = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text: 'words',
	...more
});
const board = (...items: Item[]): ReadonlyMap<string, Item> =>
	new Map(items.map((item) => [item.id, item]));

test('names what was added, removed, moved and changed, from top to bottom', () => {
	const found = differencesBetween(
		board(note('gone', { pos: [0, 300] }), note('moved'), note('changed'), note('same')),
		board(
			note('new', { pos: [0, 100] }),
			note('moved', { pos: [0, 200] }),
			note('changed', { color: 'red' }),
			note('same')
		)
	);
	expect(found.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
		'changed changed',
		'new added',
		'moved moved',
		'gone removed'
	]);
});

const line = (point: [number, number]): Item => note('l', { type: 'connector', from: { point } });

const cases: readonly { name: string; before: Item; after: Item; says: string }[] = [
	{ name: 'nothing', before: note('n'), after: note('n'), says: '' },
	{ name: 'another frame', before: note('n'), after: note('n', { parent: 'f' }), says: 'moved' },
	{ name: 'a loose end drawn elsewhere', before: line([0, 0]), after: line([5, 5]), says: 'moved' },
	{
		name: 'an end put on an item',
		before: line([0, 0]),
		after: note('l', { type: 'connector', from: { item: 'n' } }),
		says: 'from'
	},
	{
		name: 'text and place',
		before: note('n'),
		after: note('n', { text: 'other', pos: [1, 1] }),
		says: 'moved text'
	},
	{
		name: 'single values of a card',
		before: note('n', { fields: { a: 'x', b: true, c: ['p'] } }),
		after: note('n', { fields: { a: 'y', b: true, c: ['p', 'q'] } }),
		says: 'fields/a fields/c'
	},
	{
		name: 'a cell of a table',
		before: note('n', { cells: { 'r:c': 'one' } }),
		after: note('n', { cells: { 'r:c': 'one', 'r:d': 'two' } }),
		says: 'cells/r:d'
	},
	{
		name: 'a field of a later version',
		before: note('n'),
		after: note('n', { mood: { happy: true } }),
		says: 'mood'
	}
];

test.each(cases)('says of one item: $name', ({ before, after, says }) => {
	const found = differenceOf(after.id, before, after);
	const parts =
		found && 'fields' in found
			? [...(found.isMoved ? ['moved'] : []), ...found.fields.map(({ field }) => field)]
			: [];
	expect(parts.join(' ')).toBe(says);
});
