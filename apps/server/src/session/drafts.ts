import { byOrder, colorTokens } from '@concordia/board';
import type { SessionState } from '@concordia/session';
import * as Y from 'yjs';

/** A note in somebody's private room that was written for a stage and is not on the board. */
export interface Draft {
	readonly id: string;
	readonly text: string;
	readonly color: string;
}

/** Most notes of one person that count for a stage; what is more stays with its author until they ask again. */
export const maxDrafts = 200;
/** Longer texts are no notes; they stay with their author. */
const maxTextLength = 5000;
/** Entries looked at: a private room may hold anything. */
const maxEntries = 5000;
const defaultColor = 'yellow';

/**
 * The notes of a private room that a stage would reveal now, in the order of their author. What was put
 * on the board bears the text it had then (`shown`): if the author wrote on, it is a draft again.
 */
export function draftsOf(doc: Y.Doc, stage: string): Draft[] {
	const found: (Draft & { readonly z: string })[] = [];
	let left = maxEntries;
	for (const [id, entry] of doc.getMap('items').entries()) {
		if (left-- <= 0) break;
		if (!(entry instanceof Y.Map) || entry.get('stage') !== stage) continue;
		if (entry.get('type') !== 'note') continue;
		const text = textOf(entry);
		if (text.trim() === '' || text.length > maxTextLength || entry.get('shown') === text) continue;
		const color: unknown = entry.get('color');
		const z: unknown = entry.get('z');
		found.push({
			id,
			text,
			color: colorTokens.find((token) => token === color) ?? defaultColor,
			z: typeof z === 'string' ? z : ''
		});
	}
	return found
		.toSorted(byOrder)
		.slice(0, maxDrafts)
		.map(({ id, text, color }) => ({ id, text, color }));
}

/** Notes down what the author's drafts said when they were put on the board. */
export function markShown(doc: Y.Doc, drafts: readonly Draft[]): void {
	const items = doc.getMap('items');
	for (const { id, text } of drafts) {
		const entry = items.get(id);
		if (entry instanceof Y.Map) entry.set('shown', text);
	}
}

/** By key, as far as it is one of somebody's private rooms: whose. */
export function ownerOf(session: string, room: string): string | null {
	const prefix = `${session}~private~`;
	return room.startsWith(prefix) ? room.slice(prefix.length) : null;
}

/** Whether a private room was somebody's who is erased: nothing of it is kept. */
export function isErased(session: SessionState | null, room: string): boolean {
	const owner = session === null ? null : ownerOf(session.id, room);
	return owner !== null && session?.participants[owner]?.name === null;
}

function textOf(entry: Y.Map<unknown>): string {
	const text: unknown = entry.get('text');
	// A text may hold objects, which are no letters.
	if (text instanceof Y.Text) return text.toJSON();
	return typeof text === 'string' ? text : '';
}
