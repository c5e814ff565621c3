import { intersects, union, type Rect } from '../geometry.ts';
import type { Point, Size } from '../item.ts';

/** Where a group of equal things goes: the frame around it, and each thing in it. */
export interface PlacedGroup {
	readonly pos: Point;
	readonly size: Size;
	readonly places: readonly Point[];
}

export interface GroupLayout {
	/** How many things each group has. */
	readonly counts: readonly number[];
	/** Of each thing. */
	readonly size: Size;
	/** What lies on the board already. */
	readonly taken: readonly Rect[];
	/** Beside this if there is one, else beside everything. */
	readonly beside: Rect | null;
}

const gap = 24;
const padding = 32;
/** Frames have their title above them. */
const titleRoom = 64;
const smallest: Size = [320, 200];

/**
 * One frame per group, in rows that make up about a landscape page, each filled as a grid in reading
 * order. The whole lies beside what it belongs to and on nothing that is there already.
 */
export function placeGroups({ counts, size, taken, beside }: GroupLayout): PlacedGroup[] {
	const frames = counts.map((count) => frameFor(count, size));
	const { boxes, whole } = inRows(frames.map((frame) => frame.size));
	const [left, top] = freePlace(whole, taken, beside ?? union(taken) ?? null);
	return frames.map((frame, index) => {
		const [x, y] = boxes[index]!;
		const pos: Point = [left + x, top + y + titleRoom];
		return {
			pos,
			size: frame.size,
			places: frame.places.map(([dx, dy]): Point => [pos[0] + dx, pos[1] + dy])
		};
	});
}

/** Single things in reading order below a box, on nothing that is there already. */
export function placeBelow(
	count: number,
	{ size, taken, beside }: Omit<GroupLayout, 'counts'>
): Point[] {
	const columns = Math.max(1, Math.min(count, 6));
	const cells = cellsOf(count, columns, size);
	const rows = Math.ceil(count / columns);
	const whole: Size = [columns * (size[0] + gap) - gap, rows * (size[1] + gap) - gap];
	const around = beside ?? union(taken) ?? { x: 0, y: 0, width: 0, height: 0 };
	let y = around.y + around.height + gap;
	for (;;) {
		const wanted = { x: around.x, y, width: whole[0], height: whole[1] };
		const inTheWay = taken.filter((box) => intersects(box, wanted));
		if (inTheWay.length === 0) break;
		y = Math.max(...inTheWay.map((box) => box.y + box.height)) + gap;
	}
	return cells.map(([dx, dy]): Point => [Math.round(around.x + dx), Math.round(y + dy)]);
}

function frameFor(count: number, size: Size): { size: Size; places: Point[] } {
	const columns = Math.max(1, Math.ceil(Math.sqrt(count * 1.4)));
	const rows = Math.max(1, Math.ceil(count / columns));
	return {
		size: [
			Math.max(smallest[0], columns * (size[0] + gap) - gap + 2 * padding),
			Math.max(smallest[1], rows * (size[1] + gap) - gap + 2 * padding)
		],
		places: cellsOf(count, columns, size).map(([x, y]): Point => [x + padding, y + padding])
	};
}

function cellsOf(count: number, columns: number, size: Size): Point[] {
	return Array.from({ length: count }, (_, index): Point => [
		(index % columns) * (size[0] + gap),
		Math.floor(index / columns) * (size[1] + gap)
	]);
}

function inRows(sizes: readonly Size[]): { boxes: Point[]; whole: Size } {
	const widest = Math.max(0, ...sizes.map(([width]) => width));
	const area = sizes.reduce((sum, [width, height]) => sum + width * (height + titleRoom), 0);
	const limit = Math.max(widest, Math.sqrt(area * 1.8));
	let [x, y, rowHeight, width] = [0, 0, 0, 0];
	const boxes = sizes.map((size): Point => {
		if (x > 0 && x + size[0] > limit) {
			y += rowHeight + titleRoom + gap;
			[x, rowHeight] = [0, 0];
		}
		const at: Point = [x, y];
		x += size[0] + 2 * gap;
		rowHeight = Math.max(rowHeight, size[1]);
		width = Math.max(width, at[0] + size[0]);
		return at;
	});
	return { boxes, whole: [width, y + rowHeight + titleRoom] };
}

/** To the right of a box, as near as nothing is in the way. */
function freePlace(whole: Size, taken: readonly Rect[], around: Rect | null): Point {
	if (around === null) return [0, 0];
	let x = around.x + around.width + 4 * gap;
	const y = around.y - titleRoom;
	for (;;) {
		const wanted = {
			x: x - gap,
			y: y - gap,
			width: whole[0] + 2 * gap,
			height: whole[1] + 2 * gap
		};
		const inTheWay = taken.filter((box) => intersects(box, wanted));
		if (inTheWay.length === 0) return [Math.round(x), Math.round(y)];
		x = Math.max(...inTheWay.map((box) => box.x + box.width)) + 4 * gap;
	}
}
