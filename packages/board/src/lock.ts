import type { Item } from './item.ts';

/** Whether an item is to stay as it is. `locked: true` is how other programs say it. */
export function isLocked(item: Item | undefined): boolean {
	return item !== undefined && (item.lock !== undefined || item['locked'] === true);
}

/** Whether this person may take the lock off: what the mediator locked, only the mediator unlocks. */
export function mayUnlock(item: Item, isMediator: boolean): boolean {
	return isMediator || item.lock !== 'mediator';
}
