import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addNote, editOf, ME, openDoc, OTHER, textOf, verdict } from './testing/board.ts';
import { seeded } from './testing/random.ts';
import { rawUpdate, type RawStruct } from './testing/raw-update.ts';

const ITEM: RawStruct = { type: 1, root: 'items', key: 'a' };
const TEXT: RawStruct = { type: 2, parent: [ME, 0], key: 'text' };
/** Clock of the first character. */
const FIRST = 2;
const times = (count: number, struct: (at: number) => RawStruct): RawStruct[] =>
	Array.from({ length: count }, (_, at) => struct(at));

function board(...structs: RawStruct[]): Y.Doc {
	const doc = openDoc();
	Y.applyUpdate(doc, rawUpdate([{ client: ME, clock: 0, structs: [ITEM, TEXT, ...structs] }]));
	return doc;
}

const next = (doc: Y.Doc, structs: RawStruct[], client = ME): Uint8Array =>
	rawUpdate([{ client, clock: Y.getState(doc.store, client), structs }]);

/** A text of single characters, each written before the one before. */
const pieces = (count: number): Y.Doc =>
	board(
		{ text: 'x', parent: [ME, 1] },
		...times(count - 1, (at) => ({ text: 'x', right: [ME, FIRST + at] }))
	);

describe('an update that makes work out of nothing', () => {
	it('by neighbours far apart is refused', () => {
		const doc = pieces(2000);
		const update = next(
			doc,
			times(1000, (at) => ({ text: 'y', right: [ME, FIRST + at] }))
		);
		expect(update.length).toBeLessThan(10_000);
		expect(verdict(doc, update)).toBe('too-large');
	});

	it('by a wide gap, again and again, is refused', () => {
		const doc = pieces(2000);
		const update = next(
			doc,
			times(500, () => ({ text: 'y', origin: [ME, FIRST + 1999] }))
		);
		expect(verdict(doc, update)).toBe('too-large');
	});

	it('by the same key without an end is refused', () => {
		const doc = board();
		const update = next(
			doc,
			times(1000, () => ({ any: [1], parent: [ME, 0], key: 'x' }))
		);
		expect(verdict(doc, update)).toBe('too-large');
	});

	it('by its own structs among each other is refused', () => {
		const doc = board();
		const own = [
			{ text: 'x', parent: [ME, 1] as const },
			...times(1500, (at) => ({ text: 'x', right: [ME, FIRST + at] as const }))
		];
		const update = next(doc, [
			...own,
			...times(1500, (at) => ({ text: 'y', right: [ME, FIRST + at] as const }))
		]);
		expect(verdict(doc, update)).toBe('too-large');
	});

	it('by chopping a text into a quarter of a million pieces is refused', () => {
		const doc = board({ text: 'x'.repeat(480_000), parent: [ME, 1] });
		const ranges = Array.from({ length: 240_000 }, (_, at) => [FIRST + at * 2, 1] as const);
		expect(verdict(doc, rawUpdate([], [{ client: ME, ranges }]))).toBe('too-large');
	});

	it('or turns the order of its neighbours round is refused', () => {
		const doc = board({ text: 'abcdef', parent: [ME, 1] });
		const turned = next(doc, [{ text: 'y', origin: [ME, FIRST + 4], right: [ME, FIRST + 1] }]);
		expect(verdict(doc, turned)).toBe('cross-parent');
		const same = next(doc, [{ text: 'y', origin: [ME, FIRST], right: [ME, FIRST] }]);
		expect(verdict(doc, same)).toBe('cross-parent');
	});
});

describe('honest work', () => {
	it('of a long time offline, in a text that others changed as much, is taken', () => {
		const random = seeded(11);
		const write = (doc: Y.Doc): void => {
			const text = textOf(doc, 'a');
			for (let at = 0; at < 1500; at++) {
				if (random.chance(0.7)) text.insert(random.below(text.length), 'word');
				else text.delete(random.below(text.length - 5), 3);
			}
		};
		const doc = openDoc(OTHER);
		addNote(doc, 'a', 'text '.repeat(1000));
		const mine = editOf(doc, ME, write);
		doc.transact(() => write(doc));
		expect(verdict(doc, mine, { limits: { maxSteps: 10_000 } })).toBe('accepted');
	});

	it('of one person alone makes no steps at all', () => {
		const random = seeded(12);
		const doc = openDoc(OTHER);
		const mine = editOf(doc, ME, (copy) => {
			addNote(copy, 'a', 'text');
			const text = textOf(copy, 'a');
			for (let at = 0; at < 1000; at++) text.insert(random.below(text.length), 'ab');
		});
		expect(verdict(doc, mine, { limits: { maxSteps: 0 } })).toBe('accepted');
	});
});
