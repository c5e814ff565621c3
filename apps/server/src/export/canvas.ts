import type { End, Item } from '@concordia/board';

/** JSON Canvas 1.0 knows six colours by number. */
const colors: Readonly<Record<string, string>> = {
	red: '1',
	pink: '1',
	orange: '2',
	yellow: '3',
	green: '4',
	lime: '4',
	teal: '5',
	blue: '5',
	indigo: '6',
	purple: '6'
};

/**
 * The board as JSON Canvas 1.0 for other programs; under `concordia` everything as it is, so that
 * nothing is lost that this format has no word for.
 */
export function toCanvas(board: {
	readonly session: string;
	readonly title: string;
	readonly seq: number;
	readonly items: readonly Item[];
}): object {
	const nodes = board.items.filter((item) => item.type !== 'connector' && item.type !== 'ink');
	const ids = new Set(nodes.map((item) => item.id));
	return {
		nodes: nodes.map(toNode),
		edges: board.items
			.filter((item) => item.type === 'connector')
			.flatMap((item) => toEdge(item, ids)),
		concordia: { version: 1, ...board }
	};
}

function toNode(item: Item): object {
	const color = colors[item.color ?? ''];
	const place = {
		id: item.id,
		x: Math.round(item.pos[0]),
		y: Math.round(item.pos[1]),
		width: Math.round(item.size[0]),
		height: Math.round(item.size[1]),
		...(color !== undefined && { color })
	};
	if (item.type === 'frame') return { ...place, type: 'group', label: item.text ?? '' };
	return { ...place, type: 'text', text: item.text ?? '' };
}

// Edges of JSON Canvas join two nodes; connectors with a free end are kept under `concordia` only.
function toEdge(item: Item, ids: ReadonlySet<string>): object[] {
	const from = attached(item.from, ids);
	const to = attached(item.to, ids);
	if (from === null || to === null) return [];
	return [
		{
			id: item.id,
			fromNode: from.item,
			...(from.side !== undefined && { fromSide: from.side }),
			toNode: to.item,
			...(to.side !== undefined && { toSide: to.side }),
			...(item.text !== undefined && item.text !== '' && { label: item.text })
		}
	];
}

function attached(
	end: End | undefined,
	ids: ReadonlySet<string>
): Extract<End, { item: string }> | null {
	return end !== undefined && 'item' in end && ids.has(end.item) ? end : null;
}
