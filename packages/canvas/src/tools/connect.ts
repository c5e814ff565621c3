import type { End, Item, Point, Side } from '@concordia/board';
import { centreOf, holdsPoint } from '../box.ts';
import { hitTest } from '../hit.ts';
import { routeBetween, type RouteEnd, type RouteShape } from '../route.ts';
import type { Scene } from '../scene.ts';
import type { Pointer, Tool, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

/** Shorter connectors with a free end are slips of the hand. */
const LEAST_LENGTH = 12;

/** The item a connector's end would be bound to at a point; Ctrl leaves it free. */
export function targetAt(host: ToolHost, pointer: Pointer, except?: string): string | null {
	if (pointer.ctrl) return null;
	const skip = new Set(except === undefined ? [] : [except]);
	for (;;) {
		const id = hitTest(host.scene, pointer.point, { unit: unitOf(host), except: skip });
		if (id === null) return null;
		const type = host.scene.item(id)?.type;
		// Lines can't hold lines; what lies under them can.
		if (type !== 'connector' && type !== 'ink') return id;
		skip.add(id);
	}
}

export function endAt(host: ToolHost, pointer: Pointer, except?: string): End {
	const id = targetAt(host, pointer, except);
	return id === null ? { point: rounded(pointer.point) } : { item: id };
}

/** An end as the router takes it. */
export function routeEnd(scene: Scene, end: End): RouteEnd {
	if ('point' in end) return { box: null, side: null, point: end.point };
	const box = scene.boxOf(end.item);
	if (!box) return { box: null, side: null, point: [0, 0] };
	return { box, side: end.side ?? null, point: centreOf(box) };
}

export interface LinkStyle {
	readonly shape: RouteShape;
	readonly head: boolean;
}

/** Shows the connector that would be made. */
export function sketchLink(host: ToolHost, from: End, to: End, style: LinkStyle): void {
	const route = routeBetween(routeEnd(host.scene, from), routeEnd(host.scene, to), style.shape);
	host.setChrome({
		sketch: {
			type: 'route',
			route,
			color: host.color ?? 'gray',
			head: style.head,
			target: 'item' in to ? to.item : null
		}
	});
	host.emit({
		type: 'gesture',
		gesture: { type: 'connect', from: route.points[0]!, to: route.points.at(-1)! }
	});
}

/** Makes the connector, unless it is too short to be meant. */
export function makeLink(host: ToolHost, from: End, to: End, style: LinkStyle): boolean {
	if ('item' in from && 'item' in to && from.item === to.item) return false;
	if (isInside(host.scene, from, to) || isInside(host.scene, to, from)) return false;
	const a = routeEnd(host.scene, from).point;
	const b = routeEnd(host.scene, to).point;
	if (Math.hypot(a[0] - b[0], a[1] - b[1]) < LEAST_LENGTH * unitOf(host)) return false;
	const item: Item = {
		id: host.newId(),
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		z: host.topZ(),
		...(host.color === null ? {} : { color: host.color }),
		shape: style.shape,
		...(style.head ? {} : { heads: 'none' }),
		from,
		to
	};
	host.create([item], { edit: false });
	return true;
}

/** Whether a free end lies on the very item the other end is bound to. */
function isInside(scene: Scene, bound: End, free: End): boolean {
	if (!('item' in bound) || !('point' in free)) return false;
	const box = scene.boxOf(bound.item);
	return box !== null && scene.item(bound.item)?.type !== 'frame' && holdsPoint(box, free.point);
}

type State =
	| { readonly type: 'idle' }
	/** The first end is chosen; the second follows by a drag, or by another click. */
	| { readonly type: 'from'; readonly from: End; readonly byClick: boolean };

/** Draws connectors: drag from one thing to another, or click one and then the other. */
export function createConnectTool(host: ToolHost, style: LinkStyle): Tool {
	let state: State = { type: 'idle' };
	const aim = (pointer: Pointer): void => {
		if (state.type !== 'from') return;
		const own = 'item' in state.from ? state.from.item : undefined;
		sketchLink(host, state.from, endAt(host, pointer, own), style);
	};
	const end = (): void => {
		state = { type: 'idle' };
		host.setChrome({ sketch: null });
		host.emit({ type: 'gesture', gesture: null });
	};
	return {
		cursor: 'crosshair',
		followsEdges: () => true,
		down(pointer) {
			if (state.type === 'idle') {
				state = { type: 'from', from: endAt(host, pointer), byClick: false };
			}
		},
		drag: aim,
		up(pointer, dragged) {
			if (state.type !== 'from') return;
			if (!dragged && !state.byClick) {
				state = { ...state, byClick: true };
				return;
			}
			const { from } = state;
			const to = endAt(host, pointer, 'item' in from ? from.item : undefined);
			end();
			if (makeLink(host, from, to, style)) host.done();
		},
		hover(pointer) {
			if (state.type === 'from') aim(pointer);
		},
		cancel: end
	};
}

function rounded([x, y]: Point): Point {
	return [Math.round(x), Math.round(y)];
}

/** A connector's end bound to a chosen side. */
export function boundTo(item: string, side: Side | null): End {
	return side === null ? { item } : { item, side };
}
