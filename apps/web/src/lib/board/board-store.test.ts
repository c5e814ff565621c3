import type { Change, Item } from '@concordia/board';
import { insertItems, newDocument, observeBoard, recordsOf } from '@concordia/board/doc';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { BoardStore, type BoardLink } from './board-store.svelte.ts';

beforeEach(() => vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0)));
afterEach(() => vi.unstubAllGlobals());

const note = (id: string, text = id): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text
});

/** A board whose document comes when it is asked for. */
function open(items: readonly Item[]) {
	const records = new Map<string, Item>();
	let onDoc: ((doc: Y.Doc) => void) | null = null;
	let onChanges: ((changes: readonly Change[], isMine: boolean) => void) | null = null;
	let synced: (() => void) | null = null;
	const link: BoardLink = {
		canEdit: true,
		participant: null,
		records,
		setPresence() {},
		onChanges(listener) {
			onChanges = listener;
			return () => {};
		},
		onDoc(listener) {
			onDoc = listener;
			listener(newDocument());
			return () => {};
		},
		onSynced(listener) {
			synced = listener;
			return () => {};
		},
		onOffline: () => () => {}
	};
	const board = new BoardStore(link);
	const opened = vi.fn<() => void>();
	board.attach({ load() {}, apply() {}, select() {}, opened });
	board.preview(items);
	const doc = newDocument();
	const fill = (): void => {
		insertItems(doc, items, null);
		for (const [id, item] of recordsOf(doc)) records.set(id, item);
		observeBoard(doc, (changes) => onChanges?.(changes, true), records);
		onDoc?.(doc);
	};
	const make = vi.fn<() => boolean>(() => {
		fill();
		return true;
	});
	return { board, doc, fill, make, opened, sync: () => synced?.() };
}

test('a board whose document is known can be used before that is made', () => {
	const { board, make, opened } = open([note('a')]);
	expect(board.canEdit).toBe(false);
	board.ready(make);
	expect(board.canEdit).toBe(true);
	expect(board.get('a')?.text).toBe('a');
	expect(make).not.toHaveBeenCalled();
	board.need();
	board.need();
	expect(make).toHaveBeenCalledOnce();
	expect(opened).toHaveBeenCalledOnce();
	expect(board.get('a')?.text).toBe('a');
});

test('the first change makes the document and is in it', () => {
	const { board, doc, make } = open([note('a'), note('b')]);
	board.ready(make);
	board.update([{ id: 'a', pos: [40, 0] }]);
	board.insert([note('c')]);
	board.remove(['b']);
	expect(make).toHaveBeenCalledOnce();
	expect([...recordsOf(doc).keys()].toSorted()).toEqual(['a', 'c']);
	expect(recordsOf(doc).get('a')?.pos).toEqual([40, 0]);
	expect([...board.peek().keys()].toSorted()).toEqual(['a', 'c']);
	board.undo();
	expect([...board.peek().keys()].toSorted()).toEqual(['a', 'b', 'c']);
});

test('words are written into the document, never into the empty one before it', () => {
	const { board, doc, make } = open([note('a', 'one')]);
	board.ready(make);
	board.textOf('a')?.insert(3, ' two');
	expect(recordsOf(doc).get('a')?.text).toBe('one two');
});

test('a document that could not be made so is waited for, and nothing is changed until then', () => {
	const { board, fill, sync } = open([note('a')]);
	board.ready(() => false);
	board.insert([note('b')]);
	expect(board.isPreview).toBe(true);
	expect([...board.peek().keys()]).toEqual(['a']);
	fill();
	sync();
	expect(board.canEdit).toBe(true);
	expect([...board.peek().keys()]).toEqual(['a']);
});
