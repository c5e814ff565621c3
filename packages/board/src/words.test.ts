import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffWords } from './words.ts';

const shown = (before: string, after: string): string =>
	diffWords(before, after)
		.map(({ kind, text }) =>
			kind === 'same' ? text : kind === 'added' ? `{+${text}}` : `{-${text}}`
		)
		.join('');

const cases: readonly { name: string; before: string; after: string; says: string }[] = [
	{ name: 'nothing', before: 'a b', after: 'a b', says: 'a b' },
	{
		name: 'a word put in',
		before: 'too few nurses',
		after: 'too few good nurses',
		says: 'too few {+good }nurses'
	},
	{
		name: 'a word taken out',
		before: 'one two three',
		after: 'one three',
		says: 'one {-two }three'
	},
	{
		name: 'a word for another',
		before: 'few nurses',
		after: 'many nurses',
		says: '{-few}{+many} nurses'
	},
	{ name: 'all of it', before: '', after: 'new', says: '{+new}' },
	{ name: 'signs by themselves', before: 'Why not', after: 'Why not?', says: 'Why not{+?}' },
	{ name: 'words with marks', before: 'Zürich', after: 'Zürich, Genève', says: 'Zürich{+, Genève}' }
];

test.each(cases)('$name', ({ before, after, says }) => {
	expect(shown(before, after)).toBe(says);
});

const text = fc
	.array(fc.constantFrom('a', 'bb', ' ', 'ccc', '.', '😀', '\n'), { maxLength: 30 })
	.map((parts) => parts.join(''));

test('the runs are both texts again, whatever they are', () => {
	fc.assert(
		fc.property(text, text, (before, after) => {
			const runs = diffWords(before, after);
			const join = (without: string): string =>
				runs
					.filter(({ kind }) => kind !== without)
					.map((run) => run.text)
					.join('');
			expect(join('removed')).toBe(after);
			expect(join('added')).toBe(before);
		})
	);
});

test('two long texts with nothing in common are told apart at once', () => {
	const before = 'old '.repeat(20_000);
	const after = 'new '.repeat(20_000);
	expect(diffWords(before, after).map(({ kind }) => kind)).toContain('removed');
});
