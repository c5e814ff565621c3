import { routeOf, type End, type Item, type Point, type Side } from '@concordia/board';
import { centreOf, heightOf, holdsPoint, widthOf, type Box } from '../box.ts';
import { hitTest } from '../hit.ts';
import { outlineOf } from '../shapes.ts';
import { lookFields } from './looks.ts';
import { routeBetween, type RouteEnd } from '../route.ts';
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

/** How near to the middle of a side an end is bound to that side, in CSS pixels. */
const SIDE_REACH = 14;
/** Items smaller than this on the screen have no sides to aim at. */
const ROOM_FOR_SIDES = 56;

export function endAt(host: ToolHost, pointer: Pointer, except?: string): End {
	const id = targetAt(host, pointer, except);
	if (id === null) return { point: rounded(pointer.point) };
	const box = host.scene.boxOf(id);
	const side = box && sideAt(box, pointer, unitOf(host));
	return side ? { item: id, side } : { item: id };
}

/** The side whose middle the pointer aims at; null for the item as a whole. */
function sideAt(box: Box, { point }: Pointer, unit: number): Side | null {
	if (Math.min(widthOf(box), heightOf(box)) < ROOM_FOR_SIDES * unit) return null;
	const found = sideDots(box).find(
		([, [x, y]]) => Math.hypot(point[0] - x, point[1] - y) <= SIDE_REACH * unit
	);
	return found ? found[0] : null;
}

/** The middles of the sides, which ends can be bound to. */
export function sideDots(box: Box): readonly (readonly [Side, Point])[] {
	const [cx, cy] = centreOf(box);
	return [
		['top', [cx, box.minY]],
		['right', [box.maxX, cy]],
		['bottom', [cx, box.maxY]],
		['left', [box.minX, cy]]
	];
}

/** An end as the router takes it. */
export function routeEnd(scene: Scene, end: End): RouteEnd {
	if ('point' in end) return { box: null, side: null, point: end.point };
	const box = scene.boxOf(end.item);
	if (!box) return { box: null, side: null, point: [0, 0] };
	const item = scene.item(end.item);
	const outline = item ? outlineOf(item, box) : null;
	return { box, side: end.side ?? null, point: centreOf(box), outline };
}

/** What a new connector looks like: an arrow as last chosen, a line always straight and without heads. */
export type LinkKind = 'arrow' | 'line';

function newLink(host: ToolHost, kind: LinkKind, from: End, to: End): Item {
	const color = host.color ?? host.looks.connector.color;
	return {
		id: '',
		type: 'connector',
		pos: [0, 0],
		size: [0, 0],
		z: '',
		shape: 'curved',
		...lookFields(host.looks.connector),
		...(color === undefined ? {} : { color }),
		...(kind === 'line' ? { shape: 'straight', headFrom: 'none', headTo: 'none' } : {}),
		from,
		to
	};
}

/** Shows the connector that would be made. */
export function sketchLink(host: ToolHost, from: End, to: End, kind: LinkKind): void {
	const item = newLink(host, kind, from, to);
	const route = routeBetween(routeEnd(host.scene, from), routeEnd(host.scene, to), routeOf(item));
	host.setChrome({ sketch: { type: 'route', route, item, target: to } });
	host.emit({
		type: 'gesture',
		gesture: { type: 'connect', from: route.points[0]!, to: route.points.at(-1)! }
	});
}

/** Makes the connector, unless it is too short to be meant. */
export function makeLink(host: ToolHost, from: End, to: End, kind: LinkKind): boolean {
	if ('item' in from && 'item' in to && from.item === to.item) return false;
	if (isInside(host.scene, from, to) || isInside(host.scene, to, from)) return false;
	const a = routeEnd(host.scene, from).point;
	const b = routeEnd(host.scene, to).point;
	if (Math.hypot(a[0] - b[0], a[1] - b[1]) < LEAST_LENGTH * unitOf(host)) return false;
	const item: Item = { ...newLink(host, kind, from, to), id: host.newId(), z: host.topZ() };
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
export function createConnectTool(host: ToolHost, kind: LinkKind): Tool {
	let state: State = { type: 'idle' };
	const aim = (pointer: Pointer): void => {
		if (state.type !== 'from') return;
		const own = 'item' in state.from ? state.from.item : undefined;
		sketchLink(host, state.from, endAt(host, pointer, own), kind);
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
			if (makeLink(host, from, to, kind)) host.done();
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
