import type { Item } from '@concordia/board';
import { linkGraph } from './causes.ts';
import type { CauseGraph } from './causes.ts';
import { kindOf, words } from './definition.ts';
import type { InstrumentDefinition, Locale, MatrixView } from './definition.ts';
import { hasText, setField, stringField } from './fields.ts';
import { matrix } from './matrix.ts';
import type { CellState, Matrix, OrganizationName, Row } from './matrix.ts';
import { parkedItems } from './parking.ts';

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
	readonly entries: readonly { readonly item: string; readonly text: string }[];
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
}

interface Context {
	readonly definition: InstrumentDefinition;
	readonly view: MatrixView;
	readonly table: Matrix;
	readonly graph: CauseGraph | undefined;
	readonly organizations: readonly OrganizationName[];
	readonly references: ReadonlyMap<string, Reference>;
	readonly word: (key: string) => string;
}

/**
 * An instrument as a document to read from top to bottom: the overview, every row with its fields and what
 * each organization says on it, gaps named, then causes, and what waits in the parking.
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
	const view = definition.views.find((candidate) => candidate.type === 'matrix');
	const frame = all.find(({ id }) => id === frameId);
	const title = frame && hasText(frame) ? frame.text!.trim() : word('title');
	const blocks: Block[] = [
		{
			type: 'heading',
			level: 1,
			text: title,
			...(frame?.text !== undefined && { place: { item: frame.id } })
		},
		...introduction(meta, organizations, word)
	];
	if (!view) return { definition, title, locale, blocks };

	const graphView = definition.views.find((candidate) => candidate.type === 'graph');
	const table = matrix(definition, view, all, frameId, organizations, meta.order);
	const context: Context = {
		definition,
		view,
		table,
		graph: graphView && linkGraph(definition, graphView.link, all, frameId),
		organizations,
		references: referencesTo(table, word),
		word
	};
	const parked = parkedItems(definition, all, frameId);
	blocks.push(
		...overview(context, parked.length),
		...table.rows.flatMap((row) => rowBlocks(context, row)),
		...looseBlocks(context),
		...causeBlocks(context),
		...parkedBlocks(context, parked)
	);
	return { definition, title, locale, blocks };
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

function referencesTo(table: Matrix, word: Context['word']): ReadonlyMap<string, Reference> {
	return new Map(
		table.rows.map(({ item }, index) => [
			item.id,
			{ item: item.id, number: String(index + 1), text: titleOf(item, word) }
		])
	);
}

function titleOf(item: Item, word: Context['word']): string {
	return hasText(item) ? item.text!.trim() : word('document.untitled');
}

function overview({ table, view, word }: Context, parked: number): Block[] {
	const counts: [string, number][] = [
		[word(`kind.${view.rows}.many`), table.rows.length],
		[word('document.count.given'), table.totals.given],
		[word('document.count.passed'), table.totals.passed],
		[word('document.count.gaps'), table.totals.gaps],
		[word('document.count.parked'), parked]
	];
	const blocks: Block[] = [
		{ type: 'heading', level: 2, text: word('document.summary') },
		{ type: 'counts', counts },
		{ type: 'heading', level: 2, text: word(`kind.${view.rows}.many`) }
	];
	if (table.rows.length === 0) blocks.push({ type: 'text', text: word('document.empty') });
	return blocks;
}

function rowBlocks(context: Context, row: Row): Block[] {
	const { definition, view, word, references } = context;
	const { item } = row;
	const { number } = references.get(item.id)!;
	const blocks: Block[] = [
		{ type: 'heading', level: 3, text: item.text ?? '', number, place: { item: item.id } }
	];
	for (const field of kindOf(definition, view.rows)?.fields ?? []) {
		if (!view.rowFields.includes(field.id)) continue;
		const label = word(`${view.rows}.${field.id}`);
		const place: Place = { item: item.id, field: field.id };
		if (field.type === 'organizations') {
			const values = namesOf(setField(item, field.id), context.organizations);
			blocks.push({ type: 'set', label, values, place });
		} else blocks.push({ type: 'text', label, text: stringField(item, field.id), place });
	}
	blocks.push(...linkBlocks(context, item), {
		type: 'answers',
		label: word(`kind.${view.cells}.many`),
		row: item.id,
		answers: answersOf(context, row)
	});
	return blocks;
}

/** Names for the ids of organizations; other words stay as they are. */
export function namesOf(
	values: readonly string[],
	organizations: readonly OrganizationName[]
): string[] {
	const names = new Map(organizations.map(({ id, name }) => [id, name]));
	return values.map((value) => names.get(value) ?? value);
}

function linkBlocks({ graph, references, definition, word }: Context, item: Item): Block[] {
	const link = definition.links[0];
	if (!graph || !link) return [];
	const targets = (ids: readonly string[]): Reference[] =>
		ids.map((id) => references.get(id)).filter((reference) => reference !== undefined);
	const causes = graph.edges.filter(({ to }) => to === item.id).map(({ from }) => from);
	const effects = graph.edges.filter(({ from }) => from === item.id).map(({ to }) => to);
	const blocks: Block[] = [];
	for (const [direction, ids] of [['from', causes] as const, ['to', effects] as const]) {
		const label = word(`link.${link.id}.${direction}`);
		if (ids.length > 0) blocks.push({ type: 'references', label, targets: targets(ids) });
	}
	return blocks;
}

function answersOf({ organizations }: Context, { cells, others }: Row): Answer[] {
	const answers = cells.map(({ entries, state }, index): Answer => {
		return { organization: organizations[index], state, entries: entries.map(entryOf) };
	});
	if (others.length > 0) {
		answers.push({ organization: undefined, state: 'given', entries: others.map(entryOf) });
	}
	return answers;
}

const entryOf = (item: Item): { item: string; text: string } => ({
	item: item.id,
	text: item.text ?? ''
});

function looseBlocks({ table, view, organizations, word }: Context): Block[] {
	if (table.loose.length === 0) return [];
	const entries = table.loose.map((item) => ({
		...entryOf(item),
		organization: nameOf(stringField(item, view.organizationField), organizations)
	}));
	return [
		{ type: 'heading', level: 2, text: word('document.loose') },
		{ type: 'list', entries, empty: '' }
	];
}

const nameOf = (id: string, organizations: readonly OrganizationName[]): string =>
	organizations.find((organization) => organization.id === id)?.name ?? id;

function causeBlocks({ graph, references, word }: Context): Block[] {
	if (!graph || graph.edges.length === 0) return [];
	const targets = (items: readonly Item[]): Reference[] =>
		items.map(({ id }) => references.get(id)).filter((reference) => reference !== undefined);
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

function parkedBlocks(context: Context, parked: readonly Item[]): Block[] {
	const { definition, organizations, references, word } = context;
	const { parking } = definition;
	if (!parking) return [];
	const entries = parked.map((item): Listed => {
		const about = references.get(stringField(item, parking.rowField));
		return {
			...entryOf(item),
			organization: nameOf(stringField(item, parking.organizationField), organizations),
			...(about && { about })
		};
	});
	return [
		{ type: 'heading', level: 2, text: word(`kind.${parking.kind}.many`) },
		{ type: 'list', entries, empty: word('document.parked.none') }
	];
}
