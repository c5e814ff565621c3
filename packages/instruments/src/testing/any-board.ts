import type { Item } from '@concordia/board';
import { readRaw } from '@concordia/board/testing';
import * as fc from 'fast-check';
import type { FieldDefinition, InstrumentDefinition } from '../definition.ts';

export const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];

/** Ids of things that are there, mostly; the frame of the instrument is `f`. */
export const anyId = fc.constantFrom(
	'f',
	'a',
	'b',
	'c',
	'd',
	'gone',
	'',
	'__proto__',
	'toString',
	'constructor'
);

export const nonsense = fc.oneof(
	fc.jsonValue({ maxDepth: 2 }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, 1e308, -1e308, 12n, new Uint8Array(2))
);

/** What fits a field. */
function fitting({ type, options = [] }: FieldDefinition): fc.Arbitrary<unknown> {
	switch (type) {
		case 'choice':
			return fc.constantFrom(...options, 'other');
		case 'organization':
			return fc.constantFrom('PN', 'CC', 'XX', '');
		case 'organizations':
			return fc.array(fc.constantFrom('PN', 'CC', 'residents'), { maxLength: 3 });
		case 'item':
			return anyId;
		case 'items':
			return fc.array(anyId, { maxLength: 3 });
		case 'rating':
			return fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant('3'));
		case 'number':
			return fc.oneof(
				fc.integer({ min: -2, max: 200 }),
				fc.constantFrom<unknown>(0.1, '12', 'half')
			);
		case 'date':
			return fc.constantFrom('2027-03-31', '2026-11-22', '0000-01-01', '9999-12-31', 'soon');
		case 'flag':
			return fc.boolean();
		default:
			return fc.string();
	}
}

/** Boards with an instrument's frame and cards whose fields hold anything, mostly something that fits. */
export function anyBoard(definition: InstrumentDefinition): fc.Arbitrary<Item[]> {
	const kinds = definition.kinds.map(({ id }) => id);
	const fields = new Map(
		definition.kinds.flatMap((kind) => kind.fields.map((field) => [field.id, field] as const))
	);
	const values = Object.fromEntries(
		[...fields].map(([id, field]) => [
			id,
			fc.oneof({ weight: 5, arbitrary: fitting(field) }, { weight: 1, arbitrary: nonsense })
		])
	);
	const item = fc.record(
		{
			type: fc.constantFrom('card', 'card', 'card', 'note', 'connector', 'frame'),
			instrument: fc.constantFrom(definition.id, definition.id, definition.id, 'other'),
			kind: fc.constantFrom(...kinds, ...kinds, ...definition.links.map(({ id }) => id), 'other'),
			pos: fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 })),
			size: fc.constant([200, 100]),
			parent: fc.constantFrom('f', 'f', 'f', 'a', 'gone'),
			text: fc.oneof(fc.string(), nonsense),
			from: fc.record({ item: anyId }),
			to: fc.record({ item: anyId }),
			fields: fc.oneof(
				{ weight: 5, arbitrary: fc.record(values, { requiredKeys: [] }) },
				{ weight: 1, arbitrary: nonsense }
			)
		},
		{ requiredKeys: ['type', 'pos'] }
	);
	return fc.array(fc.tuple(anyId, item), { maxLength: 14 }).map((entries) =>
		readRaw({
			...Object.fromEntries(entries),
			f: { type: 'frame', instrument: definition.id, pos: [0, 0], size: [1000, 1000] }
		})
	);
}
