import { BASELINE, colorOf, edgeRole, type Theme } from '../theme.ts';
import type { TextBlock } from '../layout.ts';
import type { Measurer } from '../text/measure.ts';
import type { Coarse, Drawing, Op } from './list.ts';
import { placeTitle } from './title.ts';

/** What the painter needs of a 2D context; a test may hand in a recorder. */
export type Painter2D = Pick<
	CanvasRenderingContext2D,
	| 'save'
	| 'restore'
	| 'translate'
	| 'beginPath'
	| 'moveTo'
	| 'lineTo'
	| 'roundRect'
	| 'rect'
	| 'fill'
	| 'stroke'
	| 'fillRect'
	| 'strokeRect'
	| 'fillText'
	| 'drawImage'
	| 'clip'
	| 'setLineDash'
	| 'fillStyle'
	| 'strokeStyle'
	| 'lineWidth'
	| 'lineCap'
	| 'lineJoin'
	| 'font'
	| 'textAlign'
	| 'textBaseline'
	| 'direction'
	| 'globalAlpha'
>;

export interface PaintOptions {
	readonly measurer: Measurer;
	readonly theme: Theme;
	/** CSS pixels per board unit: decides how much detail is worth painting. */
	readonly zoom: number;
	/** A loaded image for an address, to be painted so many CSS pixels wide; null while there is none. */
	readonly image: (src: string, width: number) => CanvasImageSource | null;
	/** Leaves out the text that an editor shows. */
	readonly withoutText?: boolean;
	/** It is shown for a few frames while the board moves: what nobody sees then may be left out. */
	readonly rough?: boolean;
}

/** Text below this many CSS pixels is painted as bars. */
const READABLE_PX = 5;
/** Below this not even bars. */
const VISIBLE_PX = 1.1;
const VISIBLE_ROUGH_PX = 2;
/** Boxes whose shorter side has fewer CSS pixels are painted as plain colour. */
const DETAIL_PX = 10;
const SHADOW_PX = 24;
/** Corners of shadows with a smaller radius are square: nobody sees it, and it takes a fraction of the time. */
const ROUND_PX = 5;
/** Lines whose longer side has fewer CSS pixels are painted in a few pieces. */
const COARSE_PX = 28;
const COARSE_ROUGH_PX = 80;
/** … unless the heads of a connector are larger. */
const HEAD_PX = 4;

const paths = new WeakMap<Op, Path2D>();

/** Whether an item is so small on the screen that it is one colour; then which role it has. */
export function speckOf(drawing: Drawing, w: number, h: number, zoom: number): string | null {
	return drawing.swatch !== null && Math.min(w, h) * zoom < DETAIL_PX ? drawing.swatch : null;
}

/** Paints one drawing; the context stands at the item's top left, scaled to board units. */
export function paintDrawing(
	context: Painter2D,
	drawing: Drawing,
	w: number,
	h: number,
	options: PaintOptions
): void {
	const { theme, zoom, rough } = options;
	const speck = speckOf(drawing, w, h, zoom);
	if (speck !== null) {
		context.fillStyle = colorOf(theme, speck === 'frame' ? speck : (edgeRole(theme) ?? speck));
		context.fillRect(0, 0, w, h);
		return;
	}
	const { coarse } = drawing;
	const least = rough ? COARSE_ROUGH_PX : COARSE_PX;
	if (coarse && coarse.size * zoom < least && (coarse.detail ?? 0) * zoom < HEAD_PX) {
		paintCoarse(context, coarse, options);
		return;
	}
	for (const op of drawing.ops) paintOp(context, op, options);
}

function paintCoarse(context: Painter2D, coarse: Coarse, { theme, zoom }: PaintOptions): void {
	const { points } = coarse;
	context.beginPath();
	context.moveTo(points[0]!, points[1]!);
	for (let i = 2; i < points.length; i += 2) context.lineTo(points[i]!, points[i + 1]!);
	context.strokeStyle = colorOf(theme, coarse.stroke);
	context.lineWidth = Math.max(coarse.line, 0.8 / zoom);
	context.lineCap = 'butt';
	context.lineJoin = 'bevel';
	const alpha = context.globalAlpha;
	context.globalAlpha = alpha * (coarse.alpha ?? 1);
	context.stroke();
	context.globalAlpha = alpha;
}

function paintOp(context: Painter2D, op: Op, options: PaintOptions): void {
	const { theme, zoom } = options;
	switch (op.op) {
		case 'box':
			return paintBox(context, op, options);
		case 'path': {
			let path = paths.get(op);
			if (!path) {
				path = new Path2D(op.d);
				paths.set(op, path);
			}
			const alpha = context.globalAlpha;
			if (op.alpha !== undefined) context.globalAlpha = alpha * op.alpha;
			if (op.fill) {
				context.fillStyle = colorOf(theme, op.fill);
				context.fill(path);
			}
			if (op.stroke) {
				context.strokeStyle = colorOf(theme, op.stroke);
				// Thin lines must not vanish from afar.
				context.lineWidth = Math.max(op.line ?? 1, 0.8 / zoom);
				context.lineCap = 'round';
				context.lineJoin = 'round';
				if (op.dash) context.setLineDash([...op.dash]);
				context.stroke(path);
				if (op.dash) context.setLineDash([]);
			}
			if (op.alpha !== undefined) context.globalAlpha = alpha;
			return;
		}
		case 'text':
			if (!(options.withoutText && op.main)) paintText(context, op.block, options);
			return;
		case 'image': {
			const image = op.src === undefined ? null : options.image(op.src, op.w * zoom);
			context.save();
			context.beginPath();
			context.roundRect(op.x, op.y, op.w, op.h, op.r);
			context.clip();
			if (image) context.drawImage(image, op.x, op.y, op.w, op.h);
			else paintMissing(context, op, options);
			context.restore();
			return;
		}
		case 'title': {
			const title = placeTitle(op.text, op.w, zoom, options.measurer);
			if (!title) return;
			context.font = `${title.weight} ${title.size}px ${theme.font}`;
			context.textBaseline = 'alphabetic';
			context.textAlign = 'left';
			context.fillStyle = colorOf(theme, op.color);
			context.fillText(title.text, 2, -title.above);
			return;
		}
	}
}

function paintBox(
	context: Painter2D,
	op: Extract<Op, { op: 'box' }>,
	{ theme, zoom }: PaintOptions
): void {
	const edge = op.shadow ? edgeRole(theme) : null;
	const stroke = op.stroke ?? edge;
	const small = edge === null && Math.min(op.w, op.h) * zoom < DETAIL_PX;
	if (op.shadow && edge === null && Math.min(op.w, op.h) * zoom > SHADOW_PX) {
		// Stacked pale boxes look like the blurred shadow at a fraction of its cost.
		context.fillStyle = colorOf(theme, 'shadow');
		const alpha = context.globalAlpha;
		context.globalAlpha = alpha * 0.32;
		for (const [grow, down] of [
			[2.5, 4],
			[1, 2.5],
			[0, 1]
		] as const) {
			const [x, y, w, h] = [op.x - grow, op.y - grow + down, op.w + 2 * grow, op.h + 2 * grow];
			if (op.r * zoom < ROUND_PX) {
				context.fillRect(x, y, w, h);
				continue;
			}
			context.beginPath();
			context.roundRect(x, y, w, h, op.r + grow);
			// What the box hides anyway is left out: close by that is most of the screen, three times.
			context.rect(op.x + op.r, y, op.w - 2 * op.r, op.y + op.h - op.r - y);
			context.fill('evenodd');
		}
		context.globalAlpha = alpha;
	}
	if (small || op.r * zoom < 1) {
		if (op.fill) {
			context.fillStyle = colorOf(theme, op.fill);
			context.fillRect(op.x, op.y, op.w, op.h);
		}
		if (stroke && !small) {
			context.strokeStyle = colorOf(theme, stroke);
			context.lineWidth = Math.max(op.line ?? 1, 0.6 / zoom);
			context.strokeRect(op.x, op.y, op.w, op.h);
		}
		return;
	}
	context.beginPath();
	context.roundRect(op.x, op.y, op.w, op.h, op.top ? [op.r, op.r, 0, 0] : op.r);
	if (op.fill) {
		context.fillStyle = colorOf(theme, op.fill);
		context.fill();
	}
	if (stroke) {
		context.strokeStyle = colorOf(theme, stroke);
		context.lineWidth = op.line ?? 1;
		if (op.dash) context.setLineDash([...op.dash]);
		context.stroke();
		if (op.dash) context.setLineDash([]);
	}
}

function paintText(
	context: Painter2D,
	block: TextBlock,
	{ theme, zoom, rough }: PaintOptions
): void {
	const pixels = block.size * zoom;
	if (pixels < (rough ? VISIBLE_ROUGH_PX : VISIBLE_PX)) return;
	context.fillStyle = colorOf(theme, block.color);
	if (pixels < READABLE_PX) {
		paintBars(context, block);
		return;
	}
	context.textBaseline = 'alphabetic';
	if (block.rich) {
		block.rich.paint(context, block, theme);
		return;
	}
	context.font = `${block.weight} ${block.size}px ${theme.font}`;
	context.textAlign = block.rtl && block.align === 'left' ? 'right' : block.align;
	if (block.rtl) context.direction = 'rtl';
	const x = edgeOf(block);
	let y = block.y + block.leading / 2 + block.size * BASELINE;
	for (const line of block.lines) {
		if (line !== '') context.fillText(line, x, y);
		y += block.leading;
	}
	if (block.rtl) context.direction = 'ltr';
}

const MISSING_TEXT = 14;

/** The place of a picture that isn't there (yet): a gray field with what is said of it. */
function paintMissing(
	context: Painter2D,
	{ x, y, w, h, alt }: Extract<Op, { op: 'image' }>,
	{ theme, zoom }: PaintOptions
): void {
	context.fillStyle = colorOf(theme, 'fill-gray');
	context.fillRect(x, y, w, h);
	if (alt === '' || MISSING_TEXT * zoom < READABLE_PX) return;
	context.font = `400 ${MISSING_TEXT}px ${theme.font}`;
	context.textBaseline = 'alphabetic';
	context.textAlign = 'left';
	context.fillStyle = colorOf(theme, 'text');
	context.fillText(alt, x + 12, y + 12 + MISSING_TEXT);
}

/** Where the lines of a block are anchored: its middle, or the side they begin at. */
export function edgeOf({ x, w, align, rtl }: TextBlock): number {
	return align === 'center' ? x + w / 2 : rtl ? x + w : x;
}

/** Lines of text from afar: a bar as long as the text roughly is. */
function paintBars(context: Painter2D, block: TextBlock): void {
	const alpha = context.globalAlpha;
	context.globalAlpha = alpha * 0.26;
	let { y } = block;
	for (const line of block.lines) {
		const w = Math.min(block.w, line.length * block.size * 0.46);
		const x =
			block.align === 'center'
				? block.x + (block.w - w) / 2
				: block.rtl
					? block.x + block.w - w
					: block.x;
		context.fillRect(x, y + (block.leading - block.size * 0.5) / 2, w, block.size * 0.5);
		y += block.leading;
	}
	context.globalAlpha = alpha;
}
