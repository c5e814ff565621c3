import type { Item } from '@concordia/board';
import { docText } from '@concordia/board/document';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annualPlan } from './annual-plan/definition.ts';
import { compareDocuments } from './frozen-document.ts';
import { compareFrozen, formatFrozen, frozenOf, parseFrozen } from './frozen.ts';
import { itemsOfFrozen } from './thaw.ts';
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

const paragraph = (text: string, attrs: object = {}, marks?: object) => ({
	type: 'paragraph',
	attrs: { id: `p${text.length}`, ...attrs },
	content: [{ text, ...(marks && { marks }) }]
});

function document(...doc: object[]): Item {
	return card('d', '', { type: 'document', doc: doc as NonNullable<Item['doc']> });
}

const documentsOf = (...doc: object[]) =>
	frozenOf(problemSet, [frame, document(...doc)], 'f').documents;

describe('a document in the frame', () => {
	const words = [paragraph('Our terms', { heading: 1 }), paragraph('We share the costs.')];

	test('is part of the text, with what is a heading and what a list', () => {
		const text = textOf(document(...words));
		expect(text).toContain('"documents":[["d",[{"type":"paragraph","attrs":{"heading":1}');
		expect(parseFrozen(text)).toEqual(frozenOf(problemSet, [frame, document(...words)], 'f'));
		const other = [paragraph('Our terms', { heading: 2 }), words[1]!];
		expect(textOf(document(...other))).not.toBe(text);
	});

	test.each([
		['has no words', [paragraph(' ')]],
		['has nothing', []]
	])('that %s is none', (_, doc) => {
		expect(textOf(document(...doc))).toBe(textOf());
	});

	test('is the same whatever is only suggested, and however its blocks are named', () => {
		const suggested = [
			{ ...words[0], attrs: { heading: 1 } },
			{
				type: 'paragraph',
				content: [
					{ text: 'We share ' },
					{ text: 'all ', marks: { insertion: { id: 's1' } } },
					{ text: 'the', marks: { deletion: { id: 's2' } } },
					{ text: ' costs.' }
				]
			}
		];
		expect(textOf(document(...suggested))).toBe(textOf(document(...words)));
	});

	test('is compared line by line and word by word', () => {
		const [compared] = compareDocuments(
			documentsOf(...words, paragraph('By size', { list: 'bullet' }), paragraph('Last')),
			documentsOf(
				words[0]!,
				paragraph('We share all the costs.'),
				paragraph('By size'),
				paragraph('Last', {}, { bold: {} }),
				paragraph('And more')
			)
		);
		expect(compared).toMatchObject({ id: 'd', title: 'Our terms', state: 'changed' });
		expect(compared?.lines.map(({ state, shape, was }) => [state, shape, was])).toEqual([
			['same', 'heading-1', undefined],
			['changed', 'paragraph', undefined],
			['changed', 'paragraph', 'bullet'],
			['changed', 'paragraph', undefined],
			['added', 'paragraph', undefined]
		]);
		expect(compared?.lines[1]?.runs).toEqual([
			{ kind: 'same', text: 'We share ' },
			{ kind: 'added', text: 'all ' },
			{ kind: 'same', text: 'the costs.' }
		]);
	});

	test('keeps every line of either version when random ones are compared', () => {
		const line = fc
			.tuple(fc.constantFrom('a', 'b', 'c', 'a b', 'b c'), fc.constantFrom('', 'bullet'))
			.map(([text, list]) => paragraph(text, list === '' ? {} : { list }));
		const lines = fc.array(line, { minLength: 1, maxLength: 9 });
		fc.assert(
			fc.property(lines, lines, (older, newer) => {
				const [before, after] = [documentsOf(...older), documentsOf(...newer)];
				const [compared] = compareDocuments(before, after);
				const told = (kind: string) =>
					compared!.lines
						.filter(({ state }) => state !== kind)
						.map(({ runs }) => runs.map((run) => (run.kind === kind ? '' : run.text)).join(''));
				const said = (docs: typeof before) => docs[0]!.blocks.map(docText);
				expect(told('removed')).toEqual(said(after));
				expect(told('added')).toEqual(said(before));
			}),
			{ numRuns: 300, seed: 8 }
		);
	});
});

test('a version as items of a board says what the version says', () => {
	const link = card('l', '', { type: 'connector', from: { item: 'a' }, to: { item: 'b' } });
	const board = [
		frame,
		card('a', 'Waiting', { fields: { evidence: '7 weeks' } }),
		card('b', 'Doubled tests'),
		link,
		document(paragraph('Our terms'))
	];
	const frozen = frozenOf(problemSet, board, 'f');
	expect(frozenOf(problemSet, itemsOfFrozen(frozen, 'f'), 'f')).toEqual(frozen);
	const order = itemsOfFrozen(frozen, 'f', (id) => (id === 'b' ? 0 : undefined));
	const topOf = (id: string) => order.find((item) => item.id === id)?.pos[1];
	expect([topOf('b'), topOf('a')]).toEqual([0, 140]);
});

test('how far a plan has come is no part of its wording', () => {
	const plan = { ...frame, instrument: 'annual-plan' };
	const activity = (fields: NonNullable<Item['fields']>) =>
		card('a', 'One form', { instrument: 'annual-plan', kind: 'activity', fields });
	const review = card('r', 'Late', { instrument: 'annual-plan', kind: 'review' });
	const text = (...items: Item[]) => formatFrozen(frozenOf(annualPlan, [plan, ...items], 'f'));
	const ratified = text(activity({ lead: 'PN', target: 3 }));
	expect(
		text(activity({ lead: 'PN', target: 3, actual: 1, progress: 50, status: 'late' }), review)
	).toBe(ratified);
	expect(text(activity({ lead: 'PN', target: 4 }))).not.toBe(ratified);
});
