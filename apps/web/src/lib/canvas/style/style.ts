import {
	dashOf,
	headsOf,
	routeOf,
	strokeOf,
	type End,
	type HeadName,
	type Item,
	type Patch,
	type Side
} from '@concordia/board';
import type { Look, LookKind, Looks, ToolName } from '@concordia/canvas';

/** The kind of look an item has; null where there is nothing to choose. */
export function lookKindOf(item: Item): LookKind | null {
	switch (item.type) {
		case 'connector':
		case 'shape':
			return item.type;
		case 'ink':
			return item.brush === 'marker' ? 'marker' : 'pen';
		default:
			return null;
	}
}

const toolKinds: Readonly<Partial<Record<ToolName, LookKind>>> = {
	arrow: 'connector',
	line: 'connector',
	rectangle: 'shape',
	ellipse: 'shape',
	diamond: 'shape',
	shape: 'shape',
	pen: 'pen',
	marker: 'marker'
};

/** What the tool in hand draws, as far as its look can be chosen. */
export function lookKindOfTool(tool: ToolName): LookKind | null {
	return toolKinds[tool] ?? null;
}

const types: Readonly<Record<LookKind, Partial<Item>>> = {
	connector: { type: 'connector' },
	shape: { type: 'shape', shape: 'rounded' },
	pen: { type: 'ink' },
	marker: { type: 'ink', brush: 'marker' }
};

/** An item as the next one of its kind will look. */
export function sampleOf(kind: LookKind, looks: Looks): Item {
	const look = Object.fromEntries(
		Object.entries(looks[kind]).filter(([, value]) => value !== undefined)
	);
	return { id: '', type: '', pos: [0, 0], size: [0, 0], z: '', ...types[kind], ...look };
}

/** The value all have in common; null when they differ or there are none. */
export function common<Value>(items: readonly Item[], read: (item: Item) => Value): Value | null {
	const [first, ...rest] = items.map(read);
	return first !== undefined && rest.every((value) => value === first) ? first : null;
}

/** What can be chosen, read from an item. */
export const read = {
	route: routeOf,
	headFrom: (item: Item): HeadName => headsOf(item).from,
	headTo: (item: Item): HeadName => headsOf(item).to,
	sideFrom: (item: Item): Side | 'auto' => sideOf(item.from),
	sideTo: (item: Item): Side | 'auto' => sideOf(item.to),
	dash: dashOf,
	stroke: strokeOf,
	shape: (item: Item): string => item.shape ?? 'rectangle',
	fill: (item: Item): 'filled' | 'none' => (item.fill === 'none' ? 'none' : 'filled'),
	brush: (item: Item): 'pen' | 'marker' => (item.brush === 'marker' ? 'marker' : 'pen'),
	width: (item: Item): number =>
		typeof item['width'] === 'number' ? item['width'] : item.brush === 'marker' ? 20 : 4
};

function sideOf(end: End | undefined): Side | 'auto' {
	return end?.side ?? 'auto';
}

/** The patch that gives an item a look. What an earlier version said in one word is said anew in two. */
export function restyled(item: Item, look: Look): Patch {
	const patch: Record<string, unknown> = { ...look, id: item.id };
	if ('headFrom' in look || 'headTo' in look) {
		const { from, to } = headsOf(item);
		patch['headFrom'] = look.headFrom ?? from;
		patch['headTo'] = look.headTo ?? to;
		patch['heads'] = undefined;
	}
	return patch as unknown as Patch;
}

/** The patch that binds an end to a side, or to the item as a whole; null for an end that hangs free. */
export function rebound(item: Item, which: 'from' | 'to', side: Side | 'auto'): Patch | null {
	const end = item[which];
	if (!end || !('item' in end)) return null;
	const bound: End = side === 'auto' ? { item: end.item } : { item: end.item, side };
	return which === 'from' ? { id: item.id, from: bound } : { id: item.id, to: bound };
}

/** The patch that turns a connector around: what it leads from and to, and what is at its ends. */
export function reversed(item: Item): Patch {
	const { from, to } = headsOf(item);
	return {
		id: item.id,
		from: item.to ?? null,
		to: item.from ?? null,
		headFrom: to,
		headTo: from,
		heads: undefined
	};
}
