import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { allianceMap } from './alliance-map/definition.ts';
import { fieldByPlace, placeInZone, zoneByField } from './dropped.ts';
import { meetingStructure } from './meeting-structure/definition.ts';
import { newCard, newFrame, zoneRect } from './place.ts';

const organizations = [
	{ id: 'A', name: 'Alpha' },
	{ id: 'B', name: 'Beta' }
];
const onBoard = (item: ReturnType<typeof newFrame>): Item => ({
	...item,
	size: item.size ?? [0, 0],
	z: 'a0'
});
const frame = onBoard(newFrame(meetingStructure, { id: 'f', pos: [100, 200], locale: 'en' }));
const board = { definition: meetingStructure, frame, items: [], organizations };
const body = (level: string, zone: string): Item => {
	const { x, y } = zoneRect(meetingStructure, frame, zone);
	const fields = { level };
	const card = newCard(meetingStructure, [], frame, { id: 'c', kind: 'body', fields });
	return { ...onBoard(card), pos: [x, y] };
};

const band = (id: string, lane: string, y: number): Item => ({
	id,
	type: 'shape',
	instrument: 'alliance-map',
	kind: 'lane-band',
	fields: { lane },
	pos: [0, y],
	size: [2000, 300],
	z: 'a0'
});

test('a card that is put into a zone says what the zone stands for', () => {
	const before = body('operational', 'operational');
	const now = { ...before, pos: body('', 'manager').pos };
	expect(fieldByPlace(now, board, [before, board])).toEqual({ field: 'level', value: 'manager' });
	expect(fieldByPlace(now, board)).toEqual({ field: 'level', value: 'manager' });
});

test('a card that is moved about in a zone says what it said, also when that is another zone', () => {
	const before = body('operational', 'manager');
	const now = { ...before, pos: [before.pos[0] + 50, before.pos[1]] } as Item;
	expect(fieldByPlace(now, board, [before, board])).toBeUndefined();
});

test('a card that comes along with its frame says nothing new', () => {
	const before = body('operational', 'manager');
	const moved = { ...frame, pos: [5000, 5000] } as Item;
	const now = { ...before, pos: [before.pos[0] + 4900, before.pos[1] + 4800] } as Item;
	expect(fieldByPlace(now, { ...board, frame: moved }, [before, board])).toBeUndefined();
});

test('a card that is put where no zone is, or of which no zone speaks, says nothing', () => {
	const before = body('manager', 'manager');
	expect(fieldByPlace({ ...before, pos: [-9000, 0] }, board, [before, board])).toBeUndefined();
	const note: Item = { ...before, type: 'note', kind: 'unknown' };
	expect(
		fieldByPlace({ ...note, pos: body('', 'board').pos }, board, [note, board])
	).toBeUndefined();
});

test('a step that is put into a lane is of whom the lane is; a lane of nobody known says nothing', () => {
	const map = onBoard(newFrame(allianceMap, { id: 'f', pos: [0, 0], locale: 'en' }));
	const items = [band('l1', 'A', 0), band('l2', 'B', 300), band('l3', 'GONE', 600)];
	const lanes = { definition: allianceMap, frame: map, items, organizations };
	const step = (y: number): Item => ({
		...onBoard(
			newCard(allianceMap, [], map, { id: 's', kind: 'step', fields: { organization: 'A' } })
		),
		pos: [200, y]
	});
	const put = (y: number) => fieldByPlace(step(y), lanes, [step(50), lanes]);
	expect(put(350)).toEqual({ field: 'organization', value: 'B' });
	expect(put(80)).toBeUndefined();
	expect(put(650)).toBeUndefined();
	expect(put(5000)).toBeUndefined();
});

test('a card whose choice changed is offered a free place where it belongs', () => {
	const card = body('board', 'operational');
	expect(zoneByField(meetingStructure, card, frame)).toBe('board');
	const pos = placeInZone(meetingStructure, card, { frame, zone: 'board', items: [card] });
	const there: Item = { ...card, pos };
	expect(zoneByField(meetingStructure, there, frame)).toBeUndefined();
	expect(zoneByField(meetingStructure, { ...card, fields: { level: 'x' } }, frame)).toBeUndefined();
});
