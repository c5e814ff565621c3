import { describe, expect, test } from 'vitest';
import { countSigned } from './signed.ts';

const author = { participant: 'p1', keys: 1, signed: 3, unsigned: 0, absent: 0 };

describe('what people signed', () => {
	test('is counted for all of them together', () => {
		expect(
			countSigned([
				author,
				{ ...author, keys: 2, unsigned: 2, firstUnsigned: 40, absent: 1 },
				{ ...author, keys: 0, signed: 0, unsigned: 5 },
				{ ...author, unsigned: 1, firstUnsigned: 17 }
			])
		).toEqual({ all: 17, signed: 9, firstUnsigned: 17, absent: 1, severalKeys: 1 });
	});

	test('is nothing where nobody has a key', () => {
		expect(countSigned([])).toEqual({
			all: 0,
			signed: 0,
			firstUnsigned: null,
			absent: 0,
			severalKeys: 0
		});
	});
});
