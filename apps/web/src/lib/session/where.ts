import type { Item, Point } from '@concordia/board';
import type { Peer } from './peers.ts';

/**
 * The item somebody is at: the one they write in, else the one they have chosen, else the one nearest to
 * their pointer or to the middle of what they look at. Null when nothing is known, or nothing there.
 */
export function whereIs(
	peer: Pick<Peer, 'editing' | 'selection' | 'cursor' | 'viewport'>,
	items: ReadonlyMap<string, Item>
): string | null {
	const chosen = [peer.editing, ...peer.selection].find((id) => id !== null && items.has(id));
	if (chosen != null) return chosen;
	const point = peer.cursor ?? middleOf(peer.viewport);
	return point === null ? null : nearest(point, items.values());
}

function middleOf(view: Peer['viewport']): Point | null {
	return view === null ? null : [view[0] + view[2] / 2, view[1] + view[3] / 2];
}

function nearest([x, y]: Point, items: Iterable<Item>): string | null {
	let best: string | null = null;
	let least = Infinity;
	for (const { id, type, pos, size } of items) {
		if (type === 'connector' || type === 'frame') continue;
		const dx = Math.max(pos[0] - x, 0, x - pos[0] - size[0]);
		const dy = Math.max(pos[1] - y, 0, y - pos[1] - size[1]);
		const distance = Math.hypot(dx, dy);
		if (distance < least) [best, least] = [id, distance];
	}
	return best;
}
