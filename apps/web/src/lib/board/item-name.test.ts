import { expect, it } from 'vitest';
import { withoutSigns } from './item-name.ts';

it('reads texts without the signs of bold, struck out and linked words', () => {
	expect(withoutSigns(' **a** ~~b~~ [c d](https://a.example/x) [e] ')).toBe('a b c d [e]');
});

it('reads them in a moment even when hostile', () => {
	const start = performance.now();
	for (const piece of ['[', '[a](https:', '[a](', '**', '~'])
		expect(withoutSigns(piece.repeat(100_000))).toBeTypeOf('string');
	// With steps that grow with the square of the length it took ten seconds and more.
	expect(performance.now() - start).toBeLessThan(5000);
});
