import type { FieldValue, Item, NewItem, Patch } from '@concordia/board';
import {
	cellFault,
	cellText,
	columnLabel,
	connectorsOf,
	faultText,
	isOverdue,
	kindOf,
	newCards,
	newLink,
	parseCell,
	parseLinks,
	rawField,
	textColumn,
	words,
	type Cells,
	type LinkColumn,
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
	/** The number of today's day. */
	readonly today: number;
	/** The column by which rows are grouped: a new row gets what the rows around it have. */
	readonly groupBy: string | undefined;
	/** Says how many cells could not be written. */
	readonly onskipped: (count: number) => void;
	/** Says which words in a cell of links are no cards. */
	readonly onunknown: (words: readonly string[]) => void;
	/** Says that a cell can't be written in. */
	readonly onclosed: () => void;
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
		isOverdue: (item, id) => {
			const { field } = byId.get(id)!;
			return field !== undefined && isOverdue(field, item, parts.today);
		},
		mayEdit: mayWrite,
		isOpening: board.mayEdit && board.isPreview,
		refuse: parts.onclosed,
		write: (edits) => {
			const known = new Map(groups.flatMap(({ rows }) => rows.map((row) => [row.id, row])));
			const allowed = edits.filter(({ row, column }) => {
				const item = known.get(String(row));
				return typeof row === 'number' ? board.canEdit : item && mayWrite(item, column);
			});
			if (allowed.length < edits.length) parts.onskipped(edits.length - allowed.length);
			const { update, rows } = changesOf(cells, byId, allowed);
			const links = linksFor(parts, byId, allowed, rows);
			const insert = [...cardsFor(parts, [...rows.values()]), ...links.insert];
			if (update.length + insert.length + links.remove.length > 0) {
				board.change({ update, insert, remove: links.remove });
			}
			if (links.unknown.length > 0) parts.onunknown(links.unknown);
		},
		add: (like) => {
			if (!board.canEdit) return undefined;
			const value = like && parts.groupBy !== undefined && rawField(like, parts.groupBy);
			const fields = typeof value === 'string' ? { [parts.groupBy!]: value } : {};
			const [card] = cardsFor(parts, [{ id: newItemId(), text: '', fields }]);
			if (card) board.insert([card]);
			return card?.id;
		},
		undo: () => board.undo(),
		redo: () => board.redo()
	};
}

/** Room for the word “Overdue”, in rem like the others. */
const overdueWidth = 5;

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
	// A day that may be overdue says so beside it.
	const mark = field?.due === undefined ? 0 : overdueWidth;
	return {
		id: column.id,
		label: unit === '' || unit.toLowerCase() === label.toLowerCase() ? label : `${label} (${unit})`,
		width: column.id === textColumn ? 20 : (widths[type] ?? 10) + mark,
		isNumber: type === 'number',
		editor:
			column.link || type === 'items'
				? 'several'
				: type === 'text'
					? 'shared'
					: isPlain || type === 'organizations'
						? 'typed'
						: 'chosen',
		options: cells.options.get(column.id) ?? []
	};
}

interface NewRow {
	readonly id: string;
	text: string;
	fields: Record<string, FieldValue>;
}

/** Edits as patches of cards that are there and contents of cards to come. */
function changesOf(
	cells: Cells,
	columns: ReadonlyMap<string, TableColumn>,
	edits: readonly SheetEdit[]
): { update: Patch[]; rows: ReadonlyMap<number, NewRow> } {
	const patches = new Map<
		string,
		{ text?: string; fields: Record<string, FieldValue | undefined> }
	>();
	const rows = new Map<number, NewRow>();
	for (const { row, column, text } of edits) {
		let fresh = typeof row === 'number' ? rows.get(row) : undefined;
		if (typeof row === 'number' && !fresh) {
			rows.set(row, (fresh = { id: newItemId(), text: '', fields: {} }));
		}
		if (columns.get(column)?.link) continue;
		const value = parseCell(cells, columns.get(column)!, text);
		if (fresh) {
			if (column === textColumn) fresh.text = text;
			else if (value !== undefined) fresh.fields[column] = value;
			continue;
		}
		const id = String(row);
		let patch = patches.get(id);
		if (!patch) patches.set(id, (patch = { fields: {} }));
		if (column === textColumn) patch.text = text;
		else patch.fields[column] = value;
	}
	const update = [...patches].map(([id, patch]): Patch => ({ id, ...patch }));
	return { update, rows };
}

function cardsFor({ context, cells, frame }: Parts, rows: readonly NewRow[]): NewItem[] {
	const cards = rows.map((row) => ({ kind: cells.kind, ...row }));
	return newCards(cells.definition, context.board.peek().values(), frame, cards);
}

/** What was typed into cells of links, as connectors to come and to go. */
function linksFor(
	{ context, cells }: Parts,
	columns: ReadonlyMap<string, TableColumn>,
	edits: readonly SheetEdit[],
	rows: ReadonlyMap<number, NewRow>
): { insert: NewItem[]; remove: string[]; unknown: string[] } {
	const found: ReturnType<typeof linksFor> = { insert: [], remove: [], unknown: [] };
	for (const { row, column: id, text } of edits) {
		const column = columns.get(id);
		const card = typeof row === 'number' ? rows.get(row)?.id : row;
		if (!column?.link || card === undefined) continue;
		const { link } = column;
		const { add, remove, unknown } = parseLinks(cells, column, card, text);
		found.unknown.push(...unknown);
		for (const far of add) {
			const ends = { id: newItemId(), ...endsOf(link, card, far) };
			found.insert.push(newLink(cells.definition, link.definition, ends));
		}
		for (const far of remove) {
			const ends = { id: '', ...endsOf(link, card, far) };
			const items = context.board.peek().values();
			found.remove.push(...connectorsOf(link.definition, items, ends));
		}
	}
	return found;
}

const endsOf = (link: LinkColumn, near: string, far: string): { from: string; to: string } =>
	link.direction === 'from' ? { from: far, to: near } : { from: near, to: far };
