import { applyPatches, boundsOf, contains } from '@concordia/board';
import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { parkedItems, parkItem, unparkItem } from './parking.ts';
import type { BoardEdit } from './parking.ts';
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
const options = { frame, placeholderId: 'ph', organization: 'PN', locale: 'en' } as const;

function apply(items: readonly Item[], edit: BoardEdit | undefined): Item[] {
	if (!edit) throw new Error('nothing to do');
	const kept = applyPatches(items, edit.update).filter(({ id }) => !edit.remove.includes(id));
	return [...kept, ...edit.insert.map((item) => ({ size: [0, 0] as const, z: 'b0', ...item }))];
}

const find = (items: readonly Item[], id: string) => items.find((item) => item.id === id);

test('a parked note moves into the parking with its text, a placeholder stays', () => {
	const items = apply([frame, note], parkItem(problemSet, [frame, note], 'n', options));
	expect(find(items, 'n')).toMatchObject({
		type: 'card',
		kind: 'parked-solution',
		text: 'Hire more people',
		fields: { organization: 'PN' }
	});
	const parking = zoneRect(problemSet, frame, 'parking');
	expect(contains(parking, boundsOf(find(items, 'n')!))).toBe(true);
	expect(find(items, 'ph')).toMatchObject({ pos: note.pos, size: note.size, parent: 'f' });
	expect(parkedItems(problemSet, items, 'f').map(({ id }) => id)).toEqual(['n']);
});

test('a note that returns is what it was, at its old place', () => {
	const parked = apply([frame, note], parkItem(problemSet, [frame, note], 'n', options));
	const back = apply(parked, unparkItem(problemSet, parked, 'n'));
	const { fields, ...rest } = find(back, 'n')!;
	expect(rest).toEqual(note);
	expect(fields).toEqual({ organization: 'PN' });
	expect(find(back, 'ph')).toBeUndefined();
});

test('it returns to where the placeholder was moved, or without one to where it stood', () => {
	const parked = apply([frame, note], parkItem(problemSet, [frame, note], 'n', options));
	const moved = applyPatches(parked, [{ id: 'ph', pos: [1, 2] }]);
	expect(find(apply(moved, unparkItem(problemSet, moved, 'n')), 'n')?.pos).toEqual([1, 2]);
	const alone = parked.filter(({ id }) => id !== 'ph');
	expect(find(apply(alone, unparkItem(problemSet, alone, 'n')), 'n')?.pos).toEqual(note.pos);
});

test('a card of another kind keeps its own fields on the way there and back', () => {
	const problem: Item = {
		...note,
		type: 'card',
		instrument: 'problem-set',
		kind: 'problem',
		fields: { evidence: 'figures', affected: ['PN'] }
	};
	const parked = apply([frame, problem], parkItem(problemSet, [frame, problem], 'n', options));
	const back = apply(parked, unparkItem(problemSet, parked, 'n'));
	expect(find(back, 'n')).toMatchObject({ kind: 'problem', fields: problem.fields! });
});

test('a solution written straight into the parking returns as a note among the problems', () => {
	const direct: Item = {
		...note,
		type: 'card',
		instrument: 'problem-set',
		kind: 'parked-solution'
	};
	const items = [frame, direct];
	const back = find(apply(items, unparkItem(problemSet, items, 'n')), 'n')!;
	expect(back.type).toBe('note');
	expect(contains(zoneRect(problemSet, frame, 'problems'), boundsOf(back))).toBe(true);
});

test('frames, ink, placeholders and what is parked already cannot be parked', () => {
	const parked = apply([frame, note], parkItem(problemSet, [frame, note], 'n', options));
	const items = [...parked, { ...note, id: 'i', type: 'ink' }];
	for (const id of ['f', 'i', 'ph', 'n', 'gone']) {
		expect(parkItem(problemSet, items, id, options)).toBeUndefined();
	}
	expect(unparkItem(problemSet, items, 'f')).toBeUndefined();
});

test('fields that someone filled with nonsense do not break the return', () => {
	const odd: Item = {
		...note,
		type: 'card',
		instrument: 'problem-set',
		kind: 'parked-solution',
		fields: {
			wasType: 'frame',
			wasPos: 'here',
			wasSize: '1e999,NaN',
			wasParent: 'gone',
			wasColor: true
		}
	};
	const back = find(apply([frame, odd], unparkItem(problemSet, [frame, odd], 'n')), 'n')!;
	expect(back).toMatchObject({ type: 'note', size: note.size });
});
