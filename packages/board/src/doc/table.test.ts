import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Item, Patch } from '../item.ts';
import {
	addLines,
	cellGrid,
	moveLine,
	pasteCells,
	removeLines,
	sizeLine,
	tableFrom
} from '../table.ts';
import { byId, readRaw, World } from '../testing/index.ts';
import type { Step } from '../testing/index.ts';
import { duplicateItems } from '../copy.ts';
import { isEqual } from '../normalize.ts';
import { validateItem } from '../validate.ts';
import { getItem } from './read.ts';
import { ensureCell, findCell } from './table.ts';
import { createUndo } from './undo.ts';
import { insertItems, updateItems } from './write.ts';

/** Two people at one table, each with a document of their own. `|` parts cells. */
class Desk {
	readonly a = new Y.Doc();
	readonly b = new Y.Doc();
	readonly undo = createUndo(this.a, 'a');
	#ids = 0;
	readonly newId = (): string => `n${(this.#ids += 1)}`;

	constructor(...rows: string[]) {
		this.a.clientID = 1;
		this.b.clientID = 2;
		const grid = rows.map((row) => row.split('|'));
		const table = tableFrom(grid, { pos: [0, 0], newId: this.newId, headerRow: false });
		insertItems(this.a, [{ ...table, id: 't' }], 'setup');
		this.meet();
	}

	meet(): void {
		Y.applyUpdate(this.b, Y.encodeStateAsUpdate(this.a, Y.encodeStateVector(this.b)), 'net');
		Y.applyUpdate(this.a, Y.encodeStateAsUpdate(this.b, Y.encodeStateVector(this.a)), 'net');
		if (!isEqual(getItem(this.b, 't'), getItem(this.a, 't'))) {
			throw new Error('two people see different tables');
		}
	}

	table(doc: Y.Doc = this.a): Item {
		return getItem(doc, 't')!;
	}

	edit(doc: Y.Doc, make: (table: Item) => Patch | null): void {
		const patch = make(this.table(doc));
		if (patch) updateItems(doc, [patch], doc === this.a ? 'a' : 'b');
	}

	add(doc: Y.Doc, axis: 'row' | 'column', index: number): void {
		this.edit(doc, (table) => addLines(table, axis, index, this.newId));
	}

	type(doc: Y.Doc, row: number, column: number, words: string): void {
		const { rows = [], columns = [] } = this.table(doc);
		const cell = { row: rows[row]!.id, column: columns[column]!.id };
		const origin = doc === this.a ? 'a' : 'b';
		const text = ensureCell(doc, 't', cell, origin)!;
		doc.transact(() => text.insert(text.length, words), origin);
	}

	get shown(): string[] {
		return cellGrid(this.table()).map((row) => row.join('|'));
	}
}

describe('a table', () => {
	test('is made, read, and its size follows from its columns and rows', () => {
		const desk = new Desk('a|b', 'c|d');
		expect(desk.shown).toEqual(['a|b', 'c|d']);
		const { size, columns = [], rows = [] } = desk.table();
		expect(size).toEqual([columns[0]!.width + columns[1]!.width, rows[0]!.height * 2]);
	});

	test('gets, loses, moves and sizes columns and rows', () => {
		const desk = new Desk('a|b', 'c|d');
		desk.add(desk.a, 'column', 1);
		desk.add(desk.a, 'row', 0);
		expect(desk.shown).toEqual(['||', 'a||b', 'c||d']);
		desk.edit(desk.a, (table) => moveLine(table, 'column', 2, 0));
		desk.edit(desk.a, (table) => moveLine(table, 'row', 0, 2));
		expect(desk.shown).toEqual(['b|a|', 'd|c|', '||']);
		desk.edit(desk.a, (table) => removeLines(table, 'row', new Set([table.rows![0]!.id])));
		desk.edit(desk.a, (table) => sizeLine(table, 'column', 0, 222));
		expect(desk.shown).toEqual(['d|c|', '||']);
		expect(desk.table().columns?.[0]?.width).toBe(222);
		for (let i = 0; i < 9; i++) desk.undo.undo();
		expect(desk.shown).toEqual(['a|b', 'c|d']);
	});

	test('is made larger as a whole', () => {
		const desk = new Desk('a|b', 'c|d');
		const { size } = desk.table();
		updateItems(desk.a, [{ id: 't', size: [size[0] * 2, size[1] * 3] }], 'a');
		expect(desk.table().size).toEqual([size[0] * 2, size[1] * 3]);
		desk.undo.undo();
		expect(desk.table().size).toEqual(size);
	});

	test('takes pasted cells in and grows for them', () => {
		const desk = new Desk('a|b', 'c|d');
		const grid = [
			['1', '2'],
			['3', '4']
		];
		desk.edit(desk.a, (table) => pasteCells(table, { row: 1, column: 1 }, grid, desk.newId));
		expect(desk.shown).toEqual(['a|b|', 'c|1|2', '|3|4']);
		desk.undo.undo();
		expect(desk.shown).toEqual(['a|b', 'c|d']);
	});

	test('never loses its last row', () => {
		const desk = new Desk('a|b');
		expect(removeLines(desk.table(), 'row', new Set([desk.table().rows![0]!.id]))).toBeNull();
	});

	test('is copied with what it says, and its copy is its own', () => {
		const desk = new Desk('a|b');
		const [copy] = duplicateItems([desk.table()], ['t'], () => 'copy', [10, 10]);
		expect(validateItem(copy)).toMatchObject({ ok: true });
		insertItems(desk.a, [copy!], 'a');
		desk.type(desk.a, 0, 0, '!');
		expect(cellGrid(getItem(desk.a, 'copy')!)).toEqual([['a', 'b']]);
	});
});

/** A new row of one met a new column of the other, and the first has pasted where they cross. */
function pastedWhereNewLinesMeet(): { desk: Desk; at: { row: number; column: number } } {
	const desk = new Desk('a');
	desk.add(desk.a, 'row', 1);
	desk.add(desk.b, 'column', 1);
	desk.meet();
	const at = { row: 1, column: 1 };
	desk.edit(desk.a, (table) => pasteCells(table, at, [['from a']], desk.newId));
	return { desk, at };
}

describe('two people at a table', () => {
	test('write into one cell letter by letter', () => {
		const desk = new Desk('ab|');
		desk.type(desk.a, 0, 0, 'X');
		desk.type(desk.b, 0, 0, 'Y');
		desk.meet();
		expect(desk.shown[0]).toMatch(/^ab(XY|YX)\|$/);
	});

	test('add a row and a column at once, and both write where these meet', () => {
		const desk = new Desk('a|b');
		desk.add(desk.a, 'row', 1);
		desk.add(desk.b, 'column', 2);
		desk.meet();
		desk.type(desk.a, 1, 2, 'from a');
		desk.type(desk.b, 1, 2, 'from b');
		desk.meet();
		expect(desk.shown).toEqual(['a|b|', '||from a\nfrom b']);
		// Whoever writes there next puts the two together.
		desk.type(desk.b, 1, 2, '!');
		desk.meet();
		expect(desk.shown).toEqual(['a|b|', '||from a\nfrom b!']);
		const { rows = [], columns = [] } = desk.table();
		const cell = { row: rows[1]!.id, column: columns[2]!.id };
		expect(findCell(desk.a, 't', cell)?.toJSON()).toBe('from a\nfrom b!');
	});

	test('what one pastes where a new row and a new column meet stays when the other adds a line', () => {
		const { desk } = pastedWhereNewLinesMeet();
		desk.add(desk.b, 'row', 2);
		desk.meet();
		expect(desk.shown).toEqual(['a|', '|from a', '|']);
	});

	test('paste at once where a new row and a new column meet, and both stay', () => {
		const { desk, at } = pastedWhereNewLinesMeet();
		desk.edit(desk.b, (table) => pasteCells(table, at, [['from b']], desk.newId));
		desk.meet();
		expect(desk.shown).toEqual(['a|', '|from a\nfrom b']);
	});

	test('bring back one row at once, and what each writes in it stays', () => {
		const desk = new Desk('a', 'b');
		const { rows = [] } = desk.table();
		desk.edit(desk.a, (table) => removeLines(table, 'row', new Set([rows[1]!.id])));
		desk.meet();
		desk.add(desk.b, 'column', 1);
		desk.meet();
		for (const doc of [desk.a, desk.b]) desk.edit(doc, ({ id }) => ({ id, rows }));
		desk.type(desk.a, 1, 1, 'from a');
		desk.type(desk.b, 1, 1, 'from b');
		desk.meet();
		expect(desk.shown[1]).toBe('b|from a\nfrom b');
	});

	test('what is typed into a row that another takes out comes back with the row', () => {
		const desk = new Desk('a', 'b');
		desk.edit(desk.a, (table) => removeLines(table, 'row', new Set([table.rows![1]!.id])));
		desk.type(desk.b, 1, 0, ' and more');
		desk.meet();
		expect(desk.shown).toEqual(['a']);
		desk.undo.undo();
		desk.meet();
		expect(desk.shown).toEqual(['a', 'b and more']);
	});

	test('undo of a new row leaves it when another wrote there', () => {
		const desk = new Desk('a');
		desk.add(desk.a, 'row', 1);
		desk.meet();
		desk.type(desk.b, 1, 0, 'mine');
		desk.meet();
		desk.undo.undo();
		desk.meet();
		expect(desk.shown).toEqual(['a', 'mine']);
	});

	test('move the same row and add others: all end with the same order', () => {
		const desk = new Desk('a', 'b', 'c');
		desk.edit(desk.a, (table) => moveLine(table, 'row', 0, 2));
		desk.edit(desk.b, (table) => moveLine(table, 'row', 0, 1));
		desk.add(desk.b, 'row', 1);
		desk.add(desk.a, 'row', 1);
		desk.meet();
		expect(desk.shown.toSorted()).toEqual(['', '', 'a', 'b', 'c']);
	});
});

const who = fc.nat(2);
/** Messages come late, but in order: a row whose new height is still on its way is missing for a moment. */
const tableSteps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc.record({
				do: fc.constant('cell' as const),
				who,
				pick: fc.constant(0),
				row: fc.nat(5),
				column: fc.nat(5),
				at: fc.nat(40),
				text: fc.constantFrom('α', 'β', 'γ', 'δ')
			})
		},
		{
			weight: 3,
			arbitrary: fc.record({
				do: fc.constant('table' as const),
				who,
				pick: fc.constant(0),
				edit: fc.record({
					do: fc.constantFrom('add' as const, 'move' as const, 'size' as const),
					axis: fc.constantFrom('row' as const, 'column' as const),
					at: fc.nat(5),
					to: fc.nat(100)
				})
			})
		},
		{
			weight: 3,
			arbitrary: fc.record({ do: fc.constant('deliver' as const), who, pick: fc.constant(0) })
		}
	),
	{ maxLength: 60 }
);

test('however late messages come, all end with one table and no letter is lost', () => {
	fc.assert(
		fc.property(tableSteps, (run) => {
			const world = new World(3);
			const first = world.people[0]!;
			const ids = ['c', 'd', 'r', 't'];
			const table = tableFrom([['', '']], {
				pos: [0, 0],
				newId: () => ids.shift()!,
				headerRow: true
			});
			insertItems(first.doc, [table], 'setup');
			world.settle();
			world.run(run);
			world.settle();
			const typed = run.flatMap((step) => (step.do === 'cell' ? [step.text] : [])).toSorted();
			for (const { doc, records } of world.people) {
				expect(byId(doc)).toEqual(byId(first.doc));
				expect(records.get('t')).toEqual(getItem(doc, 't'));
				const letters = cellGrid(getItem(doc, 't')!).flat().join('').replaceAll('\n', '');
				expect(Array.from(letters).toSorted()).toEqual(typed);
			}
			world.close();
		}),
		{ numRuns: 200 }
	);
});

test('what other programs put into a table is read without harm', () => {
	const odd = readRaw({
		t: { type: 'table', columns: [1, 2], rows: 'x', cells: 7, headerRow: 'yes', size: [10, 10] }
	});
	expect(odd).toMatchObject([{ columns: [], rows: [], cells: {}, size: [10, 10] }]);
	const doc = new Y.Doc();
	insertItems(doc, [{ id: 't', type: 'table', pos: [0, 0] }], 'me');
	const map = doc.getMap('items').get('t') as Y.Map<unknown>;
	const columns = map.get('columns') as Y.Map<unknown>;
	columns.set('good', { order: 'a0', width: Number.NaN });
	columns.set('a:b', { order: 'a1', width: 4 });
	columns.set('none', 'word');
	columns.set('__proto__', { order: 'a', width: 9 });
	(map.get('rows') as Y.Map<unknown>).set('r', {});
	(map.get('cells') as Y.Map<unknown>).set('r:good', 'plain').valueOf();
	expect(getItem(doc, 't')).toMatchObject({
		columns: [{ id: 'good', width: 160 }],
		rows: [{ id: 'r', order: '' }],
		cells: { 'r:good': 'plain' }
	});
});

test('a record from outside is checked', () => {
	const base = { id: 't', type: 'table', pos: [0, 0] };
	expect(validateItem({ ...base, columns: [{ id: 'a', order: 'a0', width: 5 }] }).ok).toBe(true);
	expect(validateItem({ ...base, columns: [{ id: 'a' }] }).ok).toBe(false);
	expect(validateItem({ ...base, rows: 'many' }).ok).toBe(false);
	expect(validateItem({ ...base, type: 'other', rows: 'many' }).ok).toBe(true);
	expect(validateItem({ ...base, cells: { 'a:b': 3 } }).ok).toBe(false);
});
