import { expect, it } from 'vitest';
import { items } from './testing/board.ts';
import { World } from './testing/world.ts';

/** How far to go: enlarge for a long run. */
const STEPS = Number(process.env['GATE_STEPS'] ?? 2500);
const SEEDS = [1, 2, 3, 4];

it.each(SEEDS)(
	'announces whatever Yjs reports afterwards, and refuses nothing honest (seed %i)',
	(seed) => {
		const world = new World(seed);
		for (let step = 0; step < STEPS; step++) world.step();
		world.finish();
		for (const { doc } of world.editors)
			expect(items(doc).toJSON()).toEqual(items(world.server).toJSON());
		expect(world.updates).toBeGreaterThan(STEPS / 3);
		expect(world.deletesOnly).toBeGreaterThan(STEPS / 50);
	},
	60_000 + STEPS * 10
);
