import { expect, test } from 'vitest';
import { decodeClipboard, duplicateItems, encodeClipboard, pasteItems } from './copy.ts';
import type { Item } from './item.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [100, 100],
	z: 'a0',
	...more
});

function counter(): () => string {
	let count = 0;
	return () => `new${(count += 1)}`;
}

const board = [
	item('f', { type: 'frame', z: 'a0' }),
	item('p', { type: 'card', parent: 'f', z: 'a1', fields: { about: 'q', other: 'p' } }),
	item('q', { type: 'card', z: 'a2', textFields: ['evidence'], fields: { evidence: 'e' } }),
	item('c', {
		type: 'connector',
		z: 'a3',
		parent: 'f',
		from: { item: 'p', side: 'top' },
		to: { item: 'q' }
	})
];

test('copies of a frame bring what lies in it, and links among the copies point at the copies', () => {
	const copies = duplicateItems(board, ['f'], counter(), [10, 20]);
	expect(copies).toEqual([
		{ ...board[0], id: 'new1', pos: [10, 20], z: 'a4' },
		{
			...board[1],
			id: 'new2',
			pos: [10, 20],
			z: 'a5',
			parent: 'new1',
			fields: { about: 'q', other: 'new2' }
		},
		{ ...board[3], id: 'new3', z: 'a6', parent: 'new1', from: { item: 'new2', side: 'top' } }
	]);
});

test('what is pasted is put on top, without links to things that were not copied', () => {
	const decoded = decodeClipboard(encodeClipboard(board.slice(1, 2).concat(board.slice(3))));
	const copied = decoded.ok ? decoded.value : [];
	const pasted = pasteItems(copied, board, counter(), [1, 1]);
	expect(pasted.map(({ parent, to, z }) => ({ parent, to, z }))).toEqual([
		{ parent: undefined, to: undefined, z: 'a4' },
		{ parent: undefined, to: undefined, z: 'a5' }
	]);
	expect(pasted[1]!.from).toEqual({ item: 'new1', side: 'top' });
});

test.each([
	['plain words', 'hello'],
	['other JSON', '{"a":1}'],
	['null', 'null'],
	['a broken item', encodeClipboard([{ id: 'x', type: 'note', pos: ['a', 1] } as never])],
	['an id too many', encodeClipboard([{ ...item('x'), id: '' }])],
	[
		'a prototype',
		'{"format":"concordia/items","items":[{"id":"x","type":"note","pos":[0,0],"__proto__":{}}]}'
	]
])('refuses %s', (_, text) => {
	expect(decodeClipboard(text).ok).toBe(false);
});
