import { isLocked, mayUnlock, type Item, type Lock, type Patch } from '@concordia/board';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { BoardStore } from './board-store.svelte.ts';

/** Locks items, or takes off the locks that this person may take off. */
export function setLock(board: BoardStore, items: readonly Item[], lock: Lock | null): void {
	const patches = items
		.filter((item) => (lock === 'open' ? !isLocked(item) : mayUnlock(item, board.isMediator)))
		.map(({ id }): Patch => ({ id, lock, locked: null }));
	board.update(patches);
	announce(t(lock === null ? 'hands.unlocked' : 'hands.locked'));
}

/** What the lock of these items is called; null when none is locked. */
export function lockText(items: readonly Item[]): string | null {
	const locked = items.filter(isLocked);
	if (locked.length === 0) return null;
	if (locked.length < items.length) return t('hands.locked-some', { count: locked.length });
	return t(
		locked.some(({ lock }) => lock === 'mediator') ? 'hands.locked-mediator' : 'hands.locked'
	);
}
