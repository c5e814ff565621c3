import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readCaret, writeCaret } from './carets.ts';

/** The same text on two pages. */
function pages(words: string): { here: Y.Text; there: Y.Text; meet: () => void } {
	const [a, b] = [new Y.Doc(), new Y.Doc()];
	const map = a.getMap('items');
	map.set('n', new Y.Text(words));
	const meet = (): void => {
		Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
		Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
	};
	meet();
	return {
		here: a.getMap('items').get('n') as Y.Text,
		there: b.getMap('items').get('n') as Y.Text,
		meet
	};
}

const place = { item: 'n' };
const sent = (caret: unknown): unknown => JSON.parse(JSON.stringify(caret));

test('a caret stays between its letters while others type', () => {
	const { here, there, meet } = pages('one two');
	const caret = sent(writeCaret(place, here, { anchor: 3, head: 7 }));
	expect(readCaret(caret, place, there)).toEqual({ anchor: 3, head: 7 });
	there.insert(0, '>> ');
	there.insert(7, '!');
	expect(readCaret(caret, place, there)).toEqual({ anchor: 6, head: 11 });
	meet();
	expect(readCaret(caret, place, here)).toEqual({ anchor: 6, head: 11 });
});

test('a caret at the beginning, in an empty text and in another text', () => {
	const { here, there } = pages('');
	expect(readCaret(sent(writeCaret(place, here, { anchor: 0, head: 0 })), place, there)).toEqual({
		anchor: 0,
		head: 0
	});
	const caret = sent(writeCaret({ item: 'n', cell: 'r:c' }, here, { anchor: 0, head: 0 }));
	expect(readCaret(caret, place, there)).toBeNull();
	expect(readCaret(caret, { item: 'n', cell: 'r:c' }, there)).toEqual({ anchor: 0, head: 0 });
});

test('letters that have not arrived yet show no caret', () => {
	const { here, there } = pages('a');
	here.insert(1, 'b');
	const caret = sent(writeCaret(place, here, { anchor: 2, head: 2 }));
	expect(readCaret(caret, place, there)).toBeNull();
});

test('whatever a peer says, nothing breaks', () => {
	const { here } = pages('words');
	const id = fc.oneof(
		fc.record({
			client: fc.oneof(fc.integer(), fc.constant(here.doc!.clientID)),
			clock: fc.integer({ min: -2, max: 9 })
		}),
		fc.jsonValue()
	);
	const end = fc.oneof(
		fc.record(
			{ item: id, type: id, tname: fc.string(), assoc: fc.integer() },
			{ requiredKeys: [] }
		),
		fc.jsonValue()
	);
	const said = fc.record({
		item: fc.constant('n'),
		cell: fc.constant(null),
		anchor: end,
		head: end
	});
	const places = fc.sample(said, 500).map((raw) => readCaret(raw, place, here)?.anchor ?? 0);
	expect(Math.max(...places)).toBeLessThanOrEqual(here.length);
});
