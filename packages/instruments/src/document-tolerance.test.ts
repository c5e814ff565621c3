import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstrumentDefinition } from './definition.ts';
import { instrumentDocument } from './document.ts';
import type { DocumentModel } from './document.ts';
import { toMarkdown } from './markdown.ts';
import { cardsOf, scopeOf } from './scope.ts';
import { instruments } from './registry.ts';

const ids = ['f', 'a', 'b', 'c', 'd', 'gone', '', '__proto__', 'constructor'];
const id = fc.constantFrom(...ids);
const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 2 }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, 1e308, 12n, new Uint8Array(2))
);
const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];

/** Boards with an instrument's frame and cards whose fields hold anything, mostly something that fits. */
function boardOf(definition: InstrumentDefinition): fc.Arbitrary<Item[]> {
	const kinds = definition.kinds.map((kind) => kind.id);
	const options = definition.kinds.flatMap(({ fields }) =>
		fields.flatMap((field) => field.options ?? [])
	);
	const value = fc.oneof(
		id,
		fc.constantFrom('PN', 'CC', 'XX', '2027-03-31', '3', ...options),
		fc.array(id, { maxLength: 3 }),
		fc.integer({ min: -2, max: 7 }),
		fc.boolean(),
		nonsense
	);
	const fieldIds = [
		...new Set(definition.kinds.flatMap(({ fields }) => fields.map((field) => field.id)))
	];
	const item = fc.record(
		{
			type: fc.constantFrom('card', 'card', 'card', 'note', 'connector', 'frame'),
			instrument: fc.constantFrom(definition.id, definition.id, 'other'),
			kind: fc.constantFrom(...kinds, ...definition.links.map((link) => link.id), 'other'),
			pos: fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 })),
			size: fc.constant([200, 100]),
			parent: fc.constantFrom('f', 'f', 'f', 'a', 'gone'),
			text: fc.oneof(fc.string(), nonsense),
			from: fc.record({ item: id }),
			to: fc.record({ item: id }),
			fields: fc.oneof(fc.dictionary(fc.constantFrom(...fieldIds), value), nonsense)
		},
		{ requiredKeys: ['type', 'pos'] }
	);
	return fc.array(fc.tuple(id, item), { maxLength: 12 }).map((entries) =>
		readRaw({
			...Object.fromEntries(entries),
			f: { type: 'frame', instrument: definition.id, pos: [0, 0], size: [1000, 1000] }
		})
	);
}

/** The cards the document tells of, one entry for each time. */
function toldIn({ blocks }: DocumentModel): string[] {
	return blocks.flatMap((block) => {
		if (block.type === 'heading' && block.level === 3) return block.place ? [block.place.item] : [];
		if (block.type === 'list') return block.entries.map(({ item }) => item);
		if (block.type !== 'answers') return [];
		return block.answers.flatMap(({ entries }) => entries.map(({ item }) => item));
	});
}

for (const definition of instruments) {
	test(`the document of "${definition.id}" tells of every card once, whatever is on the board`, () => {
		fc.assert(
			fc.property(
				boardOf(definition),
				fc.constantFrom('en' as const, 'de' as const),
				(items, locale) => {
					const model = instrumentDocument(definition, items, 'f', organizations, locale);
					const told = toldIn(model);
					expect(new Set(told).size).toBe(told.length);
					const scope = scopeOf(definition, items, 'f');
					const cards = definition.kinds
						.filter((kind) => kind.id !== definition.parking?.placeholder)
						.flatMap((kind) => cardsOf(scope, kind.id));
					expect(cards.filter((card) => !told.includes(card.id))).toEqual([]);
					expect(toMarkdown(model).startsWith('# ')).toBe(true);
				}
			),
			{ numRuns: 60 }
		);
	});
}
