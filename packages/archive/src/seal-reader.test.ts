import { defaultSize, type Item } from '@concordia/board';
import { getItem, insertItems, newDocument } from '@concordia/board/doc';
import {
	instruments,
	isSealable,
	newCards,
	newFrame,
	revealedCard,
	sealedFields,
	sealedView,
	type FieldDefinition
} from '@concordia/instruments';
import { formatSealed, type SealedValue } from '@concordia/session';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from './seal-reader.ts';

const about = { organization: 'PN', item: 'issue' };
const round = { id: 'round', item: about.item };
const words = fc.oneof(
	fc.constantFrom(about.organization, about.item, '', ' ', 'two\r\nlines', 'Zoë 😀'),
	fc.string({ unit: 'grapheme' })
);

/** Whatever may be sealed in a field. */
function valueFor({ type, options = [] }: FieldDefinition): fc.Arbitrary<SealedValue> {
	switch (type) {
		case 'flag':
			return fc.boolean();
		case 'organizations':
			return fc.uniqueArray(fc.constantFrom('CC', 'PN', 'X'));
		case 'number':
		case 'rating':
			return fc.oneof(words, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
		case 'choice':
			return fc.constantFrom(...options);
		default:
			return words;
	}
}

const kinds = instruments.flatMap((definition) => {
	const view = sealedView(definition);
	return (view?.kinds ?? []).map((kind) => ({ definition, view: view!, kind }));
});

test.each(kinds)(
	'a revealed card of $definition.id ($kind) says letter by letter what was sealed',
	({ definition, view, kind }) => {
		const fields = fc
			.tuple(
				...sealedFields(definition, view, kind).map((field) =>
					fc.option(valueFor(field)).map((value) => [field.id, value] as const)
				)
			)
			.map((entries) =>
				Object.fromEntries(
					entries.flatMap(([id, value]) => (value === null ? [] : [[id, value] as const]))
				)
			);
		const frame: Item = {
			size: defaultSize('frame'),
			z: 'a0',
			...newFrame(definition, { id: 'frame', pos: [0, 0], locale: 'en' })
		};
		fc.assert(
			fc.property(words, fields, (text, values) => {
				const sealed = { id: 'card', kind, text, fields: values };
				fc.pre(isSealable(definition, view, sealed));
				const card = revealedCard(definition, view, 'card', sealed, {
					organization: about.organization,
					...(view.of && { item: about.item })
				});
				const [here, there] = [newDocument(), newDocument()];
				insertItems(here, newCards(definition, [frame], frame, [card]), null);
				Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
				const shown = contentOf(getItem(there, 'card')!, round, about.organization);
				expect(formatSealed(round, about.organization, [shown])).toBe(
					formatSealed(round, about.organization, [sealed])
				);
				for (const doc of [here, there]) doc.destroy();
			})
		);
	}
);

test('sets are sealed only as the board says them again', () => {
	const { definition, view, kind } = kinds[0]!;
	const field = { id: 'by', type: 'organizations' as const };
	const other = {
		...definition,
		kinds: definition.kinds.map((one) => (one.id === kind ? { ...one, fields: [field] } : one))
	};
	const isAccepted = (by: readonly string[]): boolean =>
		isSealable(other, view, { kind, text: '', fields: { by } });
	for (const by of [[], ['A'], ['A', 'B', 'a']]) expect([by, isAccepted(by)]).toEqual([by, true]);
	for (const by of [
		['B', 'A'],
		['A', 'A']
	])
		expect([by, isAccepted(by)]).toEqual([by, false]);
});
