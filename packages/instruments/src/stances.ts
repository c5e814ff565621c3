import type { Item } from '@concordia/board';
import { fieldOf } from './definition.ts';
import type { InstrumentDefinition, StancesView } from './definition.ts';
import { hasText, stringField } from './fields.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** What an organization says to one column. Two cards can arise when two of its people write at once: both count. */
export interface StanceCell {
	/** Id of the column's card. */
	readonly column: string;
	readonly cards: readonly Item[];
	/** One of the options; undefined when none was chosen, or two cards contradict each other. */
	readonly value: string | undefined;
}

export interface StanceRow {
	readonly organization: OrganizationName;
	/** What it lays open of its own; empty: it has laid none open. */
	readonly own: readonly Item[];
	/** One per column, in their order. */
	readonly cells: readonly StanceCell[];
}

export interface Stances {
	readonly columns: readonly Item[];
	readonly rows: readonly StanceRow[];
	/** For each column and option: how many organizations. */
	readonly totals: readonly Readonly<Record<string, number>>[];
	/** Organizations that have laid nothing open. */
	readonly closed: readonly OrganizationName[];
	/** Cards of no known organization or column: nothing is lost. */
	readonly loose: readonly Item[];
}

/** Where every organization stands: its own aims, and how they go with what all want. */
export function stances(
	definition: InstrumentDefinition,
	view: StancesView,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[]
): Stances {
	const scope = scopeOf(definition, items, frameId);
	const columns = cardsOf(scope, view.columns);
	const options = fieldOf(definition, view.cells, view.valueField)?.options ?? [];
	const own = cardsOf(scope, view.beside).filter(hasText);
	const cards = cardsOf(scope, view.cells);
	const ownerOf = (item: Item): string => stringField(item, view.organizationField);
	const rows = organizations.map((organization): StanceRow => {
		const theirs = cards.filter((card) => ownerOf(card) === organization.id);
		return {
			organization,
			own: own.filter((card) => ownerOf(card) === organization.id),
			cells: columns.map(({ id }) => {
				const said = theirs.filter((card) => stringField(card, view.columnField) === id);
				return { column: id, cards: said, value: valueOf(said, view, options) };
			})
		};
	});
	const shown = new Set(
		rows.flatMap((row) => [...row.own, ...row.cells.flatMap((cell) => cell.cards)])
	);
	return {
		columns,
		rows,
		totals: columns.map((_, at) =>
			Object.fromEntries(
				options.map((option) => [
					option,
					rows.filter(({ cells }) => cells[at]!.value === option).length
				])
			)
		),
		closed: rows.filter((row) => row.own.length === 0).map(({ organization }) => organization),
		loose: [...own, ...cards].filter((card) => !shown.has(card))
	};
}

function valueOf(
	cards: readonly Item[],
	{ valueField }: StancesView,
	options: readonly string[]
): string | undefined {
	const values = new Set(
		cards.map((card) => stringField(card, valueField)).filter((value) => options.includes(value))
	);
	return values.size === 1 ? [...values][0] : undefined;
}
