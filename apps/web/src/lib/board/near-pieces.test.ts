import { expect, test } from 'vitest';
import { nearView } from './near-pieces.svelte.ts';

const view = { top: 100, bottom: 900 };
const piecesOf = (heights: readonly number[], from: number): { top: number; bottom: number }[] =>
	heights.map((height, i) => {
		const top = from + heights.slice(0, i).reduce((sum, one) => sum + one, 0);
		return { top, bottom: top + height };
	});

test('what is in view or a little beside it is drawn', () => {
	const pieces = piecesOf([1000, 1000, 1000, 1000, 1000], -2000);
	expect([...nearView(pieces, view, new Set())]).toEqual([1, 2, 3]);
});

test('pieces at the border come to rest, though they are higher when they are drawn', () => {
	for (let from = -9000; from < 0; from += 37) {
		let drawn = new Set<number>();
		const rounds: string[] = [];
		for (let round = 0; round < 12; round++) {
			const heights = Array.from({ length: 12 }, (_, i) => (drawn.has(i) ? 1180.3 : 1000));
			drawn = nearView(piecesOf(heights, from), view, drawn);
			rounds.push([...drawn].join());
		}
		expect(rounds.at(-1), `from ${from}`).toBe(rounds.at(-2));
		expect(new Set(rounds).size, `from ${from}`).toBeLessThan(6);
	}
});
