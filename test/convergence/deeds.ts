// Everything people do to a board, each kind as what chance makes of it. `ids` is what their hand is on; a kind
// that needs a table, a card or a connector takes another when there is none among them.
import {
	applyPatches,
	bottomKey,
	duplicateItems,
	groupItems,
	mergePatches,
	moveItems,
	reattach,
	reparent,
	restoredTogether,
	restoreItems,
	topKey,
	ungroupItems,
	type Item,
	type NewItem,
	type Patch
} from '@concordia/board';
import {
	ensureCell,
	insertItems,
	itemText,
	removeItems,
	setReaction,
	updateItems
} from '@concordia/board/doc';
import { addLines, moveLine, pasteCells, removeLines, sizeLine } from '@concordia/board/table';
import * as Y from 'yjs';
import type { Random } from '../harness/random.ts';
import type { Letters } from './letters.ts';
import type { Client } from './network.ts';

export interface Hand {
	readonly client: Client;
	readonly ids: readonly string[];
	readonly random: Random;
	readonly letters: Letters;
	readonly newId: () => string;
	/** The board as this person saw it at some time, for when they bring it back. */
	readonly moment: ReadonlyMap<string, Item>;
}

export type Deed = (hand: Hand) => void;

/** What comments, reactions and the editor of documents are written with: undo of the board leaves them alone. */
const aside = Symbol('aside');

export const board = ({ client }: Pick<Hand, 'client'>): Item[] =>
	[...client.records.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));

const one = ({ ids, random }: Hand): string => random.pick(ids) ?? 'none';
const offset = (random: Random): number => random.below(400) - 200;

/** One of this type, if possible one that the hand is on. */
function pick(hand: Hand, kind: string): Item | undefined {
	const all = board(hand).filter((item) => item.type === kind);
	return hand.random.pick(all.filter(({ id }) => hand.ids.includes(id))) ?? hand.random.pick(all);
}

function update({ client }: Hand, patches: readonly (Patch | null)[]): void {
	updateItems(
		client.doc,
		patches.filter((patch) => patch !== null),
		client
	);
}

const insert = ({ client }: Hand, items: readonly NewItem[]): void =>
	void insertItems(client.doc, items, client);

/** Letter by letter, as people do. */
function typeIn({ client, random, letters }: Hand, id: string, text: Y.Text | undefined): void {
	let at = random.below((text?.length ?? 0) + 1);
	for (let count = text ? 1 + random.below(3) : 0; count > 0; count -= 1) {
		client.doc.transact(() => text?.insert(at, letters.type(client, id)), client);
		at += 1;
	}
}

function erase({ client, random }: Hand, text: Y.Text | undefined): void {
	if (!text || text.length === 0) return;
	const at = random.below(text.length);
	const count = 1 + random.below(Math.min(3, text.length - at));
	client.doc.transact(() => text.delete(at, count), client);
}

/** The text with another letter in place of one of its letters, as search and replace leave it. */
function rewritten({ client, random, letters }: Hand, id: string, text: string): string {
	const at = random.below(text.length + 1);
	return text.slice(0, at) + letters.type(client, id) + text.slice(at + random.below(2));
}

export function newItem(hand: Hand, kind: string): NewItem {
	const { random, newId } = hand;
	const place = { id: newId(), type: kind, pos: [random.below(500), random.below(500)] as const };
	const other = one(hand);
	const side = 50 + random.below(1000);
	switch (kind) {
		case 'connector':
			return { ...place, from: { item: other }, to: { point: [side, side] } };
		case 'comment':
			return { ...place, on: other, text: '' };
		case 'card':
			return { ...place, text: '', fields: { tags: ['x'], words: '' }, textFields: ['words'] };
		case 'document':
			return { ...place, doc: [1, 2, 3].map(() => ({ type: 'paragraph' })) };
		case 'frame':
			return { ...place, size: [side, side], text: '' };
		case 'table':
			return {
				...place,
				columns: ['a', 'b'].map((order) => ({ id: newId(), order, width: 100 })),
				rows: ['a', 'b'].map((order) => ({ id: newId(), order, height: 40 }))
			};
		default:
			return { ...place, text: '', ...(random.chance(0.3) && { parent: other }) };
	}
}

/** The words in a card's field. */
const wordsOf = ({ client }: Hand, card: Item | undefined): Y.Text | undefined =>
	card && itemText(client.doc, card.id, 'words');

function cellOf(hand: Hand): { readonly table: Item; readonly text: Y.Text | undefined } | null {
	const table = pick(hand, 'table');
	const row = hand.random.pick(table?.rows ?? []);
	const column = hand.random.pick(table?.columns ?? []);
	if (!table || !row || !column) return null;
	const cell = { row: row.id, column: column.id };
	return { table, text: ensureCell(hand.client.doc, table.id, cell, hand.client) };
}

type Line = {
	readonly axis: 'row' | 'column';
	readonly ids: readonly string[];
	readonly at: number;
};

/** A paragraph of a document, with the text in it, if it has one. */
function paragraphOf(hand: Hand): {
	readonly document: Item;
	readonly all: Y.XmlFragment;
	readonly at: number;
	readonly text: Y.XmlText | undefined;
} | null {
	const document = pick(hand, 'document');
	const entry = document && hand.client.doc.getMap('items').get(document.id);
	const all = entry instanceof Y.Map ? (entry.get('doc') as unknown) : undefined;
	if (!document || !(all instanceof Y.XmlFragment)) return null;
	const at = hand.random.below(all.length);
	const paragraph = all.length > 0 ? all.get(at) : undefined;
	const parts = paragraph instanceof Y.XmlElement ? paragraph.toArray() : [];
	const texts = parts.filter((part): part is Y.XmlText => part instanceof Y.XmlText);
	return { document, all, at, text: hand.random.pick(texts) };
}

/** Does something to a column or row of a table. */
function onLine(hand: Hand, change: (table: Item, line: Line) => Patch | null): void {
	const table = pick(hand, 'table');
	if (!table) return;
	const axis = hand.random.chance(0.5) ? 'row' : 'column';
	const ids = ((axis === 'row' ? table.rows : table.columns) ?? []).map(({ id }) => id);
	update(hand, [change(table, { axis, ids, at: hand.random.below(ids.length) })]);
}

/** Brings back what the hand is on, or the whole board, as it was. */
function restore(hand: Hand, isWhole: boolean): void {
	const { client, moment, ids } = hand;
	const now = new Map(client.records);
	const wanted = isWhole ? [...moment.keys(), ...now.keys()] : restoredTogether(moment, now, ids);
	const { remove, update: patches, insert: items } = restoreItems(moment, now, wanted);
	const again = reattach(moment, now, wanted).filter(({ id }) => !wanted.includes(id));
	client.doc.transact(() => {
		removeItems(client.doc, remove, client);
		update(hand, [...patches, ...again]);
		insert(hand, items);
	}, client);
}

export const deeds: Readonly<Record<string, Deed>> = {
	add(hand) {
		const kinds = ['note', 'note', 'frame', 'table', 'connector', 'card', 'text', 'document'];
		insert(hand, [newItem(hand, hand.random.pick(kinds)!)]);
	},
	move(hand) {
		const moves = moveItems(board(hand), hand.ids, offset(hand.random), offset(hand.random));
		const homes = reparent(applyPatches(board(hand), moves), hand.ids);
		update(hand, mergePatches(moves, homes));
	},
	resize(hand) {
		const size = [20 + hand.random.below(900), 20 + hand.random.below(900)] as const;
		update(hand, [{ id: one(hand), size }]);
	},
	paint(hand) {
		const color = hand.random.pick(['red', 'blue', 'green', null]) ?? null;
		update(
			hand,
			hand.ids.map((id) => ({ id, color }))
		);
	},
	turn: (hand) => update(hand, [{ id: one(hand), rotation: hand.random.below(360) - 180 || null }]),
	stack(hand) {
		const z = hand.random.chance(0.5) ? topKey(board(hand)) : bottomKey(board(hand));
		update(hand, [{ id: one(hand), z }]);
	},
	remove: ({ client, ids }) => removeItems(client.doc, ids, client),
	group(hand) {
		const others = board(hand).filter(() => hand.random.chance(0.3));
		const chosen = [...hand.ids, ...others.map(({ id }) => id)];
		update(hand, groupItems(board(hand), chosen, hand.newId()));
	},
	ungroup: (hand) => update(hand, ungroupItems(board(hand), hand.ids)),
	lock(hand) {
		const lock = hand.random.pick(['open', 'mediator', null, null] as const)!;
		update(hand, [{ id: one(hand), lock }]);
	},
	copy(hand) {
		if (hand.client.records.size > 30) return;
		insert(hand, duplicateItems(board(hand), [one(hand)], hand.newId, [24, 24]));
	},
	type(hand) {
		const id = one(hand);
		typeIn(hand, id, itemText(hand.client.doc, id));
	},
	erase: (hand) => erase(hand, itemText(hand.client.doc, one(hand))),
	rewrite(hand) {
		const item = hand.client.records.get(one(hand));
		if (item?.text === undefined) return;
		update(hand, [{ id: item.id, text: rewritten(hand, item.id, item.text) }]);
	},
	'add a line': (hand) =>
		onLine(hand, (table, { axis, at }) =>
			addLines(table, axis, at + hand.random.below(2), hand.newId, 1 + hand.random.below(2))
		),
	'remove a line': (hand) =>
		onLine(hand, (table, { axis, at, ids }) => removeLines(table, axis, new Set([ids[at] ?? '']))),
	'move a line': (hand) =>
		onLine(hand, (table, { axis, at, ids }) =>
			moveLine(table, axis, at, hand.random.below(ids.length))
		),
	'size a line': (hand) =>
		onLine(hand, (table, { axis, at }) => sizeLine(table, axis, at, hand.random.below(300))),
	'type in a cell'(hand) {
		const cell = cellOf(hand);
		if (cell) typeIn(hand, cell.table.id, cell.text);
	},
	'erase in a cell': (hand) => erase(hand, cellOf(hand)?.text),
	'paste cells'(hand) {
		const { client, random, letters } = hand;
		const table = pick(hand, 'table');
		if (!table) return;
		const grid = [1, 2].map(() => [letters.type(client, table.id), letters.type(client, table.id)]);
		const at = { row: random.below(3), column: random.below(3) };
		update(hand, [pasteCells(table, at, grid, hand.newId)]);
	},
	choose(hand) {
		const card = pick(hand, 'card');
		const tags = ['x', 'y', 'z'].filter(() => hand.random.chance(0.5));
		const level = hand.random.pick(['low', 'high', undefined]);
		if (card)
			update(hand, [{ id: card.id, fields: hand.random.chance(0.5) ? { tags } : { level } }]);
	},
	'type in a field'(hand) {
		const card = pick(hand, 'card');
		if (card) typeIn(hand, card.id, wordsOf(hand, card));
	},
	'type in a document'(hand) {
		const { client, random, letters } = hand;
		const found = paragraphOf(hand);
		if (!found) return;
		const { document, all, at } = found;
		let { text } = found;
		const paragraph = all.length > 0 ? all.get(at) : undefined;
		if (!text && paragraph instanceof Y.XmlElement) {
			text = new Y.XmlText();
			const made = text;
			client.doc.transact(() => paragraph.insert(0, [made]), aside);
		}
		let place = random.below((text?.length ?? 0) + 1);
		for (let count = text ? 1 + random.below(3) : 0; count > 0; count -= 1) {
			client.doc.transact(() => text?.insert(place, letters.type(client, document.id)), aside);
			place += 1;
		}
	},
	'erase in a document'(hand) {
		const text = paragraphOf(hand)?.text;
		if (!text || text.length === 0) return;
		hand.client.doc.transact(() => text.delete(hand.random.below(text.length), 1), aside);
	},
	'erase in a field': (hand) => erase(hand, wordsOf(hand, pick(hand, 'card'))),
	connect(hand) {
		const connector = pick(hand, 'connector');
		const end = { item: hand.random.pick(board(hand))?.id ?? 'none' };
		if (connector)
			update(hand, [{ id: connector.id, [hand.random.chance(0.5) ? 'from' : 'to']: end }]);
	},
	react(hand) {
		const { client, random } = hand;
		const emoji = random.pick(['👍', '❤️'] as const)!;
		const isOn = random.chance(0.6);
		setReaction(client.doc, { id: one(hand), participant: client.name, emoji, isOn }, aside);
	},
	discuss(hand) {
		const { client, random, newId } = hand;
		const root = pick(hand, 'comment');
		const item = { id: newId(), type: 'comment', pos: [0, 0] as const, text: '' };
		if (!root) insertItems(client.doc, [{ ...item, on: one(hand) }], aside);
		else if (random.chance(0.5))
			updateItems(client.doc, [{ id: root.id, resolved: random.chance(0.5) || null }], aside);
		else insertItems(client.doc, [{ ...item, thread: root.id }], aside);
	},
	'bring back': (hand) => restore(hand, false),
	'bring all back': (hand) => restore(hand, true),
	undo({ client, random }) {
		for (let count = 1 + random.below(3); count > 0; count -= 1) client.takeBack('undo');
	},
	redo({ client, random }) {
		for (let count = 1 + random.below(3); count > 0; count -= 1) client.takeBack('redo');
	},
	'undo and redo'({ client, random }) {
		const count = 1 + random.below(4);
		for (let at = 0; at < count; at += 1) client.takeBack('undo');
		for (let at = random.below(count + 1); at > 0; at -= 1) client.takeBack('redo');
	}
};
