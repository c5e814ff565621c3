import type { Item, Point } from '@concordia/board';
import { centreOf, distanceToSegment, heightOf, segmentTouches, widthOf, type Box } from './box.ts';

/** A shape in a square of 100 by 100, as SVG paths; every pair of numbers is a place in it. */
interface Figure {
	readonly body: string;
	/** Lines within the outline. */
	readonly inner?: string;
	/** Where text may stand: left, top, width, height. */
	readonly text: readonly [number, number, number, number];
}

const figures: Readonly<Record<string, Figure>> = {
	ellipse: {
		body: 'M0 50C0 22.4 22.4 0 50 0C77.6 0 100 22.4 100 50C100 77.6 77.6 100 50 100C22.4 100 0 77.6 0 50Z',
		text: [13, 13, 74, 74]
	},
	diamond: { body: 'M50 0L100 50L50 100L0 50Z', text: [23, 23, 54, 54] },
	triangle: { body: 'M50 0L100 100L0 100Z', text: [25, 48, 50, 48] },
	pentagon: { body: 'M50 0L100 38L81 100L19 100L0 38Z', text: [19, 28, 62, 68] },
	hexagon: { body: 'M22 0L78 0L100 50L78 100L22 100L0 50Z', text: [16, 14, 68, 72] },
	octagon: { body: 'M29 0L71 0L100 29L100 71L71 100L29 100L0 71L0 29Z', text: [14, 14, 72, 72] },
	star: {
		body: 'M50 0L62 36L100 38L70 61L81 100L50 77L19 100L30 61L0 38L38 36Z',
		text: [29, 36, 42, 36]
	},
	parallelogram: { body: 'M20 0L100 0L80 100L0 100Z', text: [19, 5, 62, 90] },
	trapezoid: { body: 'M20 0L80 0L100 100L0 100Z', text: [18, 8, 64, 88] },
	cylinder: {
		body: 'M0 14C0 -4.7 100 -4.7 100 14L100 86C100 104.7 0 104.7 0 86Z',
		inner: 'M0 14C0 32.7 100 32.7 100 14',
		text: [5, 30, 90, 60]
	},
	document: {
		body: 'M0 0L100 0L100 88C75 70 60 82 50 90C40 98 20 108 0 90Z',
		text: [5, 5, 90, 74]
	},
	cloud: {
		body: 'M26 90C8 92 -2 76 4 62C-4 48 4 30 18 30C20 10 42 2 54 14C66 0 90 8 88 30C102 36 104 58 93 66C98 84 82 96 70 88C60 102 36 102 26 90Z',
		text: [18, 29, 64, 48]
	},
	speech: {
		body: 'M8 0L92 0C97 0 100 4 100 10L100 68C100 74 97 78 92 78L42 78L22 100L24 78L8 78C3 78 0 74 0 68L0 10C0 4 3 0 8 0Z',
		text: [5, 5, 90, 68]
	},
	'arrow-right': { body: 'M0 26L62 26L62 0L100 50L62 100L62 74L0 74Z', text: [4, 29, 78, 42] },
	'arrow-left': { body: 'M100 26L38 26L38 0L0 50L38 100L38 74L100 74Z', text: [18, 29, 78, 42] },
	cross: {
		body: 'M33 0L67 0L67 33L100 33L100 67L67 67L67 100L33 100L33 67L0 67L0 33L33 33Z',
		text: [8, 35, 84, 30]
	},
	heart: {
		body: 'M50 100C16 72 0 50 0 28C0 8 14 0 26 0C38 0 47 8 50 18C53 8 62 0 74 0C86 0 100 8 100 28C100 50 84 72 50 100Z',
		text: [18, 20, 64, 48]
	}
};

/** The radius of a rectangle's corners, by what it is called. */
const radii: Readonly<Record<string, number>> = { rounded: 28, pill: 10_000 };
const RADIUS = 8;
const CURVE_STEPS = 8;

const figureOf = (shape: string | undefined): Figure | undefined =>
	shape !== undefined && Object.hasOwn(figures, shape) ? figures[shape] : undefined;

/** How round the corners of a shape are that is a rectangle. */
export function cornerRadius(shape: string | undefined, w: number, h: number): number {
	const radius = shape !== undefined && Object.hasOwn(radii, shape) ? radii[shape]! : RADIUS;
	return Math.max(0, Math.min(radius, w / 2, h / 2));
}

/** Where a shape's text may stand, in hundredths: left, top, width, height; null for rectangles. */
export function textAreaOf(shape: string | undefined): Figure['text'] | null {
	return figureOf(shape)?.text ?? null;
}

export interface Outline {
	readonly body: string;
	readonly inner: string | null;
}

/** The outline of a shape as SVG paths, `inset` within its box; null for rectangles, which are boxes. */
export function shapeOutline(
	shape: string | undefined,
	w: number,
	h: number,
	inset = 1
): Outline | null {
	const figure = figureOf(shape);
	if (!figure || w <= 2 * inset || h <= 2 * inset) return null;
	const scaled = (path: string): string =>
		path.replaceAll(
			/(-?[\d.]+) (-?[\d.]+)/g,
			(_, x: string, y: string) =>
				`${short(inset + (Number(x) / 100) * (w - 2 * inset))} ${short(inset + (Number(y) / 100) * (h - 2 * inset))}`
		);
	return { body: scaled(figure.body), inner: figure.inner ? scaled(figure.inner) : null };
}

/** The corners of each outline, its curves in short pieces, in hundredths of its box. */
const corners = new WeakMap<Figure, readonly Point[]>();

function cornersOf(figure: Figure): readonly Point[] {
	let points = corners.get(figure);
	if (!points) {
		points = flatten(figure.body);
		corners.set(figure, points);
	}
	return points;
}

function flatten(path: string): Point[] {
	const points: Point[] = [];
	for (const [, command, rest] of path.matchAll(/([MLC])([^MLCZ]+)/g)) {
		const n = rest!.trim().split(/\s+/).map(Number);
		if (command !== 'C') {
			points.push([n[0]!, n[1]!]);
			continue;
		}
		const [ax, ay] = points.at(-1)!;
		for (let i = 1; i <= CURVE_STEPS; i++) {
			const t = i / CURVE_STEPS;
			const u = 1 - t;
			const at = (a: number, b: number, c: number, d: number): number =>
				u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
			points.push([at(ax, n[0]!, n[2]!, n[4]!), at(ay, n[1]!, n[3]!, n[5]!)]);
		}
	}
	return points;
}

/** The outline of a shape on the board, closed by its first corner; null where it is the box itself. */
export function outlineOf(item: Pick<Item, 'type' | 'shape'>, box: Box): readonly Point[] | null {
	const figure = item.type === 'shape' ? figureOf(item.shape) : undefined;
	if (!figure) return null;
	const sx = widthOf(box) / 100;
	const sy = heightOf(box) / 100;
	return cornersOf(figure).map(([x, y]): Point => [box.minX + x * sx, box.minY + y * sy]);
}

/** Whether a point is within an outline (even–odd). */
export function holdsWithin(outline: readonly Point[], [x, y]: Point): boolean {
	let inside = false;
	let [px, py] = outline.at(-1)!;
	for (const [qx, qy] of outline) {
		if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside;
		px = qx;
		py = qy;
	}
	return inside;
}

/** How far a point is from the line of an outline. */
export function distanceToOutline(outline: readonly Point[], point: Point): number {
	let least = Infinity;
	let before = outline.at(-1)!;
	for (const corner of outline) {
		least = Math.min(least, distanceToSegment(point, before, corner));
		before = corner;
	}
	return least;
}

/** Whether an outline has a part of the box, or lies around all of it. */
export function outlineTouches(outline: readonly Point[], box: Box): boolean {
	let before = outline.at(-1)!;
	for (const corner of outline) {
		if (segmentTouches(box, before, corner)) return true;
		before = corner;
	}
	return holdsWithin(outline, centreOf(box));
}

/** Where the way from a to b first (or last) crosses an outline; null when it doesn't. */
export function crossing(
	outline: readonly Point[],
	a: Point,
	b: Point,
	which: 'first' | 'last'
): Point | null {
	let best: number | null = null;
	let [px, py] = outline.at(-1)!;
	const dx = b[0] - a[0];
	const dy = b[1] - a[1];
	for (const [qx, qy] of outline) {
		const ex = qx - px;
		const ey = qy - py;
		const across = dx * ey - dy * ex;
		if (across !== 0) {
			const t = ((px - a[0]) * ey - (py - a[1]) * ex) / across;
			const s = ((px - a[0]) * dy - (py - a[1]) * dx) / across;
			const hits = t >= 0 && t <= 1 && s >= 0 && s <= 1;
			if (hits && (best === null || (which === 'first' ? t < best : t > best))) best = t;
		}
		px = qx;
		py = qy;
	}
	return best === null ? null : [a[0] + dx * best, a[1] + dy * best];
}

function short(value: number): number {
	return Math.round(value * 100) / 100;
}
