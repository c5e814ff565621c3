import {
	boundsOf,
	childrenOf,
	contains,
	intersects,
	type Item,
	type Patch,
	type Point,
	type Rect,
	type Size
} from '@concordia/board';

const gap = 24;
/** Frames carry their title above what lies in them. */
const frameTop = 64;
const most = 5000;

/**
 * A free place for something of this size: in the frame when one is given (below what is there if it is
 * full), else on the open board; as near behind `after` in reading order as there is room.
 */
export function freeSpot(
	items: Iterable<Item>,
	size: Size,
	frame: Item | undefined,
	after: Item | undefined
): Point {
	const all = [...items];
	const around = frame
		? childrenOf(all, frame.id)
		: all.filter((item) => item.parent === undefined && item.type !== 'connector');
	const taken = around.filter((item) => item.type !== 'connector').map((item) => boundsOf(item));
	const area = frame ? inside(frame) : openArea(taken, size);
	const start: Point = after
		? [after.pos[0] + after.size[0] + gap, after.pos[1]]
		: [area.x, area.y];
	return search(taken, size, area, start);
}

/**
 * A free place for something of this size beside what stands close together, as near to one of them as
 * there is room: to the right of it or below.
 */
export function spotBeside(
	items: Iterable<Item>,
	size: Size,
	frame: Item | undefined,
	group: readonly Item[]
): Point {
	const all = [...items];
	const boxes = group.map(boundsOf);
	const below = boxes
		.map((box): Point => [box.x, box.y + box.height + gap])
		.filter(([x, y]) => {
			const wanted = { x, y, width: size[0], height: size[1] };
			const isFree = (item: Item): boolean =>
				item.type === 'frame' || item.type === 'connector' || !intersects(boundsOf(item), wanted);
			return all.every(isFree) && (!frame || contains(boundsOf(frame), wanted));
		});
	const right = group.map((item) => freeSpot(all, size, frame, item));
	const apart = ([x, y]: Point): number =>
		Math.min(
			...boxes.map((box) =>
				Math.max(
					box.x - x - size[0],
					x - box.x - box.width,
					box.y - y - size[1],
					y - box.y - box.height
				)
			)
		);
	const [best] = [...right, ...below].toSorted((a, b) => apart(a) - apart(b));
	return best ?? freeSpot(all, size, frame, undefined);
}

function inside(frame: Item): Rect {
	const { x, y, width, height } = boundsOf(frame);
	return {
		x: x + gap,
		y: y + frameTop,
		width: Math.max(0, width - 2 * gap),
		height: Math.max(0, height - frameTop - gap)
	};
}

/** On the open board there is always room to the right and below. */
function openArea(taken: readonly Rect[], size: Size): Rect {
	const x = Math.min(0, ...taken.map((rect) => rect.x));
	const y = Math.min(0, ...taken.map((rect) => rect.y));
	return { x, y, width: Math.max(1600, size[0]), height: Infinity };
}

/** Walks in steps of a reader's eye: to the right, then to the start of the next row. */
function search(taken: readonly Rect[], [width, height]: Size, area: Rect, start: Point): Point {
	let [x, y] = start;
	for (let tries = 0; tries < most; tries++) {
		if (x + width > area.x + area.width && x > area.x) {
			const row = taken.filter((rect) => rect.y <= y && rect.y + rect.height > y);
			x = area.x;
			y = Math.max(y + gap, Math.min(y + height, ...row.map((rect) => rect.y + rect.height)) + gap);
		}
		const wanted = { x, y, width, height };
		const obstacle = taken.find((rect) => intersects(rect, wanted));
		if (obstacle === undefined) return [x, y];
		x = obstacle.x + obstacle.width + gap;
	}
	return [x, y];
}

/**
 * Moves one of the siblings to another's place in reading order; those between move up or down by one
 * place. The places stay the same, so a tidy row stays tidy.
 */
export function reorder(
	siblings: readonly Item[],
	id: string,
	target: string,
	side: 'before' | 'after'
): Patch[] {
	const from = siblings.findIndex((item) => item.id === id);
	if (from < 0 || id === target) return [];
	const rest = siblings.filter((item) => item.id !== id);
	const at = rest.findIndex((item) => item.id === target);
	if (at < 0) return [];
	const order = rest.toSpliced(side === 'before' ? at : at + 1, 0, siblings[from]!);
	return order.flatMap((item, index) => {
		const place = siblings[index]!.pos;
		const stays = item.pos[0] === place[0] && item.pos[1] === place[1];
		return stays ? [] : [{ id: item.id, pos: place }];
	});
}
