import { cellKey } from '@concordia/board';
import type { Item } from '@concordia/board';
import { cleanDoc } from '@concordia/board/document';
import { documentBlocks } from '@concordia/exchange';
import type { Paper, PaperBlock } from '@concordia/exchange';
import type { Locale } from '../definition.ts';
import { hasText } from '../fields.ts';
import type { PaperMeta } from './paper.ts';
import { formatDay } from './rows.ts';
import { documentWord, paperWords } from './words.ts';

/** A document that people wrote together, for paper; `items` are those it may show. */
export function documentPaper(
	item: Item,
	items: Iterable<Item>,
	locale: Locale,
	{ session, purpose, day, parties }: Omit<PaperMeta, 'version'>
): Paper {
	const words = paperWords[locale];
	const byId = new Map<string, Item>();
	for (const other of items) byId.set(other.id, other);
	const { title, blocks } = documentBlocks(cleanDoc(item.doc), (id) => {
		const shown = byId.get(id);
		return shown ? liveBlocks(shown, words.untitled) : [];
	});
	return {
		language: locale,
		kind: documentWord[locale],
		title: title || words.untitled,
		session,
		...(purpose?.trim() && { purpose: purpose.trim() }),
		date: formatDay(day, locale, 'long'),
		parties,
		isSigned: false,
		words,
		blocks
	};
}

/** What stands for a thing of the board that a document shows: a table as a table, else its words. */
function liveBlocks(item: Item, untitled: string): readonly PaperBlock[] {
	const { type, rows = [], columns = [], cells = {} } = item;
	if (type !== 'table' || rows.length === 0 || columns.length === 0) {
		return [{ type: 'quote', text: hasText(item) ? item.text! : untitled }];
	}
	const lines = rows.map((row) => columns.map((column) => cells[cellKey(row.id, column.id)] ?? ''));
	const titles = item.headerRow === true ? lines.shift()! : columns.map(() => '');
	return [{ type: 'table', columns: titles.map((title) => ({ title })), rows: lines }];
}
