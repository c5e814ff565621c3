import { applyPatches, type Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { findHits, replaceHits, snippet } from './find.ts';

const item = (id: string, text: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text,
	...more
});

const table = item('t', '', {
	type: 'table',
	columns: [
		{ id: 'c1', order: 'a0', width: 100 },
		{ id: 'c2', order: 'a1', width: 100 }
	],
	rows: [
		{ id: 'r1', order: 'a0', height: 40 },
		{ id: 'r2', order: 'a1', height: 40 }
	],
	cells: { 'r2:c1': 'data', 'r1:c2': 'Our data', 'r1:c1': 'Other' }
});

const plain = { matchCase: false, wholeWord: false };

function replaceAll(items: readonly Item[], query: string, words: string, options = plain) {
	const known = new Map(items.map((one) => [one.id, one]));
	return applyPatches(
		items,
		replaceHits(findHits(items, query, options), known, query, words, options)
	);
}

describe('find', () => {
	it('finds every place, without case unless asked', () => {
		const items = [item('a', 'Data and data'), item('b', 'Metadata')];
		expect(findHits(items, 'data', plain).map(({ id, start }) => `${id}${start}`)).toEqual([
			'a0',
			'a9',
			'b4'
		]);
		expect(findHits(items, 'data', { ...plain, matchCase: true })).toHaveLength(2);
		expect(findHits(items, 'data', { ...plain, wholeWord: true })).toHaveLength(2);
	});

	it('takes signs as they are', () => {
		const items = [item('a', 'Why (so)? a.b [x] $1 a-b')];
		for (const query of ['(so)?', 'a.b', '[x]', '$1', 'a-b', '/']) {
			expect(findHits(items, query, plain)).toHaveLength(query === '/' ? 0 : 1);
		}
	});

	it('looks into the shared texts of cards, and not into other fields', () => {
		const card = item('c', 'Data', {
			fields: { evidence: 'no data', organization: 'data-org' },
			textFields: ['evidence']
		});
		expect(findHits([card], 'data', plain)).toMatchObject([
			{ of: 'text' },
			{ of: 'field evidence' }
		]);
	});

	it('looks into the cells of tables, row by row, and into what pictures show', () => {
		const picture = item('p', '', { type: 'image', alt: 'A data flow' });
		expect(findHits([table, picture], 'data', plain)).toMatchObject([
			{ id: 't', of: 'cell r1:c2', start: 4 },
			{ id: 't', of: 'cell r2:c1', start: 0 },
			{ id: 'p', of: 'alt', start: 2 }
		]);
	});

	it('finds nothing for no words and bears strange items', () => {
		expect(findHits([item('a', 'x')], '  ', plain)).toEqual([]);
		expect(findHits([{ ...item('a', ''), text: 7 } as unknown as Item], 'x', plain)).toEqual([]);
	});
});

describe('replace', () => {
	it('changes every place, also several in one text, and takes $ as it is', () => {
		const items = [item('a', 'a data, b data'), item('b', 'data')];
		expect(replaceAll(items, 'data', '$& facts').map(({ text }) => text)).toEqual([
			'a $& facts, b $& facts',
			'$& facts'
		]);
	});

	it('changes fields of cards with the item text in one patch', () => {
		const card = item('c', 'data', { fields: { evidence: 'data' }, textFields: ['evidence'] });
		expect(replaceAll([card], 'data', 'facts')).toMatchObject([
			{ text: 'facts', fields: { evidence: 'facts' } }
		]);
	});

	it('changes only the cells and the descriptions that have the words', () => {
		const picture = item('p', '', { type: 'image', alt: 'data' });
		const known = new Map([table, picture].map((one) => [one.id, one]));
		const hits = findHits(known.values(), 'data', plain);
		expect(replaceHits(hits, known, 'data', 'facts', plain)).toEqual([
			{ id: 't', cells: { 'r1:c2': 'Our facts', 'r2:c1': 'facts' } },
			{ id: 'p', alt: 'facts' }
		]);
		expect(replaceAll([picture], 'data', '')[0]?.alt).toBeUndefined();
	});

	it('leaves a text alone that others changed since the search', () => {
		const before = item('a', 'data');
		const hits = findHits([before], 'data', plain);
		const now = new Map([['a', item('a', 'my other')]]);
		expect(replaceHits(hits, now, 'data', 'facts', plain)).toEqual([]);
	});
});

it('shows the words with a little around them', () => {
	const [hit] = findHits([item('a', `${'x '.repeat(40)}data\nend`)], 'data', plain);
	const shown = snippet(`${'x '.repeat(40)}data\nend`, hit!);
	expect(shown.match).toBe('data');
	expect(shown.after).toBe(' end');
	expect(shown.before.startsWith('…')).toBe(true);
});
