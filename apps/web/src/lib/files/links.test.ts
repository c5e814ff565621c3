import { describe, expect, it } from 'vitest';
import { titlesIn } from './links.ts';

describe('titlesIn', () => {
	it('finds the words of links by their addresses', () => {
		const html = `<p><a class="x" href="https://a.example/?x=1&amp;y=2">The <b>first</b>
			&lt;one&gt;</a> <A HREF="https://b.example/">Second</A>
			<a href="https://c.example/">https://c.example/</a> <a href="https://b.example/">again</a></p>`;
		expect([...titlesIn(html)]).toEqual([
			['https://a.example/?x=1&y=2', 'The first <one>'],
			['https://b.example/', 'Second']
		]);
	});

	it.each(['<a href="', '<a ', '<a href="x">', '<a >', '<'])(
		'is done at once with a clipboard full of %s',
		(piece) => {
			const start = performance.now();
			expect(titlesIn(piece.repeat(20_000)).size).toBe(0);
			expect(titlesIn(`${piece.repeat(2000)}</a>`).size).toBeLessThan(2);
			// With steps that grow with the cube of the length it took minutes.
			expect(performance.now() - start).toBeLessThan(5000);
		}
	);
});
