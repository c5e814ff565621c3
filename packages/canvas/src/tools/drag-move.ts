import { isLocked, type End, type Item, type Point } from '@concordia/board';
import { copyOf, grow, heightOf, widthOf, type Box } from '../box.ts';
import type { Preview } from '../scene.ts';
import { SNAP_DISTANCE, snapCorner, snapMove, type Guide } from '../snap.ts';
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
	const all = [...host.scene.withDescendants(ids, isLocked)];
	// Where everything stood: somebody else may move it meanwhile, and it stays under this hand all the same.
	const frozen = new Map<string, Item>();
	for (const id of all) {
		const record = host.scene.get(id)?.record;
		if (record) frozen.set(id, record);
	}
	const around = host.scene.boundsOf(ids);
	const before = around && copyOf(around);
	const carried = new Set(all);
	const neighbours = before && host.snapping ? neighboursOf(host, carried, before) : [];
	const anchor: Point = frozen.get(ids[0] ?? '')?.pos ?? [0, 0];

	const shiftOf = (pointer: Pointer): { dx: number; dy: number } => {
		let dx = pointer.point[0] - start.point[0];
		let dy = pointer.point[1] - start.point[1];
		const held = pointer.shift ? (Math.abs(dx) >= Math.abs(dy) ? 'y' : 'x') : null;
		if (held === 'x') dx = 0;
		if (held === 'y') dy = 0;
		let guides: readonly Guide[] = [];
		if (before && !pointer.ctrl) {
			const reach = SNAP_DISTANCE * unitOf(host);
			const box = shifted(before, dx, dy);
			const snapped = snapMove(box, neighbours, reach);
			const corner = host.grid === null ? NO_SHIFT : snapCorner(box, host.grid);
			if (held !== 'x') dx += snapped.dx || corner.dx;
			if (held !== 'y') dy += snapped.dy || corner.dy;
			guides = held ? [] : snapped.guides;
		}
		host.setChrome({ guides });
		return { dx: Math.round(dx), dy: Math.round(dy) };
	};
	const end = (): void => {
		host.setChrome({ guides: [], sketch: null, target: null });
		host.emit({ type: 'gesture', gesture: null });
	};

	return {
		ids,
		move(pointer) {
			const { dx, dy } = shiftOf(pointer);
			if (pointer.alt) {
				host.preview(new Map());
				host.setChrome({ sketch: { type: 'ghosts', ids: all, dx, dy }, target: null });
				host.setCursor('copy');
				return;
			}
			host.setCursor('grabbing');
			const target = targetOf(host, pointer.point, carried);
			const isNew = target !== null && ids.some((id) => frozen.get(id)?.parent !== target);
			host.setChrome({ sketch: null, target: isNew ? target : null });
			host.preview(movedBy(frozen.values(), dx, dy));
			host.emit({
				type: 'gesture',
				gesture: { type: 'move', ids: all.slice(0, MAX_SHOWN_IDS), dx, dy, anchor }
			});
		},
		drop(pointer) {
			const { dx, dy } = shiftOf(pointer);
			const present = ids.filter((id) => isMovable(host.scene.get(id)?.record));
			if (present.length > 0 && (dx !== 0 || dy !== 0)) {
				// The records change while the preview still shows the same: nothing flickers.
				if (pointer.alt) host.emit({ type: 'duplicate', ids: present, dx, dy });
				else {
					const into = targetOf(host, pointer.point, carried);
					const starts = movedMeanwhile(host, frozen);
					host.emit({
						type: 'move',
						ids: present,
						dx,
						dy,
						final: true,
						...(into !== null && { into }),
						...(starts && { starts })
					});
				}
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

const NO_SHIFT = { dx: 0, dy: 0 } as const;

/** The frame under the pointer into which the carried things would go. */
function targetOf(host: ToolHost, point: Point, carried: ReadonlySet<string>): string | null {
	const id = host.scene.frameAt(point, carried);
	const frame = id === null ? undefined : host.scene.get(id);
	if (!frame) return null;
	const area = widthOf(frame) * heightOf(frame);
	for (const one of carried) {
		const entry = host.scene.get(one);
		// A frame only goes into a larger one.
		if (entry?.item.type === 'frame' && widthOf(entry) * heightOf(entry) >= area) return null;
	}
	return id;
}

/** Where things stood that somebody else has moved since the drag began. */
function movedMeanwhile(
	host: ToolHost,
	frozen: ReadonlyMap<string, Item>
): Record<string, Point> | null {
	const starts: Record<string, Point> = {};
	let any = false;
	for (const [id, { pos, type }] of frozen) {
		const now = host.scene.get(id)?.record.pos;
		if (!now || type === 'connector' || (now[0] === pos[0] && now[1] === pos[1])) continue;
		starts[id] = pos;
		any = true;
	}
	return any ? starts : null;
}

/** Whether a hand may move it: locked items stay where they are. */
export function isMovable(item: Item | undefined): boolean {
	return item !== undefined && !isLocked(item);
}

/** Where items are shown after a shift; connectors move only the ends that hang free. */
function movedBy(records: Iterable<Item>, dx: number, dy: number): Map<string, Preview> {
	const previews = new Map<string, Preview>();
	for (const record of records) {
		const { id } = record;
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
