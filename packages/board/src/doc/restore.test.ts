import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { byId, wildSteps, World } from '../testing/index.ts';
import { fillDocument, restoreDocument } from './restore.ts';

function applied(...updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	for (const update of updates) Y.applyUpdate(doc, update);
	return doc;
}

test('a restored document is the one Yjs makes, and goes on like it whatever arrives later', () => {
	let direct = 0;
	fc.assert(
		fc.property(wildSteps, wildSteps, (before, after) => {
			const world = new World(3);
			try {
				world.run(before);
				const { doc } = world.people[0]!;
				// As a server writes it down: read from somewhere, so that nothing removed is kept for undo.
				const state = Y.encodeStateAsUpdate(applied(Y.encodeStateAsUpdate(doc)));
				if (fillDocument(new Y.Doc(), state)) direct += 1;
				const restored = restoreDocument(state);
				const usual = applied(state);
				expect(Y.encodeStateAsUpdate(restored)).toEqual(Y.encodeStateAsUpdate(usual));
				expect(byId(restored)).toEqual(byId(usual));
				world.run(after);
				world.settle();
				const later = world.people.map((one) => Y.encodeStateAsUpdate(one.doc));
				for (const update of later) {
					Y.applyUpdate(restored, update);
					Y.applyUpdate(usual, update);
				}
				expect(byId(restored)).toEqual(byId(usual));
				expect(Y.encodeStateAsUpdate(applied(Y.encodeStateAsUpdate(restored)))).toEqual(
					Y.encodeStateAsUpdate(applied(Y.encodeStateAsUpdate(usual)))
				);
			} finally {
				world.close();
			}
		}),
		{ numRuns: 150 }
	);
	expect(direct).toBeGreaterThan(100);
});

test('a state that is not whole is left to Yjs', () => {
	const doc = new Y.Doc();
	doc.getMap('items').set('a', 1);
	const vector = Y.encodeStateVector(doc);
	doc.getMap('items').set('b', 2);
	const rest = Y.encodeStateAsUpdate(doc, vector);
	expect(fillDocument(new Y.Doc(), rest)).toBe(false);
	const restored = restoreDocument(rest);
	Y.applyUpdate(restored, Y.encodeStateAsUpdate(doc));
	expect(restored.getMap('items').toJSON()).toEqual({ a: 1, b: 2 });
});

test('content that is still there though deleted is left to Yjs, which clears it away', () => {
	const doc = new Y.Doc({ gc: false });
	doc.getMap('items').set('a', 'gone');
	doc.getMap('items').set('a', 'here');
	const state = Y.encodeStateAsUpdate(doc);
	expect(fillDocument(new Y.Doc(), state)).toBe(false);
	expect(Y.encodeStateAsUpdate(restoreDocument(state))).toEqual(
		Y.encodeStateAsUpdate(applied(state))
	);
});

test('people who wrote one key at the same time find it in the same order', () => {
	const docs = [3, 1, 2].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
	for (const doc of docs) {
		for (let i = 0; i < 5; i++) doc.getMap('items').set('a', `${doc.clientID} ${i}`);
	}
	const state = Y.encodeStateAsUpdate(applied(...docs.map((doc) => Y.encodeStateAsUpdate(doc))));
	const [restored, usual] = [restoreDocument(state), applied(state)];
	expect(Y.encodeStateAsUpdate(restored)).toEqual(Y.encodeStateAsUpdate(usual));
	expect(restored.getMap('items').get('a')).toBe(usual.getMap('items').get('a'));
});

test('a new edit of a restored document reaches others as any other', () => {
	const doc = new Y.Doc();
	const note = new Y.Map<unknown>();
	doc.getMap('items').set('a', note);
	note.set('text', new Y.Text('one'));
	const restored = restoreDocument(Y.encodeStateAsUpdate(doc));
	const updates: Uint8Array[] = [];
	restored.on('update', (update: Uint8Array) => updates.push(update));
	const text = (restored.getMap('items').get('a') as Y.Map<unknown>).get('text') as Y.Text;
	text.insert(3, ' two');
	for (const update of updates) Y.applyUpdate(doc, update);
	expect((note.get('text') as Y.Text).toJSON()).toBe('one two');
});

test('bytes that are no document are refused as Yjs refuses them', () => {
	expect(() => restoreDocument(new Uint8Array([1, 2, 3]))).toThrow(/array|end|length/iu);
});
