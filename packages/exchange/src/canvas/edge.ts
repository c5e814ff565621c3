import type { End, Item } from '@concordia/board';
import type { Losses } from '../loss.ts';
import { makeItem } from '../own.ts';
import { asSide, asText } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { colorOf } from './node.ts';
import { plainColor } from './words.ts';
import type { CanvasEdge } from './words.ts';

/** Ids of items by ids of nodes in the file. */
export type NodeIds = ReadonlyMap<string, string>;

type Ends = Pick<Item, 'from' | 'to'> & { readonly heads?: 'both' | 'none' };

/** The connector for an edge that another program made; null when one of its nodes isn't there. */
export function readEdge(
	raw: Raw,
	id: string,
	z: string,
	nodeIds: NodeIds,
	lost: Losses
): Item | null {
	const ends = endsOf(raw, nodeIds);
	if (!ends) return null;
	const text = asText(raw['label']) ?? '';
	return makeItem({
		id,
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		z,
		...ends,
		...colorOf(raw, id, lost, plainColor.edge),
		...(text !== '' && { text })
	});
}

function endsOf(raw: Raw, nodeIds: NodeIds): Ends | null {
	const from = endOf(raw['fromNode'], raw['fromSide'], nodeIds);
	const to = endOf(raw['toNode'], raw['toSide'], nodeIds);
	if (!from || !to) return null;
	const atStart = raw['fromEnd'] === 'arrow';
	const atEnd = raw['toEnd'] !== 'none';
	// An arrow at the start only is an arrow the other way round.
	if (atStart && !atEnd) return { from: to, to: from };
	if (atStart) return { from, to, heads: 'both' };
	return atEnd ? { from, to } : { from, to, heads: 'none' };
}

function endOf(node: unknown, side: unknown, nodeIds: NodeIds): End | null {
	const item = nodeIds.get(asText(node) ?? '');
	if (item === undefined) return null;
	const at = asSide(side);
	return at ? { item, side: at } : { item };
}

/** A connector of ours with what another program changed in its edge; `was` is how we wrote it. */
export function mergeEdge(
	own: Item,
	was: CanvasEdge,
	raw: Raw,
	nodeIds: NodeIds,
	lost: Losses
): Item | null {
	const ends = endsOf(raw, nodeIds);
	if (!ends) return null;
	const change: Record<string, unknown> = {};
	const keys = ['fromNode', 'fromSide', 'fromEnd', 'toNode', 'toSide', 'toEnd'] as const;
	if (keys.some((key) => raw[key] !== was[key])) {
		Object.assign(change, { heads: undefined, headFrom: undefined, headTo: undefined, ...ends });
	}
	if (raw['label'] !== was.label) change['text'] = asText(raw['label']) ?? '';
	if (raw['color'] !== was.color)
		Object.assign(change, colorOf(raw, own.id, lost, plainColor.edge));
	return Object.keys(change).length === 0 ? own : makeItem({ ...own, ...change });
}
