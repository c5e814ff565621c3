import type { Item } from '@concordia/board';
import { SeenLog } from '@concordia/transparency';
import { describe, expect, test } from 'vitest';
import {
	byFrame,
	changedSince,
	countedItems,
	countGrades,
	itemsIn,
	missing,
	nextOf,
	notRecorded,
	seenBy
} from './summary.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [100, 100],
	z: 'a0',
	...more
});

/** `edit a @1 ana/PN`, one after the other, a second apart. */
function logOf(...lines: string[]): SeenLog {
	const log = new SeenLog('s');
	for (const [i, line] of lines.entries()) {
		const [k, ids, at, who = '/'] = line.split(' ');
		const [a, og] = who.split('/');
		log.add({
			i,
			t: i * 1000,
			k: k!,
			...(a && { a }),
			...(og && { og }),
			room: 's',
			seq: Number(at!.slice(1)),
			o: ids!.split(',')
		});
	}
	return log;
}

const partners = ['PN', 'HI', 'PH'];
const log = logOf(
	'edit a,b,c @1 ana/PN',
	'seen a,b,c @1 ana/PN',
	'seen a,b @1 ben/HI',
	'edit a @2 ana/PN',
	'seen a @2 ana/PN',
	'ack b @2 ben/HI'
);
const ids = (found: readonly Item[]): string => found.map(({ id }) => id).join(' ');
const items = ['a', 'b', 'c', 'd'].map((id) => item(id));

describe('who has seen what', () => {
	test('seen by n of m organizations, k of them the last version', () => {
		expect(seenBy(log, 'a', partners)).toEqual({ any: 2, last: 1, of: 3 });
		expect(seenBy(log, 'b', partners)).toEqual({ any: 2, last: 2, of: 3 });
		expect(seenBy(log, 'd', partners)).toEqual({ any: 0, last: 0, of: 3 });
	});

	test('counts by grade add up to all items', () => {
		expect(countGrades(log, items, 'HI')).toEqual({
			acknowledged: 1,
			displayed: 0,
			earlier: 1,
			delivered: 1,
			none: 1
		});
	});

	test('what is not recorded of one organization, and of any', () => {
		expect(ids(notRecorded(log, items, ['PN']))).toBe('d');
		expect(ids(notRecorded(log, items, ['HI']))).toBe('a c d');
		expect(ids(notRecorded(log, items, partners))).toBe('a b c d');
		expect(missing(log, 'a', partners)).toEqual(['HI', 'PH']);
		expect(notRecorded(log, items, [])).toEqual([]);
	});

	test('what others changed since a moment, newest first', () => {
		const later = logOf('edit a @1 ana/PN', 'edit b @2 ben/HI', 'edit c @3 cem/PH', 'edit d @4 /');
		expect(changedSince(later, items, 500, 'cem').map(({ id }) => id)).toEqual(['d', 'b']);
	});

	test.each<[from: string | null, step: 1 | -1, expected: string]>([
		[null, 1, 'b'],
		[null, -1, 'd'],
		['a', 1, 'b'],
		['b', 1, 'd'],
		['c', 1, 'd'],
		['d', 1, 'b'],
		['b', -1, 'd'],
		['c', -1, 'b'],
		['gone', 1, 'b']
	])('from %s by %i the next wanted is %s', (from, step, expected) => {
		const wanted = items.filter(({ id }) => id === 'b' || id === 'd');
		expect(nextOf(items, wanted, from, step)?.id).toBe(expected);
		expect(nextOf(items, [], from, step)).toBeNull();
	});
});

describe('frames', () => {
	const board = new Map(
		[
			item('f', { type: 'frame' }),
			item('g', { type: 'frame', parent: 'f' }),
			item('a', { parent: 'f' }),
			item('b', { parent: 'g' }),
			item('c'),
			item('line', { type: 'connector', parent: 'f' }),
			item('x', { parent: 'y' }),
			item('y', { parent: 'x' })
		].map((one) => [one.id, one])
	);

	test('hold what lies in them, however deep; who is its own parent is in none', () => {
		expect(itemsIn(board, 'f').map(({ id }) => id)).toEqual(['a', 'b']);
		expect(itemsIn(board, 'g').map(({ id }) => id)).toEqual(['b']);
	});

	test('are seen as far as what lies in them', () => {
		const counted = countedItems(board.values());
		const groups = byFrame(log, counted, board, partners);
		const told = groups.map(({ frame, items: own, seen }) => [
			frame?.id ?? null,
			own.length,
			seen.get('PN'),
			seen.get('HI')
		]);
		expect(told).toContainEqual(['f', 2, 2, 1]);
		expect(told.find(([frame]) => frame === null)?.[1]).toBe(counted.length - 2);
	});
});
