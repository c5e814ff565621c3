import { formatLeaf, type Leaf } from '@concordia/transparency';
import { expect, test } from 'vitest';
import { deedsOf, itemHistory, parseLines } from './item-history.ts';

/** A small language: `at minute, kind, person@organization, position, change`. */
let index = 0;
function leaf(minute: number, k: string, who: string, seq: number, c?: string): Leaf {
	const [a, og] = who.split('@');
	return {
		v: 1,
		i: index++,
		t: minute * 60_000,
		k,
		...(a && { a }),
		...(og && { og }),
		room: 's',
		seq,
		o: ['x'],
		...(c !== undefined && { c: [c] })
	};
}

const partners = ['PN', 'HI', 'PH'];

test('seen by n of m organizations, k of them the last version', () => {
	const history = itemHistory(
		[
			leaf(0, 'edit', 'ann@PN', 1, 'create'),
			leaf(1, 'seen', 'ann@PN', 1),
			leaf(1, 'seen', 'ben@HI', 1),
			leaf(2, 'edit', 'ann@PN', 5, 'text'),
			leaf(3, 'seen', 'ann@PN', 5)
		],
		'x',
		partners
	);
	expect([history.seen, history.seenLast, history.version]).toEqual([2, 1, 5]);
	expect(history.views.get('PN')).toMatchObject({ state: 'last', people: ['ann'] });
	expect(history.views.get('HI')).toMatchObject({ state: 'earlier', people: ['ben'] });
	expect(history.views.get('PH')?.state).toBe('never');
});

test('an acknowledgement of an earlier version is none of the last', () => {
	const before = [leaf(0, 'edit', 'ann@PN', 1, 'create'), leaf(1, 'ack', 'ben@HI', 1)];
	expect(itemHistory(before, 'x', partners).views.get('HI')?.acknowledged).toEqual(['ben']);
	const after = itemHistory([...before, leaf(2, 'edit', 'ann@PN', 2, 'text')], 'x', partners);
	expect(after.views.get('HI')).toMatchObject({ state: 'earlier' });
});

test('views recorded by organization name nobody', () => {
	const history = itemHistory(
		[leaf(0, 'edit.host', '', 1, 'create'), leaf(1, 'seen', '@HI', 1)],
		'x',
		partners
	);
	expect(history.views.get('HI')).toMatchObject({ state: 'last', people: [] });
	expect(history.edits[0]).toMatchObject({ by: null, deeds: ['created'] });
});

test('edits of one person in a row are one sentence, newest first', () => {
	const history = itemHistory(
		[
			leaf(0, 'edit', 'ann@PN', 1, 'create'),
			leaf(1, 'edit', 'ann@PN', 2, 'text'),
			leaf(2, 'edit', 'ann@PN', 3, 'set:pos'),
			leaf(3, 'edit', 'ben@HI', 4, 'set:color,fields'),
			leaf(90, 'edit', 'ben@HI', 5, 'text')
		],
		'x',
		partners
	);
	expect(history.edits.map(({ by, count, deeds }) => [by, count, deeds])).toEqual([
		['ben', 1, ['text']],
		['ben', 1, ['fields', 'colour']],
		['ann', 3, ['created', 'text', 'moved']]
	]);
});

test('words of later versions are a change like any other', () => {
	expect([...deedsOf('create text set:pos')]).toEqual(['created']);
	expect([...deedsOf('frobnicate')]).toEqual(['changed']);
	expect([...deedsOf('set:evidence')]).toEqual(['fields']);
});

test('reads log lines and passes over what is no entry', () => {
	const text = formatLeaf(leaf(1, 'seen', 'ann@PN', 1));
	const lines = [
		JSON.stringify({ leaf: text, payload: null, salt: null }),
		'{"leaf":"{}"}',
		'{"le'
	];
	expect(parseLines(lines.join('\n'))).toHaveLength(1);
});
