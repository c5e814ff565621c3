import type { FieldValue, Item } from '@concordia/board';
import { Losses } from '../loss.ts';
import type { Loss } from '../loss.ts';
import { formatRows } from './rows.ts';
import type { Separator } from './rows.ts';

/** The columns that every file has; those of instruments' fields follow by their names. */
export const csvColumns = ['type', 'text', 'color', 'frame'] as const;

const hasWords: ReadonlySet<string> = new Set(['note', 'card', 'text', 'shape']);

export interface CsvOptions {
	/** What a spreadsheet of the reader's language expects; a comma when absent. */
	readonly separator?: Separator;
}

/**
 * Notes, cards, texts and shapes with words as rows: their type or kind, text, colour, title of their frame,
 * and fields. By frame, then from top to bottom and left to right. No byte order mark: who makes a file for
 * Excel puts one in front.
 */
export function encodeCsv(
	items: readonly Item[],
	{ separator = ',' }: CsvOptions = {}
): { readonly csv: string; readonly lost: readonly Loss[] } {
	const lost = new Losses();
	const byId = new Map(items.map((item) => [item.id, item]));
	const listed = items.filter(isListed).toSorted(byPlace(byId));
	const listedIds = new Set(listed.map(({ id }) => id));
	for (const { id, type } of items) {
		if (!listedIds.has(id) && type !== 'frame') lost.add(id, 'left-out', type);
	}
	const names = [...new Set(listed.flatMap((item) => Object.keys(item.fields ?? {})))].toSorted();
	const rows = listed.map((item) => [
		item.kind ?? item.type,
		item.text ?? '',
		item.color ?? '',
		frameOf(item, byId)?.text ?? '',
		...names.map((name) => formatField(fieldOf(item, name), byId))
	]);
	// A field may be called as a column of ours is.
	const headings = names.map((name) =>
		csvColumns.some((column) => column === name) ? `${name} (2)` : name
	);
	return { csv: formatRows([[...csvColumns, ...headings], ...rows], separator), lost: lost.list };
}

function isListed(item: Item): boolean {
	const isEmpty = (item.text ?? '').trim() === '';
	return hasWords.has(item.type) && !(isEmpty && (item.type === 'text' || item.type === 'shape'));
}

function fieldOf(item: Item, name: string): FieldValue | undefined {
	return item.fields && Object.hasOwn(item.fields, name) ? item.fields[name] : undefined;
}

function frameOf(item: Item, byId: ReadonlyMap<string, Item>): Item | undefined {
	const frame = item.parent === undefined ? undefined : byId.get(item.parent);
	return frame?.type === 'frame' ? frame : undefined;
}

const inReadingOrder = (a: Item, b: Item): number => a.pos[1] - b.pos[1] || a.pos[0] - b.pos[0];

function byPlace(byId: ReadonlyMap<string, Item>): (a: Item, b: Item) => number {
	return (a, b) => {
		const [left, right] = [frameOf(a, byId), frameOf(b, byId)];
		if (left === right) return inReadingOrder(a, b);
		if (!left || !right) return left ? -1 : 1;
		return inReadingOrder(left, right) || (left.id < right.id ? -1 : 1);
	};
}

/** A field that names an item says its text: ids mean nothing to who reads a table. */
function formatField(value: FieldValue | undefined, byId: ReadonlyMap<string, Item>): string {
	if (value === undefined || value === null) return '';
	if (Array.isArray(value)) return value.join('; ');
	if (typeof value === 'string') return byId.get(value)?.text ?? value;
	return String(value);
}
