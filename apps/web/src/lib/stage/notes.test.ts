import type { Item } from '@concordia/board';
import type { Stage } from '@concordia/session';
import { expect, test } from 'vitest';
import { leftOver, notesIn, placeFor, timeLeft, type PrivateNote } from './notes.ts';

const item = (id: string, more: Record<string, unknown> = {}): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: id,
	stage: 's1',
	text: id,
	...more
});

const stage = (id: string, status: Stage['status']): Stage => ({
	id,
	title: 'Why?',
	attribution: 'name',
	silent: true,
	startedAt: 0,
	endsAt: 1,
	status
});

const note = (id: string, of: string, shown: string | null): PrivateNote => ({
	...notesIn([item(id, { stage: of })])[0]!,
	shown
});

test('notes of stages are read in order; other drafts and strange values are passed over', () => {
	const notes = notesIn([
		item('b', { z: 'b' }),
		item('a', { z: 'a', shown: 7 }),
		item('c', { type: 'shape' }),
		item('d', { stage: undefined }),
		item('e', { stage: { id: 's1' } })
	]);
	expect(notes.map(({ id, shown }) => [id, shown])).toEqual([
		['a', null],
		['b', null]
	]);
});

test('what is left over was written too late, or changed since', () => {
	const notes = [
		note('late', 'over', null),
		note('on the board', 'over', 'on the board'),
		note('changed', 'over', 'before'),
		note('kept', 'cancelled', null),
		note('still collected', 'now', null),
		note('of no stage we know', 'unknown', null)
	];
	const stages = [
		stage('over', 'revealed'),
		stage('cancelled', 'cancelled'),
		stage('now', 'collecting')
	];
	expect(leftOver(notes, stages).map(({ id }) => id)).toEqual(['late', 'changed', 'kept']);
});

test('notes without a place fill rows and leave out what is taken', () => {
	const taken = [{ x: 100, y: 0, width: 50, height: 50 }];
	const first = placeFor([0, 0], taken);
	expect(first).toEqual([224, 0]);
	const boxes = [...taken, { x: 224, y: 0, width: 200, height: 200 }];
	expect(placeFor([0, 0], boxes)).toEqual([448, 0]);
});

test.each([
	[480_000, 8, 0],
	[59_001, 1, 0],
	[59_000, 0, 59],
	[1, 0, 1],
	[-5000, 0, 0]
])('%i ms are %i:%i', (ms, minutes, seconds) => {
	expect(timeLeft(ms)).toEqual({ minutes, seconds });
});
