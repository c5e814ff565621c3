import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { parseReaction, parseReactionKey } from '../reaction.ts';
import { openBoard } from './roots.ts';
import { getItem } from './read.ts';
import { createUndo } from './undo.ts';
import { insertItems, removeItems, setReaction } from './write.ts';

const me = Symbol('me');
const aside = Symbol('aside');

function boardWithNote(): Y.Doc {
	const doc = new Y.Doc();
	insertItems(doc, [{ id: 'n1', type: 'note', pos: [0, 0], text: 'words' }], me);
	return doc;
}

function exchange(a: Y.Doc, b: Y.Doc): void {
	const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)];
	Y.applyUpdate(a, fromB);
	Y.applyUpdate(b, fromA);
}

describe('reactions', () => {
	it('keeps both when two people are the first at the same moment', () => {
		const a = boardWithNote();
		const b = new Y.Doc();
		exchange(a, b);
		setReaction(a, { id: 'n1', emoji: '👍', participant: 'anna', isOn: true }, aside);
		setReaction(b, { id: 'n1', emoji: '👍', participant: 'ben', isOn: true }, aside);
		exchange(a, b);
		for (const doc of [a, b]) expect(getItem(doc, 'n1')?.reactions).toEqual(['👍 anna', '👍 ben']);
	});

	it('are taken off again, and gone from the record with the last one', () => {
		const doc = boardWithNote();
		setReaction(doc, { id: 'n1', emoji: '🎉', participant: 'anna', isOn: true }, aside);
		setReaction(doc, { id: 'n1', emoji: '🎉', participant: 'anna', isOn: false }, aside);
		expect(getItem(doc, 'n1')).not.toHaveProperty('reactions');
	});

	it('are not copied, and don’t come back with an item that was removed', () => {
		const doc = boardWithNote();
		const undo = createUndo(doc, me);
		setReaction(doc, { id: 'n1', emoji: '👍', participant: 'ben', isOn: true }, aside);
		insertItems(doc, [{ ...getItem(doc, 'n1')!, id: 'n2' }], me);
		expect(getItem(doc, 'n2')).not.toHaveProperty('reactions');
		removeItems(doc, ['n1'], me);
		undo.undo();
		expect(getItem(doc, 'n1')).toMatchObject({ text: 'words' });
		expect(getItem(doc, 'n1')).not.toHaveProperty('reactions');
		undo.redo();
		expect(getItem(doc, 'n1')).toBeUndefined();
	});

	it('are read safely, whatever a program wrote', () => {
		const doc = boardWithNote();
		const item = openBoard(doc).items.get('n1') as Y.Map<unknown>;
		for (const key of ['reaction:', 'reaction:👍', 'reaction:👍 ', 'reaction:shame anna']) {
			item.set(key, true);
		}
		item.set('reaction:👍 anna', 'yes');
		item.set('reactions', ['👍 forged']);
		expect(getItem(doc, 'n1')).not.toHaveProperty('reactions');
		expect(parseReactionKey('reaction:❤️ anna')).toEqual({ emoji: '❤️', participant: 'anna' });
		expect(parseReaction('no such')).toBeUndefined();
	});
});

describe('comments', () => {
	it('are read safely', () => {
		const doc = new Y.Doc();
		const raw = { type: 'comment', on: 5, thread: {}, resolved: 'yes', pos: 'here' };
		openBoard(doc).items.set('c1', new Y.Map(Object.entries(raw)));
		expect(getItem(doc, 'c1')).toEqual({
			id: 'c1',
			type: 'comment',
			pos: [0, 0],
			size: [240, 120],
			z: ''
		});
	});
});
