import { boundsOf, contains, intersects } from '@concordia/board';
import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import {
	isParkable,
	isPlaceholder,
	parkedAt,
	parkingPlace,
	placeholderFor,
	solutionCard,
	solutionsIn,
	unheard
} from './parking.ts';
import { zoneRect } from './place.ts';
import { problemSet } from './problem-set/definition.ts';

const frame: Item = {
	id: 'f',
	type: 'frame',
	pos: [100, 100],
	size: problemSet.frameSize,
	z: 'a0',
	instrument: 'problem-set'
};
const note: Item = {
	id: 'n',
	type: 'note',
	pos: [200.5, -30],
	size: [200, 180],
	z: 'a1',
	parent: 'f',
	color: 'pink',
	text: 'Hire more people'
};
const at = '2026-11-22T10:30:00.000Z';
const card = (kind: string, more: Partial<Item> = {}): Item => ({
	...note,
	type: 'card',
	instrument: 'problem-set',
	kind,
	...more
});
const asItem = (item: object): Item => ({ ...note, ...item });

test('a placeholder stands where the solution stood and has none of its words', () => {
	const facts = { text: 'A solution is parked here', organization: 'PN', at };
	const placeholder = asItem(placeholderFor(problemSet, note, facts));
	expect(placeholder).toMatchObject({ id: 'n', pos: note.pos, size: note.size, z: 'a1' });
	expect(isPlaceholder(problemSet, placeholder)).toBe(true);
	expect(JSON.stringify(placeholder)).not.toContain('Hire');
	expect(parkedAt(placeholder)).toBe(Date.parse(at));
	expect(placeholderFor(problemSet, note, { text: '', at }).fields).toEqual({ parkedAt: at });
});

test('what was written into the parking stands in its zone, beside what is there', () => {
	const first = asItem({ id: 'a', ...parkingPlace(problemSet, [frame], frame) });
	const second = asItem({ id: 'b', ...parkingPlace(problemSet, [frame, first], frame) });
	const zone = zoneRect(problemSet, frame, 'parking');
	expect(contains(zone, boundsOf(first))).toBe(true);
	expect(intersects(boundsOf(first), boundsOf(second))).toBe(false);
	expect(parkingPlace(problemSet, [], frame, note)).toEqual({ pos: note.pos, size: note.size });
});

test('a solution comes back with organization and time, where its placeholder was moved', () => {
	const placeholder = { ...note, pos: [700, 800], z: 'c', parent: 'f' } as const;
	const facts = { organization: 'PN', at };
	expect(solutionCard(problemSet, { ...note, parent: 'gone' }, placeholder, facts)).toMatchObject({
		id: 'n',
		type: 'card',
		kind: 'parked-solution',
		pos: [700, 800],
		z: 'c',
		parent: 'f',
		text: 'Hire more people',
		fields: { organization: 'PN', parkedAt: at }
	});
	expect(solutionCard(problemSet, note, undefined, { at }).pos).toEqual(note.pos);
});

test('frames, ink, links, placeholders and what speaks for an organization cannot be parked', () => {
	const others = [
		frame,
		{ ...note, type: 'ink' },
		{ ...note, type: 'card', url: 'https://example.org' },
		card('perspective'),
		card('parking-placeholder')
	];
	expect(others.filter((item) => isParkable(problemSet, item))).toEqual([]);
	for (const item of [note, card('problem'), card('parked-solution')]) {
		expect(isParkable(problemSet, item)).toBe(true);
	}
});

test('parked and open solutions of a frame are told apart', () => {
	const items = [
		frame,
		card('parking-placeholder', { id: 'a' }),
		card('parked-solution', { id: 'b' }),
		card('parked-solution', { id: 'c', parent: 'elsewhere' })
	];
	const { parked, open } = solutionsIn(problemSet, items, 'f');
	expect([parked.map(({ id }) => id), open.map(({ id }) => id)]).toEqual([['a'], ['b']]);
});

test('unheard is who has neither spoken nor passed on every problem', () => {
	const organizations = [
		{ id: 'PN', name: 'Physicians' },
		{ id: 'CC', name: 'Centre' }
	];
	const on = (id: string, organization: string, fields: object, text = ''): Item =>
		card('perspective', { id, text, fields: { problem: 'p', organization, ...fields } });
	const items = [frame, card('problem', { id: 'p' }), on('v', 'PN', { passed: true })];
	const missing = (more: readonly Item[] = []) =>
		unheard(problemSet, [...items, ...more], 'f', organizations).map(({ organization, gaps }) => [
			organization.id,
			gaps
		]);
	expect(missing()).toEqual([['CC', 1]]);
	expect(missing([on('w', 'CC', {}, 'We see it so')])).toEqual([]);
	expect(unheard(problemSet, [frame], 'f', organizations)).toEqual([]);
});
