import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEqual } from '../normalize.ts';
import { wildSteps, World } from '../testing/index.ts';
import { readBoard } from './read.ts';

// A page takes the server's records for what the document says, without reading them again.
test('records are the same after they were sent as JSON, whatever a program wrote', () => {
	fc.assert(
		fc.property(wildSteps, (steps) => {
			const world = new World(2);
			try {
				world.run(steps);
				for (const { doc } of world.people) {
					const items = readBoard(doc);
					const sent: unknown = JSON.parse(JSON.stringify(items));
					expect(sent).toEqual(items);
					expect(isEqual(sent, items)).toBe(true);
				}
			} finally {
				world.close();
			}
		}),
		{ numRuns: 300 }
	);
});
