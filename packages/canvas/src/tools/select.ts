import { isLocked, type Item, type Point } from '@concordia/board';
import { toScreen } from '../camera.ts';
import { gripsOf } from '../grips.ts';
import { standingIn, unitAt } from '../groups.ts';
import { cursorOf, handleAt, isAtKnob, linkDotAt, type Handle } from '../handles.ts';
import { hitTest, HIT_MARGIN } from '../hit.ts';
import type { Drag } from './drag.ts';
import { dragEnd, dragLink } from './drag-end.ts';
import { dragMarquee } from './drag-marquee.ts';
import { dragMove, isMovable } from './drag-move.ts';
import { dragResize } from './drag-resize.ts';
import { dragTurn } from './drag-turn.ts';
import { createHandTool } from './hand.ts';
import type { Pointer, Tool, ToolHost } from './host.ts';
import { unitOf } from './host.ts';
import { unturn } from '../turned.ts';

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
			case 'turn':
				return { type: 'pressed', begin: () => dragTurn(host, pointer), click: nothing };
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
			if (!pointer.shift && !pointer.ctrl && !host.isGathering) host.select([]);
		};
		return { type: 'pressed', begin: () => dragNothing(pointer), click };
	};

	/** Where there is nothing to move one finger moves the board, as everywhere else on a phone. */
	const dragNothing = (pointer: Pointer): Drag => {
		if (pointer.kind !== 'touch') return dragMarquee(host, pointer);
		const hand = createHandTool(host);
		hand.down(pointer);
		return {
			pansBoard: true,
			move: (to) => hand.drag(to, [to]),
			drop: (to) => hand.up(to, true),
			cancel: () => hand.cancel()
		};
	};

	const pressItem = (pointer: Pointer, id: string): State => {
		const unit = unitAt(host.scene, id, standingIn(host.scene, host.selection));
		const was = unit.every((one) => host.selection.has(one));
		const add = (): void => host.select([...host.selection, ...unit]);
		const remove = (): void =>
			host.select([...host.selection].filter((other) => !unit.includes(other)));
		const movable = !host.readonly && isMovable(host.scene.item(id));
		let click = nothing;
		if (pointer.shift || host.isGathering) {
			if (was) click = remove;
			else add();
		} else if (pointer.ctrl) {
			// Held for a drag it only keeps the drag from snapping.
			click = was ? remove : add;
		} else if (!was) {
			const choose = (): void => host.select(unit);
			// What moves is chosen before it moves.
			if (movable || pointer.kind !== 'touch') choose();
			else click = choose;
		} else if (host.selection.size > unit.length) {
			click = () => host.select(unit);
		}
		return {
			type: 'pressed',
			begin: () => {
				if (pointer.ctrl && !pointer.shift && !was && !host.isGathering) host.select(unit);
				return movable ? dragMove(host, pointer) : dragNothing(pointer);
			},
			click
		};
	};

	return {
		cursor: 'default',
		followsEdges: () => state.type === 'dragging' && state.drag.pansBoard !== true,
		held: () => (state.type === 'dragging' ? (state.drag.ids ?? []) : []),
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
	| { readonly type: 'resize'; readonly handle: Handle; readonly degrees: number }
	| { readonly type: 'turn' }
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
		if (!single.route || isLocked(single.item)) return null;
		const reach = (touch ? 2.75 : 1.25) * HIT_MARGIN;
		const start = toScreen(host.camera, single.route.points[0]!);
		const end = toScreen(host.camera, single.route.points.at(-1)!);
		if (near(pointer.screen, end, reach)) return { type: 'end', id: single.item.id, which: 'to' };
		if (near(pointer.screen, start, reach))
			return { type: 'end', id: single.item.id, which: 'from' };
		return null;
	}
	const grips = gripsOf(host);
	if (!grips) return null;
	const { box, turned, turns } = grips;
	const at = unturn(turned, pointer.screen);
	const handle = handleAt(box, at, touch);
	if (handle) return { type: 'resize', handle, degrees: turned?.degrees ?? 0 };
	if (turns && isAtKnob(box, at, touch)) return { type: 'turn' };
	if (!single || !canLink(single.item)) return null;
	const side = linkDotAt(box, at, touch);
	return side ? { type: 'link', id: single.item.id, side } : null;
}

/** Whether an item shows the dots that connectors are pulled from. */
export function canLink(item: Item): boolean {
	return item.type !== 'connector' && item.type !== 'ink' && item.type !== 'frame';
}

function cursorAt(host: ToolHost, pointer: Pointer): string {
	const grip = gripAt(host, pointer);
	switch (grip?.type) {
		case 'resize':
			return cursorOf(grip.handle, grip.degrees);
		case 'turn':
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
