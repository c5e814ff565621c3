import type { Item } from '@concordia/board';
import type { OutlineNode, Relation } from '@concordia/canvas';

/** One line of the outline. */
export interface Row {
	readonly node: OutlineNode;
	readonly item: Item;
	/** For a connector: what it says of the item before it. */
	readonly relation: Relation | null;
	/** For a connector: that item. */
	readonly before: Item | null;
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
	if (node.item !== null)
		rows.push({ node, item: node.item, relation: null, before: null, ...place });
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
			level,
			group: null,
			isApart: false
		});
	}
	add(rows, node.children, level, items);
}

/** A list in pieces of about `size`, so that only those in view need to be drawn. */
export function chunk<T>(list: readonly T[], size: number): T[][] {
	const chunks: T[][] = [];
	for (let at = 0; at < list.length; at += size) chunks.push(list.slice(at, at + size));
	return chunks;
}
