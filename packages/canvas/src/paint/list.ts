import type { Item, Point } from '@concordia/board';
import type { Description } from '../describe.ts';
import { inkPath } from '../ink.ts';
import type { Layout, TextBlock } from '../layout.ts';
import { STRIP_HEIGHT } from '../layout.ts';
import type { Route } from '../route.ts';

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
	/** Longer side of its box in board units. */
	readonly size: number;
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
const DASHES: ReadonlyMap<unknown, readonly number[]> = new Map([
	['dashed', DASHED],
	['dotted', [1.5, 5]]
]);
const ARROW_LENGTH = 11;
const ARROW_SPREAD = 5;
export const INK_WIDTH = 4;
const MAX_INK_WIDTH = 64;
const COARSE_PIECES = 12;
const NOTE_RADIUS = 4;
const CARD_RADIUS = 10;

/** The drawing of an item that has a box of its own (everything but connectors). */
export function drawItem(item: Item, layout: Layout, description: Description | null): Drawing {
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
	const fill = `fill-${color}`;
	const stroke = `ink-${color}`;
	const { w, h } = layout;
	const body = (): Op => {
		const outline = shapeOutline(item.shape, w, h);
		if (outline) return { op: 'path', d: outline, fill, stroke, line: 2 };
		const [inW, inH] = [Math.max(0, w - 2), Math.max(0, h - 2)];
		return { op: 'box', x: 1, y: 1, w: inW, h: inH, r: 8, fill, stroke, line: 2 };
	};
	return new LazyDrawing(() => [body(), ...texts(layout)], {
		swatch: fill,
		textSize: () => layout.main?.size ?? 0
	});
}

/** The outline of a shape as a path; null for the rectangle, which is a box. */
export function shapeOutline(shape: string | undefined, w: number, h: number): string | null {
	switch (shape) {
		case 'ellipse': {
			const rx = w / 2 - 1;
			const ry = h / 2 - 1;
			if (rx <= 0 || ry <= 0) return null;
			return `M1 ${h / 2}A${rx} ${ry} 0 1 1 ${w - 1} ${h / 2}A${rx} ${ry} 0 1 1 1 ${h / 2}Z`;
		}
		case 'diamond':
			return `M${w / 2} 1L${w - 1} ${h / 2}L${w / 2} ${h - 1}L1 ${h / 2}Z`;
		default:
			return null;
	}
}

function drawInk(item: Item): Drawing {
	const given = item['width'];
	const width = typeof given === 'number' && given > 0 ? Math.min(given, MAX_INK_WIDTH) : INK_WIDTH;
	const fill = `ink-${item.color ?? 'white'}`;
	const points = item.points ?? [];
	return new LazyDrawing(
		() => {
			const d = inkPath(points, width);
			return d === '' ? [] : [{ op: 'path', d, fill }];
		},
		{ coarse: () => coarseOf(points, 3, { stroke: fill, line: width }) }
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
		ops.push({ op: 'title', text: item.text, w: layout.w, color });
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
	look: { readonly stroke: string; readonly line: number }
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
	return new LazyDrawing(() => connectorOps(item, route, label, stroke), {
		textSize: () => label?.size ?? 0,
		coarse: () => coarseOf(route.points.flat(), 2, { stroke, line: 2 })
	});
}

function connectorOps(item: Item, route: Route, label: TextBlock | null, stroke: string): Op[] {
	const dash = DASHES.get(item['dash']);
	const ops: Op[] = [
		{ op: 'path', d: routePath(route), stroke, line: 2, ...(dash ? { dash } : {}) }
	];
	const heads = item['heads'];
	const start = route.points[0]!;
	const end = route.points.at(-1)!;
	if (heads !== 'none') ops.push(arrowHead(end, route.arriving, stroke));
	if (heads === 'both') ops.push(arrowHead(start, [-route.leaving[0], -route.leaving[1]], stroke));
	if (!label) return ops;
	const { x, y, w, h } = label;
	ops.push({ op: 'box', x: x - 6, y: y - 2, w: w + 12, h: h + 4, r: 6, fill: 'surface' });
	ops.push({ op: 'text', block: label, main: true });
	return ops;
}

export function routePath(route: Route): string {
	const [first] = route.points;
	const last = route.points.at(-1);
	if (!first || !last) return '';
	if (route.controls) {
		const [c1, c2] = route.controls;
		return `M${pair(first)}C${pair(c1)} ${pair(c2)} ${pair(last)}`;
	}
	if (route.shape === 'elbow') return roundedPath(route.points, 10);
	return `M${route.points.map(pair).join('L')}`;
}

/** A polyline whose corners are rounded. */
function roundedPath(points: readonly Point[], radius: number): string {
	let d = `M${pair(points[0]!)}`;
	for (let i = 1; i < points.length - 1; i++) {
		const before = points[i - 1]!;
		const corner = points[i]!;
		const after = points[i + 1]!;
		const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
		d += `L${pair(along(corner, before, r))}Q${pair(corner)} ${pair(along(corner, after, r))}`;
	}
	return `${d}L${pair(points.at(-1)!)}`;
}

function along(from: Point, to: Point, by: number): Point {
	const length = distance(from, to) || 1;
	return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length];
}

function distance(a: Point, b: Point): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function arrowHead(tip: Point, [dx, dy]: Point, stroke: string): Op {
	const back: Point = [tip[0] - dx * ARROW_LENGTH, tip[1] - dy * ARROW_LENGTH];
	const a: Point = [back[0] - dy * ARROW_SPREAD, back[1] + dx * ARROW_SPREAD];
	const b: Point = [back[0] + dy * ARROW_SPREAD, back[1] - dx * ARROW_SPREAD];
	return { op: 'path', d: `M${pair(a)}L${pair(tip)}L${pair(b)}`, stroke, line: 2 };
}

function pair([x, y]: Point): string {
	return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}
