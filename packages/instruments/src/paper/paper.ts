import type { Item } from '@concordia/board';
import type {
	Inline,
	Paper,
	PaperBlock,
	PaperParty,
	PaperVersion,
	Span
} from '@concordia/exchange';
import { words } from '../definition.ts';
import type { InstrumentDefinition, Locale } from '../definition.ts';
import type { Answer, Block, DocumentModel, Listed, Reference } from '../document.ts';
import { instrumentDocument } from '../document.ts';
import type { OrganizationName } from '../matrix.ts';
import { cardRows, formatDate, formatValue, isShown, linkRows, sourceOf } from './rows.ts';
import type { Rows, Source } from './rows.ts';
import { paperWords } from './words.ts';

/** What stands on the cover, from outside the instrument. */
export interface PaperMeta {
	readonly session: string;
	readonly purpose?: string;
	/** The day it is made, as `2026-11-22`. */
	readonly day: string;
	readonly parties: readonly PaperParty[];
	readonly version?: PaperVersion;
}

/** An instrument as a document to print, sign and file: its document view, and its cards as tables. */
export function instrumentPaper(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale,
	meta: PaperMeta
): Paper {
	const source = sourceOf(definition, items, frameId, organizations, locale);
	const model = instrumentDocument(definition, source.items, frameId, [], locale);
	const written = instrumentDocument(definition, source.items, frameId, organizations, locale);
	const body = contentOf(written);
	const about = introduction(model);
	return {
		language: locale,
		kind: words(definition, locale, 'title'),
		title: model.title,
		...(about !== '' && { about }),
		session: meta.session,
		...(meta.purpose?.trim() && { purpose: meta.purpose.trim() }),
		date: formatDate(meta.day, locale),
		...(meta.version && { version: meta.version }),
		parties: meta.parties,
		isSigned: definition.views.some((view) => view.type === 'document' && view.isSigned === true),
		words: paperWords[locale],
		blocks: body.length > 0 ? numbered(body, written) : tables(source)
	};
}

/** What it is: the text in front of the first heading; title and organizations stand on the cover. */
function introduction({ blocks }: DocumentModel): string {
	return blocks
		.slice(0, firstHeading(blocks))
		.flatMap((block) => (block.type === 'text' && block.label === undefined ? [block.text] : []))
		.join('\n\n');
}

function contentOf({ blocks }: DocumentModel): readonly Block[] {
	return blocks.slice(firstHeading(blocks));
}

function firstHeading(blocks: readonly Block[]): number {
	const at = blocks.findIndex((block) => block.type === 'heading' && block.level > 1);
	return at === -1 ? blocks.length : at;
}

/** The blocks with numbers from the top: `1`, `1.1`; what refers to a heading says its number. */
function numbered(blocks: readonly Block[], { definition, locale }: DocumentModel): PaperBlock[] {
	const word = (key: string): string => words(definition, locale, key);
	const numbers = headingNumbers(blocks);
	const places = new Map<string, string>();
	for (const [index, block] of blocks.entries()) {
		if (block.type === 'heading' && block.place) places.set(block.place.item, numbers[index]!);
	}
	const { organization } = paperWords[locale];
	return blocks.flatMap((block, index) =>
		toPaper(block, { number: numbers[index]!, places, organization, word })
	);
}

function headingNumbers(blocks: readonly Block[]): readonly string[] {
	let [section, part] = [0, 0];
	return blocks.map((block) => {
		if (block.type !== 'heading') return '';
		if (block.level < 3) {
			section += 1;
			part = 0;
			return String(section);
		}
		part += 1;
		return section === 0 ? String(part) : `${section}.${part}`;
	});
}

interface Context {
	readonly number: string;
	/** Numbers of headings by the card they stand for. */
	readonly places: ReadonlyMap<string, string>;
	/** The heading above names of organizations. */
	readonly organization: string;
	readonly word: (key: string) => string;
}

function toPaper(block: Block, { number, places, organization, word }: Context): PaperBlock[] {
	switch (block.type) {
		case 'heading':
			return [
				{
					type: 'heading',
					level: block.level,
					text: block.text.trim() || word('document.untitled'),
					number,
					...(block.place && { anchor: block.place.item })
				}
			];
		case 'text':
			if (block.text.trim() === '') return [];
			return [
				{ type: 'text', text: block.text, ...(block.label !== undefined && { label: block.label }) }
			];
		case 'set':
			if (block.values.length === 0) return [];
			return [{ type: 'text', label: block.label, text: block.values.join(', ') }];
		case 'answers':
			return [
				{
					type: 'table',
					columns: [{ title: organization }, { title: block.label }],
					rows: block.answers.map((answer) => answerRow(answer, word))
				}
			];
		case 'references':
			return [
				{
					type: 'text',
					label: block.label,
					text: block.targets.flatMap((target, index) => [
						...(index > 0 ? [{ text: '; ' }] : []),
						reference(target, places)
					])
				}
			];
		case 'counts':
			return [
				{
					type: 'list',
					entries: block.counts.map(([label, count]) => ({
						text: `${label}: ${count}`,
						depth: 0,
						isOrdered: false
					}))
				}
			];
		default:
			if (block.entries.length === 0) return [{ type: 'text', text: block.empty }];
			return [
				{
					type: 'list',
					entries: block.entries.map((entry) => ({
						text: listed(entry, places),
						depth: 0,
						isOrdered: false
					}))
				}
			];
	}
}

function answerRow({ organization, state, entries }: Answer, word: Context['word']): Inline[] {
	const texts = entries.map(({ text }) => text.trim()).filter((text) => text !== '');
	return [
		organization?.name ?? word('document.others'),
		texts.length > 0 ? texts.join('\n') : [{ text: word(`state.${state}`), isQuiet: true }]
	];
}

function reference({ item, number, text }: Reference, places: Context['places']): Span {
	return { text: `${places.get(item) ?? number} ${text}`, target: item };
}

function listed({ text, organization, about }: Listed, places: Context['places']): Inline {
	return [
		{ text: text.trim() },
		...(organization === '' ? [] : [{ text: ` (${organization})`, isQuiet: true }]),
		...(about ? [{ text: ' → ' }, reference(about, places)] : [])
	];
}

/** Kind by kind: cards with fields as a table, those that are only a text as a list. */
function tables(source: Source): PaperBlock[] {
	const { definition, locale } = source;
	const kinds = definition.kinds.filter(isShown).map((kind) => cardRows(source, kind));
	const links = definition.links.map((link) => linkRows(source, link));
	const filled = [...kinds, ...links].filter(({ rows }) => rows.length > 0);
	return filled.flatMap((rows, index): PaperBlock[] => [
		{ type: 'heading', level: 2, number: String(index + 1), text: rows.title },
		...(rows.columns.length === 1 ? [asList(rows, locale)] : [asTable(rows, locale)])
	]);
}

function asList({ rows }: Rows, locale: Locale): PaperBlock {
	return {
		type: 'list',
		entries: rows.map(([text = null]) => ({
			text: formatValue(text, locale),
			depth: 0,
			isOrdered: true
		}))
	};
}

/** Numbered rows; a column that nobody filled in says nothing on paper. */
function asTable({ columns, rows }: Rows, locale: Locale): PaperBlock {
	const used = columns.map((_, index) =>
		rows.some((row) => formatValue(row[index] ?? null, locale) !== '')
	);
	const kept = <T>(cells: readonly T[]): T[] => cells.filter((__, index) => used[index]);
	return {
		type: 'table',
		columns: [{ title: '', isFigure: true }, ...kept(columns)],
		rows: rows.map((row, index) => [
			String(index + 1),
			...kept(row).map((cell) => formatValue(cell, locale))
		])
	};
}
