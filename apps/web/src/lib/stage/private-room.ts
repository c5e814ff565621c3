import type { Connection } from '#lib/session/connection.svelte.ts';
import { Drafts } from './drafts.svelte.ts';

const open = new WeakMap<Connection, { readonly drafts: Drafts; users: number }>();

/**
 * This person's private room, open as long as anybody on the page needs it: what is kept there for a stage and
 * for the parking is one document.
 */
export function usePrivateRoom(board: Connection): {
	readonly drafts: Drafts;
	readonly leave: () => void;
} {
	const room = open.get(board) ?? { drafts: new Drafts(board), users: 0 };
	open.set(board, room);
	room.users += 1;
	let isHere = true;
	return {
		drafts: room.drafts,
		leave() {
			if (!isHere) return;
			isHere = false;
			room.users -= 1;
			if (room.users > 0) return;
			open.delete(board);
			room.drafts.close();
		}
	};
}
