import type { Item } from '@concordia/board';
import { linkGraph } from './causes.ts';
import { isKind } from './definition.ts';
import type { InstrumentDefinition, MatrixView } from './definition.ts';
import { flagField, hasText, rawField, stringField } from './fields.ts';
import { mergesOf } from './merges.ts';
import { cardsOf, scopeOf } from './scope.ts';

export interface OrganizationName {
	readonly id: string;
	readonly name: string;
}

export type CellState = 'given' | 'passed' | 'gap';

/** What one organization says on one row. Two cards can arise when two of its people write at once: both count. */
export interface Cell {
	readonly organization: string;
	readonly entries: readonly Item[];
	readonly state: CellState;
}

export interface Row {
	readonly item: Item;
	/** Cards that were merged into it: other wordings of the same. */
	readonly wordings: readonly Item[];
	/** One per organization, in their order. */
	readonly cells: readonly Cell[];
	/** Cards on this row of no organization in the list. */
	readonly others: readonly Item[];
	readonly gaps: number;
}

export interface Matrix {
	readonly rows: readonly Row[];
	readonly totals: Readonly<Record<'given' | 'passed' | 'gaps', number>>;
	/** Gaps per organization, in their order. */
	readonly gapsByOrganization: readonly number[];
	/** Cards in the frame whose row is gone or was never named. */
	readonly loose: readonly Item[];
}

/**
 * The table of a matrix view: who has spoken on what, and where a voice is missing. Rows come in the order of
 * cause where the instrument links them, else as they stand on the board. `order` (ids) holds rows in place,
 * so that nobody's row moves away while they write in it.
 */
export function matrix(
	definition: InstrumentDefinition,
	view: MatrixView,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	order: readonly string[] = []
): Matrix {
	const all = [...items];
	const scope = scopeOf(definition, all, frameId);
	const cards = cardsOf(scope, view.rows);
	const merges = mergesOf(new Map(cards.map((item) => [item.id, item])));
	const heads = cards.filter(({ id }) => merges.of(id) === id);
	const rowItems = inOrder(byCause(definition, heads, all, frameId), order);
	const entries = new Map<string, Item[]>(rowItems.map((item) => [item.id, []]));
	const loose: Item[] = [];
	const insideIds = new Set(scope.inside.map(({ id }) => id));
	for (const item of scope.byId.values()) {
		if (!isKind(definition, item, view.cells)) continue;
		const row = entries.get(merges.of(stringField(item, view.rowField)));
		if (row) row.push(item);
		else if (insideIds.has(item.id)) loose.push(item);
	}
	const rows = rowItems.map((item) =>
		rowOf(
			{ item, wordings: merges.wordings(item.id) },
			entries.get(item.id)!.toSorted(byId),
			view,
			organizations
		)
	);
	return { rows, ...countAll(rows, organizations), loose: loose.toSorted(byId) };
}

function byCause(
	definition: InstrumentDefinition,
	rows: readonly Item[],
	items: readonly Item[],
	frameId: string
): readonly Item[] {
	const graph = definition.views.find((view) => view.type === 'graph');
	if (!graph) return rows;
	const { nodes } = linkGraph(definition, graph.link, items, frameId);
	const layers = new Map(nodes.map(({ item, layer }) => [item.id, layer]));
	const layerOf = ({ id }: Item): number => layers.get(id) ?? 0;
	return rows.toSorted((a, b) => layerOf(a) - layerOf(b));
}

function inOrder(rows: readonly Item[], order: readonly string[]): readonly Item[] {
	const places = new Map(order.map((id, index) => [id, index]));
	const placeOf = ({ id }: Item): number => places.get(id) ?? order.length;
	return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const byId = (a: Item, b: Item): number => (a.id < b.id ? -1 : 1);

function rowOf(
	head: Pick<Row, 'item' | 'wordings'>,
	entries: readonly Item[],
	view: MatrixView,
	organizations: readonly OrganizationName[]
): Row {
	const known = new Set(organizations.map(({ id }) => id));
	const cells = organizations.map(({ id }): Cell => {
		const own = entries.filter((entry) => stringField(entry, view.organizationField) === id);
		return { organization: id, entries: own, state: stateOf(own, view) };
	});
	return {
		...head,
		cells,
		others: entries.filter((entry) => !known.has(stringField(entry, view.organizationField))),
		gaps: cells.filter(({ state }) => state === 'gap').length
	};
}

/** What is written counts more than a pass: someone may have passed before a colleague wrote. */
function stateOf(entries: readonly Item[], view: MatrixView): CellState {
	if (entries.some(hasText)) return 'given';
	if (entries.some((entry) => hasValue(entry, view))) return 'given';
	return entries.some((entry) => hasPassed(entry, view)) ? 'passed' : 'gap';
}

/** Does the card say how its organization answers, with or without a reason? */
export function hasValue(entry: Item, { valueField }: MatrixView): boolean {
	const value = valueField === undefined ? undefined : rawField(entry, valueField);
	return value !== undefined && value !== null && value !== '' && value !== false;
}

export function hasPassed(entry: Item, { passedField }: MatrixView): boolean {
	return passedField !== undefined && flagField(entry, passedField);
}

function countAll(
	rows: readonly Row[],
	organizations: readonly OrganizationName[]
): Pick<Matrix, 'totals' | 'gapsByOrganization'> {
	const totals = { given: 0, passed: 0, gaps: 0 };
	const gapsByOrganization = organizations.map(() => 0);
	for (const { cells } of rows) {
		for (const [index, { state }] of cells.entries()) {
			if (state === 'gap') gapsByOrganization[index]! += 1;
			totals[state === 'gap' ? 'gaps' : state] += 1;
		}
	}
	return { totals, gapsByOrganization };
}
