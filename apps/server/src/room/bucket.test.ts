import { expect, test } from 'vitest';
import { Bucket } from './bucket.ts';

test('lets a burst through, then as much as comes in', () => {
	const bucket = new Bucket(10, 5, 0);
	bucket.take(5, 0);
	expect(bucket.waitMs(0)).toBe(0);
	bucket.take(2, 0);
	expect(bucket.waitMs(0)).toBe(200);
	expect(bucket.waitMs(150)).toBe(50);
	expect(bucket.waitMs(200)).toBe(0);
});

test('saves up no more than the burst', () => {
	const bucket = new Bucket(10, 5, 0);
	expect(bucket.tryTake(5, 1_000_000)).toBe(true);
	expect(bucket.tryTake(1, 1_000_000)).toBe(false);
});

test('a clock that is set back gives nothing and takes nothing', () => {
	const bucket = new Bucket(10, 5, 1000);
	bucket.take(5, 1000);
	expect(bucket.tryTake(1, 0)).toBe(false);
	expect(bucket.tryTake(1, 100)).toBe(true);
});
