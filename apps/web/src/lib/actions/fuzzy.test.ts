import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzy.ts';

const best = (query: string, ...texts: string[]): string | undefined =>
	texts
		.map((text) => ({ text, score: fuzzyMatch(query, text)?.score }))
		.filter((one) => one.score !== undefined)
		.toSorted((a, b) => b.score! - a.score!)[0]?.text;

describe('fuzzyMatch', () => {
	it('finds the beginnings of words', () => {
		expect(best('sb', 'Show everything', 'Send to back')).toBe('Send to back');
		expect(fuzzyMatch('stb', 'Send to back')?.at).toEqual([0, 5, 8]);
	});

	it('prefers a whole word to letters here and there', () => {
		expect(best('all', 'Align left', 'Select all')).toBe('Select all');
	});

	it('does without case and accents', () => {
		expect(fuzzyMatch('ubersicht', 'Übersicht')).not.toBeNull();
		expect(fuzzyMatch('LÖSCHEN', 'löschen')).not.toBeNull();
	});

	it('finds nothing when a letter is missing', () => {
		expect(fuzzyMatch('xyz', 'Select all')).toBeNull();
	});

	it('takes everything for no query', () => {
		expect(fuzzyMatch('', 'Select all')).toEqual({ score: 0, at: [] });
	});
});
