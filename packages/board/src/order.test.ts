import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bottomKey, byOrder, keyBetween, keysBetween, topKey } from './order.ts';

test('a key lies between its neighbours, however often one inserts at the same place', () => {
	let low = keyBetween(null, null);
	const high = keyBetween(low, null);
	for (let i = 0; i < 200; i += 1) {
		const key = keyBetween(low, high);
		expect(key > low && key < high).toBe(true);
		low = key;
	}
});

test('many keys at once are in order', () => {
	const keys = keysBetween('a0', 'a1', 20);
	expect(keys.toSorted()).toEqual(keys);
	expect(new Set(keys).size).toBe(20);
});

test('keys of other programs get a place behind, below or between without an error', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
			expect(topKey([{ z: a }, { z: b }]) > a).toBe(true);
			expect(typeof bottomKey([{ z: a }, { z: b }])).toBe('string');
			const [low, high] = a < b ? [a, b] : [b, a];
			expect(keyBetween(low, high) >= low).toBe(true);
		}),
		{ numRuns: 500 }
	);
});

test('equal places are ordered by id, so that everybody paints the same', () => {
	const items = ['c', 'a', 'b'].map((id) => ({ id, z: 'a0' }));
	expect(items.toSorted(byOrder).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
