import { grow, heightOf, widthOf, type Box } from '../box.ts';
import { handleCursor, type Handle } from '../handles.ts';
import { resizeBox, resizeItem, resizePatches, type Sized } from '../resize.ts';
import type { Preview } from '../scene.ts';
import { SNAP_DISTANCE, snapEdge, type Guide } from '../snap.ts';
import type { Drag } from './drag.ts';
import { isMovable } from './drag-move.ts';
import type { Pointer, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

const LEAST_SIDE = 24;
const MAX_SHOWN = 60;
/** Kinds that keep their proportions when dragged by a corner. */
const KEEPS_RATIO: ReadonlySet<string> = new Set(['note', 'image']);

/** Resizes the selection by one of its handles. */
export function dragResize(host: ToolHost, handle: Handle, start: Pointer): Drag | null {
	const sized: Sized[] = [];
	for (const id of host.selection) {
		const entry = host.scene.get(id);
		if (!entry || entry.item.type === 'connector' || !isMovable(entry.item)) continue;
		const box = { minX: entry.minX, minY: entry.minY, maxX: entry.maxX, maxY: entry.maxY };
		sized.push({ item: entry.record, box });
	}
	const before = host.scene.boundsOf(sized.map(({ item }) => item.id));
	if (!before) return null;
	const frozen: Box = { ...before };
	const mine = new Set(sized.map(({ item }) => item.id));
	const others: Box[] = host.scene
		.query(grow(frozen, 600 * unitOf(host)))
		.filter(
			(entry) =>
				!mine.has(entry.item.id) && entry.item.type !== 'connector' && entry.item.type !== 'ink'
		)
		.slice(0, 80)
		.map(({ minX, minY, maxX, maxY }) => ({ minX, minY, maxX, maxY }));
	// The pointer rarely hits the edge exactly; the edge moves by as much as the pointer does.
	const offX =
		(handle.includes('w') ? frozen.minX : handle.includes('e') ? frozen.maxX : start.point[0]) -
		start.point[0];
	const offY =
		(handle.includes('n') ? frozen.minY : handle.includes('s') ? frozen.maxY : start.point[1]) -
		start.point[1];
	const corner = handle.length === 2;
	const proportional = corner && sized.every(({ item }) => KEEPS_RATIO.has(item.type));

	const resized = (pointer: Pointer): Map<string, Preview> => {
		let x = pointer.point[0] + offX;
		let y = pointer.point[1] + offY;
		const guides: Guide[] = [];
		const keepRatio = proportional !== pointer.shift;
		if (host.snapping && !pointer.ctrl && !keepRatio) {
			const reach = SNAP_DISTANCE * unitOf(host);
			const sx =
				handle.includes('w') || handle.includes('e')
					? snapEdge('x', x, frozen, others, reach)
					: null;
			const sy =
				handle.includes('n') || handle.includes('s')
					? snapEdge('y', y, frozen, others, reach)
					: null;
			if (sx?.guide) guides.push(sx.guide);
			if (sy?.guide) guides.push(sy.guide);
			x = sx?.at ?? x;
			y = sy?.at ?? y;
		}
		host.setChrome({ guides });
		const least = Math.min(LEAST_SIDE, widthOf(frozen), heightOf(frozen));
		const after = resizeBox(frozen, handle, [x, y], { keepRatio, least: Math.max(1, least) });
		return new Map(sized.map((one) => [one.item.id, resizeItem(one, frozen, after)]));
	};
	const end = (): void => {
		host.setChrome({ guides: [] });
		host.emit({ type: 'gesture', gesture: null });
	};

	return {
		move(pointer) {
			const previews = resized(pointer);
			host.setCursor(handleCursor[handle]);
			host.preview(previews);
			const boxes: Record<string, readonly [number, number, number, number]> = {};
			for (const [id, { pos, size }] of [...previews].slice(0, MAX_SHOWN)) {
				if (pos && size) boxes[id] = [...pos, ...size];
			}
			host.emit({ type: 'gesture', gesture: { type: 'resize', boxes } });
		},
		drop(pointer) {
			const previews = resized(pointer);
			for (const id of previews.keys()) if (!host.scene.get(id)) previews.delete(id);
			if (previews.size > 0) {
				host.emit({ type: 'resize', patches: resizePatches(previews), final: true });
			}
			host.preview(new Map());
			end();
		},
		cancel() {
			host.preview(new Map());
			end();
		}
	};
}
