import { expect, test } from 'vitest';
import { Attempts } from './attempts.ts';

test('ten failures in a minute close the door for that address, and the next minute opens it', () => {
	let now = 0;
	const attempts = new Attempts(() => now);
	for (let n = 0; n < 10; n++) {
		expect(attempts.isBlocked('a')).toBe(false);
		attempts.fail('a');
	}
	expect(attempts.isBlocked('a')).toBe(true);
	expect(attempts.isBlocked('b')).toBe(false);
	now = 60_000;
	expect(attempts.isBlocked('a')).toBe(false);
});

test('an attacker with many addresses makes it forget the oldest, not grow', () => {
	const attempts = new Attempts(() => 0);
	for (let n = 0; n < 10; n++) attempts.fail('first');
	for (let n = 0; n < 10_000; n++) attempts.fail(`a${n}`);
	expect(attempts.isBlocked('first')).toBe(false);
});
