import type { Item, Patch, Point } from '@concordia/board';
import { centreOf, heightOf, widthOf, type Box } from './box.ts';
import type { Handle } from './handles.ts';
import type { Preview } from './scene.ts';
import type { Turned } from './turned.ts';

export interface ResizeOptions {
	/** Width and height keep their ratio. */
	readonly keepRatio: boolean;
	/** The smallest side that is allowed. */
	readonly least: number;
}

/** The box after a handle was dragged to a point. It never turns inside out. */
export function resizeBox(box: Box, handle: Handle, [x, y]: Point, options: ResizeOptions): Box {
	let { minX, minY, maxX, maxY } = box;
	const { least } = options;
	if (handle.includes('w')) minX = Math.min(x, maxX - least);
	if (handle.includes('e')) maxX = Math.max(x, minX + least);
	if (handle.includes('n')) minY = Math.min(y, maxY - least);
	if (handle.includes('s')) maxY = Math.max(y, minY + least);
	if (!options.keepRatio || widthOf(box) === 0 || heightOf(box) === 0) {
		return { minX, minY, maxX, maxY };
	}
	const across = (maxX - minX) / widthOf(box);
	const down = (maxY - minY) / heightOf(box);
	const scale =
		handle === 'n' || handle === 's'
			? down
			: handle === 'e' || handle === 'w'
				? across
				: Math.max(across, down);
	const w = widthOf(box) * scale;
	const h = heightOf(box) * scale;
	if (handle.includes('w')) minX = maxX - w;
	else maxX = minX + w;
	if (handle.includes('n')) minY = maxY - h;
	else maxY = minY + h;
	return { minX, minY, maxX, maxY };
}

/** Kinds whose height follows from their text: dragging only makes them wider or narrower. */
const WIDTH_ONLY: ReadonlySet<string> = new Set(['text']);

/** One selected item and the box it really covers (a grown note is taller than its record). */
export interface Sized {
	readonly item: Item;
	readonly box: Box;
	readonly turned?: Turned | null;
}

/** What becomes of an item when the box around the selection goes from `before` to `after`. */
export function resizeItem({ item, box, turned }: Sized, before: Box, after: Box): Preview {
	if (turned) return resizeTurned({ item, box, turned }, before, after);
	const sx = widthOf(before) === 0 ? 1 : widthOf(after) / widthOf(before);
	const sy = heightOf(before) === 0 ? 1 : heightOf(after) / heightOf(before);
	const pos: Point = [
		round(after.minX + (box.minX - before.minX) * sx),
		round(after.minY + (box.minY - before.minY) * sy)
	];
	const w = round(widthOf(box) * sx);
	const h = round(heightOf(box) * sy);
	if (WIDTH_ONLY.has(item.type)) return { pos, size: [Math.max(w, 24), 0] };
	if (item.type !== 'ink') return { pos, size: [w, h] };
	// The box of ink is wider than its line by half the pen on each side; the line itself is scaled.
	return {
		pos: [
			round(after.minX + (item.pos[0] - before.minX) * sx),
			round(after.minY + (item.pos[1] - before.minY) * sy)
		],
		size: [round(item.size[0] * sx), round(item.size[1] * sy)],
		points: (item.points ?? []).map((value, i) =>
			i % 3 === 0 ? round(value * sx) : i % 3 === 1 ? round(value * sy) : value
		)
	};
}

/** One of several, turned by itself: it keeps its proportions, as it would be skewed otherwise. */
function resizeTurned(
	{ item, box, turned }: Sized & { readonly turned: Turned },
	before: Box,
	after: Box
): Preview {
	const scale = widthOf(before) === 0 ? 1 : widthOf(after) / widthOf(before);
	const [cx, cy] = centreOf(box);
	const middle: Point = [
		after.minX + (cx - before.minX) * scale,
		after.minY + (cy - before.minY) * scale
	];
	const w = widthOf(turned.box) * scale;
	const h = heightOf(turned.box) * scale;
	const upright: Box = {
		minX: middle[0] - w / 2,
		minY: middle[1] - h / 2,
		maxX: middle[0] + w / 2,
		maxY: middle[1] + h / 2
	};
	return resizeItem({ item, box: turned.box }, turned.box, upright);
}

/** The same as patches to be written. */
export function resizePatches(previews: ReadonlyMap<string, Preview>): Patch[] {
	return Array.from(previews, ([id, preview]) => ({ id, ...preview }));
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
