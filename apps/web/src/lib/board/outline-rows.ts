import type { Item } from '@concordia/board';
import type { OutlineNode } from '@concordia/canvas';

/** One line of the outline. */
export interface Row {
	readonly node: OutlineNode;
	readonly item: Item;
	/** 1 = top level. Clusters are no level of their own. */
	readonly level: number;
	/** Starts a group of items that stand close together; how many there are. */
	readonly group: number | null;
	/** Follows a group, or anything else it does not belong to: a little space before it. */
	readonly isApart: boolean;
}

/** The tree as a list, in the order in which it is read. */
export function rowsOf(nodes: readonly OutlineNode[], level = 1): Row[] {
	const rows: Row[] = [];
	add(rows, nodes, level);
	return rows;
}

function add(rows: Row[], nodes: readonly OutlineNode[], level: number): void {
	let wasCluster = false;
	for (const [index, node] of nodes.entries()) {
		if (node.kind === 'cluster') {
			for (const [place, child] of node.children.entries()) {
				const group = place === 0 ? node.children.length : null;
				addOne(rows, child, level, group, place === 0 && index > 0);
			}
		} else addOne(rows, node, level, null, wasCluster);
		wasCluster = node.kind === 'cluster';
	}
}

function addOne(
	rows: Row[],
	node: OutlineNode,
	level: number,
	group: number | null,
	isApart: boolean
): void {
	if (node.item !== null) rows.push({ node, item: node.item, level, group, isApart });
	add(rows, node.children, level + 1);
}

/** A list in pieces of about `size`, so that only those in view need to be drawn. */
export function chunk<T>(list: readonly T[], size: number): T[][] {
	const chunks: T[][] = [];
	for (let at = 0; at < list.length; at += size) chunks.push(list.slice(at, at + size));
	return chunks;
}
