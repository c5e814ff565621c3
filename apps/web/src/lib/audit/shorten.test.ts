import { describe, expect, it } from 'vitest';
import { shorten } from './shorten.ts';

describe('shorten', () => {
	it.each([
		['short', 'short'],
		['  two\n lines ', 'two lines'],
		['', ''],
		['x'.repeat(60), 'x'.repeat(60)],
		['x'.repeat(61), `${'x'.repeat(59)}…`]
	])('%j', (text, expected) => {
		expect(shorten(text)).toBe(expected);
	});

	it('never cuts a character in two', () => {
		const family = '👨‍👩‍👧';
		expect(shorten(family.repeat(20)).replace('…', '').replaceAll(family, '')).toBe('');
	});
});
