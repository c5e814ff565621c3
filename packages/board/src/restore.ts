import type { End, Item, NewItem, Patch } from './item.ts';
import { isEqual } from './normalize.ts';
import { withDescendants } from './tree.ts';

/** What to write so that items become what they were, as one edit. */
export interface Restoration {
	readonly insert: readonly NewItem[];
	readonly update: readonly Patch[];
	readonly remove: readonly string[];
}

/** What each participant says for themselves: nobody can say it again for them. */
const personal: ReadonlySet<string> = new Set(['reactions']);
const notRestored: ReadonlySet<string> = new Set(['id', 'textFields', ...personal]);

/**
 * Items as they were `then`, written over what they are `now`: what is gone comes back, what was not there
 * goes, everything else gets its former values. Comments stay as they are: they are a conversation.
 */
export function restoreItems(
	then: ReadonlyMap<string, Item>,
	now: ReadonlyMap<string, Item>,
	ids: Iterable<string>
): Restoration {
	const insert: NewItem[] = [];
	const update: Patch[] = [];
	const remove: string[] = [];
	const wanted = [...new Set(ids)].filter(
		(id) => then.get(id)?.type !== 'comment' && now.get(id)?.type !== 'comment'
	);
	const leaving = new Set(wanted.filter((id) => !then.has(id) && now.has(id)));
	for (const id of wanted) {
		const [old, present] = [then.get(id), now.get(id)];
		if (leaving.has(id)) remove.push(id);
		else if (old !== undefined && present === undefined) insert.push(withoutPersonal(old));
		else if (old !== undefined && present !== undefined) {
			const patch = patchTo(old, present, leaving);
			if (patch) update.push(patch);
		}
	}
	return { insert, update, remove };
}

/** Brings back only the text an item had. */
export function restoreText(then: Item, now: Item): Restoration {
	const isSame = (then.text ?? '') === (now.text ?? '');
	return {
		insert: [],
		update: isSame ? [] : [{ id: now.id, text: then.text ?? '' }],
		remove: []
	};
}

/** Whether there is nothing to write. */
export function isNothing({ insert, update, remove }: Restoration): boolean {
	return insert.length + update.length + remove.length === 0;
}

/**
 * What has to come back together with items that are gone: what lay in a frame and is gone too, connectors
 * that went as well and whose ends will both be there, and those that were only cut off.
 */
export function restoredTogether(
	then: ReadonlyMap<string, Item>,
	now: ReadonlyMap<string, Item>,
	ids: Iterable<string>
): string[] {
	const wanted = new Set(ids);
	for (const id of withDescendants(then.values(), wanted)) if (!now.has(id)) wanted.add(id);
	const willBe = (end: End | undefined): boolean =>
		end === undefined || 'point' in end || now.has(end.item) || wanted.has(end.item);
	const hangsOn = (end: End | undefined): boolean =>
		end !== undefined && 'item' in end && wanted.has(end.item) && !now.has(end.item);
	for (const item of then.values()) {
		if (item.type !== 'connector' || !(hangsOn(item.from) || hangsOn(item.to))) continue;
		if (willBe(item.from) && willBe(item.to) && !now.has(item.id)) wanted.add(item.id);
	}
	return [...wanted];
}

/**
 * What removing an item undid elsewhere, to be written with its return: connectors that were cut off hang on
 * it again, and what lay in a frame lies in it again. Only where nobody has chosen otherwise since.
 */
export function reattach(
	then: ReadonlyMap<string, Item>,
	now: ReadonlyMap<string, Item>,
	returning: Iterable<string>
): Patch[] {
	const back = new Set([...returning].filter((id) => then.has(id) && !now.has(id)));
	const patches: Patch[] = [];
	for (const item of now.values()) {
		const old = then.get(item.id);
		if (!old) continue;
		const patch: { id: string; parent?: string; from?: End; to?: End } = { id: item.id };
		if (item.parent === undefined && old.parent !== undefined && back.has(old.parent))
			patch.parent = old.parent;
		for (const key of ['from', 'to'] as const) {
			const [end, former] = [item[key], old[key]];
			if (end && 'point' in end && former && 'item' in former && back.has(former.item))
				patch[key] = former;
		}
		if (Object.keys(patch).length > 1) patches.push(patch);
	}
	return patches;
}

function withoutPersonal(item: Item): NewItem {
	return Object.fromEntries(
		Object.entries(item).filter(([key]) => !personal.has(key))
	) as unknown as NewItem;
}

function patchTo(old: Item, present: Item, leaving: ReadonlySet<string>): Patch | null {
	const patch: Record<string, unknown> = {};
	for (const key of new Set([...Object.keys(old), ...Object.keys(present)])) {
		// What names an item that goes would be cut off from it.
		const isCutOff = leaving.has(namedBy(old[key]) ?? '');
		if (notRestored.has(key) || (isEqual(old[key], present[key]) && !isCutOff)) continue;
		if (key === 'fields') patch[key] = entriesTo(old[key], present[key], undefined);
		else if (key === 'cells') patch[key] = entriesTo(old[key], present[key], '');
		else patch[key] = old[key] ?? null;
	}
	return Object.keys(patch).length === 0 ? null : { ...patch, id: present.id };
}

/** The item that a parent or the end of a connector names. */
function namedBy(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'object' && value !== null && 'item' in value
		? String(value.item)
		: undefined;
}

/** Only what differs; `nothing` stands for what was not there. */
function entriesTo(
	old: unknown,
	present: unknown,
	nothing: unknown
): Readonly<Record<string, unknown>> {
	const [then, now] = [old ?? {}, present ?? {}] as [
		Record<string, unknown>,
		Record<string, unknown>
	];
	const changes: Record<string, unknown> = {};
	for (const key of new Set([...Object.keys(then), ...Object.keys(now)]))
		if (!isEqual(then[key], now[key])) changes[key] = then[key] ?? nothing;
	return changes;
}
