import * as fc from 'fast-check';
import type { NewItem } from '../item.ts';
import type { Garbage, Step, TableEdit } from './world.ts';

const who = fc.nat(2);
const pick = fc.nat(20);
const coordinate = fc.integer({ min: -500, max: 500 });
const point = fc.tuple(coordinate, coordinate);
const id = fc.integer({ min: 0, max: 12 }).map((n) => `i${n}`);
const word = fc.constantFrom('a', 'b', 'Zürich', '😀', '👩‍👩‍👧', ' ');
const end = fc.oneof(
	id.map((item) => ({ item })),
	point.map((at) => ({ point: at }))
);
const fields = fc.record(
	{ words: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')), flag: fc.boolean(), note: word },
	{ requiredKeys: [] }
);

const lines = fc.constantFrom(
	[{ id: 'x', order: 'a0' }],
	[
		{ id: 'x', order: 'a0' },
		{ id: 'y', order: 'a1' }
	]
);

const item: fc.Arbitrary<NewItem> = fc.record(
	{
		id,
		type: fc.constantFrom('note', 'frame', 'card', 'connector', 'ink', 'table', 'from-the-future'),
		pos: point,
		size: fc.tuple(fc.nat(300), fc.nat(300)),
		parent: id,
		color: fc.constantFrom('red', 'blue'),
		text: word,
		from: end,
		to: end,
		fields,
		textFields: fc.constant(['note']),
		columns: lines.map((ids) => ids.map((one) => ({ ...one, width: 80 }))),
		rows: lines.map((ids) => ids.map((one) => ({ ...one, height: 40 })))
	},
	{ requiredKeys: ['id', 'type', 'pos'] }
);

const tableEdit: fc.Arbitrary<TableEdit> = fc.record({
	do: fc.constantFrom(
		'add' as const,
		'add' as const,
		'remove' as const,
		'move' as const,
		'size' as const
	),
	axis: fc.constantFrom('column' as const, 'row' as const),
	at: fc.nat(6),
	to: fc.nat(200)
});
const onTables: fc.Arbitrary<Step> = fc.oneof(
	fc.record({ do: fc.constant('table' as const), who, pick, edit: tableEdit }),
	fc.record({
		do: fc.constant('cell' as const),
		who,
		pick,
		row: fc.nat(6),
		column: fc.nat(6),
		at: fc.nat(30),
		text: word
	})
);

const patch = fc.record(
	{
		pos: point,
		color: fc.constantFrom('red', 'green', null),
		parent: fc.option(id),
		text: fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
		from: end,
		fields
	},
	{ requiredKeys: [] }
);

const edit: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('insert' as const), who, item }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('update' as const), who, pick, patch }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), who, pick }) },
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('type' as const),
			who,
			pick,
			at: fc.nat(30),
			text: word
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('erase' as const), who, pick, at: fc.nat(30) })
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const), who })
	},
	{ weight: 4, arbitrary: onTables },
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), who, pick }) }
);

const anyKey = fc.constantFrom(
	'type',
	'pos',
	'size',
	'z',
	'parent',
	'color',
	'text',
	'from',
	'to',
	'points',
	'src',
	'instrument',
	'kind',
	'fields',
	'textFields',
	'columns',
	'rows',
	'cells',
	'headerRow',
	'id',
	'__proto__',
	'constructor',
	'own'
);
const anyValue = fc.oneof(
	fc.constantFrom<unknown>(null, Number.NaN, Infinity, -0, '', true, 12n, new Uint8Array(3)),
	fc.jsonValue(),
	fc.constantFrom([1], [1, 2, 3], ['a', 'b'], { item: 'i1' }, { item: 7 }, { point: [1] })
);
const garbage: fc.Arbitrary<Garbage> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ key: anyKey, value: anyValue }) },
	{
		weight: 2,
		arbitrary: fc.record({ key: anyKey, type: fc.constantFrom('map', 'array', 'text', 'xml') })
	},
	{ weight: 1, arbitrary: fc.record({ instead: anyValue }) }
);
const foreign = fc.record({ do: fc.constant('foreign' as const), who, pick, raw: garbage });

/** What people do with our program. */
export const steps = fc.array(edit, { maxLength: 80 });
/** The same beside a foreign program that writes anything anywhere. */
export const wildSteps = fc.array(
	fc.oneof({ weight: 5, arbitrary: edit }, { weight: 2, arbitrary: foreign }),
	{
		maxLength: 80
	}
);
