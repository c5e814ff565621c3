import { expect, test } from 'vitest';
import { Readiness } from './readiness.ts';

test('however many ask, the store is asked once a second', async () => {
	let now = 5000;
	let asked = 0;
	const readiness = new Readiness(
		() => now,
		() => Promise.resolve(void asked++)
	);
	for (let n = 0; n < 100; n++) await readiness.ask();
	expect(asked).toBe(1);
	now += 1000;
	await readiness.ask();
	expect(asked).toBe(2);
	now -= 60_000; // a clock that was set back
	await readiness.ask();
	expect(asked).toBe(3);
});

test('trouble is told, and forgotten a second later', async () => {
	let now = 0;
	let isFull = true;
	const readiness = new Readiness(
		() => now,
		() => (isFull ? Promise.reject(new Error('full')) : Promise.resolve())
	);
	await expect(readiness.ask()).rejects.toThrow('full');
	isFull = false;
	await expect(readiness.ask()).rejects.toThrow('full');
	now = 1000;
	await readiness.ask();
});
