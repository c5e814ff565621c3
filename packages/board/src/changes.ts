import type { Change, Item } from './item.ts';
import { isEqual } from './normalize.ts';

/** What turns one state of the records into another. */
export function changesBetween(
	before: ReadonlyMap<string, Item>,
	after: ReadonlyMap<string, Item>
): Change[] {
	const changes: Change[] = [];
	for (const [id, item] of after) {
		const old = before.get(id);
		if (old === undefined) changes.push({ id, after: item });
		else if (!isEqual(old, item)) changes.push({ id, before: old, after: item });
	}
	for (const [id, item] of before) if (!after.has(id)) changes.push({ id, before: item });
	return changes;
}

/** Brings records up to date. */
export function enterChanges(records: Map<string, Item>, changes: readonly Change[]): void {
	for (const { id, after } of changes) {
		if (after) records.set(id, after);
		else records.delete(id);
	}
}
