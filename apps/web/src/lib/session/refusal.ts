import { isEqual, type Change, type Item, type Patch } from '@concordia/board';
import type { DocNode } from '@concordia/board/document';

/** Words of this person that the server did not take, kept so that they can be copied. */
export interface KeptText {
	readonly item: string;
	readonly type: string;
	readonly text: string;
}

/** One refusal as the person is told about it. */
export interface Refusal {
	readonly code: string;
	readonly texts: readonly KeptText[];
	readonly edits: number;
}

/** What can be done again on the fresh document for one change that was not refused. */
export type Redo =
	| { readonly do: 'nothing' }
	| { readonly do: 'insert'; readonly item: Item }
	| { readonly do: 'update'; readonly patch: Patch }
	| { readonly do: 'remove'; readonly id: string }
	/** Others changed the same words meanwhile: the person decides. */
	| { readonly do: 'keep-text'; readonly texts: readonly KeptText[] };

/** Refusals that speak about the person, not about one edit: nothing else will be accepted either. */
const personal: readonly string[] = ['not-allowed', 'read-only', 'consent-missing'];

/**
 * Divides unsettled edits into those that are refused for good and those to offer again. A refused
 * message may hold many edits (the first one after a time offline): only the culprits are dropped.
 */
export function divide<E extends { readonly changes: readonly Change[] }>(
	refused: readonly E[],
	others: readonly E[],
	reason: { readonly code: string; readonly items: readonly string[] }
): { readonly dropped: readonly E[]; readonly again: readonly E[] } {
	if (personal.includes(reason.code)) return { dropped: [...refused, ...others], again: [] };
	if (refused.length < 2) return { dropped: refused, again: others };
	const named = new Set(reason.items);
	const isNamed = (edit: E): boolean => edit.changes.some((change) => named.has(change.id));
	const dropped = refused.filter(isNamed);
	// Nobody named, or everybody: offer one by one; what is refused alone is dropped then.
	if (dropped.length === 0) return { dropped: [], again: [...refused, ...others] };
	return { dropped, again: [...refused.filter((edit) => !isNamed(edit)), ...others] };
}

/** Whether what was there is gone: removed, or parked, with a placeholder where it stood. */
export const isGone = ({ before, after }: Change): boolean =>
	!after || (before !== undefined && after.kind !== before.kind && after.text !== before.text);

/** The words a change wrote: its text and its text fields, where they are new. */
export function textsOf(changes: readonly Change[]): KeptText[] {
	const latest = new Map<string, KeptText>();
	for (const { id, before, after } of changes) {
		if (after === undefined) continue;
		const known = new Set(before === undefined ? [] : wordsOf(before));
		const written = wordsOf(after).filter((text) => text.trim() !== '' && !known.has(text));
		if (written.length > 0) {
			latest.set(id, { item: id, type: after.type, text: written.join('\n') });
		}
	}
	return [...latest.values()];
}

function wordsOf(item: Item): string[] {
	const fields = (item.textFields ?? []).map((name) => item.fields?.[name]);
	return [item.text, ...fields, ...docLines(item.doc)].filter((text) => typeof text === 'string');
}

/** Of a document only the blocks that differ: all of it, kept for every letter, would be too much. */
export function thin(change: Change): Change {
	const { before, after } = change;
	const [was, is] = [before?.doc, after?.doc];
	if (!before || !after || !was || !is) return change;
	const least = Math.min(was.length, is.length);
	let from = 0;
	while (from < least && isEqual(was[from], is[from])) from += 1;
	let end = 0;
	while (end < least - from && isEqual(was.at(-1 - end), is.at(-1 - end))) end += 1;
	return {
		...change,
		before: { ...before, doc: was.slice(from, was.length - end) },
		after: { ...after, doc: is.slice(from, is.length - end) }
	};
}

/** What the blocks of a document say, each by itself: others' lines are none of this person's. */
function docLines(doc: unknown): string[] {
	return Array.isArray(doc) ? doc.map((block: DocNode) => wordsIn(block)) : [];
}

const wordsIn = (node: DocNode): string =>
	'text' in node ? node.text : (node.content ?? []).map(wordsIn).join(' ');

/** How to do one change again, given how the item stands now. Never overwrites what others wrote. */
export function redo(change: Change, current: Item | undefined): Redo {
	const { id, before, after } = change;
	if (after === undefined) {
		return current === undefined || before === undefined ? { do: 'nothing' } : { do: 'remove', id };
	}
	if (before === undefined) {
		return current === undefined ? { do: 'insert', item: after } : { do: 'nothing' };
	}
	if (current === undefined) return kept(change);

	const patch: Record<string, unknown> = { id };
	for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
		if (same(before[key], after[key]) || same(current[key], after[key])) continue;
		if (key === 'fields') {
			const fields = redoFields(before.fields ?? {}, after.fields ?? {}, current.fields ?? {});
			if (fields === null) return kept(change);
			patch['fields'] = fields;
		} else if (key === 'doc' || (key === 'text' && !same(current.text, before.text))) {
			return kept(change);
		} else {
			patch[key] = after[key] ?? null;
		}
	}
	return Object.keys(patch).length > 1
		? { do: 'update', patch: patch as Patch }
		: { do: 'nothing' };
}

type Fields = NonNullable<Item['fields']>;

function redoFields(before: Fields, after: Fields, current: Fields): Fields | null {
	const again: Record<string, Fields[string]> = {};
	for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
		if (same(before[key], after[key]) || same(current[key], after[key])) continue;
		if (!same(current[key], before[key])) return null;
		again[key] = after[key] ?? null;
	}
	return again;
}

function kept(change: Change): Redo {
	const texts = textsOf([change]);
	return texts.length > 0 ? { do: 'keep-text', texts } : { do: 'nothing' };
}

const same = (a: unknown, b: unknown): boolean =>
	a === b || JSON.stringify(a) === JSON.stringify(b);
