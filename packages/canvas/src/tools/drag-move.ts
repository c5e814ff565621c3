import type { End, Item, Point } from '@concordia/board';
import { grow, heightOf, widthOf, type Box } from '../box.ts';
import type { Preview } from '../scene.ts';
import { SNAP_DISTANCE, snapMove } from '../snap.ts';
import type { Drag } from './drag.ts';
import type { Pointer, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

/** More ids than this don't fit into what others are told during a drag; they see the result. */
const MAX_SHOWN_IDS = 200;
/** Aligning with everything in sight would catch at every pixel. */
const MAX_NEIGHBOURS = 120;

/** Moves the selection; with Alt held at the drop it leaves copies there instead. */
export function dragMove(host: ToolHost, start: Pointer): Drag {
	const ids = [...host.selection].filter((id) => isMovable(host.scene.item(id)));
	const all = [...host.scene.withDescendants(ids)].filter((id) => isMovable(host.scene.item(id)));
	const before = host.scene.boundsOf(ids);
	const neighbours = before ? neighboursOf(host, new Set(all), before) : [];
	const anchor: Point = host.scene.item(ids[0] ?? '')?.pos ?? [0, 0];

	const shiftOf = (pointer: Pointer): { dx: number; dy: number } => {
		let dx = pointer.point[0] - start.point[0];
		let dy = pointer.point[1] - start.point[1];
		if (pointer.shift) {
			if (Math.abs(dx) >= Math.abs(dy)) dy = 0;
			else dx = 0;
		}
		let guides: Parameters<ToolHost['setChrome']>[0]['guides'] = [];
		if (before && host.snapping && !pointer.ctrl) {
			const reach = SNAP_DISTANCE * unitOf(host);
			const snapped = snapMove(shifted(before, dx, dy), neighbours, reach);
			const held = pointer.shift;
			if (!held || dx !== 0) dx += snapped.dx;
			if (!held || dy !== 0) dy += snapped.dy;
			guides = held ? [] : snapped.guides;
		}
		host.setChrome({ guides });
		return { dx: Math.round(dx), dy: Math.round(dy) };
	};
	const end = (): void => {
		host.setChrome({ guides: [], sketch: null });
		host.emit({ type: 'gesture', gesture: null });
	};

	return {
		move(pointer) {
			const { dx, dy } = shiftOf(pointer);
			if (pointer.alt) {
				host.preview(new Map());
				host.setChrome({ sketch: { type: 'ghosts', ids, dx, dy } });
				host.setCursor('copy');
				return;
			}
			host.setCursor('grabbing');
			host.setChrome({ sketch: null });
			host.preview(movedBy(host, all, dx, dy));
			host.emit({
				type: 'gesture',
				gesture: { type: 'move', ids: all.slice(0, MAX_SHOWN_IDS), dx, dy, anchor }
			});
		},
		drop(pointer) {
			const { dx, dy } = shiftOf(pointer);
			const present = ids.filter((id) => host.scene.get(id));
			if (present.length > 0 && (dx !== 0 || dy !== 0)) {
				// The records change while the preview still shows the same: nothing flickers.
				if (pointer.alt) host.emit({ type: 'duplicate', ids: present, dx, dy });
				else host.emit({ type: 'move', ids: present, dx, dy, final: true });
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

/** Whether a hand may move it: `locked` items stay where they are. */
export function isMovable(item: Item | undefined): boolean {
	return item !== undefined && item['locked'] !== true;
}

/** Where items are shown after a shift; connectors move only the ends that hang free. */
export function movedBy(
	host: ToolHost,
	ids: readonly string[],
	dx: number,
	dy: number
): Map<string, Preview> {
	const previews = new Map<string, Preview>();
	for (const id of ids) {
		const record = host.scene.get(id)?.record;
		if (!record) continue;
		if (record.type !== 'connector') {
			previews.set(id, { pos: [record.pos[0] + dx, record.pos[1] + dy] });
			continue;
		}
		const preview: { from?: End; to?: End } = {};
		if (record.from && 'point' in record.from) preview.from = movedEnd(record.from.point, dx, dy);
		if (record.to && 'point' in record.to) preview.to = movedEnd(record.to.point, dx, dy);
		if (preview.from || preview.to) previews.set(id, preview);
	}
	return previews;
}

function movedEnd([x, y]: Point, dx: number, dy: number): End {
	return { point: [x + dx, y + dy] };
}

function neighboursOf(host: ToolHost, moving: ReadonlySet<string>, box: Box): Box[] {
	const around = grow(box, Math.max(widthOf(box), heightOf(box), 600 * unitOf(host)));
	const boxes: Box[] = [];
	for (const entry of host.scene.query(around)) {
		const { type, id } = entry.item;
		if (moving.has(id) || type === 'connector' || type === 'ink') continue;
		boxes.push(entry);
		if (boxes.length >= MAX_NEIGHBOURS) break;
	}
	return boxes;
}

function shifted(box: Box, dx: number, dy: number): Box {
	return {
		minX: box.minX + dx,
		minY: box.minY + dy,
		maxX: box.maxX + dx,
		maxY: box.maxY + dy
	};
}
