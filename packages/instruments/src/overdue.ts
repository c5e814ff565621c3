import type { Item } from '@concordia/board';
import { kindOf } from './definition.ts';
import type { FieldDefinition, InstrumentDefinition } from './definition.ts';
import { rawField } from './fields.ts';
import { dayIn } from './timeline.ts';

/** Should the card have been done by the day in this field, and isn't said to be? Days as numbers (`dayNumber`). */
export function isOverdue({ id, due }: FieldDefinition, item: Item, today: number): boolean {
	if (!due) return false;
	const day = dayIn(item, id);
	if (day === undefined || day >= today) return false;
	const settled = rawField(item, due.settledBy);
	return !(
		settled === true ||
		(typeof settled === 'string' && due.when?.includes(settled) === true)
	);
}

/** Is a card overdue by any of its days? */
export function isCardOverdue(
	definition: InstrumentDefinition,
	item: Item,
	today: number
): boolean {
	const fields = kindOf(definition, item.kind)?.fields ?? [];
	return fields.some((field) => isOverdue(field, item, today));
}
