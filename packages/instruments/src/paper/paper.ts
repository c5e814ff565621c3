import type { Item } from '@concordia/board';
import type {
	Inline,
	Paper,
	PaperBlock,
	PaperParty,
	PaperPicture,
	PaperVersion,
	SheetCell,
	Span
} from '@concordia/exchange';
import type { DecisionFacts } from '../decision.ts';
import { kindOf, words } from '../definition.ts';
import type { InstrumentDefinition, Locale } from '../definition.ts';
import type { Answer, Block, DocumentModel, Listed, Reference } from '../document.ts';
import { instrumentDocument } from '../document.ts';
import type { OrganizationName } from '../matrix.ts';
import { documentPart } from './document.ts';
import { figureRows } from './figures.ts';
import type { Pictures } from './pictures.ts';
import { cardRows, formatDay, formatValue, linkRows, sourceOf } from './rows.ts';
import type { Rows, Source } from './rows.ts';
import { erasedName, paperWords } from './words.ts';

/** What stands on the cover, from outside the instrument. */
export interface PaperMeta {
	readonly session: string;
	readonly purpose?: string;
	/** The day it is made, as `2026-11-22`. */
	readonly day: string;
	readonly parties: readonly PaperParty[];
	readonly version?: MetaVersion;
	/** What was put to decision, in that order. */
	readonly decisions?: readonly DecisionFacts[];
	/** Views as drawings (`instrumentPictures`), where there is a place for them. */
	readonly pictures?: readonly Pictures[];
}

/** A frozen version as the session knows it. */
export interface MetaVersion extends Pick<PaperVersion, 'number' | 'hash'> {
	/** Of every organization, who confirmed it; null for a name that was erased. */
	readonly confirmed?: readonly {
		readonly name: string;
		readonly people: readonly (string | null)[];
	}[];
	/** The day on which all had confirmed it, as `2026-11-22`. */
	readonly agreedOn?: string;
	/** Organizations that it does without, and why. */
	readonly without?: NonNullable<PaperVersion['without']>;
}

export function paperVersion(version: MetaVersion, locale: Locale): PaperVersion {
	const { number, hash, confirmed, agreedOn, without } = version;
	return {
		number,
		hash,
		...(confirmed && {
			confirmed: confirmed.map(({ name, people }) => ({
				name,
				people: people.map((person) => person ?? erasedName[locale])
			}))
		}),
		...(agreedOn !== undefined && { agreed: formatDay(agreedOn, locale, 'long') }),
		...(without && { without })
	};
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
	const { decisions = [] } = meta;
	const told = { decisions };
	const model = instrumentDocument(definition, source.items, frameId, organizations, locale, told);
	const about = introduction(model);
	return {
		language: locale,
		kind: words(definition, locale, 'title'),
		title: model.title,
		...(about !== '' && { about }),
		session: meta.session,
		...(meta.purpose?.trim() && { purpose: meta.purpose.trim() }),
		date: formatDay(meta.day, locale, 'long'),
		...(meta.version && { version: paperVersion(meta.version, locale) }),
		parties: meta.parties,
		isSigned: definition.views.some((view) => view.type === 'document' && view.isSigned === true),
		words: paperWords[locale],
		blocks: sections(source, model, frameId, meta.pictures ?? [])
	};
}

/** What it is: the text in front of the first heading; title and organizations stand on the cover. */
function introduction({ blocks }: DocumentModel): string {
	return blocks
		.slice(0, firstHeading(blocks))
		.flatMap((block) => (block.type === 'text' && block.label === undefined ? [block.text] : []))
		.join('\n\n');
}

function firstHeading(blocks: readonly Block[]): number {
	const at = blocks.findIndex((block) => block.type === 'heading' && block.level > 1);
	return at === -1 ? blocks.length : at;
}

/** A heading with what stands below it, up to the next of its level. */
interface Section {
	readonly title: string;
	readonly blocks: readonly Block[];
	/** Set where it tells of cards one by one, and a table says the same in less room. */
	readonly rows?: Rows;
	readonly pictures?: readonly PaperPicture[];
	/** Of a document in the frame: what it says. */
	readonly written?: readonly PaperBlock[];
	readonly cards: readonly Item[];
}

/** All sections numbered from the top, `1`, `1.1`; what refers to a heading or row says its number. */
function sections(
	source: Source,
	{ blocks }: DocumentModel,
	frameId: string,
	drawn: readonly Pictures[]
): PaperBlock[] {
	const { definition, locale, word } = source;
	const figures = figureRows(source, frameId).map(rowSection);
	const written = [...sectionsOf(source, blocks), ...linkSections(source)];
	const told: Section[] = [
		// A drawing goes with what is said about the same.
		...written.map((section) => ({
			...section,
			...drawn.find(({ title }) => title === section.title)
		})),
		...drawn
			.filter(({ title }) => !written.some((section) => section.title === title))
			.map(pictureSection),
		...figures,
		...writtenSections(source)
	];
	const places = new Map<string, string>();
	for (const [index, { cards }] of told.entries()) {
		for (const [at, { id }] of cards.entries()) places.set(id, `${index + 1}.${at + 1}`);
	}
	const { organization } = paperWords[locale];
	const context: Context = { places, organization, word: (key) => words(definition, locale, key) };
	return told.flatMap((section, index): PaperBlock[] => {
		const number = String(index + 1);
		const { rows, pictures = [] } = section;
		return [
			{ type: 'heading', level: 2, number, text: section.title || word('document.untitled') },
			...(rows
				? rowBlocks(rows, number, locale)
				: (section.written ?? section.blocks.flatMap((block) => toPaper(block, context)))),
			...pictures.map((picture): PaperBlock => ({ type: 'picture', picture }))
		];
	});
}

function sectionsOf(source: Source, blocks: readonly Block[]): Section[] {
	const { definition, scope } = source;
	const matrixRows = definition.views.find((view) => view.type === 'matrix')?.rows;
	const groups: { title: string; blocks: Block[] }[] = [];
	for (const block of blocks.slice(firstHeading(blocks))) {
		if (block.type === 'heading' && block.level < 3) groups.push({ title: block.text, blocks: [] });
		else groups.at(-1)?.blocks.push(block);
	}
	return groups.map((group) => {
		const cards = group.blocks
			.flatMap((block) => (block.type === 'heading' ? [block.place?.item ?? ''] : []))
			.map((id) => scope.byId.get(id))
			.filter((card) => card !== undefined);
		const kind = kindOf(definition, cards[0]?.kind);
		const isDecided = definition.views.some(
			(view) => view.type === 'decision' && view.kind === kind?.id
		);
		if (!kind || kind.id === matrixRows || isDecided) return { ...group, cards };
		return { ...group, ...byParent(cardRows(source, kind), cards) };
	});
}

/** Rows that belong to the same card stand together, in the order in which each is first named. */
function byParent(rows: Rows, cards: readonly Item[]): { rows: Rows; cards: readonly Item[] } {
	const { parent } = rows;
	if (parent === undefined) return { rows, cards };
	const places = new Map<SheetCell, number>();
	for (const row of rows.rows) {
		if (!places.has(row[parent]!)) places.set(row[parent]!, places.size);
	}
	const order = rows.rows
		.map((row, index) => ({ index, place: places.get(row[parent]!)! }))
		.toSorted((a, b) => a.place - b.place);
	return {
		rows: { ...rows, rows: order.map(({ index }) => rows.rows[index]!) },
		cards: order.map(({ index }) => cards[index]!)
	};
}

/** What flows from where to where, as far as it says more than that it does. */
function linkSections(source: Source): Section[] {
	return source.definition.links
		.filter((link) => link.fields !== undefined || link.from !== link.to)
		.map((link) => linkRows(source, link))
		.filter(({ rows }) => rows.length > 0)
		.map(rowSection);
}

const pictureSection = ({ title, pictures }: Pictures): Section => ({
	title,
	blocks: [],
	pictures,
	cards: []
});

/** The documents in the frame that say something. */
function writtenSections({ scope, locale }: Source): Section[] {
	return scope.inside
		.filter(({ type }) => type === 'document')
		.map((item) => documentPart(item, scope.byId, locale))
		.filter(({ blocks }) => blocks.length > 0)
		.map(({ title, blocks }) => ({ title, blocks: [], written: blocks, cards: [] }));
}

const rowSection = (rows: Rows): Section => ({ title: rows.title, blocks: [], rows, cards: [] });

/** Cards with fields as a table, those that are only a text as a list, a single one as it is. */
function rowBlocks(
	{ columns, rows, parent, hasTotal = false }: Rows,
	number: string,
	locale: Locale
): PaperBlock[] {
	const texts = rows.map((row) =>
		row.map((cell, column) => formatValue(cell, locale, columns[column]).trim())
	);
	if (columns.length === 1) {
		const [[only = ''] = [], ...others] = texts;
		if (others.length === 0) return [{ type: 'text', text: only }];
		const entries = texts.map(([text = '']) => ({ text, depth: 0, isOrdered: true }));
		return [{ type: 'list', entries }];
	}
	if (hasTotal)
		return [{ type: 'table', columns, rows: texts.map((row) => row.map(filled)), hasTotal }];
	// A column that nobody filled in says nothing on paper; whom rows belong to is said once above them.
	const used = columns.map(
		(_, column) => column !== parent && texts.some((row) => row[column] !== '')
	);
	const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, column) => used[column]);
	const groups = new Map<number, Inline>();
	for (const [index, row] of texts.entries()) {
		const name = parent === undefined ? '' : row[parent]!;
		if (name !== '' && name !== texts[index - 1]?.[parent!]) groups.set(index, name);
	}
	return [
		{
			type: 'table',
			columns: [{ title: '' }, ...kept(columns)],
			rows: texts.map((row, index) => [`${number}.${index + 1}`, ...kept(row).map(filled)]),
			...(groups.size > 0 && { groups })
		}
	];
}

/** So that nothing can be filled in where nothing stood when it was signed. */
const nothingThere = '–';

const filled = (text: string): string => text || nothingThere;

interface Context {
	/** Numbers of headings and rows by the card they stand for. */
	readonly places: ReadonlyMap<string, string>;
	/** The heading above names of organizations. */
	readonly organization: string;
	readonly word: (key: string) => string;
}

function toPaper(block: Block, { places, organization, word }: Context): PaperBlock[] {
	switch (block.type) {
		case 'heading':
			return [
				{
					type: 'heading',
					level: block.level,
					text: block.text.trim() || word('document.untitled'),
					...(block.place && {
						number: places.get(block.place.item) ?? '',
						anchor: block.place.item
					})
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
	const texts = entries
		.map(({ text, value }) => [value ?? '', text.trim()].filter((part) => part !== '').join(': '))
		.filter((text) => text !== '');
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
