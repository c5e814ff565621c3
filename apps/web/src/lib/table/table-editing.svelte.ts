import { cellKey, type Item } from '@concordia/board';
import {
	addLines,
	cellText,
	moveLine,
	mostCells,
	pasteCells,
	removeLines,
	sizeLine,
	type Axis,
	type CellPlace
} from '@concordia/board/table';
import { newItemId, type BoardStore } from '#lib/board/board-store.svelte.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { cellsOf, formatHtml, formatTsv } from './cells.ts';

/** A part of a table: its first and last row and column, from 0. */
export interface Area {
	readonly top: number;
	readonly bottom: number;
	readonly left: number;
	readonly right: number;
}

/** One person's place in a table: the current cell, what is selected, and what is done to it. */
export class TableEditing {
	readonly id: string;
	readonly #board: BoardStore;
	#at: CellPlace = $state.raw({ row: 0, column: 0 });
	/** The other corner of what is selected. */
	#corner: CellPlace = $state.raw({ row: 0, column: 0 });
	/** The cell that is written in. */
	#written: { readonly row: string; readonly column: string } | null = $state.raw(null);

	constructor(board: BoardStore, id: string, start: CellPlace) {
		this.#board = board;
		this.id = id;
		this.#at = start;
		this.#corner = start;
	}

	get table(): Item | undefined {
		return this.#board.get(this.id);
	}

	get rows(): NonNullable<Item['rows']> {
		return this.table?.rows ?? [];
	}

	get columns(): NonNullable<Item['columns']> {
		return this.table?.columns ?? [];
	}

	get canEdit(): boolean {
		return this.#board.canEdit;
	}

	/** The current cell; inside the table even when others took out rows and columns. */
	get at(): CellPlace {
		return this.#inside(this.#at);
	}

	get area(): Area {
		const [one, other] = [this.at, this.#inside(this.#corner)];
		return {
			top: Math.min(one.row, other.row),
			bottom: Math.max(one.row, other.row),
			left: Math.min(one.column, other.column),
			right: Math.max(one.column, other.column)
		};
	}

	get written(): { readonly row: string; readonly column: string } | null {
		return this.#written;
	}

	#inside({ row, column }: CellPlace): CellPlace {
		return {
			row: Math.max(0, Math.min(this.rows.length - 1, row)),
			column: Math.max(0, Math.min(this.columns.length - 1, column))
		};
	}

	/** Goes to a cell; `extend` keeps the other corner of the selection. */
	go(place: CellPlace, extend = false): void {
		this.#at = this.#inside(place);
		if (!extend) this.#corner = this.#at;
	}

	select({ top, bottom, left, right }: Area): void {
		this.#corner = this.#inside({ row: top, column: left });
		this.#at = this.#inside({ row: bottom, column: right });
	}

	selectAll(): void {
		this.select({ top: 0, bottom: this.rows.length - 1, left: 0, right: this.columns.length - 1 });
	}

	selectLine(axis: Axis, index: number): void {
		const all = { top: 0, bottom: this.rows.length - 1, left: 0, right: this.columns.length - 1 };
		this.select(
			axis === 'row' ? { ...all, top: index, bottom: index } : { ...all, left: index, right: index }
		);
	}

	/** Opens the current cell for writing. */
	write(): void {
		const row = this.rows[this.at.row];
		const column = this.columns[this.at.column];
		if (!row || !column || !this.canEdit) return;
		this.#corner = this.at;
		this.#written = { row: row.id, column: column.id };
	}

	stopWriting(): void {
		this.#written = null;
	}

	/** The next or last cell in reading order; behind the last one a new row begins. Null: out of the table. */
	neighbour(by: 1 | -1): CellPlace | null {
		const { length: width } = this.columns;
		const place = this.at.row * width + this.at.column + by;
		if (place < 0 || width === 0) return null;
		if (place >= this.rows.length * width) {
			if (!this.canEdit) return null;
			this.add('row', this.rows.length);
		}
		return { row: Math.floor(place / width), column: place % width };
	}

	add(axis: Axis, index: number): void {
		const { table } = this;
		if (!table || !this.canEdit) return;
		this.#board.update([addLines(table, axis, index, newItemId)]);
		announce(t(`table.added-${axis}`));
		this.go(axis === 'row' ? { ...this.at, row: index } : { ...this.at, column: index });
	}

	/** Takes out the rows or columns of what is selected. */
	removeSelected(axis: Axis): void {
		const { table, area } = this;
		const [from, to] = axis === 'row' ? [area.top, area.bottom] : [area.left, area.right];
		const lines = axis === 'row' ? this.rows : this.columns;
		const ids = new Set(lines.slice(from, to + 1).map((line) => line.id));
		const patch = table && removeLines(table, axis, ids);
		if (!patch || !this.canEdit) return;
		this.#board.update([patch]);
		announce(t(`table.removed-${axis}`, { count: ids.size }));
		this.go(axis === 'row' ? { ...this.at, row: from } : { ...this.at, column: from });
	}

	move(axis: Axis, from: number, to: number): void {
		const { table } = this;
		const patch = table && moveLine(table, axis, from, to);
		if (!patch || !this.canEdit) return;
		this.#board.update([patch]);
		announce(t(`table.moved-${axis}`, { place: to + 1 }));
		this.go(axis === 'row' ? { ...this.at, row: to } : { ...this.at, column: to });
	}

	/** Moves the current row or column by one place. */
	shift(axis: Axis, by: number): void {
		const index = axis === 'row' ? this.at.row : this.at.column;
		this.move(axis, index, index + by);
	}

	/** Makes the current row or column longer. */
	stretch(axis: Axis, by: number): void {
		const index = axis === 'row' ? this.at.row : this.at.column;
		const length = axis === 'row' ? this.rows[index]?.height : this.columns[index]?.width;
		if (length !== undefined) this.resize(axis, index, length + by);
	}

	resize(axis: Axis, index: number, length: number): void {
		const { table } = this;
		if (table && this.canEdit) this.#board.update([sizeLine(table, axis, index, length)]);
	}

	toggleHeader(): void {
		this.#board.update([{ id: this.id, headerRow: this.table?.headerRow === true ? null : true }]);
	}

	clear(): void {
		const { area } = this;
		const cells: Record<string, string> = {};
		for (const row of this.rows.slice(area.top, area.bottom + 1)) {
			for (const column of this.columns.slice(area.left, area.right + 1)) {
				cells[cellKey(row.id, column.id)] = '';
			}
		}
		if (this.canEdit) this.#board.update([{ id: this.id, cells }]);
	}

	/** Puts what is selected on the clipboard, for spreadsheets and for documents. */
	copyTo(data: DataTransfer): void {
		const { area, table } = this;
		if (!table) return;
		const cells: string[][] = [];
		for (let row = area.top; row <= area.bottom; row++) {
			const line: string[] = [];
			for (let column = area.left; column <= area.right; column++) {
				line.push(cellText(table, { row, column }));
			}
			cells.push(line);
		}
		data.setData('text/plain', formatTsv(cells));
		data.setData('text/html', formatHtml(cells, table.headerRow === true && area.top === 0));
	}

	/** Writes the cells of the clipboard from the first selected one on. */
	pasteFrom(data: DataTransfer): void {
		const { area, table } = this;
		const text = data.getData('text/plain');
		const grid = cellsOf(data.getData('text/html'), text)?.grid ?? (text === '' ? [] : [[text]]);
		if (!table || !this.canEdit || grid.length === 0) return;
		if (grid.flat().length > mostCells) {
			toast(t('table.too-many', { count: mostCells }), 'danger');
			return;
		}
		const from = { row: area.top, column: area.left };
		this.#board.update([pasteCells(table, from, grid, newItemId)]);
		const size = { rows: grid.length, columns: Math.max(...grid.map((row) => row.length)) };
		announce(t('table.pasted', size));
		this.select({
			top: from.row,
			left: from.column,
			bottom: from.row + size.rows - 1,
			right: from.column + size.columns - 1
		});
	}
}
