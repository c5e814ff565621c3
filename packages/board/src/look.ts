// What lines and shapes look like, read safely from records that anybody may have written.
import type { Item } from './item.ts';

/** Shapes that this version draws. A shape of another name is drawn as a rectangle. */
export const shapeNames = [
	'rectangle',
	'rounded',
	'pill',
	'ellipse',
	'diamond',
	'triangle',
	'pentagon',
	'hexagon',
	'octagon',
	'star',
	'parallelogram',
	'trapezoid',
	'cylinder',
	'document',
	'cloud',
	'speech',
	'arrow-right',
	'arrow-left',
	'cross',
	'heart'
] as const;

export type ShapeName = (typeof shapeNames)[number];

/** How a connector runs; kept in its `shape`. */
export const routeNames = ['straight', 'curved', 'elbow'] as const;

export type RouteName = (typeof routeNames)[number];

/** What a connector may have at an end. */
export const headNames = ['none', 'arrow', 'triangle', 'dot', 'diamond', 'bar'] as const;

export type HeadName = (typeof headNames)[number];

export const dashNames = ['solid', 'dashed', 'dotted'] as const;

export type DashName = (typeof dashNames)[number];

/** Widths of lines and outlines that are offered; other programs may write others. */
export const strokeWidths = [1, 2, 4, 8] as const;

const leastStroke = 0.5;
const mostStroke = 32;
const usualStroke = 2;

const isOneOf = <Name extends string>(names: readonly Name[], value: unknown): value is Name =>
	(names as readonly unknown[]).includes(value);

export function routeOf(item: Pick<Item, 'shape'>): RouteName {
	return isOneOf(routeNames, item.shape) ? item.shape : 'curved';
}

/** The heads of a connector. Boards of earlier versions say it in one word: `heads`. */
export function headsOf(item: Partial<Item>): { readonly from: HeadName; readonly to: HeadName } {
	const { heads } = item;
	return {
		from: isOneOf(headNames, item.headFrom) ? item.headFrom : heads === 'both' ? 'arrow' : 'none',
		to: isOneOf(headNames, item.headTo) ? item.headTo : heads === 'none' ? 'none' : 'arrow'
	};
}

export function dashOf(item: Pick<Item, 'dash'>): DashName {
	return isOneOf(dashNames, item.dash) ? item.dash : 'solid';
}

/** The width of a connector or of a shape's outline, in board units. */
export function strokeOf(item: Pick<Item, 'stroke'>): number {
	const { stroke } = item;
	if (stroke === undefined || !Number.isFinite(stroke)) return usualStroke;
	return Math.min(mostStroke, Math.max(leastStroke, stroke));
}
