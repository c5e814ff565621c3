import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import { itemName } from '#lib/board/item-name.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { Votes } from './votes.svelte.ts';

/** The name of an item that is voted on; it may have been removed since. */
export function votedName(board: BoardStore, id: string): string {
	const item = board.get(id);
	return item === undefined ? t('vote.item-gone') : itemName(item);
}

/** Puts a dot on an item or takes one off, and says what came of it; also why not. */
export function press(votes: Votes, board: BoardStore, id: string, step: 1 | -1): boolean {
	const obstacle = votes.obstacle(id, step, board.peek());
	const { open } = votes;
	if (obstacle !== null || open === null) {
		announce(t(`vote.cannot-${obstacle ?? 'closed'}`, { most: open?.most ?? 0 }), 'assertive');
		return false;
	}
	votes.change(id, step);
	const name = votedName(board, id);
	announce(t('vote.said', { name, count: votes.on(id), left: votes.left }));
	return true;
}
