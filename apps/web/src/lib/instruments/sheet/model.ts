import type { FieldValue, Item, NewItem, Patch } from '@concordia/board';
import {
	cellFault,
	cellText,
	columnLabel,
	faultText,
	kindOf,
	newCard,
	parseCell,
	rawField,
	textColumn,
	words,
	type Cells,
	type TableColumn,
	type TableGroup
} from '@concordia/instruments';
import { newItemId } from '#lib/board/board-store.svelte.ts';
import { mayEdit, type InstrumentContext } from '../context.ts';
import type { SheetColumn, SheetEdit, SheetModel } from './sheet.svelte.ts';

interface Parts {
	readonly context: InstrumentContext;
	readonly cells: Cells;
	readonly columns: readonly TableColumn[];
	readonly groups: readonly TableGroup[];
	readonly frame: Item;
	/** The column by which rows are grouped: a new row gets what the rows around it have. */
	readonly groupBy: string | undefined;
	/** Says how many cells could not be written. */
	readonly onskipped: (count: number) => void;
}

/** A sheet of the cards of one kind. */
export function cardSheet(parts: Parts): SheetModel {
	const { context, cells, columns, groups } = parts;
	const { definition, kind } = cells;
	const { board } = context;
	const byId = new Map(columns.map((column) => [column.id, column]));
	const owner = kindOf(definition, kind)?.ownedBy;
	const mayWrite = (item: Item, column: string): boolean =>
		mayEdit(context, definition, item) &&
		(column !== owner || rawField(item, column) === undefined);
	return {
		columns: columns.map((column) => sheetColumn(cells, column)),
		groups,
		text: (item, column) => cellText(cells, byId.get(column)!, item),
		fault: (item, id) => {
			const column = byId.get(id)!;
			const fault = cellFault(cells, column, item);
			if (fault === undefined) return undefined;
			return fault === 'check.unknown' || !column.field
				? words(definition, cells.locale, 'check.unknown')
				: faultText(definition, cells.locale, column.field, fault);
		},
		mayEdit: mayWrite,
		write: (edits) => {
			const known = new Map(groups.flatMap(({ rows }) => rows.map((row) => [row.id, row])));
			const allowed = edits.filter(({ row, column }) => {
				const item = known.get(String(row));
				return typeof row === 'number' ? board.canEdit : item && mayWrite(item, column);
			});
			if (allowed.length < edits.length) parts.onskipped(edits.length - allowed.length);
			const { update, rows } = changesOf(cells, byId, allowed);
			const insert = newCards(parts, rows);
			if (update.length + insert.length > 0) board.change({ update, insert });
		},
		add: (like) => {
			if (!board.canEdit) return undefined;
			const value = like && parts.groupBy !== undefined && rawField(like, parts.groupBy);
			const fields = typeof value === 'string' ? { [parts.groupBy!]: value } : {};
			const [card] = newCards(parts, [{ text: '', fields }]);
			if (card) board.insert([card]);
			return card?.id;
		},
		undo: () => board.undo(),
		redo: () => board.redo()
	};
}

const widths: Readonly<Record<string, number>> = {
	text: 14,
	number: 7,
	rating: 9,
	date: 8,
	choice: 9,
	flag: 5,
	organization: 11,
	organizations: 14,
	item: 13,
	items: 14
};

function sheetColumn(cells: Cells, column: TableColumn): SheetColumn {
	const { definition, kind, locale } = cells;
	const { field } = column;
	const unit = field?.unit === undefined ? '' : words(definition, locale, `unit.${field.unit}`);
	const label = columnLabel(definition, kind, column, locale);
	const type = field?.type ?? 'text';
	const isPlain = cells.options.get(column.id) === undefined;
	return {
		id: column.id,
		label: unit === '' || unit.toLowerCase() === label.toLowerCase() ? label : `${label} (${unit})`,
		width: column.id === textColumn ? 20 : (widths[type] ?? 10),
		isNumber: type === 'number',
		editor:
			type === 'text'
				? 'shared'
				: isPlain || type === 'items' || type === 'organizations'
					? 'typed'
					: 'chosen',
		options: cells.options.get(column.id) ?? []
	};
}

interface NewRow {
	text: string;
	fields: Record<string, FieldValue>;
}

/** Edits as patches of cards that are there and contents of cards to come. */
function changesOf(
	cells: Cells,
	columns: ReadonlyMap<string, TableColumn>,
	edits: readonly SheetEdit[]
): { update: Patch[]; rows: NewRow[] } {
	const patches = new Map<
		string,
		{ text?: string; fields: Record<string, FieldValue | undefined> }
	>();
	const rows: NewRow[] = [];
	for (const { row, column, text } of edits) {
		const value = parseCell(cells, columns.get(column)!, text);
		if (typeof row === 'number') {
			const fresh = (rows[row] ??= { text: '', fields: {} });
			if (column === textColumn) fresh.text = text;
			else if (value !== undefined) fresh.fields[column] = value;
			continue;
		}
		let patch = patches.get(row);
		if (!patch) patches.set(row, (patch = { fields: {} }));
		if (column === textColumn) patch.text = text;
		else patch.fields[column] = value;
	}
	const update = [...patches].map(([id, patch]): Patch => ({ id, ...patch }));
	return { update, rows: rows.filter(() => true) };
}

/** Each where there is room beside the others. */
function newCards({ context, cells, frame }: Parts, rows: readonly NewRow[]): NewItem[] {
	const taken = [...context.board.peek().values()];
	return rows.map(({ text, fields }) => {
		const card = newCard(cells.definition, taken, frame, {
			id: newItemId(),
			kind: cells.kind,
			text,
			fields
		});
		taken.push({ ...card, size: card.size ?? [0, 0], z: '' });
		return card;
	});
}
