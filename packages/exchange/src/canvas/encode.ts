import { boundsOf, byOrder, colorTokens, contains, headsOf } from '@concordia/board';
import type { End, Item } from '@concordia/board';
import type { Pictures } from '../excalidraw/encode.ts';
import { Losses } from '../loss.ts';
import type { Loss } from '../loss.ts';
import { tableText } from '../table-text.ts';
import { formatColor, ownVersion, plainColor } from './words.ts';
import type { CanvasEdge, CanvasNode } from './words.ts';

/**
 * The items as a JSON Canvas 1.0 file for other programs; under `concordia` everything as it is, beside
 * what `about` says of the board, and the pictures given. So `decodeCanvas` loses nothing; `lost` is what
 * other programs don't see.
 */
export function encodeCanvas(
	items: readonly Item[],
	about: Readonly<Record<string, unknown>> = {},
	pictures: Pictures = new Map()
): { readonly json: string; readonly lost: readonly Loss[] } {
	const lost = new Losses();
	const nodeIds = idsOfNodes(items);
	const nodes: CanvasNode[] = [];
	const edges: CanvasEdge[] = [];
	for (const item of items.toSorted(framesFirst)) {
		const node = nodeOf(item);
		const edge = node ? null : edgeOf(item, nodeIds);
		if (node) nodes.push(node);
		if (edge) edges.push(edge);
		if (!node && !edge) lost.add(item.id, 'left-out', item.type);
		else listLosses(item, lost);
	}
	listFrames(items, lost);
	const concordia = {
		...about,
		version: ownVersion,
		items,
		...(pictures.size > 0 && { pictures: Object.fromEntries(pictures) })
	};
	const file = { nodes, edges, concordia };
	return { json: `${JSON.stringify(file, null, '\t')}\n`, lost: lost.list };
}

/** Ids of the items that are nodes: edges can only join these. */
export function idsOfNodes(items: readonly Item[]): ReadonlySet<string> {
	return new Set(items.filter((item) => nodeOf(item)).map((item) => item.id));
}

/** Later nodes lie above earlier ones, and frames beneath everything. */
function framesFirst(a: Item, b: Item): number {
	const first = Number(b.type === 'frame') - Number(a.type === 'frame');
	return first || byOrder(a, b);
}

/** The node that stands for an item; null when there can't be one. Follows from this item alone. */
export function nodeOf(item: Item): CanvasNode | null {
	if (item.type === 'connector' || item.type === 'ink') return null;
	const color = formatColor(
		item.color ?? (item.type === 'note' ? 'yellow' : plainColor.node),
		plainColor.node
	);
	const place = {
		id: item.id,
		x: Math.round(item.pos[0]),
		y: Math.round(item.pos[1]),
		width: Math.round(item.size[0]),
		height: Math.round(item.size[1]),
		...(color !== undefined && { color })
	};
	const { text = '', src = '', url } = item;
	if (item.type === 'frame') {
		return { ...place, type: 'group', ...(text !== '' && { label: text }) };
	}
	const { file, subpath } = item;
	if (typeof file === 'string') {
		return { ...place, type: 'file', file, ...(typeof subpath === 'string' && { subpath }) };
	}
	if (url !== undefined) return { ...place, type: 'link', url };
	if (/^https?:/i.test(src)) return { ...place, type: 'link', url: src };
	if (src !== '') return { ...place, type: 'file', file: src };
	return { ...place, type: 'text', text: tableText(item) || text };
}

/** The edge that stands for a connector; null unless both its ends are at nodes. */
export function edgeOf(item: Item, nodeIds: ReadonlySet<string>): CanvasEdge | null {
	if (item.type !== 'connector') return null;
	const from = attached(item.from, nodeIds);
	const to = attached(item.to, nodeIds);
	if (!from || !to) return null;
	const { text = '' } = item;
	const heads = headsOf(item);
	const color = formatColor(item.color ?? plainColor.edge, plainColor.edge);
	return {
		id: item.id,
		fromNode: from.item,
		...(from.side && { fromSide: from.side }),
		...(heads.from !== 'none' && { fromEnd: 'arrow' }),
		toNode: to.item,
		...(to.side && { toSide: to.side }),
		...(heads.to === 'none' && { toEnd: 'none' }),
		...(color !== undefined && { color }),
		...(text !== '' && { label: text })
	};
}

function attached(
	end: End | undefined,
	nodeIds: ReadonlySet<string>
): Extract<End, { item: string }> | null {
	return end && 'item' in end && nodeIds.has(end.item) ? end : null;
}

/** Types that a text node with a colour shows well enough. */
const shownWell: ReadonlySet<string> = new Set(['note', 'text', 'frame', 'connector', 'image']);

function listLosses(item: Item, lost: Losses): void {
	const { id, type, text = '', src = item.url ?? '', color } = item;
	if (type === 'shape') {
		if (item.shape !== undefined && item.shape !== 'rectangle') lost.add(id, 'type', item.shape);
	} else if (!shownWell.has(type) && typeof item['file'] !== 'string' && src === '') {
		lost.add(id, 'type', type);
	}
	if (type === 'image') lost.add(id, 'picture');
	if ((src !== '' || typeof item['file'] === 'string') && text !== '' && text !== src) {
		lost.add(id, 'text');
	}
	if (item.fields && Object.keys(item.fields).length > 0) lost.add(id, 'fields');
	if (color !== undefined && !colorTokens.some((token) => token === color)) {
		lost.add(id, 'color', color);
	}
	if (type === 'connector' && (item.shape !== undefined || item['dash'] !== undefined)) {
		lost.add(id, 'line');
	}
}

/** Groups hold what lies in them: who sticks out isn't in the group. */
function listFrames(items: readonly Item[], lost: Losses): void {
	const frames = new Map(items.filter(({ type }) => type === 'frame').map((f) => [f.id, f]));
	for (const item of items) {
		const frame = item.parent === undefined ? undefined : frames.get(item.parent);
		if (!frame || !nodeOf(item) || contains(boundsOf(frame), boundsOf(item))) continue;
		lost.add(item.id, 'frame', frame.id);
	}
}
