import { expect, test } from 'vitest';
import { RowSlots } from './row-slots.ts';

const placed = (slots: RowSlots, ids: string): string =>
	Array.from(slots.place(Array.from(ids)), ([id, slot]) => `${id}${slot}`)
		.toSorted()
		.join(' ');

test('rows that stay keep their elements, those that come take the ones that are free', () => {
	const slots = new RowSlots();
	expect(placed(slots, 'abcd')).toBe('a0 b1 c2 d3');
	expect(placed(slots, 'cdef')).toBe('c2 d3 e0 f1');
	expect(placed(slots, 'bcde')).toBe('b1 c2 d3 e0');
	expect(placed(slots, 'bcde')).toBe('b1 c2 d3 e0');
});

test('a row that is kept while all others go has an element of its own', () => {
	const slots = new RowSlots();
	slots.place(['a', 'b', 'c']);
	expect(placed(slots, 'bxyz')).toBe('b1 x0 y2 z3');
});

test('there are never two rows in one element', () => {
	const slots = new RowSlots();
	for (let from = 0; from < 200; from += 7) {
		const ids = Array.from({ length: 30 - (from % 9) }, (_, index) => `${(from * 3 + index) % 90}`);
		const found = slots.place(ids);
		expect(new Set(found.values()).size).toBe(ids.length);
		expect(Math.max(...found.values())).toBeLessThan(ids.length + 30);
	}
});

/** Rows and their elements, in the order of the elements. */
const order = (found: ReadonlyMap<string, number>): string =>
	Array.from(found, ([id, slot]) => `${id}${slot}`).join(' ');

test('while elements keep their places, rows take those that are free; then they stand in order again', () => {
	const slots = new RowSlots();
	expect(order(slots.place(Array.from('abcd')))).toBe('a0 b1 c2 d3');
	expect(order(slots.keep(Array.from('cdef')))).toBe('e0 f1 c2 d3');
	expect(order(slots.keep(Array.from('bcdefg')))).toBe('e0 f1 c2 d3 b4 g5');
	expect(order(slots.place(Array.from('cdef')))).toBe('c2 d3 e0 f1');
	expect(order(slots.keep(Array.from('bcde')))).toBe('c2 d3 e0 b1');
});
