import type { Item } from '@concordia/board';
import { axisIds, axisValues } from './axis.ts';
import type { AxisNaming, AxisValue } from './axis.ts';
import { fieldOf } from './definition.ts';
import type { FieldDefinition, ListView } from './definition.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** Cards below one heading; without a value: those of which it is not known. */
export interface ListGroup {
	readonly value: AxisValue | undefined;
	readonly items: readonly Item[];
}

/**
 * The cards of a list in reading order, kind by kind, each exactly once. With `groupBy` below the values of that
 * field in their order; a card with several stands below the first, one with none or an unknown one at the end.
 */
export function list(
	naming: AxisNaming,
	view: ListView,
	items: Iterable<Item>,
	frameId: string
): readonly ListGroup[] {
	const scope = scopeOf(naming.definition, items, frameId);
	const cards = view.kinds.flatMap((kind) => cardsOf(scope, kind));
	const { groupBy } = view;
	if (groupBy === undefined) return cards.length === 0 ? [] : [{ value: undefined, items: cards }];

	const groups = new Map<string, { readonly value: AxisValue; readonly items: Item[] }>();
	for (const kind of view.kinds) {
		const field = fieldOf(naming.definition, kind, groupBy);
		if (!field) continue;
		for (const value of axisValues(naming, kind, field, scope)) {
			if (!groups.has(value.id)) groups.set(value.id, { value, items: [] });
		}
	}
	const rest: Item[] = [];
	for (const card of cards) {
		const field: FieldDefinition | undefined = fieldOf(naming.definition, card.kind, groupBy);
		const id = field && axisIds(card, field).find((candidate) => groups.has(candidate));
		(id === undefined ? rest : groups.get(id)!.items).push(card);
	}
	const filled = [...groups.values()].filter((group) => group.items.length > 0);
	return rest.length === 0 ? filled : [...filled, { value: undefined, items: rest }];
}
