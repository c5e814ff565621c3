import type { Point } from '@concordia/board';
import { copyOf, around, grow, holds, overlaps, widthOf, heightOf, type Box } from '../box.ts';
import { visibleBox, type Camera, type Viewport } from '../camera.ts';
import { paintDrawing, speckOf, type PaintOptions } from '../paint/canvas.ts';
import { dotPlaces, dotSize, dotSpacing } from '../paint/dots.ts';
import { BLEED, type Entry, type Scene } from '../scene.ts';
import { colorOf } from '../theme.ts';
import { placeOf, uprightOf } from '../turned.ts';
import { Surface } from './surface.ts';

export interface BasePaint {
	readonly scene: Scene;
	readonly paint: Omit<PaintOptions, 'zoom' | 'withoutText'>;
	/** Entries that another layer shows. */
	readonly skips: (entry: Entry) => boolean;
	readonly editing: string | null;
	readonly fading: ReadonlySet<string>;
}

/** CSS pixels painted beyond each edge of the viewport, so that panning mostly only shifts the bitmap. */
export const MARGIN = 96;
/** How much is left to be seen of what an eraser is about to take away: 0–1. */
export const FADED = 0.3;
/** More dirty boxes than this are painted as one. */
const MAX_DIRTY = 16;
/** While zooming slowly the bitmap is stretched within these bounds, then painted anew. */
const STRETCH_MIN = 0.72;
const STRETCH_MAX = 1.5;
/** A fast zoom stretches it further: a bitmap is to last for so many frames … */
const FRAMES = 4;
/** … but not beyond this. */
const STRETCH_MOST = 2.5;
/** While zooming in a bitmap is made for a camera that is further on already: it lasts longer. */
const AHEAD = 1.2;
/** Boards that show no more than this are painted anew at every step of a zoom that isn't fast: always crisp. */
const CHEAP = 150;
/** Up to so many are painted one by one: a narrow strip has few. */
const FEW_DOTS = 300;

/**
 * The lower canvas: the background and everything that is not DOM. Its bitmap is larger than the
 * viewport and is shifted and stretched with the camera; it is painted anew where items changed, and
 * as a whole when the camera has left it.
 */
export class BaseLayer {
	/** What is shown now: a scroll puts the other one in its place. */
	surface: Surface;
	#spare: Surface;
	/** A row of the background's dots. */
	readonly #row: Surface;
	#camera: Camera | null = null;
	#viewport: Viewport = { width: 0, height: 0 };
	#dirty: Box[] = [];
	#stale = true;
	/** How many items the last full painting had. */
	#painted = 0;
	#isHidden = false;
	/** The last full painting was for a few frames of a zoom. */
	#rough = false;
	/** The zoom of the last frame. */
	#zoom = 1;
	/** The last frame was one of a fast zoom. */
	#wasFast = false;

	constructor(document: Document) {
		this.surface = new Surface(document, { opaque: true });
		this.#spare = new Surface(document, { opaque: true });
		this.#row = new Surface(document);
	}

	/** Everything has to be painted anew. */
	invalidateAll(): void {
		this.#stale = true;
	}

	invalidate(box: Box): void {
		if (!this.#stale) this.#dirty.push(copyOf(box));
	}

	/** Nothing of it is to be seen; when it is wanted again, it is painted anew. */
	hide(): void {
		if (this.#isHidden) return;
		this.#isHidden = true;
		this.#stale = true;
		this.#dirty = [];
		this.surface.canvas.style.display = 'none';
	}

	/** Shows the board as the camera sees it. `resting`: no gesture is moving the camera. */
	update(
		what: BasePaint,
		camera: Camera,
		viewport: Viewport,
		ratio: number,
		resting: boolean
	): void {
		if (this.#isHidden) this.surface.canvas.style.display = '';
		this.#isHidden = false;
		const width = viewport.width + 2 * MARGIN;
		const height = viewport.height + 2 * MARGIN;
		if (this.surface.resize(width, height, ratio)) this.#stale = true;
		const painted = this.#camera;
		const stretch = painted ? camera.zoom / painted.zoom : 1;
		// How far the zoom goes while a bitmap is to last.
		const pace = (camera.zoom / this.#zoom) ** FRAMES;
		const reach = Math.min(STRETCH_MOST, Math.max(STRETCH_MAX, pace, 1 / pace));
		this.#zoom = camera.zoom;
		const isFast = reach > STRETCH_MAX;
		const isCheap = this.#painted <= CHEAP && !(this.#wasFast && isFast);
		this.#wasFast = isFast;
		const zoomed = (stretch !== 1 && (resting || isCheap)) || (resting && this.#rough);
		const left =
			!painted || !holds(coveredBy(painted, this.#viewport), visibleBox(camera, viewport));
		if (painted && left && stretch === 1 && !this.#stale) {
			this.#scroll(what, painted, camera);
		} else if (this.#stale || zoomed || left || stretch < STRETCH_MIN || stretch > reach) {
			const ahead = stretch < 1 ? 1 / reach : aheadIn(viewport);
			this.#camera = stretch === 1 || zoomed ? camera : zoomedBy(ahead, camera, viewport);
			this.#rough = stretch !== 1 && !zoomed;
			this.#viewport = viewport;
			this.#stale = false;
			this.#dirty = [];
			this.#paint(what);
		}
		if (this.#dirty.length > 0) this.#repair(what, resting ? null : visibleBox(camera, viewport));
		this.#place(camera);
	}

	/** Moves the bitmap along with the camera and leaves only what came into sight to be painted. */
	#scroll(what: BasePaint, painted: Camera, camera: Camera): void {
		const { canvas, width, height, ratio } = this.surface;
		const scale = camera.zoom * ratio;
		const dx = Math.round((painted.x - camera.x) * scale);
		const dy = Math.round((painted.y - camera.y) * scale);
		this.#camera = camera;
		if (Math.abs(dx) >= canvas.width * 0.7 || Math.abs(dy) >= canvas.height * 0.7) {
			this.#dirty = [];
			this.#paint(what);
			return;
		}
		// Into another canvas: one that is drawn into itself takes browsers ten times as long.
		const next = this.#spare;
		next.resize(width, height, ratio);
		next.context.setTransform(1, 0, 0, 1, 0, 0);
		next.context.drawImage(canvas, dx, dy);
		this.#spare = this.surface;
		this.surface = next;
		canvas.replaceWith(next.canvas);
		const covered = coveredBy(camera, this.#viewport);
		const { minX, minY, maxX, maxY } = covered;
		// The repair grows what it is given; exact strips are enough here.
		const strip = (edge: Partial<Box>): void => this.#paint(what, { ...covered, ...edge });
		if (dx > 0) strip({ maxX: minX + dx / scale });
		if (dx < 0) strip({ minX: maxX + dx / scale });
		if (dy > 0) strip({ maxY: minY + dy / scale });
		if (dy < 0) strip({ minY: maxY + dy / scale });
	}

	/** Paints anew what has changed; what is not `visible` has time as long as the camera moves. */
	#repair(what: BasePaint, visible: Box | null): void {
		const covered = coveredBy(this.#camera!, this.#viewport);
		const { zoom } = this.#camera!;
		const bleed = Math.max(BLEED, 40 / zoom);
		const later: Box[] = [];
		let dirty: Box[] = [];
		for (const box of this.#dirty) {
			const grown = grow(box, bleed);
			if (visible && !overlaps(grown, visible)) later.push(box);
			else if (overlaps(grown, covered)) dirty.push(grown);
		}
		this.#dirty = later;
		if (dirty.length > MAX_DIRTY) {
			const whole = around(dirty);
			dirty = whole ? [whole] : [];
		}
		const share = dirty.reduce((sum, box) => sum + widthOf(box) * heightOf(box), 0);
		if (share > 0.7 * widthOf(covered) * heightOf(covered)) {
			this.#paint(what);
			return;
		}
		for (const box of dirty) this.#paint(what, box);
	}

	/** Paints all, or what lies in `clip`. */
	#paint(what: BasePaint, clip?: Box): void {
		const camera = this.#camera!;
		const { context, ratio } = this.surface;
		const scale = camera.zoom * ratio;
		const originX = MARGIN * ratio - camera.x * scale;
		const originY = MARGIN * ratio - camera.y * scale;
		context.setTransform(1, 0, 0, 1, 0, 0);
		context.save();
		let area = coveredBy(camera, this.#viewport);
		if (clip) {
			// On whole pixels, or the edges of the repaired part would show as seams.
			const x0 = Math.floor(clip.minX * scale + originX);
			const y0 = Math.floor(clip.minY * scale + originY);
			const x1 = Math.ceil(clip.maxX * scale + originX);
			const y1 = Math.ceil(clip.maxY * scale + originY);
			context.beginPath();
			context.rect(x0, y0, x1 - x0, y1 - y0);
			context.clip();
			area = {
				minX: (x0 - originX) / scale,
				minY: (y0 - originY) / scale,
				maxX: (x1 - originX) / scale,
				maxY: (y1 - originY) / scale
			};
		}
		context.fillStyle = colorOf(what.paint.theme, 'background');
		context.fillRect(0, 0, this.surface.canvas.width, this.surface.canvas.height);
		this.#paintDots(what, area, scale, originX, originY);
		const options: PaintOptions = { ...what.paint, zoom: camera.zoom, rough: this.#rough };
		// Titles reach above their frames, shadows around their items.
		const reach = grow(area, Math.max(BLEED, 40 / camera.zoom));
		let count = 0;
		let plain = true;
		for (const entry of what.scene.query(reach)) {
			if (what.skips(entry)) continue;
			count += 1;
			const w = entry.maxX - entry.minX;
			const h = entry.maxY - entry.minY;
			const speck = speckOf(what.scene.drawingOf(entry), w, h, camera.zoom);
			if (speck !== null && !entry.turned && !what.scene.clipOf(entry)) {
				// From afar there are thousands of these: no transform for each, just a rectangle.
				if (!plain) context.setTransform(1, 0, 0, 1, 0, 0);
				plain = true;
				context.fillStyle = colorOf(what.paint.theme, speck);
				const x = entry.minX * scale + originX;
				const y = entry.minY * scale + originY;
				context.fillRect(x, y, w * scale, h * scale);
				continue;
			}
			plain = false;
			paintEntry(context, entry, what, options, scale, originX, originY);
		}
		context.restore();
		if (!clip) this.#painted = count;
	}

	#paintDots(what: BasePaint, area: Box, scale: number, originX: number, originY: number): void {
		const { context, ratio } = this.surface;
		const { zoom } = this.#camera!;
		const spacing = dotSpacing(zoom);
		if (spacing === null) return;
		const size = dotSize(ratio);
		const color = colorOf(what.paint.theme, 'dot');
		const columns = dotPlaces(area.minX, area.maxX, spacing, scale, originX);
		const rows = dotPlaces(area.minY, area.maxY, spacing, scale, originY);
		if (columns.length * rows.length <= FEW_DOTS) {
			context.fillStyle = color;
			for (const y of rows) for (const x of columns) context.fillRect(x, y, size, size);
			return;
		}
		// One row of them, painted as often as there are rows: thousands of rectangles take long.
		const row = this.#row;
		row.resize(this.surface.width, size / ratio, ratio);
		row.context.clearRect(0, 0, row.canvas.width, size);
		row.context.fillStyle = color;
		for (const x of columns) row.context.fillRect(x, 0, size, size);
		for (const y of rows) context.drawImage(row.canvas, 0, y);
	}

	#place(camera: Camera): void {
		const painted = this.#camera;
		if (!painted) return;
		const stretch = camera.zoom / painted.zoom;
		const x = (painted.x - camera.x) * camera.zoom - MARGIN * stretch;
		const y = (painted.y - camera.y) * camera.zoom - MARGIN * stretch;
		const shift = `translate(${x}px,${y}px)`;
		this.surface.canvas.style.transform = stretch === 1 ? shift : `${shift} scale(${stretch})`;
	}
}

/** How much closer a bitmap may be made that still covers the viewport. */
export function aheadIn({ width, height }: Viewport): number {
	return Math.min(AHEAD, 1 + (1.9 * MARGIN) / Math.max(width, height));
}

/** The same middle, seen from farther away or from closer by. */
export function zoomedBy(
	factor: number,
	{ x, y, zoom }: Camera,
	{ width, height }: Viewport
): Camera {
	const grown = (1 / factor - 1) / (2 * zoom);
	return { x: x - width * grown, y: y - height * grown, zoom: zoom * factor };
}

export function coveredBy(camera: Camera, viewport: Viewport): Box {
	return grow(visibleBox(camera, viewport), MARGIN / camera.zoom);
}

const ORIGIN: Point = [0, 0];

function sizeOf(box: Box): readonly [number, number] {
	return [widthOf(box), heightOf(box)];
}

/** Paints one entry under a given scale and origin. */
export function paintEntry(
	context: CanvasRenderingContext2D,
	entry: Entry,
	what: Pick<BasePaint, 'scene' | 'editing' | 'fading'>,
	options: PaintOptions,
	scale: number,
	originX: number,
	originY: number
): void {
	const { item, turned } = entry;
	const [w, h] = sizeOf(uprightOf(entry));
	const clip = what.scene.clipOf(entry);
	if (clip) {
		context.save();
		context.setTransform(scale, 0, 0, scale, originX, originY);
		context.beginPath();
		const [clipW, clipH] = sizeOf(clip);
		context.rect(clip.minX, clip.minY, Math.max(0, clipW), Math.max(0, clipH));
		context.clip();
	}
	const { at, cos, sin } = placeOf(item.type === 'connector' ? ORIGIN : item.pos, turned);
	context.setTransform(
		scale * cos,
		scale * sin,
		-scale * sin,
		scale * cos,
		at[0] * scale + originX,
		at[1] * scale + originY
	);
	const faded = what.fading.has(item.id);
	if (faded) context.globalAlpha = FADED;
	paintDrawing(
		context,
		what.scene.drawingOf(entry),
		w,
		h,
		what.editing === item.id ? { ...options, withoutText: true } : options
	);
	if (faded) context.globalAlpha = 1;
	if (clip) context.restore();
}
