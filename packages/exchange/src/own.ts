import { validateItem } from '@concordia/board';
import type { Item } from '@concordia/board';
import type { Ids } from './ids.ts';
import type { Losses } from './loss.ts';
import { asObject, asText } from './raw.ts';
import { maxKeyLength } from './stack.ts';

const maxFields = 1000;
const needed: ReadonlySet<string> = new Set(['id', 'type', 'pos']);

/** An item of ours from a file that anybody may have changed: fields that can't be used are left out. */
export function readItem(raw: unknown, lost: Losses): Item | null {
	const whole = validateItem(raw);
	if (whole.ok) return shortenKey(whole.value, lost);
	const object = asObject(raw);
	const base = object && { id: object['id'], type: object['type'], pos: object['pos'] };
	if (!object || !base || !validateItem(base).ok) return null;
	const kept: Record<string, unknown> = base;
	for (const [key, value] of Object.entries(object).slice(0, maxFields)) {
		if (needed.has(key)) continue;
		if (validateItem({ ...base, [key]: value }).ok) kept[key] = value;
		else lost.add(String(base.id), 'value', key);
	}
	const repaired = validateItem(kept);
	return repaired.ok ? shortenKey(repaired.value, lost) : null;
}

function shortenKey(item: Item, lost: Losses): Item {
	if (item.z.length <= maxKeyLength) return item;
	lost.add(item.id, 'value', 'z');
	return { ...item, z: '' };
}

/** A list of items of ours; the second of the same id gets a new one. */
export function readItems(raw: readonly unknown[], ids: Ids, lost: Losses): Item[] {
	const items: Item[] = [];
	for (const entry of raw) {
		const item = readItem(entry, lost);
		if (!item) lost.add(asText(asObject(entry)?.['id']) ?? '', 'left-out');
		else if (ids.claim(item.id)) items.push(item);
		else {
			const copy = { ...item, id: ids.fresh() };
			lost.add(copy.id, 'duplicate', item.id);
			items.push(copy);
		}
	}
	return items;
}

/** A record made here from a foreign one. Numbers beyond the board's edge are cut. */
export function makeItem(raw: Readonly<Record<string, unknown>> & { readonly id: string }): Item {
	const item = validateItem(raw);
	if (!item.ok) throw new TypeError(`made an item that isn't one: ${item.reason}`);
	return item.value;
}
