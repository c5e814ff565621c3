import { expect, it } from 'vitest';
import { readHostKey } from './key.ts';

it.each([
	['', null],
	['#', null],
	['#%20', null],
	['#secret-key', 'secret-key'],
	['#a%2Bb', 'a+b'],
	['#100%', '100%']
])('reads %j as %j', (hash, key) => {
	expect(readHostKey(hash)).toBe(key);
});
