import { canTurn } from '@concordia/board';
import type { Item, Point } from '@concordia/board';
import { tokenFor } from '../color.ts';
import type { Losses } from '../loss.ts';
import { asCoordinate, asNumber, asObject, asText, isSafeLink } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { penWidth, plainInk, sidePoints } from './words.ts';

/** What is known of a file while its elements are read. */
export interface Scene {
	/** Ids of items by ids of elements. A label's id leads to the item it stands on. */
	readonly itemIds: ReadonlyMap<string, string>;
	/** Words by ids of the elements they stand on. */
	readonly labels: ReadonlyMap<string, string>;
	/** A group of ours for one of the file's. */
	readonly groupFor: (id: string) => string;
	readonly lost: Losses;
}

type Fields = Readonly<Record<string, unknown>>;

const maxInkWidth = 64;

/** The fields of an item for an element that Excalidraw made; null for types we can't show. */
export function readElement(raw: Raw, id: string, scene: Scene): Fields | null {
	const own = fieldsOf(raw, id, scene);
	if (!own) return null;
	const { lost } = scene;
	const rotation = rotationIn(raw);
	const turns = rotation !== undefined && canTurn(String(own['type']));
	if (rotation !== undefined && !turns) lost.add(id, 'rotation');
	if ((asNumber(raw['opacity']) ?? 100) < 100) lost.add(id, 'style');
	const link = asText(raw['link']) ?? '';
	if (link !== '' && link !== own['url']) lost.add(id, 'link', link);
	const parent = scene.itemIds.get(asText(raw['frameId']) ?? '');
	return {
		...own,
		id,
		...(parent !== undefined && parent !== id && { parent }),
		...groupsIn(raw, scene),
		...(turns && { rotation }),
		...(raw['locked'] === true && { lock: 'open' })
	};
}

function fieldsOf(raw: Raw, id: string, scene: Scene): Fields | null {
	const label = scene.labels.get(asText(raw['id']) ?? '');
	switch (raw['type']) {
		case 'rectangle':
		case 'ellipse':
		case 'diamond': {
			const isDashed = raw['strokeStyle'] === 'dashed' || raw['strokeStyle'] === 'dotted';
			if (isDashed) scene.lost.add(id, 'style');
			return {
				type: 'shape',
				shape: raw['type'],
				...boxOf(raw, id, scene.lost),
				color: areaColor(raw, id, scene.lost),
				...(label !== undefined && { text: label })
			};
		}
		case 'text': {
			const textSize = asNumber(raw['fontSize']);
			return {
				type: 'text',
				...boxOf(raw, id, scene.lost),
				text: textOf(raw),
				color: lineColor(raw, id, scene.lost),
				...(textSize !== undefined && textSize > 0 && { textSize })
			};
		}
		case 'arrow':
		case 'line':
			return readLine(raw, id, scene, label);
		case 'freedraw':
		case 'draw':
			return readInk(raw, id, scene.lost);
		case 'frame':
		case 'magicframe':
			return { type: 'frame', ...boxOf(raw, id, scene.lost), text: asText(raw['name']) ?? '' };
		case 'image':
			scene.lost.add(id, 'picture');
			return { type: 'image', ...boxOf(raw, id, scene.lost) };
		case 'embeddable':
		case 'iframe': {
			const src = asText(raw['link']) ?? '';
			const box = boxOf(raw, id, scene.lost);
			if (!isSafeLink(src)) scene.lost.add(id, 'link', src);
			return {
				type: 'card',
				...box,
				text: label ?? src,
				...(isSafeLink(src) && { url: src })
			};
		}
		default:
			return null;
	}
}

/** The words as they were typed: `text` has line breaks that only make it fit. */
export function textOf(raw: Raw): string {
	return asText(raw['originalText']) ?? asText(raw['text']) ?? '';
}

/** Place and size; a negative size, left over from drawing to the left or up, is turned round. */
export function boxOf(raw: Raw, id: string, lost: Losses): { pos: Point; size: Point } {
	const at = (key: string): number => {
		const value = asCoordinate(raw[key]);
		if (value === undefined) lost.add(id, 'value', key);
		return value ?? 0;
	};
	const [x, y, width, height] = [at('x'), at('y'), at('width'), at('height')];
	return {
		pos: [Math.min(x, x + width), Math.min(y, y + height)],
		size: [Math.abs(width), Math.abs(height)]
	};
}

/** The groups of an element, innermost first. */
export function groupIdsOf(raw: Raw): readonly string[] {
	const groups: readonly unknown[] = Array.isArray(raw['groupIds']) ? raw['groupIds'] : [];
	return groups.filter((id) => typeof id === 'string');
}

/** The groups of an element by our names, outermost first. */
export function groupsIn(raw: Raw, scene: Scene): { readonly groups?: readonly string[] } {
	const groups = groupIdsOf(raw).toReversed().map(scene.groupFor);
	return groups.length === 0 ? {} : { groups };
}

/** How far an element is turned, as we say it; undefined when it isn't. */
export function rotationIn(raw: Raw): number | undefined {
	const degrees = ((asNumber(raw['angle']) ?? 0) * 180) / Math.PI;
	const turned = 180 - ((((180 - degrees) % 360) + 360) % 360);
	const rounded = Math.round(turned * 100) / 100;
	return rounded === 0 ? undefined : rounded;
}

export function areaColor(raw: Raw, id: string, lost: Losses): string {
	const fill = asText(raw['backgroundColor']) ?? '';
	const color = tokenFor(fill);
	if (!color) return lineColor(raw, id, lost);
	if (!color.isExact) lost.add(id, 'color', fill);
	return color.token;
}

/** The usual colours of a stroke, which nobody chose. */
const plainStrokes: ReadonlySet<string> = new Set(['#1e1e1e', '#000000', '#000', 'black', '']);

export function lineColor(raw: Raw, id: string, lost: Losses): string {
	const stroke = asText(raw['strokeColor']) ?? '';
	if (plainStrokes.has(stroke)) return plainInk;
	const color = tokenFor(stroke);
	if (!color?.isExact) lost.add(id, 'color', stroke);
	return color?.token ?? plainInk;
}

export function pointsOf(raw: Raw): readonly Point[] {
	const list = Array.isArray(raw['points']) ? (raw['points'] as unknown[]) : [];
	return list.flatMap((entry): Point[] => {
		if (!Array.isArray(entry)) return [];
		const [x, y] = [asCoordinate(entry[0]), asCoordinate(entry[1])];
		return x === undefined || y === undefined ? [] : [[x, y]];
	});
}

function readInk(raw: Raw, id: string, lost: Losses): Fields | null {
	const points = pointsOf(raw);
	if (points.length === 0) return null;
	const pressures = Array.isArray(raw['pressures']) ? (raw['pressures'] as unknown[]) : [];
	const isFelt = raw['simulatePressure'] !== true && pressures.length === points.length;
	const width = (asNumber(raw['strokeWidth']) ?? 1) * penWidth;
	return {
		...inkOfPoints(raw, points, (index) => (isFelt ? asNumber(pressures[index]) : undefined)),
		color: lineColor(raw, id, lost),
		width: Math.min(maxInkWidth, Math.max(1, width))
	};
}

function inkOfPoints(
	raw: Raw,
	points: readonly Point[],
	pressureAt: (index: number) => number | undefined
): Fields {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of points) {
		left = Math.min(left, x);
		top = Math.min(top, y);
		right = Math.max(right, x);
		bottom = Math.max(bottom, y);
	}
	return {
		type: 'ink',
		pos: [(asCoordinate(raw['x']) ?? 0) + left, (asCoordinate(raw['y']) ?? 0) + top],
		size: [right - left, bottom - top],
		points: points.flatMap(([x, y], index) => [x - left, y - top, pressureAt(index) ?? 0.5])
	};
}

/** Lines of many corners are drawings, not relations: they become ink. */
function readLine(raw: Raw, id: string, scene: Scene, label: string | undefined): Fields | null {
	const points = pointsOf(raw);
	const ends = endsOf(raw, scene.itemIds);
	if (!ends) return null;
	const isDrawing =
		raw['type'] === 'line' && points.length > 2 && !raw['startArrowhead'] && !raw['endArrowhead'];
	if (isDrawing) {
		scene.lost.add(id, 'type', 'line');
		const width = Math.max(1, asNumber(raw['strokeWidth']) ?? 1);
		const ink = inkOfPoints(raw, fillIn(points), () => undefined);
		return { ...ink, color: lineColor(raw, id, scene.lost), width: Math.min(maxInkWidth, width) };
	}
	if (points.length > 2 && raw['elbowed'] !== true) scene.lost.add(id, 'route');
	return {
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		...ends,
		...lookOf(raw, id, scene.lost),
		color: lineColor(raw, id, scene.lost),
		...(label !== undefined && { text: label })
	};
}

const stepsBetween = 6;
const maxFilled = 5000;

/** Points between the corners, so that a pen that rounds off its way keeps to it. */
function fillIn(points: readonly Point[]): readonly Point[] {
	if (points.length * stepsBetween > maxFilled) return points;
	return points.flatMap(([x, y], index) => {
		const next = points[index + 1];
		if (!next) return [[x, y]];
		return Array.from({ length: stepsBetween }, (_, step): Point => {
			const share = step / stepsBetween;
			return [x + (next[0] - x) * share, y + (next[1] - y) * share];
		});
	});
}

/** Dash and way of a line. */
export function lookOf(raw: Raw, id: string, lost: Losses): Fields {
	const { strokeStyle } = raw;
	const heads = [raw['startArrowhead'], raw['endArrowhead']];
	if (heads.some((head) => typeof head === 'string' && !plainHeads.has(head))) {
		lost.add(id, 'heads');
	}
	return {
		shape: raw['elbowed'] === true ? 'elbow' : asObject(raw['roundness']) ? 'curved' : 'straight',
		...((strokeStyle === 'dashed' || strokeStyle === 'dotted') && { dash: strokeStyle })
	};
}

const plainHeads: ReadonlySet<string> = new Set(['arrow', 'triangle']);

type Ends = Pick<Item, 'from' | 'to'> & { readonly heads?: 'both' | 'none' };

/** Where a line runs; null when it has no two points. */
export function endsOf(raw: Raw, itemIds: ReadonlyMap<string, string>): Ends | null {
	const points = pointsOf(raw);
	const [first, last] = [points[0], points.at(-1)];
	const from = bound(raw['startBinding'], itemIds) ?? free(raw, first);
	const to = bound(raw['endBinding'], itemIds) ?? free(raw, last);
	if (!from || !to) return null;
	const isArrow = raw['type'] === 'arrow';
	const atStart = typeof raw['startArrowhead'] === 'string';
	// An arrow that doesn't say has a head.
	const atEnd = typeof raw['endArrowhead'] === 'string' || (isArrow && !('endArrowhead' in raw));
	if (atStart && !atEnd) return { from: to, to: from };
	if (atStart) return { from, to, heads: 'both' };
	return atEnd ? { from, to } : { from, to, heads: 'none' };
}

function free(raw: Raw, point: Point | undefined): { readonly point: Point } | null {
	if (!point) return null;
	return {
		point: [(asCoordinate(raw['x']) ?? 0) + point[0], (asCoordinate(raw['y']) ?? 0) + point[1]]
	};
}

/** How near to the middle of a side an end has to be to count as at that side. */
const nearSide = 0.05;

function bound(binding: unknown, itemIds: ReadonlyMap<string, string>): Item['from'] | null {
	const raw = asObject(binding);
	const item = itemIds.get(asText(raw?.['elementId']) ?? '');
	if (item === undefined) return null;
	const fixed: readonly unknown[] = Array.isArray(raw?.['fixedPoint']) ? raw['fixedPoint'] : [];
	const [x, y] = [asNumber(fixed[0]) ?? Infinity, asNumber(fixed[1]) ?? Infinity];
	for (const side of ['top', 'right', 'bottom', 'left'] as const) {
		const [sideX, sideY] = sidePoints[side];
		if (Math.abs(x - sideX) <= nearSide && Math.abs(y - sideY) <= nearSide) return { item, side };
	}
	return { item };
}
