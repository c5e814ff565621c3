import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { isNothing, nothingNew, summarize, summarizePeople } from './change-summary.ts';

const note = (text: string, x = 0): Item => ({
	id: 'n',
	type: 'note',
	pos: [x, 0],
	size: [1, 1],
	z: 'a0',
	text
});
const tell = (summary: ReturnType<typeof summarize>) =>
	(['added', 'changed', 'removed'] as const).map((kind) => [...summary[kind]].join()).join('|');

test('typing into a note is one change, and none when the note itself is news', () => {
	const typing = [
		{ id: 'n', before: note('a'), after: note('ab') },
		{ id: 'n', before: note('ab'), after: note('abc') }
	];
	expect(tell(summarize(nothingNew, typing))).toBe('|n|');
	expect(tell(summarize(summarize(nothingNew, [{ id: 'n', after: note('a') }]), typing))).toBe(
		'n||'
	);
});

test('moving is a kind of its own; a colour is no news', () => {
	const moved = summarize(nothingNew, [{ id: 'n', before: note('a'), after: note('a', 9) }]);
	expect([...moved.moved]).toEqual(['n']);
	expect(tell(moved)).toBe('||');
	const dyed = { ...note('a'), color: 'blue' };
	expect(isNothing(summarize(nothingNew, [{ id: 'n', before: note('a'), after: dyed }]))).toBe(
		true
	);
});

test('comments are told apart from items', () => {
	const comment: Item = { ...note('Really?'), type: 'comment' };
	const summary = summarize(nothingNew, [{ id: 'n', after: comment }]);
	expect([...summary.comments]).toEqual(['n']);
	expect(tell(summary)).toBe('||');
});

test('people come and go; one who only reloads is no news', () => {
	const came = summarizePeople(nothingNew, new Set(['a']), new Set(['a', 'b']));
	expect([...came.joined]).toEqual(['b']);
	const gone = summarizePeople(nothingNew, new Set(['a', 'b']), new Set(['a']));
	expect([...gone.left]).toEqual(['b']);
	expect(isNothing(summarizePeople(gone, new Set(['a']), new Set(['a', 'b'])))).toBe(true);
});

test('what came and went in between was never there', () => {
	const came = summarize(nothingNew, [{ id: 'n', after: note('a') }]);
	expect(isNothing(summarize(came, [{ id: 'n', before: note('a') }]))).toBe(true);
});
