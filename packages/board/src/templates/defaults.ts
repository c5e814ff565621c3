import { defaultSize, type Item, type NewItem } from '../item.ts';

/** The record that a new item becomes. */
export function withDefaults(item: NewItem): Item {
	return { ...item, z: item.z ?? '', size: item.size ?? defaultSize(item.type) };
}
