import type { Item } from '@concordia/board';
import type { CellOption, TableGroup } from '@concordia/instruments';
import { following, lead, pasted, rangeOf, type Area, type At, type Range } from './navigate.ts';
import { formatTsv, parseTsv } from './tsv.ts';

export interface SheetColumn {
	readonly id: string;
	readonly label: string;
	/** In rem. */
	readonly width: number;
	/** Where it stands in its cell: numbers at the end. */
	readonly isNumber: boolean;
	/** A text that several people write at once, a value that is typed, or one or several chosen from a list. */
	readonly editor: 'shared' | 'typed' | 'chosen' | 'several';
	readonly options: readonly CellOption[];
}

/** What is to be written into one cell; a number stands for a new row, the first being 0. */
export interface SheetEdit {
	readonly row: string | number;
	readonly column: string;
	readonly text: string;
}

/** What a sheet shows, and how it is changed. */
export interface SheetModel {
	readonly columns: readonly SheetColumn[];
	readonly groups: readonly TableGroup[];
	text(item: Item, column: string): string;
	/** What is wrong with a cell, in words. */
	fault(item: Item, column: string): string | undefined;
	/** Should it have been done by the day in this cell? */
	isOverdue(item: Item, column: string): boolean;
	mayEdit(item: Item, column: string): boolean;
	/** The document is on its way: what is shown can be changed in a moment. */
	readonly isOpening: boolean;
	/** Says that a cell can't be written in. */
	refuse(): void;
	/** One step of undo. Edits that are not allowed are left out. */
	write(edits: readonly SheetEdit[]): void;
	/** Adds an empty row like this one. Returns its id. */
	add(like: Item | undefined): string | undefined;
	undo(): void;
	redo(): void;
}

/** One line of the sheet, `at` from the first: the heading of a group, or a row. */
export type Line = { readonly id: string; readonly at: number } & (
	| { readonly heading: TableGroup; readonly item?: never }
	| { readonly item: Item; readonly row: number; readonly heading?: never }
);

/** What is selected in one row: columns from one to another, and the current one where it is among them. */
export interface RowChoice {
	readonly from: number;
	readonly to: number;
	readonly active: number | undefined;
}

export interface Place {
	readonly row: string;
	readonly column: string;
}

export interface CellEditing extends Place {
	/** `replace`: what is typed takes the place of what is there. */
	readonly how: 'replace' | 'change';
}

/** Which cell is the current one, which are selected, which is being written in; and what keys do with them. */
export class Sheet {
	readonly #model: () => SheetModel;
	#active: Place | null = $state.raw(null);
	#anchor: Place | null = $state.raw(null);
	#editing: CellEditing | null = $state.raw(null);
	/** After Escape the next Tab leaves the table. */
	#isLeaving = false;
	/** How many rows fit on the screen. */
	page = 10;

	readonly lines: readonly Line[] = $derived.by(() => {
		const lines: Line[] = [];
		let row = 0;
		for (const heading of this.#model().groups) {
			const at = lines.length;
			if (heading.title !== '') lines.push({ id: `group ${heading.key}`, at, heading });
			for (const item of heading.rows) {
				lines.push({ id: item.id, at: lines.length, item, row });
				row += 1;
			}
		}
		return lines;
	});
	readonly rows: readonly Item[] = $derived.by(() =>
		this.#model().groups.flatMap(({ rows }) => rows)
	);
	readonly #rowNumbers = $derived(new Map(this.rows.map(({ id }, index) => [id, index])));
	readonly #columnNumbers = $derived.by(
		() => new Map(this.#model().columns.map(({ id }, index) => [id, index]))
	);
	/** The current cell; the first one before anybody chose another or when it is gone. */
	readonly at: At = $derived(this.#numbers(this.#active) ?? { row: 0, column: 0 });
	readonly range: Range = $derived(rangeOf(this.#numbers(this.#anchor) ?? this.at, this.at));

	constructor(model: () => SheetModel) {
		this.#model = model;
	}

	get editing(): CellEditing | null {
		return this.#editing;
	}

	get item(): Item | undefined {
		return this.rows[this.at.row];
	}

	/** The rows that have a selected cell. */
	get selectedRows(): readonly Item[] {
		return this.rows.slice(this.range.from.row, this.range.to.row + 1);
	}

	/** Undefined in rows where nothing is selected. */
	choiceIn(row: number): RowChoice | undefined {
		const { from, to } = this.range;
		if (row < from.row || row > to.row) return undefined;
		const active = this.at.row === row ? this.at.column : undefined;
		return { from: from.column, to: to.column, active };
	}

	/** The current cell, by its card and its field; null where there is none. */
	get place(): Place | null {
		return this.#place(this.at) ?? null;
	}

	/** Makes a cell the current one; with `extend` all between it and where the selection began are selected. */
	go(to: At, extend = false): void {
		const place = this.#place(to);
		if (!place) return;
		this.#anchor = extend ? (this.#anchor ?? this.#active ?? place) : null;
		this.#active = place;
	}

	edit(how: CellEditing['how']): void {
		const item = this.item;
		const column = this.#model().columns[this.at.column];
		if (!item || !column) return;
		if (!this.#model().mayEdit(item, column.id)) return this.#model().refuse();
		this.#anchor = null;
		this.#active = { row: item.id, column: column.id };
		this.#editing = { ...this.#active, how };
	}

	/** Ends writing. What was typed into a cell that isn't a shared text is written now. */
	endEdit(typed?: string): void {
		const editing = this.#editing;
		this.#editing = null;
		if (editing === null || typed === undefined) return;
		const item = this.rows.find(({ id }) => id === editing.row);
		if (item && this.#model().text(item, editing.column) !== typed) {
			this.#model().write([{ ...editing, text: typed }]);
		}
	}

	/** A new row below, with the caret in its first cell. */
	add(): void {
		const id = this.#model().add(this.item);
		const first = this.#model().columns[0];
		if (id === undefined || !first) return;
		this.#anchor = null;
		this.#active = { row: id, column: first.id };
		this.#editing = { ...this.#active, how: 'change' };
	}

	/** The next cell after writing in one. */
	goOn(key: 'Enter' | 'Tab', isBack: boolean): void {
		const { at } = this;
		const step = isBack ? -1 : 1;
		const to =
			key === 'Enter' ? { ...at, row: at.row + step } : following(at, isBack, this.#area());
		if (to && this.#place(to)) this.go(to);
	}

	/** What a key does outside of writing. True when it was for the sheet. */
	key(event: KeyboardEvent): boolean {
		const isCommand = event.ctrlKey || event.metaKey;
		if (event.key === 'Tab') return this.#tab(event.shiftKey);
		this.#isLeaving = event.key === 'Escape';
		const to = event.altKey ? undefined : lead(event.key, isCommand, this.at, this.#area());
		if (to) {
			this.go(to, event.shiftKey);
			return true;
		}
		if (isCommand) return this.#command(event.key.toLowerCase(), event.shiftKey);
		switch (event.key) {
			case 'Enter':
			case 'F2':
				this.edit('change');
				return true;
			case 'Delete':
			case 'Backspace':
				this.clear();
				return true;
			case 'Escape':
				this.#anchor = null;
				return true;
			default:
				// The letter itself lands in the field that has the focus by then.
				if (Array.from(event.key).length === 1 && !event.altKey) this.edit('replace');
				return false;
		}
	}

	#tab(isBack: boolean): boolean {
		const to = this.#isLeaving ? undefined : following(this.at, isBack, this.#area());
		if (to) this.go(to);
		return to !== undefined;
	}

	#command(key: string, isShift: boolean): boolean {
		switch (key) {
			case 'a':
				this.go({ row: 0, column: 0 });
				this.go({ row: this.rows.length - 1, column: this.#model().columns.length - 1 }, true);
				return true;
			case 'd':
				this.fillDown();
				return true;
			case 'enter':
				this.add();
				return true;
			case 'z':
				if (isShift) this.#model().redo();
				else this.#model().undo();
				return true;
			case 'y':
				this.#model().redo();
				return true;
			default:
				return false;
		}
	}

	clear(): void {
		this.#write([...this.#cells()].map((at) => ({ at, text: '' })));
	}

	/** The first selected row's values into all below it; with one row selected, those of the row above. */
	fillDown(): void {
		const { from, to } = this.range;
		const source = from.row === to.row ? from.row - 1 : from.row;
		if (source < 0) return;
		const cells = [...this.#cells()].filter(({ row }) => row > source);
		this.#write(cells.map((at) => ({ at, text: this.#text({ row: source, column: at.column }) })));
	}

	/** What is selected, as spreadsheets take it. */
	copied(): string {
		const { from, to } = this.range;
		const rows: string[][] = [];
		for (let row = from.row; row <= to.row; row += 1) {
			const cells: string[] = [];
			for (let column = from.column; column <= to.column; column += 1) {
				cells.push(this.#text({ row, column }));
			}
			rows.push(cells);
		}
		return formatTsv(rows);
	}

	paste(text: string): void {
		const cells = parseTsv(text);
		const fillings = pasted(cells, this.range, this.#model().columns.length);
		const { from } = this.range;
		this.#write(fillings);
		const last = fillings.at(-1)?.at;
		if (last) {
			this.go(from);
			this.go({ ...last, row: Math.min(last.row, this.rows.length - 1) }, true);
		}
	}

	#write(fillings: readonly { readonly at: At; readonly text: string }[]): void {
		const { columns } = this.#model();
		const edits = fillings.map(({ at, text }): SheetEdit => {
			const item = this.rows[at.row];
			return { row: item?.id ?? at.row - this.rows.length, column: columns[at.column]!.id, text };
		});
		if (edits.length > 0) this.#model().write(edits);
	}

	*#cells(): Iterable<At> {
		const { from, to } = this.range;
		for (let row = from.row; row <= Math.min(to.row, this.rows.length - 1); row += 1) {
			for (let column = from.column; column <= to.column; column += 1) yield { row, column };
		}
	}

	#text({ row, column }: At): string {
		const item = this.rows[row];
		return item ? this.#model().text(item, this.#model().columns[column]!.id) : '';
	}

	#area(): Area {
		return {
			rows: this.rows.length,
			columns: this.#model().columns.length,
			page: this.page,
			isFilled: (at) => this.#text(at).trim() !== ''
		};
	}

	#numbers(place: Place | null): At | undefined {
		const row = this.#rowNumbers.get(place?.row ?? '');
		const column = this.#columnNumbers.get(place?.column ?? '');
		return row === undefined || column === undefined ? undefined : { row, column };
	}

	#place({ row, column }: At): Place | undefined {
		const item = this.rows[row];
		const found = this.#model().columns[column];
		return item && found && { row: item.id, column: found.id };
	}
}
