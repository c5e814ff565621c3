import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { differencesBetween } from './difference.ts';
import { createUndo, insertItems, readBoard, removeItems, updateItems } from './doc/index.ts';
import type { Item, NewItem } from './item.ts';
import {
	reattach,
	restoredTogether,
	restoreItems,
	restoreText,
	type Restoration
} from './restore.ts';
import { byId, steps, World } from './testing/index.ts';

const recordsOf = (doc: Y.Doc): ReadonlyMap<string, Item> =>
	new Map(readBoard(doc).map((item) => [item.id, item]));

function write(doc: Y.Doc, { insert, update, remove }: Restoration, origin: unknown = 'me'): void {
	doc.transact(() => {
		removeItems(doc, remove, origin);
		updateItems(doc, update, origin);
		insertItems(doc, insert, origin);
	}, origin);
}

function boardOf(items: readonly NewItem[]): Y.Doc {
	const doc = new Y.Doc();
	insertItems(doc, items, 'setup');
	return doc;
}

test('a whole moment comes back as one edit, from whatever was done since, and one undo takes it away', () => {
	fc.assert(
		fc.property(steps, fc.nat(80), (run, at) => {
			const world = new World(1);
			const alone = run.map((step) => ({ ...step, who: 0 }));
			world.run(alone.slice(0, at));
			const { doc } = world.people[0]!;
			const then = recordsOf(doc);
			world.run(alone.slice(at));
			const now = recordsOf(doc);
			const undo = createUndo(doc, 'restorer');
			write(doc, restoreItems(then, now, [...then.keys(), ...now.keys()]), 'restorer');
			expect(differencesBetween(then, recordsOf(doc))).toEqual([]);
			undo.undo();
			expect(differencesBetween(now, recordsOf(doc))).toEqual([]);
			undo.stop();
			world.close();
		}),
		{ numRuns: 200 }
	);
});

test('what is not asked for stays', () => {
	const doc = boardOf([
		{ id: 'a', type: 'note', pos: [0, 0], text: 'one' },
		{ id: 'b', type: 'note', pos: [0, 0], text: 'two' }
	]);
	const then = recordsOf(doc);
	updateItems(
		doc,
		[
			{ id: 'a', text: 'changed' },
			{ id: 'b', text: 'kept' }
		],
		'other'
	);
	write(doc, restoreItems(then, recordsOf(doc), ['a']));
	expect(byId(doc)).toMatchObject({ a: { text: 'one' }, b: { text: 'kept' } });
});

test('the text alone comes back without the place', () => {
	const doc = boardOf([{ id: 'a', type: 'note', pos: [0, 0], text: 'one' }]);
	const then = recordsOf(doc).get('a')!;
	updateItems(doc, [{ id: 'a', text: 'two', pos: [9, 9] }], 'other');
	write(doc, restoreText(then, recordsOf(doc).get('a')!));
	expect(byId(doc)).toMatchObject({ a: { text: 'one', pos: [9, 9] } });
});

test('a frame comes back with what went with it, and what was cut off hangs on it again', () => {
	const doc = boardOf([
		{ id: 'frame', type: 'frame', pos: [0, 0] },
		{ id: 'in', type: 'note', pos: [10, 10], parent: 'frame' },
		{ id: 'left', type: 'note', pos: [20, 20], parent: 'frame' },
		{ id: 'cut', type: 'connector', pos: [0, 0], from: { item: 'in' }, to: { item: 'left' } },
		{ id: 'gone', type: 'connector', pos: [0, 0], from: { item: 'in' }, to: { item: 'left' } }
	]);
	const then = recordsOf(doc);
	removeItems(doc, ['frame', 'in', 'gone'], 'other');
	const now = recordsOf(doc);
	const ids = restoredTogether(then, now, ['frame']);
	expect(ids.toSorted()).toEqual(['frame', 'gone', 'in']);
	const restoration = restoreItems(then, now, ids);
	write(doc, { ...restoration, update: [...restoration.update, ...reattach(then, now, ids)] });
	expect(differencesBetween(then, recordsOf(doc))).toEqual([]);
});

test('comments and reactions are said by those who said them, and by nobody again', () => {
	const then = new Map<string, Item>([
		['c', { id: 'c', type: 'comment', pos: [0, 0], size: [1, 1], z: '', text: 'said' }],
		['n', { id: 'n', type: 'note', pos: [0, 0], size: [1, 1], z: '', reactions: ['👍 p1'] }]
	]);
	expect(restoreItems(then, new Map(), then.keys())).toEqual({
		insert: [{ id: 'n', type: 'note', pos: [0, 0], size: [1, 1], z: '' }],
		update: [],
		remove: []
	});
	const silent = new Map([['n', { ...then.get('n')!, reactions: [] }]]);
	expect(restoreItems(then, silent, ['n']).update).toEqual([]);
});
