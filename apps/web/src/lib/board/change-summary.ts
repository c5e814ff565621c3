import type { Change, Item } from '@concordia/board';

/** Kinds of change by others that can be read out, each switched on or off by itself. */
export const announcedKinds = [
	'added',
	'changed',
	'moved',
	'removed',
	'comments',
	'hands',
	'joined',
	'left'
] as const;
export type AnnouncedKind = (typeof announcedKinds)[number];

/** What others did since the last announcement: the items of each kind, or the people who came and went. */
export type Summary = Readonly<Record<AnnouncedKind, ReadonlySet<string>>>;

export const nothingNew: Summary = {
	added: new Set(),
	changed: new Set(),
	moved: new Set(),
	removed: new Set(),
	comments: new Set(),
	hands: new Set(),
	joined: new Set(),
	left: new Set()
};

/** Adds changes to a summary. What only takes another colour or size is no news to read out. */
export function summarize(summary: Summary, changes: readonly Change[]): Summary {
	const added = new Set(summary.added);
	const changed = new Set(summary.changed);
	const moved = new Set(summary.moved);
	const removed = new Set(summary.removed);
	const comments = new Set(summary.comments);
	for (const { id, before, after } of changes) {
		if (after === undefined) {
			// What came and went in between was never told.
			const wasNews = [added.delete(id), comments.delete(id)].includes(true);
			if (!wasNews) removed.add(id);
			changed.delete(id);
			moved.delete(id);
		} else if (after.type === 'comment') {
			if (before === undefined || hasNewWords(before, after)) comments.add(id);
		} else if (before === undefined) {
			removed.delete(id);
			added.add(id);
		} else if (added.has(id)) continue;
		else if (hasNewWords(before, after)) changed.add(id);
		else if (isElsewhere(before, after)) moved.add(id);
	}
	return { ...summary, added, changed, moved, removed, comments };
}

/** Adds who came and who went. Somebody who only reloads the page is no news. */
export function summarizePeople(
	summary: Summary,
	before: ReadonlySet<string>,
	after: ReadonlySet<string>
): Summary {
	const joined = new Set(summary.joined);
	const left = new Set(summary.left);
	for (const id of after) if (!before.has(id) && !left.delete(id)) joined.add(id);
	for (const id of before) if (!after.has(id) && !joined.delete(id)) left.add(id);
	return { ...summary, joined, left };
}

function hasNewWords(before: Item, after: Item): boolean {
	return (
		before.text !== after.text ||
		JSON.stringify(before.fields) !== JSON.stringify(after.fields) ||
		JSON.stringify(before['cells']) !== JSON.stringify(after['cells'])
	);
}

function isElsewhere(before: Item, after: Item): boolean {
	return (
		before.pos[0] !== after.pos[0] ||
		before.pos[1] !== after.pos[1] ||
		before.parent !== after.parent
	);
}

export function isNothing(summary: Summary): boolean {
	return announcedKinds.every((kind) => summary[kind].size === 0);
}
