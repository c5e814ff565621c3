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

/** Puts the selection on the clipboard, in our own format and as plain text. */
export function copyItems(event: ClipboardEvent, board: BoardStore): boolean {
	const items = board.selected();
	if (items.length === 0 || event.clipboardData === null) return false;
	event.clipboardData.setData(clipboardType, encodeClipboard(items));
	event.clipboardData.setData('text/plain', plainText(items));
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
	const foreign = asOneNote || data.getData(clipboardType) !== '' ? null : foreignContent(data);
	if (foreign !== null) {
		event.preventDefault();
		onforeign(foreign, at);
		return true;
	}
	const items = readClipboard(data, board, at, asOneNote);
	if (items.length === 0) return false;
	event.preventDefault();
	board.insert(items);
	board.select(items.map((item) => item.id));
	return true;
}

function readClipboard(
	data: DataTransfer,
	board: BoardStore,
	at: Point,
	asOneNote: boolean
): Item[] {
	const existing = board.peek().values();
	const own = decodeClipboard(data.getData(clipboardType));
	if (own.ok && !asOneNote) {
		const placed = own.value.filter((item) => item.type !== 'connector');
		const box = union(placed.map((item) => boundsOf(item)));
		const offset: Point = box
			? [Math.round(at[0] - box.x - box.width / 2), Math.round(at[1] - box.y - box.height / 2)]
			: [24, 24];
		return pasteItems(own.value, existing, newItemId, offset);
	}
	const text = data.getData('text/plain');
	const texts = asOneNote ? [text.trim()].filter(Boolean) : noteLines(text);
	return notesFor(texts, at, existing, newItemId);
}
