import { anchorOf, boundsOf, centerOf, headsOf, strokeOf } from '@concordia/board';
import type { End, Item, Point, Side } from '@concordia/board';
import { inkOf } from '../color.ts';
import { baseOf } from './element.ts';
import { sidePoints } from './words.ts';
import type { Binding, Element } from './words.ts';

type Find = (id: string) => Item | undefined;

/** The arrow that stands for a connector; null when one of its ends is nowhere. */
export function arrowOf(item: Item, find: Find): Element | null {
	const from = item.from && placeOf(item.from, item.to, find);
	const to = item.to && placeOf(item.to, item.from, find);
	if (!from || !to) return null;
	const [x, y] = from.point;
	const last: Point = [to.point[0] - x, to.point[1] - y];
	const isElbow = item.shape === 'elbow';
	const heads = headsOf(item);
	const { dash } = item;
	return {
		...baseOf(item),
		type: 'arrow',
		x,
		y,
		width: Math.abs(last[0]),
		height: Math.abs(last[1]),
		strokeColor: inkOf(item.color ?? 'gray'),
		strokeWidth: strokeOf(item),
		strokeStyle: dash === 'dashed' || dash === 'dotted' ? dash : 'solid',
		roundness: isElbow || item.shape === 'straight' ? null : { type: 2 },
		points: isElbow ? bend(last) : [[0, 0], last],
		lastCommittedPoint: null,
		startBinding: from.binding,
		endBinding: to.binding,
		startArrowhead: heads.from === 'none' ? null : 'arrow',
		endArrowhead: heads.to === 'none' ? null : 'arrow',
		elbowed: isElbow
	};
}

/** Half across, then down, then the rest: Excalidraw finds its own way when something moves. */
function bend([x, y]: Point): readonly Point[] {
	return [
		[0, 0],
		[x / 2, 0],
		[x / 2, y],
		[x, y]
	];
}

interface Place {
	readonly point: Point;
	readonly binding: Binding | null;
}

function placeOf(end: End, other: End | undefined, find: Find): Place | null {
	if ('point' in end) return { point: end.point, binding: null };
	const item = find(end.item);
	if (!item) return null;
	const side = end.side ?? facing(item, other && middleOf(other, find));
	return {
		point: anchorOf(item, side),
		binding: { elementId: item.id, fixedPoint: sidePoints[side], mode: 'orbit', focus: 0, gap: 1 }
	};
}

function middleOf(end: End, find: Find): Point | undefined {
	if ('point' in end) return end.point;
	const item = find(end.item);
	return item && centerOf(boundsOf(item));
}

/** The side of an item that looks towards a point. */
function facing(item: Item, towards: Point | undefined): Side {
	if (!towards) return 'right';
	const [x, y] = centerOf(boundsOf(item));
	const across = (towards[0] - x) / (item.size[0] || 1);
	const down = (towards[1] - y) / (item.size[1] || 1);
	if (Math.abs(across) >= Math.abs(down)) return across < 0 ? 'left' : 'right';
	return down < 0 ? 'top' : 'bottom';
}
