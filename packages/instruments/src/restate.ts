import type { Item } from '@concordia/board';
import { kindOf } from './definition.ts';
import type { InstrumentDefinition, RestateView } from './definition.ts';
import { stringField } from './fields.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** What an organization says, and how others say it in their own words. */
export interface RestatedRow {
	readonly item: Item;
	/** The organization that says whether it was understood; empty when the card names none. */
	readonly owner: string;
	readonly restatements: readonly Item[];
}

export interface Restated {
	readonly rows: readonly RestatedRow[];
	/** What restates nothing that is there. */
	readonly loose: readonly Item[];
}

/** Cards that others restate, in reading order, each with what was said of it. */
export function restated(
	definition: InstrumentDefinition,
	view: RestateView,
	items: Iterable<Item>,
	frameId: string
): Restated {
	const scope = scopeOf(definition, items, frameId);
	const owner = kindOf(definition, view.of)?.ownedBy;
	const restatements = cardsOf(scope, view.kind);
	const rows = cardsOf(scope, view.of).map((item) => ({
		item,
		owner: owner === undefined ? '' : stringField(item, owner),
		restatements: restatements.filter((one) => stringField(one, view.ofField) === item.id)
	}));
	const known = new Set(rows.map(({ item }) => item.id));
	return {
		rows,
		loose: restatements.filter((one) => !known.has(stringField(one, view.ofField)))
	};
}

/** A new restatement's fields: of which card, and whose words they are. */
export function restatementFields(
	definition: InstrumentDefinition,
	{ kind, ofField }: RestateView,
	item: string,
	organization: string
): Readonly<Record<string, string>> {
	const owner = kindOf(definition, kind)?.ownedBy;
	return { [ofField]: item, ...(owner !== undefined && { [owner]: organization }) };
}
