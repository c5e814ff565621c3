import {
	reattach,
	restoredTogether,
	restoreItems,
	restoreText,
	type Item,
	type Patch,
	type Restoration
} from '@concordia/board';
import { kindOf, stringField } from '@concordia/instruments';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';
import type { Records } from './timeline.ts';

/** What shall come back: items as a whole, one item's text, or everything. */
export type Wish =
	| { readonly kind: 'items'; readonly ids: readonly string[] }
	| { readonly kind: 'text'; readonly id: string }
	| { readonly kind: 'board' };

/** Who wants it back. */
export interface Restorer {
	readonly organization: string | null;
	readonly isMediator: boolean;
}

/** The ids that a wish is about. */
export function idsOf(wish: Wish, then: Records, now: Records): readonly string[] {
	if (wish.kind === 'text') return [wish.id];
	if (wish.kind === 'items') return restoredTogether(then, now, wish.ids);
	return [...new Set([...then.keys(), ...now.keys()])];
}

/** What to write for a wish, for the items that are named. */
export function restorationOf(
	wish: Wish,
	then: Records,
	now: Records,
	ids: readonly string[]
): Restoration {
	if (wish.kind === 'text') {
		const [old, present] = [then.get(wish.id), now.get(wish.id)];
		if (old !== undefined && present !== undefined) return restoreText(old, present);
	}
	const whole = restoreItems(then, now, ids);
	const named = new Set(ids);
	const again = reattach(then, now, ids).filter(
		({ id }) => !named.has(id) && now.get(id)?.lock === undefined
	);
	return { ...whole, update: [...whole.update, ...again] };
}

/** Why an item can't be given its former state by this person; null when it can. */
export function obstacleTo(
	then: Item | undefined,
	now: Item | undefined,
	restorer: Restorer
): 'locked' | 'other-organization' | 'comment' | null {
	if (then?.type === 'comment' || now?.type === 'comment') return 'comment';
	for (const item of [then, now]) {
		if (item === undefined) continue;
		if (item.lock === 'mediator' && !restorer.isMediator) return 'locked';
		const definition = instrumentOf(item);
		const owner = definition && kindOf(definition, item.kind)?.ownedBy;
		if (owner === undefined) continue;
		if (stringField(item, owner) !== restorer.organization) return 'other-organization';
	}
	return now?.lock === undefined ? null : 'locked';
}

/** The board after a restoration, to show beforehand what it will change. */
export function afterwards(now: Records, { insert, update, remove }: Restoration): Records {
	const after = new Map(now);
	for (const id of remove) after.delete(id);
	for (const patch of update) {
		const item = after.get(patch.id);
		if (item) after.set(patch.id, patched(item, patch));
	}
	for (const item of insert) after.set(item.id, { size: [0, 0], z: '', ...item });
	return after;
}

function patched(item: Item, patch: Patch): Item {
	const next: Record<string, unknown> = { ...item };
	for (const [key, value] of Object.entries(patch)) {
		if (key === 'fields' || key === 'cells') {
			const entries = { ...(item[key] as Record<string, unknown> | undefined) };
			for (const [name, entry] of Object.entries((value ?? {}) as Record<string, unknown>)) {
				if (entry === undefined || (key === 'cells' && entry === '')) delete entries[name];
				else entries[name] = entry;
			}
			next[key] = entries;
		} else if (value === null || value === undefined) delete next[key];
		else next[key] = value;
	}
	return next as unknown as Item;
}
