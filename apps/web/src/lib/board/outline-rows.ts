import type { Item, Point } from '@concordia/board';
import type { OutlineNode, Relation } from '@concordia/canvas';

/** One line of the outline. */
export interface Row {
	readonly node: OutlineNode;
	readonly item: Item;
	/** For a connector: what it says of the item before it. */
	readonly relation: Relation | null;
	/** For a connector: that item. */
	readonly before: Item | null;
	/** What stands at the other ends of the connectors told in this line, which are told by its name. */
	readonly others: readonly Item[];
	/** 1 = top level. Clusters are no level of their own. */
	readonly level: number;
	/** Starts a group of items that stand close together; how many there are. */
	readonly group: number | null;
	/** Follows a group, or anything else it does not belong to: a little space before it. */
	readonly isApart: boolean;
}

type Items = ReadonlyMap<string, Item>;

/**
 * The tree as a list, in the order in which it is read. Connectors are lines of their own behind the item
 * they start at (or end at, when they start nowhere), so that they can be worked on like anything else.
 */
export function rowsOf(nodes: readonly OutlineNode[], items: Items): Row[] {
	const rows: Row[] = [];
	add(rows, nodes, 1, items);
	return rows;
}

function add(rows: Row[], nodes: readonly OutlineNode[], level: number, items: Items): void {
	let wasCluster = false;
	for (const [index, node] of nodes.entries()) {
		if (node.kind === 'cluster') {
			for (const [place, child] of node.children.entries()) {
				const group = place === 0 ? node.children.length : null;
				addOne(rows, child, { level, group, isApart: place === 0 && index > 0 }, items);
			}
		} else addOne(rows, node, { level, group: null, isApart: wasCluster }, items);
		wasCluster = node.kind === 'cluster';
	}
}

function addOne(
	rows: Row[],
	node: OutlineNode,
	place: Pick<Row, 'level' | 'group' | 'isApart'>,
	items: Items
): void {
	const level = place.level + 1;
	if (node.item !== null) {
		const others = othersOf(node.relations, items);
		rows.push({ node, item: node.item, relation: null, before: null, others, ...place });
	}
	for (const relation of node.relations) {
		const item = items.get(relation.id);
		if (item === undefined || (relation.direction === 'from' && relation.other !== null)) continue;
		const connector = {
			...node,
			kind: 'item',
			id: item.id,
			item,
			children: [],
			relations: []
		} as const;
		rows.push({
			node: connector,
			item,
			relation,
			before: node.item,
			others: othersOf([relation], items),
			level,
			group: null,
			isApart: false
		});
	}
	add(rows, node.children, level, items);
}

const nobody: readonly Item[] = [];

/** What stands close together without a frame around it, each group in reading order. */
export function groupsOf(rows: readonly Row[]): Item[][] {
	const groups: Item[][] = [];
	let left = 0;
	let inGroup = 0;
	for (const { group, item, relation, level } of rows) {
		if (group !== null) {
			groups.push([]);
			[left, inGroup] = [group, level];
		}
		if (left === 0 || relation !== null || level !== inGroup) continue;
		groups.at(-1)!.push(item);
		left -= 1;
	}
	return groups;
}

function othersOf(relations: readonly Relation[], items: Items): readonly Item[] {
	if (relations.length === 0) return nobody;
	return relations.flatMap(({ other }) => (other === null ? [] : (items.get(other) ?? [])));
}

/** The same rows where only items have changed, not their order. */
export function withItems(rows: readonly Row[], items: Items): Row[] {
	const isNow = (item: Item): boolean => items.get(item.id) === item;
	return rows.map((row) => {
		if (isNow(row.item) && (!row.before || isNow(row.before)) && row.others.every(isNow))
			return row;
		const item = items.get(row.item.id) ?? row.item;
		const before = row.before && (items.get(row.before.id) ?? row.before);
		const others = othersOf(row.relation ? [row.relation] : row.node.relations, items);
		if (item === row.item && before === row.before && isSameList(others, row.others)) return row;
		return { ...row, item, before, others, node: { ...row.node, item } };
	});
}

/** `rows`, with those of `known` in place of equal ones: what is drawn of them can stay as it is. */
export function reuse(rows: readonly Row[], known: readonly Row[]): Row[] {
	const byId = new Map(known.map((row) => [row.item.id, row]));
	return rows.map((row) => {
		const old = byId.get(row.item.id);
		return old && isSame(old, row) ? old : row;
	});
}

function isSame(a: Row, b: Row): boolean {
	return (
		a.item === b.item &&
		a.before === b.before &&
		isSameList(a.others, b.others) &&
		a.level === b.level &&
		a.group === b.group &&
		a.isApart === b.isApart &&
		a.node.kind === b.node.kind &&
		a.node.frame === b.node.frame &&
		isSameRelation(a.relation, b.relation) &&
		a.node.relations.length === b.node.relations.length &&
		a.node.relations.every((one, i) => isSameRelation(one, b.node.relations[i] ?? null))
	);
}

function isSameRelation(a: Relation | null, b: Relation | null): boolean {
	if (a === null || b === null) return a === b;
	return (
		a.id === b.id &&
		a.direction === b.direction &&
		a.other === b.other &&
		a.kind === b.kind &&
		a.label === b.label
	);
}

/** Whether the outline may have another order, or other relations, after an item has changed so. */
export function concernsOrder(before: Item, after: Item): boolean {
	return (
		before.type !== after.type ||
		before.parent !== after.parent ||
		!isSamePlace(before.pos, after.pos) ||
		!isSamePlace(before.size, after.size) ||
		after.type === 'connector'
	);
}

function isSamePlace(a: Point, b: Point): boolean {
	return a[0] === b[0] && a[1] === b[1];
}

/**
 * A list in pieces of about `size`, so that only those in view need to be drawn. Pieces of `known` stay
 * where they hold the same.
 */
export function chunk<T>(
	list: readonly T[],
	size: number,
	known: readonly (readonly T[])[] = []
): (readonly T[])[] {
	const chunks: (readonly T[])[] = [];
	for (let at = 0; at < list.length; at += size) {
		const piece = list.slice(at, at + size);
		const old = known[chunks.length];
		chunks.push(old && isSameList(old, piece) ? old : piece);
	}
	return chunks;
}

export function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((one, i) => one === b[i]);
}
