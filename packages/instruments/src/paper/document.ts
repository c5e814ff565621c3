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
	const { title, blocks } = writtenBlocks(item, byId, locale);
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

/** A document in the frame of an instrument as a part of its paper: its headings below that of the part. */
export function documentPart(
	item: Item,
	byId: ReadonlyMap<string, Item>,
	locale: Locale
): { readonly title: string; readonly blocks: readonly PaperBlock[] } {
	const { title, blocks } = writtenBlocks(item, byId, locale);
	const below = blocks.map((block): PaperBlock => {
		if (block.type !== 'heading') return block;
		const { number: _, ...heading } = block;
		return { ...heading, level: block.level < 4 ? ((block.level + 1) as 3 | 4) : 4 };
	});
	return { title: title || documentWord[locale], blocks: below };
}

function writtenBlocks(
	{ doc }: Item,
	byId: ReadonlyMap<string, Item>,
	locale: Locale
): ReturnType<typeof documentBlocks> {
	return documentBlocks(cleanDoc(doc), (id) => {
		const shown = byId.get(id);
		return shown ? liveBlocks(shown, paperWords[locale].untitled) : [];
	});
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
