import type { Change } from '@concordia/board';

/** Kinds of change by others that can be read out, each switched on or off by itself. */
export const announcedKinds = ['added', 'changed', 'removed'] as const;
export type AnnouncedKind = (typeof announcedKinds)[number];

/** What others did since the last announcement. */
export interface Summary {
	readonly added: ReadonlySet<string>;
	readonly changed: ReadonlySet<string>;
	readonly removed: ReadonlySet<string>;
}

export const nothingNew: Summary = { added: new Set(), changed: new Set(), removed: new Set() };

/** Adds changes to a summary. Only words count as changed: what moves or takes a colour is no news to read out. */
export function summarize(summary: Summary, changes: readonly Change[]): Summary {
	const added = new Set(summary.added);
	const changed = new Set(summary.changed);
	const removed = new Set(summary.removed);
	for (const { id, before, after } of changes) {
		if (after === undefined) {
			// What came and went in between was never told.
			if (!added.delete(id)) removed.add(id);
			changed.delete(id);
		} else if (before === undefined) {
			removed.delete(id);
			added.add(id);
		} else if (!added.has(id) && hasNewWords(before, after)) changed.add(id);
	}
	return { added, changed, removed };
}

function hasNewWords(
	before: NonNullable<Change['before']>,
	after: NonNullable<Change['after']>
): boolean {
	return (
		before.text !== after.text || JSON.stringify(before.fields) !== JSON.stringify(after.fields)
	);
}

export function isNothing(summary: Summary): boolean {
	return summary.added.size + summary.changed.size + summary.removed.size === 0;
}
