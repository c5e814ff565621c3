import { defaultSize, type Item, type Point } from '@concordia/board';
import { boxAt, boxBetween, centreOf, heightOf, widthOf, type Box } from '../box.ts';
import type { Tool, ToolHost } from './host.ts';
import { lookFields } from './looks.ts';

export type PlacedTool = 'note' | 'text' | 'rectangle' | 'ellipse' | 'diamond' | 'shape' | 'frame';

const TEXT_LINE = 26;
const LEAST = 24;

/** Makes notes, texts, shapes and frames: a click at their default size, a drag at the dragged one. */
export function createPlaceTool(host: ToolHost, name: PlacedTool): Tool {
	let start: Point | null = null;
	const boxFor = (to: Point, shift: boolean): Box =>
		boxBetween(start ?? to, shift || name === 'note' ? squared(start ?? to, to) : to);
	const end = (): void => {
		start = null;
		host.setChrome({ sketch: null });
	};
	const make = (box: Box | null, at: Point): void => {
		host.create([makeItem(host, name, box, at)], { edit: name !== 'frame' });
		host.done();
	};
	return {
		cursor: name === 'text' ? 'text' : 'crosshair',
		down(pointer) {
			start = pointer.point;
		},
		drag(pointer) {
			if (!start) return;
			host.setChrome({
				sketch: {
					type: 'box',
					box: boxFor(pointer.point, pointer.shift),
					shape: name === 'shape' ? (host.looks.shape.shape ?? 'rounded') : name
				}
			});
		},
		up(pointer, dragged) {
			if (!start) return;
			const box = boxFor(pointer.point, pointer.shift);
			const big = widthOf(box) >= LEAST && (name === 'text' || heightOf(box) >= LEAST);
			end();
			make(dragged && big ? box : null, pointer.point);
		},
		place: (at) => make(null, at),
		hover() {},
		cancel: end
	};
}

/** The item a tool makes: in the box, or around the point where nothing was dragged. */
export function makeItem(host: ToolHost, name: PlacedTool, box: Box | null, at: Point): Item {
	const type = name === 'note' || name === 'text' || name === 'frame' ? name : 'shape';
	const [w, h] = defaultSize(type);
	const place =
		box ??
		(name === 'text'
			? boxAt(at[0], at[1] - TEXT_LINE / 2, 0, 0)
			: boxAt(at[0] - w / 2, at[1] - h / 2, w, h));
	const parent = host.scene.frameAt(centreOf(place));
	// A dragged text gets the width, its height follows; a clicked one is as wide as its longest line.
	const size =
		name === 'text'
			? ([Math.round(widthOf(place)), 0] as const)
			: ([Math.round(widthOf(place)), Math.round(heightOf(place))] as const);
	const color = host.color ?? (name === 'note' ? 'yellow' : null);
	return {
		id: host.newId(),
		type,
		pos: [Math.round(place.minX), Math.round(place.minY)],
		size,
		z: host.topZ(),
		...(parent === null ? {} : { parent }),
		...(type === 'shape' ? { shape: 'rounded', ...lookFields(host.looks.shape) } : {}),
		...(color === null ? {} : { color }),
		...(type === 'shape' && name !== 'shape' ? { shape: name } : {}),
		text: ''
	};
}

function squared(a: Point, b: Point): Point {
	const side = Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]));
	return [a[0] + Math.sign(b[0] - a[0]) * side, a[1] + Math.sign(b[1] - a[1]) * side];
}
