import type { Item } from '@concordia/board';
import { linkGraph, linksBetween } from './causes.ts';
import { fieldOf, kindOf, words } from './definition.ts';
import type {
	FieldDefinition,
	InstrumentDefinition,
	KindDefinition,
	LinkDefinition,
	Locale,
	MatrixView
} from './definition.ts';
import { decisionLines } from './decision-lines.ts';
import { statusByHand } from './decision.ts';
import type { DecisionFacts } from './decision.ts';
import { fieldText } from './field-text.ts';
import type { Naming } from './field-text.ts';
import { hasText, rawField, setField, stringField } from './fields.ts';
import { linksOf } from './links.ts';
import { matrix } from './matrix.ts';
import type { CellState, Matrix, OrganizationName, Row } from './matrix.ts';
import { mergesOf } from './merges.ts';
import { solutionsIn } from './parking.ts';
import { cardsOf, scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';

/** Where a text of the document is kept: who edits it there edits the board. */
export interface Place {
	readonly item: string;
	readonly field?: string;
}

export interface Reference {
	readonly item: string;
	readonly number: string;
	readonly text: string;
}

export interface Answer {
	/** Undefined: cards of no known organization. */
	readonly organization: OrganizationName | undefined;
	readonly state: CellState;
	/** `value`: the answer in one word where the view asks for one; the text is its reason. */
	readonly entries: readonly {
		readonly item: string;
		readonly text: string;
		readonly value?: string;
	}[];
}

export interface Listed {
	readonly item: string;
	readonly text: string;
	readonly organization: string;
	readonly about?: Reference;
}

/** A piece of the readable document. Texts are as people wrote them; labels are in the reader's language. */
export type Block =
	| {
			readonly type: 'heading';
			readonly level: 1 | 2 | 3;
			readonly text: string;
			readonly number?: string;
			readonly place?: Place;
	  }
	| {
			readonly type: 'text';
			readonly text: string;
			readonly label?: string;
			readonly place?: Place;
	  }
	| {
			readonly type: 'set';
			readonly label: string;
			readonly values: readonly string[];
			readonly place: Place;
	  }
	| {
			readonly type: 'answers';
			readonly label: string;
			readonly row: string;
			readonly answers: readonly Answer[];
	  }
	| { readonly type: 'references'; readonly label: string; readonly targets: readonly Reference[] }
	| {
			readonly type: 'counts';
			readonly counts: readonly (readonly [label: string, count: number])[];
	  }
	| { readonly type: 'list'; readonly entries: readonly Listed[]; readonly empty: string };

export interface DocumentModel {
	readonly definition: InstrumentDefinition;
	readonly title: string;
	readonly locale: Locale;
	readonly blocks: readonly Block[];
}

export interface DocumentMeta {
	/** Title of the session. */
	readonly title?: string;
	readonly purpose?: string;
	/** Ids of rows that keep their places (see `matrix`). */
	readonly order?: readonly string[];
	/** What was put to decision, in that order. */
	readonly decisions?: readonly DecisionFacts[];
}

interface Context {
	readonly definition: InstrumentDefinition;
	readonly scope: Scope;
	readonly edges: readonly Edges[];
	readonly organizations: readonly OrganizationName[];
	readonly decisions: readonly DecisionFacts[];
	readonly references: ReadonlyMap<string, Reference>;
	readonly naming: Naming;
	readonly word: (key: string) => string;
}

/** A matrix view and what is in it. */
interface Voices {
	readonly view: MatrixView;
	readonly table: Matrix;
}

/**
 * An instrument as a document to read from top to bottom: the overview, every row with its fields and what
 * each organization says on it, gaps named; then all other cards kind by kind, what leads to what, what waits
 * in the parking, and plain notes.
 */
export function instrumentDocument(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale,
	meta: DocumentMeta = {}
): DocumentModel {
	const all = [...items];
	const word = (key: string): string => words(definition, locale, key);
	const scope = scopeOf(definition, all, frameId);
	const { frame } = scope;
	const title = frame && hasText(frame) ? frame.text!.trim() : word('title');
	const view = definition.views.find((candidate) => candidate.type === 'matrix');
	const voices = view && {
		view,
		table: matrix(definition, view, all, frameId, organizations, meta.order)
	};
	const sections = sectionsOf(scope, view);
	const context: Context = {
		definition,
		scope,
		edges: edgesOf(scope),
		organizations,
		decisions: (meta.decisions ?? []).filter((one) => one.frame === frameId),
		references: referencesTo(voices?.table.rows.map(({ item }) => item) ?? [], sections, word),
		naming: namingOf(scope, organizations, locale),
		word
	};
	const solutions = solutionsIn(definition, all, frameId);
	const blocks: Block[] = [
		{
			type: 'heading',
			level: 1,
			text: title,
			...(frame?.text !== undefined && { place: { item: frame.id } })
		},
		...introduction(meta, organizations, word),
		...overview(context, voices, sections, solutions.parked.length),
		...(voices ? voicesBlocks(context, voices) : []),
		...sections.flatMap((section) => sectionBlocks(context, section)),
		...causeBlocks(context, all, frameId),
		...goneBlocks(context),
		...solutionBlocks(context, solutions),
		...noteBlocks(context)
	];
	return { definition, title, locale, blocks };
}

/** The cards of a kind that no matrix and no parking tells of. */
interface Section {
	readonly kind: KindDefinition;
	readonly cards: readonly Item[];
}

function sectionsOf(scope: Scope, view: MatrixView | undefined): Section[] {
	const { kinds, parking } = scope.definition;
	const told = new Set([view?.rows, view?.cells, parking?.kind, parking?.placeholder]);
	return kinds
		.filter(({ id }) => !told.has(id))
		.map((kind) => ({ kind, cards: cardsOf(scope, kind.id) }));
}

/** What values of an instrument's cards are called. */
export function namingOf(
	{ definition, byId }: Scope,
	organizations: readonly OrganizationName[],
	locale: Locale
): Naming {
	const names = new Map(organizations.map(({ id, name }) => [id, name]));
	return {
		definition,
		locale,
		organizationName: (id) => names.get(id) ?? id,
		cardTitle: (id) => {
			const item = byId.get(id);
			return item ? titleOf(item, (key) => words(definition, locale, key)) : '';
		}
	};
}

function introduction(
	{ title, purpose }: DocumentMeta,
	organizations: readonly OrganizationName[],
	word: Context['word']
): Block[] {
	const blocks: Block[] = [];
	if (title?.trim()) blocks.push({ type: 'text', text: title.trim() });
	blocks.push({ type: 'text', text: word('about') });
	if (purpose?.trim()) {
		blocks.push({ type: 'text', label: word('document.purpose'), text: purpose.trim() });
	}
	if (organizations.length > 0) {
		const names = organizations.map(({ name }) => name).join(', ');
		blocks.push({ type: 'text', label: word('document.organizations'), text: names });
	}
	return blocks;
}

function referencesTo(
	rows: readonly Item[],
	sections: readonly Section[],
	word: Context['word']
): ReadonlyMap<string, Reference> {
	const references = new Map<string, Reference>();
	for (const cards of [rows, ...sections.map((section) => section.cards)]) {
		for (const [index, item] of cards.entries()) {
			const number = String(index + 1);
			references.set(item.id, { item: item.id, number, text: titleOf(item, word) });
		}
	}
	return references;
}

function titleOf(item: Item, word: Context['word']): string {
	return hasText(item) ? item.text!.trim() : word('document.untitled');
}

function overview(
	{ definition, word }: Context,
	voices: Voices | undefined,
	sections: readonly Section[],
	parked: number
): Block[] {
	const counts: [string, number][] = [];
	if (voices) {
		const { view, table } = voices;
		counts.push([word(`kind.${view.rows}.many`), table.rows.length]);
		counts.push([word('document.count.given'), table.totals.given]);
		if (view.passedField !== undefined) {
			counts.push([word('document.count.passed'), table.totals.passed]);
		}
		counts.push([word('document.count.gaps'), table.totals.gaps]);
	}
	for (const { kind, cards } of sections) {
		// A frozen version holds none of what is aside: that there is nothing of it would be untrue.
		if (kind.isAside === true && cards.length === 0) continue;
		counts.push([word(`kind.${kind.id}.many`), cards.length]);
	}
	if (definition.parking) counts.push([word('document.count.parked'), parked]);
	const blocks: Block[] = [
		{ type: 'heading', level: 2, text: word('document.summary') },
		{ type: 'counts', counts }
	];
	const isEmpty = counts.every(([, count]) => count === 0);
	if (isEmpty && !voices) blocks.push({ type: 'text', text: word('document.empty') });
	return blocks;
}

function voicesBlocks(context: Context, { view, table }: Voices): Block[] {
	const { word } = context;
	const blocks: Block[] = [{ type: 'heading', level: 2, text: word(`kind.${view.rows}.many`) }];
	if (table.rows.length === 0) blocks.push({ type: 'text', text: word('document.empty') });
	blocks.push(...table.rows.flatMap((row) => rowBlocks(context, view, row)));
	if (table.loose.length > 0) {
		const entries = table.loose.map((item) => ({
			...entryOf(item),
			organization: context.naming.organizationName(stringField(item, view.organizationField))
		}));
		blocks.push(
			{ type: 'heading', level: 2, text: word('document.loose') },
			{ type: 'list', entries, empty: '' }
		);
	}
	return blocks;
}

function rowBlocks(context: Context, view: MatrixView, row: Row): Block[] {
	const { definition, word } = context;
	const { item, wordings } = row;
	const fields = kindOf(definition, view.rows)?.fields ?? [];
	return [
		headingOf(context, item),
		...wordings.map(({ id, text = '' }): Block => {
			return { type: 'text', label: word('document.also'), text, place: { item: id } };
		}),
		...fieldBlocks(context, item, shownFields(fields)),
		...linkBlocks(context, item),
		...decisionBlocks(context, item.id),
		{
			type: 'answers',
			label: word(`kind.${view.cells}.many`),
			row: item.id,
			answers: answersOf(context, view, row)
		}
	];
}

function sectionBlocks(context: Context, { kind, cards }: Section): Block[] {
	if (cards.length === 0) return [];
	return [
		{ type: 'heading', level: 2, text: context.word(`kind.${kind.id}.many`) },
		...cards.flatMap((item) => [
			headingOf(context, item),
			...fieldBlocks(context, item, shownFields(kind.fields)),
			...linkBlocks(context, item),
			...decisionBlocks(context, item.id)
		])
	];
}

/** What was decided on a card, word for word; where nothing was, what people have set by hand. */
function decisionBlocks(context: Context, id: string): Block[] {
	const { definition, scope, organizations, decisions, naming, word } = context;
	const own = decisions.filter(({ item }) => item === id);
	const card = scope.byId.get(id);
	const view = definition.views.find((one) => one.type === 'decision' && one.kind === card?.kind);
	if (own.length === 0 && card && view?.type === 'decision') {
		const text = statusByHand(naming, view, card);
		return text === '' ? [] : [{ type: 'text', label: word(`${view.kind}.${view.status}`), text }];
	}
	return own
		.flatMap((decision) => decisionLines(definition, decision, naming.locale, organizations))
		.map(({ label, text }): Block => ({ type: 'text', label, text }));
}

/** What was decided stays, whatever became of its card. */
function goneBlocks(context: Context): Block[] {
	const { definition, decisions, scope, word } = context;
	const shown = new Set(
		definition.kinds.flatMap(({ id }) => cardsOf(scope, id).map((card) => card.id))
	);
	const gone = new Set(decisions.map(({ item }) => item).filter((id) => !shown.has(id)));
	if (gone.size === 0) return [];
	return [
		{ type: 'heading', level: 2, text: word('decision.gone') },
		...[...gone].flatMap((id) => decisionBlocks(context, id))
	];
}

const shownFields = (fields: readonly FieldDefinition[]): FieldDefinition[] =>
	fields.filter(({ isHidden }) => isHidden !== true);

function headingOf({ references }: Context, item: Item): Block {
	const { number } = references.get(item.id)!;
	return { type: 'heading', level: 3, text: item.text ?? '', number, place: { item: item.id } };
}

function fieldBlocks(
	{ definition, organizations, naming, word }: Context,
	item: Item,
	fields: readonly FieldDefinition[]
): Block[] {
	return fields.flatMap((field): Block[] => {
		const kind = kindOf(definition, item.kind)!.id;
		const label = word(`${kind}.${field.id}`);
		const place: Place = { item: item.id, field: field.id };
		if (field.type === 'organizations') {
			const values = namesOf(setField(item, field.id), organizations);
			return [{ type: 'set', label, values, place }];
		}
		if (field.type === 'text') {
			return [{ type: 'text', label, text: stringField(item, field.id), place }];
		}
		const text = fieldText(naming, kind, field, rawField(item, field.id));
		return text === '' ? [] : [{ type: 'text', label, text }];
	});
}

/** Names for the ids of organizations; other words stay as they are. */
export function namesOf(
	values: readonly string[],
	organizations: readonly OrganizationName[]
): string[] {
	const names = new Map(organizations.map(({ id, name }) => [id, name]));
	return values.map((value) => names.get(value) ?? value);
}

/** What each card leads to and comes from, by kind of link. */
interface Edges {
	readonly link: LinkDefinition;
	readonly to: ReadonlyMap<string, readonly string[]>;
	readonly from: ReadonlyMap<string, readonly string[]>;
}

function edgesOf(scope: Scope): Edges[] {
	return scope.definition.links.map((link) => {
		const ends = new Map(
			[link.from, link.to].flatMap((kind) => cardsOf(scope, kind)).map((card) => [card.id, card])
		);
		const to = new Map<string, string[]>();
		const from = new Map<string, string[]>();
		const links = linksOf(scope.definition, link, scope.byId.values(), ends);
		for (const edge of linksBetween(links, mergesOf(ends).of)) {
			to.set(edge.from, [...(to.get(edge.from) ?? []), edge.to]);
			from.set(edge.to, [...(from.get(edge.to) ?? []), edge.from]);
		}
		return { link, to, from };
	});
}

function linkBlocks({ edges, references, word }: Context, item: Item): Block[] {
	const blocks: Block[] = [];
	for (const { link, to, from } of edges) {
		for (const [direction, ids = []] of [
			['from', from.get(item.id)] as const,
			['to', to.get(item.id)] as const
		]) {
			const targets = ids.map((id) => references.get(id)).filter((found) => found !== undefined);
			const label = word(`link.${link.id}.${direction}`);
			if (targets.length > 0) blocks.push({ type: 'references', label, targets });
		}
	}
	return blocks;
}

function answersOf(context: Context, view: MatrixView, { cells, others }: Row): Answer[] {
	const { organizations, definition, naming } = context;
	const field = fieldOf(definition, view.cells, view.valueField ?? '');
	const toEntry = (item: Item): Answer['entries'][number] => {
		const value = field && fieldText(naming, view.cells, field, rawField(item, field.id));
		return { ...entryOf(item), ...(value && { value }) };
	};
	const answers = cells.map(({ entries, state }, index): Answer => {
		return { organization: organizations[index], state, entries: entries.map(toEntry) };
	});
	if (others.length > 0) {
		answers.push({ organization: undefined, state: 'given', entries: others.map(toEntry) });
	}
	return answers;
}

const entryOf = (item: Item): { item: string; text: string } => ({
	item: item.id,
	text: item.text ?? ''
});

/** Where chains begin and where they close; only links within one kind have a first one. */
function causeBlocks(context: Context, items: readonly Item[], frameId: string): Block[] {
	const { definition, references, word } = context;
	const view = definition.views.find((candidate) => candidate.type === 'graph');
	const link = definition.links.find(({ id }) => id === view?.link);
	if (!link || link.from !== link.to) return [];
	const graph = linkGraph(definition, link.id, items, frameId);
	if (graph.edges.length === 0) return [];
	const targets = (cards: readonly Item[]): Reference[] =>
		cards.map(({ id }) => references.get(id)).filter((reference) => reference !== undefined);
	const blocks: Block[] = [{ type: 'heading', level: 2, text: word('document.causes') }];
	if (graph.roots.length > 0) {
		blocks.push(
			{ type: 'references', label: word('document.roots'), targets: targets(graph.roots) },
			{ type: 'text', text: word('document.roots.about') }
		);
	}
	for (const loop of graph.loops) {
		blocks.push({ type: 'references', label: word('document.loops'), targets: targets(loop) });
	}
	if (graph.loops.length > 0) blocks.push({ type: 'text', text: word('document.loops.about') });
	return blocks;
}

/** What was put on the frame as plain notes and texts belongs to what was said. */
function noteBlocks({ scope, word }: Context): Block[] {
	const entries = scope.inside
		.filter((item) => (item.type === 'note' || item.type === 'text') && hasText(item))
		.filter((item) => kindOf(scope.definition, item.kind) === undefined)
		.map((item) => ({ ...entryOf(item), organization: '' }));
	if (entries.length === 0) return [];
	return [
		{ type: 'heading', level: 2, text: word('document.notes') },
		{ type: 'list', entries, empty: '' }
	];
}

function solutionBlocks(
	context: Context,
	{ parked, open }: ReturnType<typeof solutionsIn>
): Block[] {
	const { definition, naming, references, word } = context;
	const { parking } = definition;
	if (!parking) return [];
	const listed = (item: Item): Listed => {
		const about = references.get(stringField(item, parking.rowField));
		return {
			...entryOf(item),
			organization: naming.organizationName(stringField(item, parking.organizationField)),
			...(about && { about })
		};
	};
	/** A placeholder speaks the language of whoever parked, and mostly names the organization itself. */
	const placeheld = (item: Item): Listed => {
		const entry = listed(item);
		const { organization } = entry;
		const [first = '', ...rest] = entry.text.split('\n');
		const key = `${parking.placeholder}.default`;
		const isOurs = Object.values(definition.words).some((known) => known[key] === first);
		return {
			...entry,
			text: [isOurs ? word(key) : first, ...rest].join('\n'),
			organization: rest.some((line) => line.startsWith(organization)) ? '' : organization
		};
	};
	const empty = word('document.parked.none');
	const blocks: Block[] = [
		{ type: 'heading', level: 2, text: word(`kind.${parking.placeholder}.many`) },
		{ type: 'list', entries: parked.map(placeheld), empty }
	];
	if (open.length === 0) return blocks;
	return [
		...blocks,
		{ type: 'heading', level: 2, text: word(`kind.${parking.kind}.many`) },
		{ type: 'list', entries: open.map(listed), empty }
	];
}
