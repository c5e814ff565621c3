import { describe, expect, test } from 'vitest';
import { runWorld } from './world/world.ts';

const SEEDS = Number(process.env['CONCORDIA_SEEDS'] ?? 20);
const FIRST = Number(process.env['CONCORDIA_SEED'] ?? 1);
const seeds = Array.from({ length: SEEDS }, (_, i) => FIRST + i);

describe('in a world of cuts, crashes, full disks and wrong clocks', () => {
	test(
		`every promise holds (seeds ${FIRST} to ${FIRST + SEEDS - 1})`,
		{ timeout: 60_000 + SEEDS * 3000 },
		async () => {
			let acknowledged = 0;
			let crashes = 0;
			for (const seed of seeds) {
				const outcome = await runWorld(seed);
				expect(outcome.broken, `seed ${seed}`).toEqual([]);
				acknowledged += outcome.acknowledged;
				crashes += outcome.crashes;
			}
			// Else nothing was tried.
			expect(acknowledged).toBeGreaterThan(50 * SEEDS);
			expect(crashes).toBeGreaterThan(SEEDS);
		}
	);

	test('one seed is one course of events', async () => {
		const [once, again, other] = [await runWorld(3), await runWorld(3), await runWorld(4)];
		expect(again.trace).toBe(once.trace);
		expect(other.trace).not.toBe(once.trace);
	});

	test('a store that acknowledges before it has committed is found out', async () => {
		const found: string[] = [];
		for (const seed of [1, 2, 3, 4, 5, 6]) {
			found.push(...(await runWorld(seed, 'acknowledges-before-commit')).broken);
		}
		expect(found.some((what) => what.includes('shown before it was stored'))).toBe(true);
		expect(found.some((what) => what.startsWith('lost'))).toBe(true);
	});
});
