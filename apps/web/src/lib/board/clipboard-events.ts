import {
	boundsOf,
	decodeClipboard,
	encodeClipboard,
	pasteItems,
	union,
	type Item,
	type Point
} from '@concordia/board';
import { foreignContent, type Content } from '#lib/files/content.ts';
import type { BoardStore } from './board-store.svelte.ts';
import { newItemId } from './board-store.svelte.ts';
import { clipboardType, noteLines, notesFor, plainText } from './clipboard.ts';

export interface Pasting {
	/** All lines become one note. */
	readonly asOneNote: boolean;
	readonly onforeign: (content: Content, at: Point) => void;
}

interface Copied {
	/** Our own format. */
	readonly own: string;
	readonly text: string;
}

/**
 * What was copied last on this page. A menu can put only words on the clipboard, and read only words from
 * it: by these it is known again.
 */
let last: Copied | null = null;

export function remember(items: readonly Item[]): Copied {
	last = { own: encodeClipboard(items), text: plainText(items) };
	return last;
}

/** What was copied here, if the clipboard still holds its words; null asks for whatever it was. */
export function recall(text: string | null): string | null {
	return last !== null && (text === null || sameWords(text, last.text)) ? last.own : null;
}

/** Some systems end lines in their own way. */
function sameWords(a: string, b: string): boolean {
	return a.replaceAll('\r\n', '\n') === b;
}

/** Puts the selection on the clipboard, in our own format and as plain text. */
export function copyItems(event: ClipboardEvent, board: BoardStore): boolean {
	const items = board.selected();
	if (items.length === 0 || event.clipboardData === null) return false;
	const { own, text } = remember(items);
	event.clipboardData.setData(clipboardType, own);
	event.clipboardData.setData('text/plain', text);
	event.preventDefault();
	return true;
}

export function cutItems(event: ClipboardEvent, board: BoardStore): boolean {
	if (!board.canEdit || !copyItems(event, board)) return false;
	board.remove(board.selected().map((item) => item.id));
	return true;
}

/** Whether a clipboard of another program may hold cells of a table; looked at closely by who takes them. */
export function mayHoldCells(data: DataTransfer): boolean {
	if (data.getData(clipboardType) !== '') return false;
	return data.getData('text/plain').includes('\t') || /<table\b/i.test(data.getData('text/html'));
}

/**
 * Items of a board come as they were; lines of text become notes, or one note of all of them. Pictures,
 * links and things from other programs go to `onforeign`.
 */
export function pasteInto(
	event: ClipboardEvent,
	board: BoardStore,
	at: Point,
	{ asOneNote, onforeign }: Pasting
): boolean {
	const data = event.clipboardData;
	if (data === null || !board.canEdit) return false;
	const isOwn = data.getData(clipboardType) !== '' || recall(data.getData('text/plain')) !== null;
	const foreign = asOneNote || isOwn ? null : foreignContent(data);
	if (foreign !== null) {
		event.preventDefault();
		onforeign(foreign, at);
		return true;
	}
	const text = data.getData('text/plain');
	const own = data.getData(clipboardType) || (recall(text) ?? '');
	if (
		!insertCopied(board, at, asOneNote ? { text: text.trim(), own: '' } : { text, own }, asOneNote)
	)
		return false;
	event.preventDefault();
	return true;
}

/** Puts what was copied on the board, and selects it; false when there is nothing to put. */
export function insertCopied(
	board: BoardStore,
	at: Point,
	copied: Copied,
	asOneNote = false
): boolean {
	const items = itemsOf(copied, board, at, asOneNote);
	if (items.length === 0) return false;
	board.insert(items);
	board.select(items.map((item) => item.id));
	return true;
}

function itemsOf(copied: Copied, board: BoardStore, at: Point, asOneNote: boolean): Item[] {
	const existing = board.peek().values();
	const own = decodeClipboard(copied.own);
	if (own.ok) {
		const placed = own.value.filter((item) => item.type !== 'connector');
		const box = union(placed.map((item) => boundsOf(item)));
		const offset: Point = box
			? [Math.round(at[0] - box.x - box.width / 2), Math.round(at[1] - box.y - box.height / 2)]
			: [24, 24];
		return pasteItems(own.value, existing, newItemId, offset);
	}
	const texts = asOneNote ? [copied.text].filter(Boolean) : noteLines(copied.text);
	return notesFor(texts, at, existing, newItemId);
}
