import { dashOf, headsOf, strokeOf, type HeadName, type Item, type Point } from '@concordia/board';
import { boxAt, type Box } from '../box.ts';
import type { Description } from '../describe.ts';
import { exhausted } from '../exhausted.ts';
import { inkPath, isMarker, widthOfInk } from '../ink.ts';
import type { Layout, TextBlock } from '../layout.ts';
import { STRIP_HEIGHT } from '../layout.ts';
import type { Route } from '../route.ts';
import { cornerRadius, shapeOutline } from '../shapes.ts';
import { linePath } from './line.ts';

/**
 * One step of drawing, relative to the item's top left (connectors: to the board). Colours are
 * roles of the theme. Canvas, DOM and SVG are all made from these, so they can't drift apart.
 */
export type Op =
	| {
			readonly op: 'box';
			readonly x: number;
			readonly y: number;
			readonly w: number;
			readonly h: number;
			readonly r: number;
			readonly fill?: string;
			readonly stroke?: string;
			readonly line?: number;
			readonly dash?: readonly number[];
			readonly shadow?: boolean;
			/** Only the upper corners are round. */
			readonly top?: boolean;
	  }
	| {
			readonly op: 'path';
			readonly d: string;
			readonly fill?: string;
			readonly stroke?: string;
			readonly line?: number;
			readonly dash?: readonly number[];
			/** What lies below shines through: 0–1. */
			readonly alpha?: number;
	  }
	| {
			readonly op: 'text';
			readonly block: TextBlock;
			/** The text that an editor replaces. */ readonly main?: boolean;
	  }
	| {
			readonly op: 'image';
			readonly x: number;
			readonly y: number;
			readonly w: number;
			readonly h: number;
			readonly r: number;
			/** Absent: there is no picture, only its place. */
			readonly src?: string;
			/** What stands in the place while the picture isn't there. */
			readonly alt: string;
	  }
	/** A frame's title: above it, at a size that stays readable from afar. */
	| { readonly op: 'title'; readonly text: string; readonly w: number; readonly color: string };

/** A line in a few straight pieces. */
export interface Coarse {
	/** Flat x, y. */
	readonly points: readonly number[];
	readonly stroke: string;
	readonly line: number;
	readonly alpha?: number;
	/** Longer side of its box in board units. */
	readonly size: number;
	/** What else is drawn and not to be missed while it can be seen has this size. */
	readonly detail?: number;
}

export interface Drawing {
	readonly ops: readonly Op[];
	/** What the item looks like from very far: one colour over its box; null for lines. */
	readonly swatch: string | null;
	/** A line as it looks from far: the way of the pen in a few pieces; null for boxes. */
	readonly coarse: Coarse | null;
	/** Size of its main text in board units; 0 where there is none to read. */
	readonly textSize: number;
}

/** Made when first asked for: from far, most drawings are never needed in full. */
class LazyDrawing implements Drawing {
	readonly swatch: string | null;
	readonly #makeOps: () => readonly Op[];
	readonly #readTextSize: (() => number) | undefined;
	readonly #makeCoarse: (() => Coarse | null) | undefined;
	#ops: readonly Op[] | undefined;
	#coarse: Coarse | null | undefined;

	constructor(
		makeOps: () => readonly Op[],
		from: {
			readonly swatch?: string;
			readonly textSize?: () => number;
			readonly coarse?: () => Coarse | null;
		}
	) {
		this.#makeOps = makeOps;
		this.#makeCoarse = from.coarse;
		this.swatch = from.swatch ?? null;
		this.#readTextSize = from.textSize;
	}

	get textSize(): number {
		return this.#readTextSize?.() ?? 0;
	}

	get ops(): readonly Op[] {
		this.#ops ??= this.#makeOps();
		return this.#ops;
	}

	get coarse(): Coarse | null {
		if (this.#coarse === undefined) this.#coarse = this.#makeCoarse?.() ?? null;
		return this.#coarse;
	}
}

const DASHED: readonly number[] = [8, 6];
/** Highlighted words stay readable. */
export const MARKER_ALPHA = 0.38;
const COARSE_PIECES = 12;
const NOTE_RADIUS = 4;
const CARD_RADIUS = 10;

/** The drawing of an item that has a box of its own (everything but connectors). */
export function drawItem(item: Item, layout: Layout, description: Description | null): Drawing {
	if (layout.drawing) return layout.drawing;
	switch (item.type) {
		case 'note':
			return description?.look === 'ghost' ? drawGhost(layout) : drawNote(item, layout);
		case 'text':
			return new LazyDrawing(() => texts(layout), { textSize: () => layout.main?.size ?? 0 });
		case 'shape':
			return drawShape(item, layout);
		case 'ink':
			return drawInk(item);
		case 'frame':
			return drawFrame(item, layout);
		case 'image':
			return drawImage(item, layout);
		default:
			return description?.look === 'ghost'
				? drawGhost(layout)
				: drawCard(item, layout, description);
	}
}

function texts(layout: Layout): Op[] {
	const ops: Op[] = [];
	if (layout.strip) ops.push({ op: 'text', block: layout.strip });
	if (layout.main) ops.push({ op: 'text', block: layout.main, main: true });
	if (layout.placeholder) ops.push({ op: 'text', block: layout.placeholder, main: true });
	for (const block of layout.details) ops.push({ op: 'text', block });
	for (const badge of layout.badges) {
		ops.push({
			op: 'box',
			x: badge.x,
			y: badge.y,
			w: badge.w,
			h: badge.h,
			r: badge.h / 2,
			fill: `fill-${badge.color}`
		});
		ops.push({ op: 'text', block: badge.block });
	}
	return ops;
}

function drawNote(item: Item, layout: Layout): Drawing {
	const fill = `fill-${item.color ?? 'yellow'}`;
	const { w, h } = layout;
	return new LazyDrawing(
		() => [{ op: 'box', x: 0, y: 0, w, h, r: NOTE_RADIUS, fill, shadow: true }, ...texts(layout)],
		{ swatch: fill, textSize: () => layout.main?.size ?? 0 }
	);
}

function drawGhost(layout: Layout): Drawing {
	return new LazyDrawing(
		() => [
			{
				op: 'box',
				x: 0.75,
				y: 0.75,
				w: layout.w - 1.5,
				h: layout.h - 1.5,
				r: CARD_RADIUS,
				stroke: 'muted',
				line: 1.5,
				dash: DASHED
			},
			...texts(layout).map((op): Op =>
				op.op === 'text' ? { ...op, block: { ...op.block, color: 'muted' } } : op
			)
		],
		{ textSize: () => layout.main?.size ?? layout.placeholder?.size ?? 0 }
	);
}

function drawShape(item: Item, layout: Layout): Drawing {
	const color = item.color ?? 'white';
	const hollow = item.fill === 'none';
	const fill = `fill-${color}`;
	const { w, h } = layout;
	const line = strokeOf(item);
	const dash = dashes(item, line);
	const look = { ...(hollow ? {} : { fill }), stroke: `ink-${color}`, line, ...dash };
	const body = (): Op[] => {
		const outline = shapeOutline(item.shape, w, h, line / 2);
		if (!outline) {
			const [inW, inH] = [Math.max(0, w - line), Math.max(0, h - line)];
			const r = cornerRadius(item.shape, inW, inH);
			const box = { x: line / 2, y: line / 2, w: inW, h: inH, r };
			// The border of an element can't be dashed in our measure: a path can.
			return [
				dash.dash ? { op: 'path', d: boxPath(box), ...look } : { op: 'box', ...box, ...look }
			];
		}
		const ops: Op[] = [{ op: 'path', d: outline.body, ...look }];
		if (outline.inner) ops.push({ op: 'path', d: outline.inner, ...look, fill: '' });
		return ops;
	};
	return new LazyDrawing(() => [...body(), ...texts(layout)], {
		...(hollow ? {} : { swatch: fill }),
		textSize: () => layout.main?.size ?? 0
	});
}

function dashes(item: Item, line: number): { readonly dash?: readonly number[] } {
	switch (dashOf(item)) {
		case 'dashed':
			return { dash: [4 * line, 3 * line] };
		case 'dotted':
			return { dash: [0.75 * line, 2.5 * line] };
		default:
			return {};
	}
}

function boxPath(box: { x: number; y: number; w: number; h: number; r: number }): string {
	const { x, y, w, h, r } = box;
	const arc = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
	return `M${x + r} ${y}h${w - 2 * r}${arc(r, r)}v${h - 2 * r}${arc(-r, r)}h${2 * r - w}${arc(-r, -r)}v${2 * r - h}${arc(r, -r)}Z`;
}

/** The colour of a stroke: markers have bright ones of their own. */
export function inkRole(color: string, brush: string | undefined): string {
	return brush === 'marker' ? `mark-${color}` : `ink-${color}`;
}

function drawInk(item: Item): Drawing {
	const width = widthOfInk(item);
	const marker = isMarker(item);
	const fill = inkRole(item.color ?? (marker ? 'yellow' : 'white'), item.brush);
	const points = item.points ?? [];
	const alpha = marker ? { alpha: MARKER_ALPHA } : {};
	return new LazyDrawing(
		() => {
			const d = inkPath(points, width, { brush: item.brush });
			return d === '' ? [] : [{ op: 'path', d, fill, ...alpha }];
		},
		{ coarse: () => coarseOf(points, 3, { stroke: fill, line: width, ...alpha }) }
	);
}

function drawFrame(item: Item, layout: Layout): Drawing {
	const tinted = item.color !== undefined && item.color !== 'white';
	const ops: Op[] = [
		{
			op: 'box',
			x: 0,
			y: 0,
			w: layout.w,
			h: layout.h,
			r: 12,
			fill: 'frame',
			stroke: tinted ? `ink-${item.color}` : 'frame-line',
			line: 1.5
		}
	];
	if (item.text) {
		const color = tinted ? `ink-${item.color}` : 'muted';
		ops.push({ op: 'title', text: layout.title ?? item.text, w: layout.w, color });
	}
	return new LazyDrawing(() => ops, { swatch: 'frame' });
}

function drawImage(item: Item, layout: Layout): Drawing {
	const { w, h } = layout;
	const alt = item.alt ?? item.text ?? '';
	return new LazyDrawing(
		() => [{ op: 'image', x: 0, y: 0, w, h, r: 4, alt, ...(item.src && { src: item.src }) }],
		{ swatch: 'fill-gray' }
	);
}

function drawCard(item: Item, layout: Layout, description: Description | null): Drawing {
	const accent = `fill-${description?.accent ?? item.color ?? 'gray'}`;
	const { w, h } = layout;
	const strip: Op = {
		op: 'box',
		x: 0.5,
		y: 0.5,
		w: w - 1,
		h: STRIP_HEIGHT,
		r: CARD_RADIUS - 0.5,
		fill: accent,
		top: true
	};
	return new LazyDrawing(
		() => [{ ...CARD_BODY, w, h }, ...(layout.strip ? [strip] : []), ...texts(layout)],
		{
			swatch: accent,
			textSize: () => layout.main?.size ?? layout.placeholder?.size ?? layout.strip?.size ?? 0
		}
	);
}

const CARD_BODY = {
	op: 'box',
	x: 0,
	y: 0,
	r: CARD_RADIUS,
	fill: 'surface',
	stroke: 'line',
	line: 1,
	shadow: true
} as const;

/** Every so many points of a line, its ends always among them. */
function coarseOf(
	points: readonly number[],
	stride: number,
	look: Omit<Coarse, 'points' | 'size'>
): Coarse | null {
	const count = Math.floor(points.length / stride);
	if (count < 2) return null;
	const step = Math.max(1, Math.floor((count - 1) / COARSE_PIECES));
	const kept: number[] = [];
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (let i = 0; i < count; i += 1) {
		const x = points[i * stride]!;
		const y = points[i * stride + 1]!;
		minX = Math.min(minX, x);
		minY = Math.min(minY, y);
		maxX = Math.max(maxX, x);
		maxY = Math.max(maxY, y);
		if (i % step === 0 || i === count - 1) kept.push(x, y);
	}
	return { points: kept, ...look, size: Math.max(maxX - minX, maxY - minY) };
}

/** The drawing of a connector, in board coordinates. */
export function drawConnector(item: Item, route: Route, label: TextBlock | null): Drawing {
	const stroke = `ink-${item.color ?? 'gray'}`;
	const line = strokeOf(item);
	return new LazyDrawing(() => connectorOps(item, route, label, stroke, line), {
		textSize: () => label?.size ?? 0,
		coarse: () => coarseOf(route.points.flat(), 2, { stroke, line, detail: 7 + 2 * line })
	});
}

/** Heads on the shortest lines are this long. */
const LEAST_HEAD = 6;
/** Free line around a label. */
const LABEL_GAP = 6;

function connectorOps(
	item: Item,
	route: Route,
	label: TextBlock | null,
	stroke: string,
	line: number
): Op[] {
	const heads = headsOf(item);
	const isOnePiece = route.points.length === 2 || route.controls !== null;
	const share = isOnePiece && heads.from !== 'none' && heads.to !== 'none' ? 0.45 : 0.7;
	const [from, to] = [headScale(route, 0, share, line), headScale(route, -1, share, line)];
	const [back, ahead] = [headLength(heads.from, line) * from, headLength(heads.to, line) * to];
	const gap: Box | null =
		label && boxAt(label.x - LABEL_GAP, label.y - 2, label.w + 2 * LABEL_GAP, label.h + 4);
	const d = linePath(route, { from: back, to: ahead, gap });
	const ops: Op[] = [{ op: 'path', d, stroke, line, ...dashes(item, line) }];
	const [sx, sy] = route.leaving;
	const start = drawHead(heads.from, route.points[0]!, [-sx * from, -sy * from], stroke, line);
	const [ex, ey] = route.arriving;
	const end = drawHead(heads.to, route.points.at(-1)!, [ex * to, ey * to], stroke, line);
	if (start) ops.push(start);
	if (end) ops.push(end);
	if (label?.backed) {
		const { x, y, w, h } = label;
		ops.push({
			op: 'box',
			x: x - LABEL_GAP,
			y: y - 2,
			w: w + 2 * LABEL_GAP,
			h: h + 4,
			r: 6,
			fill: 'surface'
		});
	}
	if (label) ops.push({ op: 'text', block: label, main: true });
	return ops;
}

/** How much smaller a head is drawn, so that it takes at most a share of the piece it stands on. */
function headScale({ points, controls }: Route, end: 0 | -1, share: number, line: number): number {
	const tip = points.at(end)!;
	const back = points.at(controls ? -1 - end : end === 0 ? 1 : -2) ?? tip;
	const room = Math.hypot(tip[0] - back[0], tip[1] - back[1]) * share;
	return Math.min(1, Math.max(room, LEAST_HEAD) / (7 + 2 * line));
}

/** How long a head is that the line must not run through; 0 where it may. */
function headLength(head: HeadName, line: number): number {
	if (head === 'triangle' || head === 'diamond') return 5 + 2 * line;
	return head === 'dot' ? 2 + 1.5 * line : 0;
}

function drawHead(
	head: HeadName,
	tip: Point,
	/** Where it points to; the shorter than 1, the smaller the head. */
	[dx, dy]: Point,
	stroke: string,
	line: number
): Op | null {
	const length = 7 + 2 * line;
	const half = length * 0.46;
	/** So far back from the tip, so far to the side. */
	const at = (back: number, aside: number): string =>
		pair([tip[0] - dx * back - dy * aside, tip[1] - dy * back + dx * aside]);
	switch (head) {
		case 'none':
			return null;
		case 'arrow': {
			const d = `M${at(length, half)}L${at(0, 0)}L${at(length, -half)}`;
			return { op: 'path', d, stroke, line };
		}
		case 'triangle': {
			const d = `M${at(length, half)}L${at(0, 0)}L${at(length, -half)}Z`;
			return { op: 'path', d, fill: stroke };
		}
		case 'diamond': {
			const d = `M${at(length / 2, half * 0.8)}L${at(0, 0)}L${at(length / 2, -half * 0.8)}L${at(length, 0)}Z`;
			return { op: 'path', d, fill: stroke };
		}
		case 'dot': {
			const r = 2 + 1.5 * line;
			const size = r * Math.hypot(dx, dy);
			const d = `M${at(0, 0)}A${size} ${size} 0 1 1 ${at(2 * r, 0)}A${size} ${size} 0 1 1 ${at(0, 0)}Z`;
			return { op: 'path', d, fill: stroke };
		}
		case 'bar':
			return { op: 'path', d: `M${at(0, half)}L${at(0, -half)}`, stroke, line };
	}
	return exhausted(head);
}

function pair([x, y]: Point): string {
	return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}
