import type { Item, Point } from '@concordia/board';
import type { Box } from '../box.ts';
import { toScreen } from '../camera.ts';
import { handleAt, handleCursor, linkDotAt } from '../handles.ts';
import { hitTest, HIT_MARGIN } from '../hit.ts';
import type { Drag } from './drag.ts';
import { dragEnd, dragLink } from './drag-end.ts';
import { dragMarquee } from './drag-marquee.ts';
import { dragMove, isMovable } from './drag-move.ts';
import { dragResize } from './drag-resize.ts';
import { createHandTool } from './hand.ts';
import type { Pointer, Tool, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

type State =
	| { readonly type: 'idle' }
	/** Down, not yet dragged. `begin` makes the drag that this press would become. */
	| {
			readonly type: 'pressed';
			readonly begin: () => Drag | null;
			/** What happens when it was only a click. */
			readonly click: () => void;
	  }
	| { readonly type: 'dragging'; readonly drag: Drag };

const nothing = (): void => {};

/** Selects, moves, resizes, pulls connectors. */
export function createSelectTool(host: ToolHost): Tool {
	let state: State = { type: 'idle' };

	const press = (pointer: Pointer): State => {
		const grip = gripAt(host, pointer);
		switch (grip?.type) {
			case 'resize':
				return {
					type: 'pressed',
					begin: () => dragResize(host, grip.handle, pointer),
					click: nothing
				};
			case 'end':
				return { type: 'pressed', begin: () => dragEnd(host, grip.id, grip.which), click: nothing };
			case 'link':
				return { type: 'pressed', begin: () => dragLink(host, grip.id, grip.side), click: nothing };
		}
		const id = hitTest(host.scene, pointer.point, { unit: unitOf(host) });
		if (id === null) return pressEmpty(pointer);
		return pressItem(pointer, id);
	};

	const pressEmpty = (pointer: Pointer): State => {
		const click = (): void => {
			if (!pointer.shift) host.select([]);
		};
		if (pointer.kind !== 'touch') {
			return { type: 'pressed', begin: () => dragMarquee(host, pointer), click };
		}
		// One finger on the empty board moves the board, as everywhere else on a phone.
		const hand = createHandTool(host);
		const begin = (): Drag => {
			hand.down(pointer);
			return {
				pansBoard: true,
				move: (to) => hand.drag(to, [to]),
				drop: (to) => hand.up(to, true),
				cancel: () => hand.cancel()
			};
		};
		return { type: 'pressed', begin, click };
	};

	const pressItem = (pointer: Pointer, id: string): State => {
		const was = host.selection.has(id);
		let click = nothing;
		if (pointer.shift) {
			if (was) click = () => host.select([...host.selection].filter((other) => other !== id));
			else host.select([...host.selection, id]);
		} else if (!was) {
			host.select([id]);
		} else if (host.selection.size > 1) {
			click = () => host.select([id]);
		}
		const movable = !host.readonly && isMovable(host.scene.item(id));
		return {
			type: 'pressed',
			begin: () => (movable ? dragMove(host, pointer) : dragMarquee(host, pointer)),
			click
		};
	};

	return {
		cursor: 'default',
		followsEdges: () => state.type === 'dragging' && state.drag.pansBoard !== true,
		down(pointer) {
			state = press(pointer);
		},
		drag(pointer) {
			if (state.type === 'pressed') {
				const drag = state.begin();
				state = drag ? { type: 'dragging', drag } : { type: 'idle' };
			}
			if (state.type === 'dragging') state.drag.move(pointer);
		},
		up(pointer) {
			const last = state;
			state = { type: 'idle' };
			if (last.type === 'pressed') last.click();
			if (last.type === 'dragging') last.drag.drop(pointer);
			host.setCursor('default');
		},
		hover(pointer) {
			host.setCursor(cursorAt(host, pointer));
		},
		cancel() {
			const last = state;
			state = { type: 'idle' };
			if (last.type === 'dragging') last.drag.cancel();
			host.setCursor('default');
		}
	};
}

type Grip =
	| { readonly type: 'resize'; readonly handle: NonNullable<ReturnType<typeof handleAt>> }
	| { readonly type: 'end'; readonly id: string; readonly which: 'from' | 'to' }
	| {
			readonly type: 'link';
			readonly id: string;
			readonly side: NonNullable<ReturnType<typeof linkDotAt>>;
	  };

/** The part of the selection's chrome under the pointer. */
function gripAt(host: ToolHost, pointer: Pointer): Grip | null {
	if (host.readonly || host.selection.size === 0) return null;
	const touch = pointer.kind === 'touch';
	const [only] = host.selection;
	const single = host.selection.size === 1 && only !== undefined ? host.scene.get(only) : undefined;
	if (single?.item.type === 'connector') {
		if (!single.route) return null;
		const reach = (touch ? 2 : 1.25) * HIT_MARGIN;
		const start = toScreen(host.camera, single.route.points[0]!);
		const end = toScreen(host.camera, single.route.points.at(-1)!);
		if (near(pointer.screen, end, reach)) return { type: 'end', id: single.item.id, which: 'to' };
		if (near(pointer.screen, start, reach))
			return { type: 'end', id: single.item.id, which: 'from' };
		return null;
	}
	const box = resizableBox(host);
	if (!box) return null;
	const handle = handleAt(box, pointer.screen, touch);
	if (handle) return { type: 'resize', handle };
	if (!single || !canLink(single.item)) return null;
	const side = linkDotAt(box, pointer.screen, touch);
	return side ? { type: 'link', id: single.item.id, side } : null;
}

/** The box that carries the handles, in CSS pixels; null when nothing in the selection can be resized. */
export function resizableBox(host: Pick<ToolHost, 'scene' | 'selection' | 'camera'>): Box | null {
	const ids = [...host.selection].filter((id) => {
		const item = host.scene.item(id);
		return item !== undefined && item.type !== 'connector' && isMovable(item);
	});
	const box = host.scene.boundsOf(ids);
	if (!box) return null;
	const [minX, minY] = toScreen(host.camera, [box.minX, box.minY]);
	const [maxX, maxY] = toScreen(host.camera, [box.maxX, box.maxY]);
	return { minX, minY, maxX, maxY };
}

/** Whether an item shows the dots that connectors are pulled from. */
export function canLink(item: Item): boolean {
	return item.type !== 'connector' && item.type !== 'ink' && item.type !== 'frame';
}

function cursorAt(host: ToolHost, pointer: Pointer): string {
	const grip = gripAt(host, pointer);
	switch (grip?.type) {
		case 'resize':
			return handleCursor[grip.handle];
		case 'end':
			return 'grab';
		case 'link':
			return 'crosshair';
	}
	const id = hitTest(host.scene, pointer.point, { unit: unitOf(host) });
	if (id === null || host.readonly || !isMovable(host.scene.item(id))) return 'default';
	return 'move';
}

function near(a: Point, b: Point, reach: number): boolean {
	return Math.hypot(a[0] - b[0], a[1] - b[1]) <= reach;
}
