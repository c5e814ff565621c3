import { expect, test } from 'vitest';
import { mapOffset, mapSplice, spliceBetween, type Splice } from './text-splice.ts';

/** `|` marks the caret. */
function typed(before: string, after: string): Splice | null {
	const caret = after.indexOf('|');
	return spliceBetween(before, after.replace('|', ''), caret < 0 ? after.length : caret);
}

const apply = (text: string, { index, remove, insert }: Splice): string =>
	text.slice(0, index) + insert + text.slice(index + remove);

const edits: { name: string; before: string; after: string; splice: Splice | null }[] = [
	{ name: 'nothing', before: 'abc', after: 'abc|', splice: null },
	{
		name: 'a letter at the end',
		before: 'ab',
		after: 'abc|',
		splice: { index: 2, remove: 0, insert: 'c' }
	},
	{
		name: 'a letter at the start',
		before: 'bc',
		after: 'a|bc',
		splice: { index: 0, remove: 0, insert: 'a' }
	},
	{
		name: 'the first of equal letters',
		before: 'aaa',
		after: 'a|aaa',
		splice: { index: 0, remove: 0, insert: 'a' }
	},
	{
		name: 'the last of equal letters',
		before: 'aaa',
		after: 'aaaa|',
		splice: { index: 3, remove: 0, insert: 'a' }
	},
	{ name: 'backspace', before: 'abc', after: 'a|c', splice: { index: 1, remove: 1, insert: '' } },
	{
		name: 'a replaced word',
		before: 'the old plan',
		after: 'the new| plan',
		splice: { index: 4, remove: 3, insert: 'new' }
	},
	{
		name: 'everything deleted',
		before: 'abc',
		after: '|',
		splice: { index: 0, remove: 3, insert: '' }
	},
	{
		name: 'one emoji for another',
		before: 'x😀y',
		after: 'x😁|y',
		splice: { index: 1, remove: 2, insert: '😁' }
	}
];

for (const { name, before, after, splice } of edits) {
	test(`finds ${name}`, () => {
		const found = typed(before, after);
		expect(found).toEqual(splice);
	});
}

test('what is found always gives the new text, wherever the caret is', () => {
	const texts = ['', 'a', 'aa', 'ab', 'aba', 'abab', 'b😀', '😀😁', '😁a😀'];
	for (const before of texts) {
		for (const after of texts) {
			for (let caret = 0; caret <= after.length; caret++) {
				const splice = spliceBetween(before, after, caret);
				expect(splice === null ? before : apply(before, splice)).toBe(after);
			}
		}
	}
});

test('a caret stays between its neighbours when others write before, at and after it', () => {
	expect(mapOffset(2, [{ insert: 'xx' }])).toBe(4);
	expect(mapOffset(2, [{ retain: 2 }, { insert: 'xx' }])).toBe(2);
	expect(mapOffset(2, [{ retain: 3 }, { insert: 'xx' }])).toBe(2);
	expect(mapOffset(0, [{ insert: 'xx' }])).toBe(0);
});

test('a caret inside deleted words lands where they were', () => {
	expect(mapOffset(5, [{ retain: 2 }, { delete: 6 }])).toBe(2);
	expect(mapOffset(9, [{ retain: 2 }, { delete: 6 }])).toBe(3);
	expect(mapOffset(4, [{ delete: 2 }, { insert: 'abc' }])).toBe(5);
});

test('an edit composed meanwhile goes where its words are now', () => {
	expect(mapSplice({ index: 3, remove: 1, insert: 'あ' }, [{ insert: '> ' }])).toEqual({
		index: 5,
		remove: 1,
		insert: 'あ'
	});
	expect(mapSplice({ index: 3, remove: 2, insert: 'x' }, [{ retain: 2 }, { delete: 4 }])).toEqual({
		index: 2,
		remove: 0,
		insert: 'x'
	});
});
