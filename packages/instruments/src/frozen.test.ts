import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFrozen, formatFrozen, frozenOf, parseFrozen } from './frozen.ts';
import { problemSet } from './problem-set/definition.ts';

const frame: Item = {
	id: 'f',
	type: 'frame',
	pos: [0, 0],
	size: [900, 900],
	z: 'a',
	text: 'Problems',
	instrument: 'problem-set'
};

function card(id: string, text: string, change: Partial<Item> = {}): Item {
	return {
		id,
		type: 'card',
		pos: [0, 0],
		size: [9, 9],
		z: 'b',
		parent: 'f',
		instrument: 'problem-set',
		kind: 'problem',
		text,
		...change
	};
}

const textOf = (...items: Item[]) => formatFrozen(frozenOf(problemSet, [frame, ...items], 'f'));
const say = (_kind: string, _field: string, value: unknown) => String(value);

describe('the frozen text', () => {
	const one = card('a', 'Waiting', { fields: { evidence: '7 weeks' } });
	const two = card('b', 'Doubled tests');

	test('is what the cards say, in whatever order they come', () => {
		expect(textOf(one, two)).toBe(textOf(two, one));
		expect(textOf(one)).toBe(
			'{"instrument":"problem-set","title":"Problems","cards":[["a","problem","Waiting",[["evidence","7 weeks"]]]],"links":[]}'
		);
	});

	test.each<{ name: string; items: Item[] }>([
		{ name: 'a card is moved', items: [{ ...one, pos: [50, 50], color: 'red' }, two] },
		{ name: 'an empty card is added', items: [one, two, card('c', '')] },
		{
			name: 'an empty field is opened',
			items: [one, card('b', 'Doubled tests', { fields: { evidence: '' } })]
		},
		{ name: 'a note is put on it', items: [one, two, card('n', 'x', { instrument: 'other' })] },
		{ name: 'a card stands outside', items: [one, two, card('c', 'x', { parent: 'elsewhere' })] },
		{ name: 'a kind is unknown', items: [one, two, card('c', 'x', { kind: 'rumour' })] }
	])('stays the same when $name', ({ items }) => {
		expect(textOf(...items)).toBe(textOf(one, two));
	});

	test('is another with another word, field, card, link or title', () => {
		const link: Item = {
			...card('l', ''),
			type: 'connector',
			kind: 'feeds-into',
			from: { item: 'a' },
			to: { item: 'b' }
		};
		const texts = [
			textOf(one, two),
			textOf(one),
			textOf(one, card('b', 'Doubled test')),
			textOf(card('a', 'Waiting', { fields: { evidence: '8 weeks' } }), two),
			textOf(one, two, link),
			formatFrozen(frozenOf(problemSet, [{ ...frame, text: 'Ours' }, one, two], 'f'))
		];
		expect(new Set(texts).size).toBe(texts.length);
	});

	test('is read back as what it was, and nothing else is taken for one', () => {
		const text = textOf(one, two);
		expect(parseFrozen(text)).toEqual(frozenOf(problemSet, [frame, one, two], 'f'));
		for (const bad of ['', '{}', '[]', 'null', ` ${text}`, text.replace('"Waiting"', '7')])
			expect(parseFrozen(bad)).toBeNull();
	});
});

test('two versions are compared word by word', () => {
	const before = frozenOf(
		problemSet,
		[frame, card('a', 'People wait long'), card('b', 'Same'), card('c', 'Gone')],
		'f'
	);
	const after = frozenOf(
		problemSet,
		[
			frame,
			card('a', 'People wait too long', { fields: { evidence: 'seven weeks' } }),
			card('b', 'Same'),
			card('d', 'New')
		],
		'f'
	);
	const compared = compareFrozen(before, after, say);
	expect(compared.map(({ id, state }) => [id, state])).toEqual([
		['a', 'changed'],
		['b', 'same'],
		['d', 'added'],
		['c', 'removed']
	]);
	expect(compared[0]?.texts).toEqual([
		{
			runs: [
				{ kind: 'same', text: 'People wait ' },
				{ kind: 'added', text: 'too ' },
				{ kind: 'same', text: 'long' }
			]
		},
		{ field: 'evidence', runs: [{ kind: 'added', text: 'seven weeks' }] }
	]);
});

test('any board gives a text that reads back, and comparing it with another loses no word of either', () => {
	const id = fc.constantFrom('f', 'a', 'b', 'c', '__proto__', 'constructor');
	const nonsense = fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc.constantFrom<unknown>(Number.NaN, 12n)
	);
	const or = <Value>(sound: fc.Arbitrary<Value>) =>
		fc.oneof({ weight: 4, arbitrary: sound }, { weight: 1, arbitrary: nonsense });
	const raw = fc.record(
		{
			type: or(fc.constantFrom('card', 'connector', 'frame')),
			instrument: or(fc.constant('problem-set')),
			kind: or(fc.constantFrom('problem', 'perspective')),
			parent: or(id),
			text: or(fc.string()),
			from: or(fc.record({ item: id })),
			to: or(fc.record({ item: id })),
			fields: or(fc.dictionary(fc.constantFrom('evidence', '__proto__', 'x'), nonsense))
		},
		{ requiredKeys: [] }
	);
	const board = fc
		.array(fc.tuple(id, raw), { maxLength: 12 })
		.map((entries) => readRaw(Object.fromEntries(entries)));
	fc.assert(
		fc.property(board, board, id, (older, newer, frameId) => {
			const before = frozenOf(problemSet, older, frameId);
			const after = frozenOf(problemSet, newer, frameId);
			expect(parseFrozen(formatFrozen(after))).toEqual(after);
			expect(formatFrozen(frozenOf(problemSet, newer.toReversed(), frameId))).toBe(
				formatFrozen(after)
			);
			const compared = compareFrozen(before, after, say);
			expect(new Set(compared.map((one) => one.id)).size).toBe(compared.length);
			for (const { id: of, texts } of compared) {
				const joined = (kind: string) =>
					texts[0]?.runs
						.filter((run) => run.kind !== kind)
						.map((run) => run.text)
						.join('');
				expect(joined('added')).toBe(before.cards.find((one) => one.id === of)?.text ?? '');
				expect(joined('removed')).toBe(after.cards.find((one) => one.id === of)?.text ?? '');
			}
		}),
		{ numRuns: 300, seed: 4 }
	);
});
