import type { Item } from '@concordia/board';
import { axisIds, axisValues } from './axis.ts';
import type { AxisNaming, AxisValue } from './axis.ts';
import { fieldOf } from './definition.ts';
import type { GridView } from './definition.ts';
import { cardsOf, scopeOf } from './scope.ts';

export interface Grid {
	readonly columns: readonly AxisValue[];
	readonly rows: readonly AxisValue[];
	/** The cards by row and column. */
	readonly cells: readonly (readonly (readonly Item[])[])[];
	/** Cards that lack a value for one of the two, or have one that isn't there any more. */
	readonly unplaced: readonly Item[];
}

/** Cards by two of their fields, each exactly once. A card with several values stands at the first of them. */
export function grid(
	naming: AxisNaming,
	view: GridView,
	items: Iterable<Item>,
	frameId: string
): Grid {
	const scope = scopeOf(naming.definition, items, frameId);
	const cards = cardsOf(scope, view.kind);
	const fields = [view.columns, view.rows].map((id) => fieldOf(naming.definition, view.kind, id));
	const [columnField, rowField] = fields;
	const columns = columnField ? axisValues(naming, view.kind, columnField, scope) : [];
	const rows = rowField ? axisValues(naming, view.kind, rowField, scope) : [];
	const columnAt = new Map(columns.map(({ id }, index) => [id, index]));
	const rowAt = new Map(rows.map(({ id }, index) => [id, index]));
	const cells = rows.map(() => columns.map((): Item[] => []));
	const unplaced: Item[] = [];
	for (const card of cards) {
		const column = columnField && firstOf(axisIds(card, columnField), columnAt);
		const row = rowField && firstOf(axisIds(card, rowField), rowAt);
		if (column === undefined || row === undefined) unplaced.push(card);
		else cells[row]![column]!.push(card);
	}
	return { columns, rows, cells, unplaced };
}

function firstOf(ids: readonly string[], places: ReadonlyMap<string, number>): number | undefined {
	for (const id of ids) {
		const place = places.get(id);
		if (place !== undefined) return place;
	}
	return undefined;
}
