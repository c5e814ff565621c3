import { cellKey, type Item } from '@concordia/board';
import type { PaperBlock } from '@concordia/exchange';
import { itemName } from '#lib/board/item-name.ts';

/** What stands on paper for a thing of the board that a document shows: a table as a table, else its words. */
export function liveBlocks(item: Item): readonly PaperBlock[] {
	const { type, rows = [], columns = [], cells = {} } = item;
	if (type !== 'table' || rows.length === 0 || columns.length === 0) {
		return [{ type: 'quote', text: item.text?.trim() || itemName(item) }];
	}
	const [heading = [], ...lines] = rows.map((row) =>
		columns.map((column) => cells[cellKey(row.id, column.id)] ?? '')
	);
	return [{ type: 'table', columns: heading.map((title) => ({ title })), rows: lines }];
}
