import type { Item, Point } from '@concordia/board';
import { mostCells, tableFrom } from '@concordia/board/table';
import { noteLines, notesFor } from '#lib/board/clipboard.ts';
import { newItemId, type BoardStore } from '#lib/board/board-store.svelte.ts';
import type { BoardCanvas } from '#lib/canvas/board-canvas.svelte.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { cellsOf } from './cells.ts';

const empty = ['', '', ''];

/** Puts an empty table with its middle here, and opens its first cell. */
export function addTable(board: BoardStore, around: Point): void {
	place(board, around, [empty, empty, empty], true);
}

/** What another program copied: cells become a table, anything else notes. */
export function pasteCells(
	html: string,
	text: string,
	board: BoardStore,
	canvas: BoardCanvas
): void {
	const found = cellsOf(html, text);
	if (found === null) {
		const notes = notesFor(noteLines(text), canvas.pastePoint, board.peek().values(), newItemId);
		board.insert(notes);
		board.select(notes.map((note) => note.id));
		return;
	}
	if (found.grid.flat().length > mostCells) {
		toast(t('table.too-many', { count: mostCells }), 'danger');
		return;
	}
	const table = place(board, canvas.pastePoint, found.grid, found.hasHeader);
	announce(
		t('table.pasted', { rows: table.rows?.length ?? 0, columns: table.columns?.length ?? 0 })
	);
}

function place(
	board: BoardStore,
	[x, y]: Point,
	grid: readonly (readonly string[])[],
	headerRow: boolean
): Pick<Item, 'rows' | 'columns'> {
	const made = tableFrom(grid, { pos: [0, 0], newId: newItemId, headerRow });
	const [w, h] = made.size ?? [0, 0];
	board.insert([{ ...made, pos: [Math.round(x - w / 2), Math.round(y - h / 2)] }]);
	board.select([made.id]);
	if (grid[0] === empty) board.edit(made.id);
	return made;
}
