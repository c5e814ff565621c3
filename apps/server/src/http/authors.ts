import type { EntryRow } from '@concordia/store';
import { parseLeaf } from '@concordia/transparency';
import type { App } from '../app.ts';
import { json, problem, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

/** Items one call may ask about. */
const MAX_ITEMS = 200;
/** Entries one call may read: an item may have been edited ten thousand times. */
const MAX_ROWS = 10_000;
const PAGE = 200;
const ITEM_ID = /^[\w.:-]{1,128}$/;

export const authorRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/authors', handle: authors }
];

/** Who made an item, and when, by the entry of the log that says so. */
interface Author {
	readonly participant: string | null;
	readonly organization: string | null;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Index of the entry. */
	readonly entry: number;
}

/**
 * Who made these items: the edit that put each on the board, the last one where it was made anew. The
 * document doesn't say, and a client could lie. Items the log doesn't know (yet) are left out.
 */
async function authors(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const wanted = (call.url.searchParams.get('items') ?? '').split(',').filter((id) => id !== '');
	const items = [...new Set(wanted)];
	if (items.length > MAX_ITEMS) {
		return problem(400, 'query-malformed', `more than ${MAX_ITEMS} items`);
	}
	if (!items.every((id) => ITEM_ID.test(id))) {
		return problem(400, 'query-malformed', 'an item id may hold letters, digits and _.:- only');
	}
	const budget = { rows: MAX_ROWS };
	const found: [string, Author][] = [];
	for (const item of items) {
		const row = await creation(call.app.store, visited.session.id, item, budget);
		if (row !== null) found.push([item, authorOf(row)]);
	}
	return json({ items: Object.fromEntries(found) });
}

/** The newest entry that made the item. */
async function creation(
	store: App['store'],
	session: string,
	item: string,
	budget: { rows: number }
): Promise<EntryRow | null> {
	let to: number | undefined;
	while (budget.rows > 0) {
		const limit = Math.min(PAGE, budget.rows);
		const rows = await store.entries(session, {
			item,
			kinds: ['edit', 'edit.host'],
			to,
			limit,
			newestFirst: true
		});
		budget.rows -= rows.length;
		const made = rows.find((row) => makes(row, item));
		if (made !== undefined) return made;
		if (rows.length < limit) return null;
		to = rows.at(-1)?.index;
	}
	return null;
}

function makes(row: EntryRow, item: string): boolean {
	const leaf = parseLeaf(row.leaf);
	if (!leaf.ok) return false;
	const words = leaf.value.c?.[leaf.value.o?.indexOf(item) ?? -1] ?? '';
	return words.startsWith('create') || words.startsWith('replace');
}

function authorOf({ participant, organization, at, index }: EntryRow): Author {
	return { participant, organization, at, entry: index };
}
