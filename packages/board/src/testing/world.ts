// A small world for tests: several people with their own documents, a network that delivers late and out of
// order, and steps as plain data, so that a failing run can be pasted back as a case.
import * as Y from 'yjs';
import { enterChanges } from '../changes.ts';
import type { Item, NewItem, Patch } from '../item.ts';
import { createUndo } from '../doc/undo.ts';
import type { BoardUndo } from '../doc/undo.ts';
import { observeBoard } from '../doc/observe.ts';
import { getItem, readBoard } from '../doc/read.ts';
import { itemText } from '../doc/text.ts';
import { ensureCell } from '../doc/table.ts';
import { insertItems, removeItems, updateItems } from '../doc/write.ts';
import { addLines, moveLine, removeLines, sizeLine } from '../table.ts';
import type { Axis } from '../table.ts';

/** What one person does, or the network. `pick` chooses among what is there, so that any number fits. */
export type Step =
	| { readonly do: 'insert'; readonly who: number; readonly item: NewItem }
	| { readonly do: 'update'; readonly who: number; readonly pick: number; readonly patch: object }
	| { readonly do: 'remove'; readonly who: number; readonly pick: number }
	| {
			readonly do: 'type';
			readonly who: number;
			readonly pick: number;
			readonly at: number;
			readonly text: string;
	  }
	| { readonly do: 'erase'; readonly who: number; readonly pick: number; readonly at: number }
	| { readonly do: 'table'; readonly who: number; readonly pick: number; readonly edit: TableEdit }
	| {
			readonly do: 'cell';
			readonly who: number;
			readonly pick: number;
			readonly row: number;
			readonly column: number;
			readonly at: number;
			readonly text: string;
	  }
	| { readonly do: 'undo'; readonly who: number }
	| { readonly do: 'redo'; readonly who: number }
	| { readonly do: 'foreign'; readonly who: number; readonly pick: number; readonly raw: Garbage }
	| { readonly do: 'deliver'; readonly who: number; readonly pick: number };

/** What is done to a table's columns and rows. */
export interface TableEdit {
	readonly do: 'add' | 'remove' | 'move' | 'size';
	readonly axis: Axis;
	readonly at: number;
	readonly to: number;
}

/** What a program that knows nothing of our rules writes: at a key of an item, or in place of the item. */
export type Garbage =
	| { readonly key: string; readonly value: unknown }
	| { readonly key: string; readonly type: 'map' | 'array' | 'text' | 'xml' }
	| { readonly instead: unknown };

export interface Person {
	readonly doc: Y.Doc;
	readonly origin: string;
	readonly history: BoardUndo;
	/** Updates that have not arrived yet. */
	readonly inbox: Uint8Array[];
	/** Kept up to date from the changes alone. */
	readonly records: Map<string, Item>;
	readonly close: () => void;
}

const network = 'network';

export class World {
	readonly people: readonly Person[];
	#lines = 0;

	constructor(count: number) {
		this.people = Array.from({ length: count }, (_, index) => this.#open(index));
	}

	#open(index: number): Person {
		const doc = new Y.Doc();
		doc.clientID = index + 1;
		const origin = `person ${index}`;
		const records = new Map<string, Item>();
		const stop = observeBoard(doc, (changes) => {
			enterChanges(records, changes);
		});
		doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from === network) return;
			for (const person of this.people) if (person.doc !== doc) person.inbox.push(update);
		});
		const history = createUndo(doc, origin);
		const close = (): void => {
			stop();
			history.stop();
			doc.destroy();
		};
		return { doc, origin, history, inbox: [], records, close };
	}

	run(steps: readonly Step[]): void {
		for (const step of steps) this.#step(step);
	}

	#step(step: Step): void {
		const person = this.people[step.who % this.people.length]!;
		const { doc, origin, history } = person;
		if (step.do === 'insert') insertItems(doc, [step.item], origin);
		else if (step.do === 'undo' || step.do === 'redo') history[step.do]();
		else if (step.do === 'deliver') this.#deliver(person, step.pick);
		else {
			const ids = [...doc.getMap('items').keys()].toSorted();
			const id = ids[step.pick % Math.max(1, ids.length)];
			if (id === undefined) return;
			if (step.do === 'table' || step.do === 'cell') this.#touchTable(person, id, step);
			else this.#touch(person, id, step);
		}
	}

	#touchTable(
		{ doc, origin }: Person,
		id: string,
		step: Extract<Step, { do: 'table' | 'cell' }>
	): void {
		const table = getItem(doc, id);
		if (table?.type !== 'table') return;
		const { columns = [], rows = [] } = table;
		if (step.do === 'table') {
			const patch = editTable(table, step.edit, () => `line${(this.#lines += 1)}`);
			if (patch) updateItems(doc, [patch], origin);
			return;
		}
		const row = rows[step.row % Math.max(1, rows.length)];
		const column = columns[step.column % Math.max(1, columns.length)];
		if (!row || !column) return;
		const text = ensureCell(doc, id, { row: row.id, column: column.id }, origin);
		doc.transact(() => text?.insert(step.at % (text.length + 1), step.text), origin);
	}

	#touch({ doc, origin }: Person, id: string, step: Step): void {
		const text = itemText(doc, id);
		if (step.do === 'update') updateItems(doc, [{ id, ...step.patch }], origin);
		else if (step.do === 'remove') removeItems(doc, [id], origin);
		else if (step.do === 'type' && text) {
			doc.transact(() => text.insert(step.at % (text.length + 1), step.text), origin);
		} else if (step.do === 'erase' && text && text.length > 0) {
			doc.transact(() => text.delete(step.at % text.length, 1), origin);
		} else if (step.do === 'foreign') doc.transact(() => litter(doc, id, step.raw), 'foreign');
	}

	/** Any of the waiting updates may come first. */
	#deliver(person: Person, pick: number): void {
		const [update] = person.inbox.splice(pick % Math.max(1, person.inbox.length), 1);
		if (update) Y.applyUpdate(person.doc, update, network);
	}

	/** Everything arrives everywhere. */
	settle(): void {
		for (const person of this.people) {
			while (person.inbox.length > 0) this.#deliver(person, person.inbox.length - 1);
		}
	}

	close(): void {
		for (const person of this.people) person.close();
	}
}

function editTable(table: Item, edit: TableEdit, newId: () => string): Patch | null {
	const lines: readonly { readonly id: string }[] =
		(edit.axis === 'column' ? table.columns : table.rows) ?? [];
	const at = edit.at % Math.max(1, lines.length);
	switch (edit.do) {
		case 'add':
			return addLines(table, edit.axis, edit.at % (lines.length + 1), newId);
		case 'remove':
			return removeLines(table, edit.axis, new Set(lines[at] ? [lines[at].id] : []));
		case 'move':
			return moveLine(table, edit.axis, at, edit.to % Math.max(1, lines.length));
		default:
			return sizeLine(table, edit.axis, at, 40 + edit.to);
	}
}

function litter(doc: Y.Doc, id: string, raw: Garbage): void {
	const items = doc.getMap('items');
	if ('instead' in raw) {
		items.set(id, raw.instead);
		return;
	}
	const item = items.get(id);
	if (!(item instanceof Y.Map)) return;
	item.set(raw.key, 'type' in raw ? sharedGarbage(raw.type) : raw.value);
}

function sharedGarbage(type: 'map' | 'array' | 'text' | 'xml'): unknown {
	switch (type) {
		case 'map':
			return new Y.Map<unknown>([
				['x', 1],
				['__proto__', true]
			]);
		case 'array':
			return Y.Array.from([1, 'two', null]);
		case 'text':
			return new Y.Text('shared');
		default:
			return new Y.XmlFragment();
	}
}

/** The board as comparable data: by id, whatever the order in the document. */
export function byId(doc: Y.Doc): Record<string, Item> {
	return Object.fromEntries(
		readBoard(doc)
			.map((item): [string, Item] => [item.id, item])
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
	);
}
