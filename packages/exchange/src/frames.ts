import { boundsOf, contains } from '@concordia/board';
import type { Item } from '@concordia/board';
import { maxFrames } from './limits.ts';
import type { Losses } from './loss.ts';

const areaOf = (item: Item): number => item.size[0] * item.size[1];

/**
 * Puts the items named in `loose` into the smallest frame they lie in wholly. A frame only gets into a
 * larger one, or one of the same size that comes earlier: so nothing ends up in itself.
 */
export function frameByPlace(items: readonly Item[], loose: ReadonlySet<string>): Item[] {
	const frames = items
		.filter((item) => item.type === 'frame')
		.slice(0, maxFrames)
		.map((item, index) => ({ item, index, area: areaOf(item), rect: boundsOf(item) }))
		.toSorted((a, b) => a.area - b.area || b.index - a.index);
	const ranks = new Map(frames.map(({ item }, rank) => [item.id, rank]));
	return items.map((item) => {
		if (!loose.has(item.id) || item.type === 'connector') return item;
		const { parent: _, ...rest } = item;
		const rank = ranks.get(item.id);
		if (item.type === 'frame' && rank === undefined) return rest;
		const rect = boundsOf(item);
		for (let i = rank === undefined ? 0 : rank + 1; i < frames.length; i += 1) {
			const frame = frames[i]!;
			if (contains(frame.rect, rect)) return { ...rest, parent: frame.item.id };
		}
		return rest;
	});
}

/** Takes items out of frames that lie in themselves, over however many others. */
export function breakRings(items: readonly Item[], lost: Losses): Item[] {
	const parents = new Map<string, string>();
	for (const { id, parent } of items) if (parent !== undefined) parents.set(id, parent);
	const settled = new Set<string>();
	const cut = new Set<string>();
	for (const { id } of items) {
		const path = new Set<string>();
		for (let at: string | undefined = id; at !== undefined && !settled.has(at);) {
			path.add(at);
			const up: string | undefined = parents.get(at);
			if (up !== undefined && path.has(up)) {
				cut.add(at);
				break;
			}
			at = up;
		}
		for (const step of path) settled.add(step);
	}
	return items.map((item) => {
		if (!cut.has(item.id)) return item;
		lost.add(item.id, 'frame', item.parent);
		const { parent: _, ...rest } = item;
		return rest;
	});
}
