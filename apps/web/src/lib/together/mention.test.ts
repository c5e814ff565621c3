import { describe, expect, it } from 'vitest';
import {
	formatMentions,
	mentions,
	openMention,
	parseMentions,
	segmentsOf,
	suggestions
} from './mention.ts';

const people = [
	{ id: 'p-1', name: 'Ana' },
	{ id: 'p-2', name: 'Ana Maria' },
	{ id: 'p-3', name: 'Ben' }
];

describe('mentions', () => {
	it.each([
		['@Ana Maria, and @Ben?', '@p-2, and @p-3?'],
		['@Anabel is not here', '@Anabel is not here'],
		['write to a@Ben.org', 'write to a@Ben.org'],
		['(@Ana)', '(@p-1)']
	])('%s is kept as %s', (written, kept) => {
		expect(parseMentions(written, people)).toBe(kept);
		expect(formatMentions(kept, people)).toBe(written);
	});

	it('takes an unknown id for words', () => {
		expect(segmentsOf('@nobody', () => false)).toEqual([{ type: 'text', text: '@nobody' }]);
		expect(mentions('hello @p-3', 'p-3')).toBe(true);
		expect(mentions('hello @p-33', 'p-3')).toBe(false);
	});

	it('means the one who was chosen, of two with one name', () => {
		const twins = [{ id: 'p-9', name: 'Ana' }, ...people];
		expect(parseMentions('@Ana', twins)).toBe('@p-9');
	});

	it.each([
		['@', 1, { at: 0, begun: '' }],
		['hello @an', 9, { at: 6, begun: 'an' }],
		['a@an', 4, null],
		['@an\n', 4, null]
	])('in %j at %i somebody is being named: %j', (text, caret, expected) => {
		expect(openMention(text, caret)).toEqual(expected);
	});

	it('suggests by the beginning of any part of a name', () => {
		expect(suggestions('mar', people).map(({ id }) => id)).toEqual(['p-2']);
		expect(suggestions('', people)).toHaveLength(3);
	});
});
