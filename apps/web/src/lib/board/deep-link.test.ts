import { describe, expect, it } from 'vitest';
import { linkTo, wantedItem } from './deep-link.ts';

describe('links to a place on the board', () => {
	it.each([
		['#item=a', 'a'],
		['#frame=f%201', 'f 1'],
		['?item=b', 'b'],
		['?item=b#item=a', 'a'],
		['', null],
		['#content', null]
	])('%s is about %s', (end, id) => {
		expect(wantedItem(new URL(`https://example.org/s/x${end}`))).toBe(id);
	});

	it.each(['a', 'f&1', 'ü #%'])('lead back to %s', (id) => {
		for (const type of ['frame', 'note']) {
			const link = linkTo('https://example.org', 'x', { id, type });
			expect(wantedItem(new URL(link))).toBe(id);
		}
	});
});
