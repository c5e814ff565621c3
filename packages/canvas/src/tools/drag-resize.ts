import { isLocked, type Point } from '@concordia/board';
import { copyOf, centreOf, grow, heightOf, widthOf, type Box } from '../box.ts';
import { cursorOf, type Handle } from '../handles.ts';
import { resizeBox, resizeItem, resizePatches, type Sized } from '../resize.ts';
import type { Preview } from '../scene.ts';
import { SNAP_DISTANCE, snapEdge, snapScale, snapToGrid, type Guide } from '../snap.ts';
import { turn, unturn, type Turned } from '../turned.ts';
import type { Drag } from './drag.ts';
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
		if (!entry || entry.item.type === 'connector' || isLocked(entry.item)) continue;
		sized.push({ item: entry.record, box: copyOf(entry), turned: entry.turned });
	}
	const [first] = sized;
	const around = host.scene.boundsOf(sized.map(({ item }) => item.id));
	if (!first || !around) return null;
	// A single item is resized along its own sides, however it stands.
	const lone: Turned | null = sized.length === 1 ? (first.turned ?? null) : null;
	const frozen: Box = lone ? lone.box : copyOf(around);
	const resizing: readonly Sized[] = lone ? [{ item: first.item, box: lone.box }] : sized;
	const mine = new Set(sized.map(({ item }) => item.id));
	const others: Box[] = host.scene
		.query(grow(frozen, 600 * unitOf(host)))
		.filter(
			(entry) =>
				host.snapping &&
				!mine.has(entry.item.id) &&
				entry.item.type !== 'connector' &&
				entry.item.type !== 'ink'
		)
		.slice(0, 80)
		.map(copyOf);
	const west = handle.includes('w');
	const north = handle.includes('n');
	const movesX = west || handle.includes('e');
	const movesY = north || handle.includes('s');
	// The pointer rarely hits the edge exactly; the edge moves by as much as the pointer does.
	const grabbed = unturn(lone, start.point);
	const offX = (west ? frozen.minX : movesX ? frozen.maxX : grabbed[0]) - grabbed[0];
	const offY = (north ? frozen.minY : movesY ? frozen.maxY : grabbed[1]) - grabbed[1];
	const corner = handle.length === 2;
	const skews = !lone && sized.some(({ turned }) => turned);
	const proportional = corner && sized.every(({ item }) => KEEPS_RATIO.has(item.type));
	const least = Math.max(1, Math.min(LEAST_SIDE, widthOf(frozen), heightOf(frozen)));

	const boxFor = (pointer: Pointer, guides: Guide[]): Box => {
		const keepRatio = skews || proportional !== pointer.shift;
		const at = unturn(lone, pointer.point);
		let [x, y] = [at[0] + offX, at[1] + offY];
		const options = { keepRatio, least };
		if (pointer.ctrl || lone) return resizeBox(frozen, handle, [x, y], options);
		const reach = SNAP_DISTANCE * unitOf(host);
		if (keepRatio) {
			const box = resizeBox(frozen, handle, [x, y], options);
			const fixed: Point = [west ? box.maxX : box.minX, north ? box.maxY : box.minY];
			const edges: Point = [west ? box.minX : box.maxX, north ? box.minY : box.maxY];
			const caught = corner ? snapScale(fixed, edges, box, others, reach) : null;
			if (!caught) return box;
			guides.push(caught.guide);
			const { scale } = caught;
			const to: Point = [
				fixed[0] + (edges[0] - fixed[0]) * scale,
				fixed[1] + (edges[1] - fixed[1]) * scale
			];
			return resizeBox(frozen, handle, to, options);
		}
		const sx = movesX ? snapEdge('x', x, frozen, others, reach) : null;
		const sy = movesY ? snapEdge('y', y, frozen, others, reach) : null;
		if (sx?.guide) guides.push(sx.guide);
		if (sy?.guide) guides.push(sy.guide);
		const { grid } = host;
		x = sx?.guide ? sx.at : grid !== null && movesX ? snapToGrid(x, grid) : x;
		y = sy?.guide ? sy.at : grid !== null && movesY ? snapToGrid(y, grid) : y;
		return resizeBox(frozen, handle, [x, y], options);
	};

	const resized = (pointer: Pointer): Map<string, Preview> => {
		const guides: Guide[] = [];
		const after = boxFor(pointer, guides);
		host.setChrome({ guides });
		// About another middle the same turn leads elsewhere: the side across stays where it is.
		const middle = centreOf(after);
		const stands = turn(lone, middle);
		const [dx, dy] = [stands[0] - middle[0], stands[1] - middle[1]];
		const previews = new Map<string, Preview>();
		for (const one of resizing) {
			const preview = resizeItem(one, frozen, after);
			const { pos } = preview;
			previews.set(one.item.id, lone && pos ? { ...preview, pos: shifted(pos, dx, dy) } : preview);
		}
		return previews;
	};
	const end = (): void => {
		host.setChrome({ guides: [] });
		host.emit({ type: 'gesture', gesture: null });
	};

	return {
		ids: [...mine],
		move(pointer) {
			const previews = resized(pointer);
			host.setCursor(cursorOf(handle, lone?.degrees ?? 0));
			host.preview(previews);
			const boxes: Record<string, readonly [number, number, number, number]> = {};
			for (const [id, { pos, size }] of [...previews].slice(0, MAX_SHOWN)) {
				if (pos && size) boxes[id] = [...pos, ...size];
			}
			host.emit({ type: 'gesture', gesture: { type: 'resize', boxes } });
		},
		drop(pointer) {
			const previews = resized(pointer);
			for (const id of previews.keys()) {
				const now = host.scene.get(id)?.record;
				if (!now || isLocked(now)) previews.delete(id);
			}
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

function shifted([x, y]: Point, dx: number, dy: number): Point {
	return [Math.round((x + dx) * 10) / 10, Math.round((y + dy) * 10) / 10];
}
