import { columnParts, depthOf, docText, isDocText } from '@concordia/board/document';
import type { DocElement, DocNode, DocText } from '@concordia/board/document';
import { plainText } from './paper.ts';
import type { Inline, ListEntry, PaperBlock, Span } from './paper.ts';

/** What stands for a live field: the words and tables come from who knows the board. */
export type LiveBlocks = (item: string, view: string | undefined) => readonly PaperBlock[];

/**
 * A document that people write together as blocks for paper, its first heading apart: that is the title on the
 * cover. Suggestions nobody has accepted are left out. Headings get numbers unless somebody gave them some.
 */
export function documentBlocks(
	blocks: readonly DocElement[],
	live: LiveBlocks = () => []
): { readonly title: string; readonly blocks: readonly PaperBlock[] } {
	const at = blocks.findIndex(
		(block) => levelOf(block) !== undefined && docText(block).trim() !== ''
	);
	const isTitle = at !== -1 && blocks.slice(0, at).every((block) => docText(block).trim() === '');
	const rest = isTitle ? blocks.slice(at + 1) : blocks;
	const levels = rest.flatMap((block) => levelOf(block) ?? []);
	const highest = Math.min(...levels);
	const toLevel = (level: number): 2 | 3 | 4 => Math.min(level - highest + 2, 4) as 2 | 3 | 4;
	const written: PaperBlock[] = [];
	for (const block of rest) {
		for (const made of toPaper(block, toLevel, live)) {
			const last = written.at(-1);
			// Entries that follow each other are one list.
			if (made.type !== 'list' || last?.type !== 'list') written.push(made);
			else (last.entries as ListEntry[]).push(...made.entries);
		}
	}
	return { title: isTitle ? docText(blocks[at]!).trim() : '', blocks: numbered(written) };
}

function toPaper(
	block: DocElement,
	toLevel: (level: number) => 2 | 3 | 4,
	live: LiveBlocks
): readonly PaperBlock[] {
	const { type, attrs = {}, content = [] } = block;
	if (type === 'table') return tableOf(block);
	if (type === 'live') {
		const { item, view } = attrs;
		return typeof item === 'string' ? live(item, typeof view === 'string' ? view : undefined) : [];
	}
	const text = spansIn(content);
	const level = levelOf(block);
	if (attrs['list'] !== undefined) return [{ type: 'list', entries: [entryOf(attrs, text)] }];
	if (plainText(text).trim() === '') return [];
	if (level !== undefined) return [{ type: 'heading', level: toLevel(level), text }];
	return [{ type: attrs['quote'] === true ? 'quote' : 'text', text }];
}

function levelOf({ attrs }: DocElement): number | undefined {
	const level = attrs?.['heading'];
	return typeof level === 'number' ? level : undefined;
}

function entryOf(attrs: NonNullable<DocElement['attrs']>, text: readonly Span[]): ListEntry {
	const list = attrs['list'];
	const task = list === 'task' ? [{ text: attrs['checked'] === true ? '☑ ' : '☐ ' }] : [];
	return { text: [...task, ...text], depth: depthOf(attrs), isOrdered: list === 'numbered' };
}

function spansIn(content: readonly DocNode[]): Span[] {
	return content.flatMap((node): Span[] => {
		if (!isDocText(node))
			return node.type === 'break' ? [{ text: '\n' }] : [{ text: docText(node) }];
		return node.marks?.['insertion'] ? [] : [spanOf(node)];
	});
}

function spanOf({ text, marks = {} }: DocText): Span {
	const link = marks['link']?.['href'];
	return {
		text,
		...(marks['bold'] && { isStrong: true }),
		...(marks['italic'] && { isEmphasis: true }),
		...(marks['strike'] && { isStruck: true }),
		...(typeof link === 'string' && { link })
	};
}

/** The first row names the columns where it is marked so. */
function tableOf(table: DocElement): readonly PaperBlock[] {
	const { attrs = {}, content = [] } = table;
	const rows = elements(content).map((row) => elements(row.content ?? []).map(cellText));
	const width = Math.max(0, ...rows.map((row) => row.length));
	if (width === 0) return [];
	const hasHeadings = attrs['headerRow'] === true;
	const titles = hasHeadings ? rows[0]!.map(plainText) : [];
	const parts = columnParts(table);
	const columns = Array.from({ length: width }, (_, index) => ({
		title: titles[index] ?? '',
		...(parts && { part: parts[index]! })
	}));
	return [{ type: 'table', columns, rows: hasHeadings ? rows.slice(1) : rows }];
}

function cellText({ content = [] }: DocElement): Inline {
	return elements(content).flatMap((paragraph, index) => [
		...(index > 0 ? [{ text: '\n' }] : []),
		...spansIn(paragraph.content ?? [])
	]);
}

const elements = (content: readonly DocNode[]): DocElement[] =>
	content.filter((node): node is DocElement => !isDocText(node));

function numbered(blocks: readonly PaperBlock[]): readonly PaperBlock[] {
	const hasOwn = blocks.some(
		(block) => block.type === 'heading' && /^\s*\d/u.test(plainText(block.text))
	);
	if (hasOwn) return blocks;
	const counts = [0, 0, 0];
	return blocks.map((block) => {
		if (block.type !== 'heading') return block;
		const depth = Math.max(0, block.level - 2);
		counts[depth]! += 1;
		counts.fill(0, depth + 1);
		// A level that was left out counts for nothing.
		const number = counts
			.slice(0, depth + 1)
			.filter((count) => count > 0)
			.join('.');
		return { ...block, number };
	});
}
