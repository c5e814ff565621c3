import { boundsOf, contains } from './geometry.ts';
import type { Item, Point } from './item.ts';
import { byOrder } from './order.ts';

/** The topmost frame under a point, leaving out the ids in `except`. */
export function frameAt(
	items: Iterable<Item>,
	point: Point,
	except: ReadonlySet<string> = new Set()
): Item | undefined {
	let found: Item | undefined;
	for (const item of items) {
		if (item.type !== 'frame' || except.has(item.id)) continue;
		if (!contains(boundsOf(item), point)) continue;
		if (!found || isAbove(item, found)) found = item;
	}
	return found;
}

/** A frame inside another counts as above it, however the two are stacked. */
function isAbove(a: Item, b: Item): boolean {
	if (a.parent === b.id) return true;
	if (b.parent === a.id) return false;
	return byOrder(a, b) > 0;
}

/** What lies directly in a frame, in order of painting. */
export function childrenOf(items: Iterable<Item>, frameId: string): Item[] {
	const children: Item[] = [];
	for (const item of items) if (item.parent === frameId && item.id !== frameId) children.push(item);
	return children.toSorted(byOrder);
}

/** These ids and everything inside them, however deep. Ends also when frames contain each other in a ring. */
export function withDescendants(items: Iterable<Item>, ids: Iterable<string>): Set<string> {
	const inside = new Map<string, string[]>();
	for (const { id, parent } of items) {
		if (parent === undefined) continue;
		const siblings = inside.get(parent);
		if (siblings) siblings.push(id);
		else inside.set(parent, [id]);
	}
	const found = new Set<string>();
	const waiting = [...ids];
	for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
		if (found.has(id)) continue;
		found.add(id);
		waiting.push(...(inside.get(id) ?? []));
	}
	return found;
}
