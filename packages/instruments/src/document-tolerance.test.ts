import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instrumentDocument } from './document.ts';
import type { DocumentModel } from './document.ts';
import { cardsOf, scopeOf } from './scope.ts';
import { instruments } from './registry.ts';
import { anyBoard, organizations } from './testing/any-board.ts';

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
				anyBoard(definition),
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
				}
			),
			{ numRuns: 60 }
		);
	});
}
