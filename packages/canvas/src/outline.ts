import type { Item } from '@concordia/board';

/** A connector as a relation, seen from the item it belongs to. */
export interface Relation {
	/** The connector. */
	readonly id: string;
	readonly direction: 'to' | 'from';
	/** The item at the other end; null when that end hangs free. */
	readonly other: string | null;
	/** The connector's kind (such as `feeds-into`) and label, as far as it has them. */
	readonly kind: string | null;
	readonly label: string;
}

export interface OutlineNode {
	readonly kind: 'frame' | 'cluster' | 'item';
	/** Item or frame id; for a cluster `cluster:` and the id of its first item. */
	readonly id: string;
	/** The record; null for a cluster, which is only nearness. */
	readonly item: Item | null;
	/** 1 = top level, as `aria-level`. */
	readonly depth: number;
	/** Place among its siblings, from 1, and their number: `aria-posinset`, `aria-setsize`. */
	readonly position: number;
	readonly count: number;
	/** The frame it lies in. */
	readonly frame: string | null;
	readonly children: readonly OutlineNode[];
	readonly relations: readonly Relation[];
}

export interface OutlineOptions {
	/** Groups items that stand close together. */
	readonly clusters?: boolean;
	/** How near counts as together, in board units. */
	readonly near?: number;
}

const NEAR = 48;
const MAX_DEPTH = 32;
/** Items looked at in one step. */
const PORTION = 1024;

/**
 * The board as a tree in reading order: frames with what is in them, then (if asked) clusters, then
 * items, row by row from the top and from left to right. Connectors are no nodes of their own: they
 * are told at the items they join. Total: every item but a connector appears exactly once; a
 * connector that joins nothing at all appears as an item.
 */
export function outline(items: readonly Item[], options: OutlineOptions = {}): OutlineNode[] {
	const steps = outlineInSteps(items, options);
	for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same a few milliseconds at a time: a large board takes longer than a frame. */
export function* outlineInSteps(
	items: readonly Item[],
	options: OutlineOptions = {}
): Generator<void, OutlineNode[]> {
	const byId = new Map(items.map((item) => [item.id, item]));
	yield;
	const relations = relationsOf(items, byId);
	yield;
	const inside = new Map<string | null, Item[]>();
	for (const item of items) {
		if (item.type === 'connector' && joinsSomething(item, byId)) continue;
		const frame = frameOf(item, byId);
		const siblings = inside.get(frame);
		if (siblings) siblings.push(item);
		else inside.set(frame, [item]);
	}
	yield;
	return yield* build(null, 1);

	function* build(frame: string | null, depth: number): Generator<void, OutlineNode[]> {
		const groups = yield* group(inside.get(frame) ?? [], options);
		const boxes = groups.map((members) => ({ members, box: boxAround(members) }));
		yield;
		const ordered = readingOrder(boxes);
		const nodes: OutlineNode[] = [];
		for (const [i, { members }] of ordered.entries()) {
			if (i % PORTION === 0) yield;
			const place = { position: i + 1, count: ordered.length, frame };
			const [first] = members;
			if (members.length === 1 && first) {
				nodes.push(yield* leaf(first, depth, place));
				continue;
			}
			const inner = readingOrder(members.map((item) => ({ item, box: boxAround([item]) })));
			const children: OutlineNode[] = [];
			for (const [j, { item }] of inner.entries()) {
				const among = { position: j + 1, count: inner.length, frame };
				children.push(yield* leaf(item, depth + 1, among));
			}
			nodes.push({
				kind: 'cluster',
				id: `cluster:${inner[0]!.item.id}`,
				item: null,
				depth,
				...place,
				relations: [],
				children
			});
		}
		return nodes;
	}

	function* leaf(
		item: Item,
		depth: number,
		place: Pick<OutlineNode, 'position' | 'count' | 'frame'>
	): Generator<void, OutlineNode> {
		const isFrame = item.type === 'frame';
		return {
			kind: isFrame ? 'frame' : 'item',
			id: item.id,
			item,
			depth,
			...place,
			relations: relations.get(item.id) ?? [],
			children: isFrame ? yield* build(item.id, depth + 1) : []
		};
	}
}

/** The tree as a list, parents before children. */
export function flattenOutline(nodes: readonly OutlineNode[]): OutlineNode[] {
	return nodes.flatMap((node) => [node, ...flattenOutline(node.children)]);
}

/**
 * What the keys walk through, as ids: the tree in reading order, and behind each item the connectors that
 * start there (or end there, when their start hangs free).
 */
export function walkingOrder(nodes: readonly OutlineNode[]): string[] {
	const ids = new Set<string>();
	for (const node of flattenOutline(nodes)) {
		if (node.item !== null) ids.add(node.id);
		for (const { id, direction, other } of node.relations) {
			if (direction === 'to' || other === null) ids.add(id);
		}
	}
	return [...ids];
}

/** The frame an item is listed in. A frame that (through others) lies in itself is listed at the top. */
function frameOf(item: Item, byId: ReadonlyMap<string, Item>): string | null {
	const frame = item.parent === undefined ? undefined : byId.get(item.parent);
	if (!frame || frame.type !== 'frame') return null;
	let above: Item | undefined = frame;
	for (let depth = 0; above; depth++) {
		if (above.id === item.id || depth > MAX_DEPTH) return null;
		above = above.parent === undefined ? undefined : byId.get(above.parent);
	}
	return frame.id;
}

function joinsSomething(item: Item, byId: ReadonlyMap<string, Item>): boolean {
	return [item.from, item.to].some((end) => end && 'item' in end && byId.has(end.item));
}

function relationsOf(
	items: readonly Item[],
	byId: ReadonlyMap<string, Item>
): Map<string, Relation[]> {
	const found = new Map<string, Relation[]>();
	const add = (id: string | null, relation: Relation): void => {
		if (id === null) return;
		const list = found.get(id);
		if (list) list.push(relation);
		else found.set(id, [relation]);
	};
	for (const item of items) {
		if (item.type !== 'connector') continue;
		const from =
			item.from && 'item' in item.from && byId.has(item.from.item) ? item.from.item : null;
		const to = item.to && 'item' in item.to && byId.has(item.to.item) ? item.to.item : null;
		const base = { id: item.id, kind: item.kind ?? null, label: item.text || (item.alt ?? '') };
		add(from, { ...base, direction: 'to', other: to });
		add(to, { ...base, direction: 'from', other: from });
	}
	return found;
}

interface Rect {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

/** Rows from the top, each from left to right: what overlaps in height by half or more shares a row. */
function readingOrder<T extends { readonly box: Rect }>(things: readonly T[]): T[] {
	const rows: { top: number; bottom: number; things: T[] }[] = [];
	for (const thing of things.toSorted((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)) {
		const { y, h } = thing.box;
		const row = rows.at(-1);
		const shared = row ? Math.min(row.bottom, y + h) - Math.max(row.top, y) : 0;
		if (row && shared > 0 && shared >= Math.min(h, row.bottom - row.top) / 2) {
			row.things.push(thing);
			// The row keeps the height of its first thing: else stairs of notes would become one row.
		} else {
			rows.push({ top: y, bottom: y + h, things: [thing] });
		}
	}
	return rows.flatMap((row) => row.things.toSorted((a, b) => a.box.x - b.box.x));
}

function* group(items: readonly Item[], options: OutlineOptions): Generator<void, Item[][]> {
	if (!options.clusters) return items.map((item) => [item]);
	const near = options.near ?? NEAR;
	const root = items.map((_, i) => i);
	const find = (i: number): number => {
		let at = i;
		while (root[at] !== at) at = root[at] = root[root[at]!]!;
		return at;
	};
	// Left to right, looking only at those that can still be near: no comparison of all with all.
	const order = items
		.map((_, i) => i)
		.filter((i) => items[i]!.type !== 'frame')
		.toSorted((a, b) => items[a]!.pos[0] - items[b]!.pos[0]);
	// Plain numbers in a row: on a large board millions of pairs are looked at.
	const edges = new Float64Array(order.length * 4);
	order.forEach((i, at) => {
		const { pos, size } = items[i]!;
		edges.set([pos[0], pos[1], pos[0] + size[0], pos[1] + size[1]], at * 4);
	});
	yield;
	for (let i = 0; i < edges.length; i += 4) {
		if (i % PORTION === 0) yield;
		const top = edges[i + 1]! - near;
		const right = edges[i + 2]! + near;
		const bottom = edges[i + 3]! + near;
		for (let j = i + 4; j < edges.length && edges[j]! <= right; j += 4) {
			if (edges[j + 1]! > bottom || edges[j + 3]! < top) continue;
			if (gap(edges, i, j) <= near) root[find(order[j / 4]!)] = find(order[i / 4]!);
		}
	}
	yield;
	const groups = new Map<number, Item[]>();
	items.forEach((item, i) => {
		const key = find(i);
		const members = groups.get(key);
		if (members) members.push(item);
		else groups.set(key, [item]);
	});
	return [...groups.values()];
}

/** From the box at `i` to the one at `j`, each told as left, top, right, bottom. */
function gap(edges: Float64Array, i: number, j: number): number {
	const dx = Math.max(edges[j]! - edges[i + 2]!, edges[i]! - edges[j + 2]!, 0);
	const dy = Math.max(edges[j + 1]! - edges[i + 3]!, edges[i + 1]! - edges[j + 3]!, 0);
	return Math.hypot(dx, dy);
}

function boxAround(items: readonly Item[]): Rect {
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (const { pos, size } of items) {
		minX = Math.min(minX, pos[0]);
		minY = Math.min(minY, pos[1]);
		maxX = Math.max(maxX, pos[0] + size[0]);
		maxY = Math.max(maxY, pos[1] + size[1]);
	}
	return { x: minX, y: minY, w: maxX - minX, h: maxY - minY };
}
