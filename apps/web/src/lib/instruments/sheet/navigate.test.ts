import { expect, test } from 'vitest';
import { following, lead, pasted, rangeOf, type At } from './navigate.ts';

// Filled cells of a table of six rows and four columns.
const picture = ['##..', '#.#.', '#...', '....', '#..#', '....'];
const area = {
	rows: picture.length,
	columns: 4,
	page: 3,
	isFilled: ({ row, column }: At) => picture[row]?.[column] === '#'
};
const at = (row: number, column: number): At => ({ row, column });

test.each([
	{ key: 'ArrowDown', from: at(0, 0), to: at(1, 0) },
	{ key: 'ArrowUp', from: at(0, 0), to: at(0, 0) },
	{ key: 'ArrowRight', from: at(0, 3), to: at(0, 3) },
	{ key: 'ArrowDown', isFar: true, from: at(0, 0), to: at(2, 0) },
	{ key: 'ArrowDown', isFar: true, from: at(2, 0), to: at(4, 0) },
	{ key: 'ArrowDown', isFar: true, from: at(4, 0), to: at(5, 0) },
	{ key: 'ArrowRight', isFar: true, from: at(0, 0), to: at(0, 1) },
	{ key: 'ArrowRight', isFar: true, from: at(1, 0), to: at(1, 2) },
	{ key: 'ArrowLeft', isFar: true, from: at(3, 3), to: at(3, 0) },
	{ key: 'Home', from: at(2, 3), to: at(2, 0) },
	{ key: 'End', from: at(2, 0), to: at(2, 3) },
	{ key: 'Home', isFar: true, from: at(2, 3), to: at(0, 0) },
	{ key: 'End', isFar: true, from: at(2, 0), to: at(5, 3) },
	{ key: 'PageDown', from: at(4, 1), to: at(5, 1) },
	{ key: 'PageUp', from: at(4, 1), to: at(1, 1) },
	{ key: 'x', from: at(4, 1), to: undefined }
])('$key leads from $from to $to', ({ key, isFar = false, from, to }) => {
	expect(lead(key, isFar, from, area)).toEqual(to);
});

test('in an empty table every key stays', () => {
	const empty = { rows: 0, columns: 4, page: 3, isFilled: () => false };
	expect(lead('ArrowDown', true, at(0, 0), empty)).toEqual(at(0, 0));
	expect(following(at(0, 0), false, empty)).toBeUndefined();
});

test('Tab goes on in the next row and ends behind the last cell', () => {
	expect(following(at(0, 3), false, area)).toEqual(at(1, 0));
	expect(following(at(1, 0), true, area)).toEqual(at(0, 3));
	expect(following(at(5, 3), false, area)).toBeUndefined();
	expect(following(at(0, 0), true, area)).toBeUndefined();
});

test.each([
	{
		name: 'one cell fills all that is selected',
		cells: [['x']],
		range: rangeOf(at(1, 1), at(2, 2)),
		written: ['1,1 x', '1,2 x', '2,1 x', '2,2 x']
	},
	{
		name: 'a block goes on beyond one selected cell, but not beyond the last column',
		cells: [
			['a', 'b'],
			['c', 'd']
		],
		range: rangeOf(at(5, 3), at(5, 3)),
		written: ['5,3 a', '6,3 c']
	},
	{
		name: 'rows of different length leave cells alone',
		cells: [['a'], ['b', 'c']],
		range: rangeOf(at(0, 0), at(0, 0)),
		written: ['0,0 a', '1,0 b', '1,1 c']
	}
])('pasting: $name', ({ cells, range, written }) => {
	const found = pasted(cells, range, 4);
	expect(found.map(({ at: to, text }) => `${to.row},${to.column} ${text}`)).toEqual(written);
});
