import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardDecoder } from './decoder.ts';

const values = fc.anything({
	values: [
		fc.string({ unit: 'binary', maxLength: 200 }),
		fc.constantFrom('note', 'yellow', '', '🇩🇪', 'ä'.repeat(6), 'a'.repeat(200)),
		fc.double({ noNaN: true }),
		fc.integer(),
		fc.boolean(),
		fc.constant(null)
	],
	withNullPrototype: false,
	maxDepth: 3
});

test('reads what Yjs reads', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), values)), (entries) => {
			const doc = new Y.Doc();
			const text = doc.getText('text');
			for (const [key, value] of entries) {
				doc.getMap('items').set(key, value);
				text.insert(0, key, { [key]: true });
			}
			const update = Y.encodeStateAsUpdate(doc);
			const read = Y.decodeUpdateV2(update, BoardDecoder);
			const usual = Y.decodeUpdate(update);
			expect(read.structs.map(told)).toEqual(usual.structs.map(told));
			expect(read.ds).toEqual(usual.ds);
		}),
		{ numRuns: 300 }
	);
});

function told(struct: Y.Item | Y.AbstractStruct): unknown {
	if (!(struct instanceof Y.Item)) return [struct.id, struct.length];
	const { id, origin, rightOrigin, parent, parentSub, content } = struct;
	return [
		id,
		origin,
		rightOrigin,
		parent,
		parentSub,
		content.constructor.name,
		content.getContent()
	];
}

test('cut off or turned bytes are refused, or read as Yjs reads them', () => {
	const doc = new Y.Doc();
	doc.getMap('items').set('a', ['yellow', 'note', 2, [3, 4]]);
	doc.getMap('items').set('b', 'words');
	const update = Y.encodeStateAsUpdate(doc);
	for (let at = 0; at < update.length; at++) {
		for (const bytes of [
			update.slice(0, at),
			update.with(at, 255 - update[at]!),
			update.with(at, 12)
		]) {
			expect(toldOrRefused(() => Y.decodeUpdateV2(bytes, BoardDecoder))).toEqual(
				toldOrRefused(() => Y.decodeUpdate(bytes))
			);
		}
	}
});

function toldOrRefused(read: () => ReturnType<typeof Y.decodeUpdate>): unknown {
	try {
		return read().structs.map(told);
	} catch {
		return 'refused';
	}
}
