import {
	canTurn,
	mergePatches,
	moveItems,
	rotationOf,
	type Item,
	type Patch
} from '@concordia/board';

/** Numbers somebody typed for one item: where its top left corner is, how large it is, how far it is turned. */
export interface ExactPlace {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly rotation: number;
}

/** Items are never smaller than this, however small a number somebody types. */
const least = 8;
const farthest = 1_000_000;

export function placeOf(item: Item): ExactPlace {
	return {
		x: Math.round(item.pos[0]),
		y: Math.round(item.pos[1]),
		width: Math.round(item.size[0]),
		height: Math.round(item.size[1]),
		rotation: Math.round(rotationOf(item))
	};
}

/** Which of the numbers somebody may set: texts grow with their words, strokes keep their shape. */
export function settable({ type }: Item): readonly (keyof ExactPlace)[] {
	return [
		'x',
		'y',
		...(type === 'ink' || type === 'table' ? [] : (['width'] as const)),
		...(type === 'ink' || type === 'table' || type === 'text' ? [] : (['height'] as const)),
		...(canTurn(type) ? (['rotation'] as const) : [])
	];
}

/** What has to change so that an item is where the numbers say. A frame takes along what lies in it. */
export function patchesFor(items: Iterable<Item>, item: Item, wanted: ExactPlace): Patch[] {
	const now = placeOf(item);
	const dx = wanted.x === now.x ? 0 : clamp(wanted.x) - item.pos[0];
	const dy = wanted.y === now.y ? 0 : clamp(wanted.y) - item.pos[1];
	const moves = moveItems([...items], [item.id], dx, dy);
	const own: { id: string; size?: Item['size']; rotation?: number | null } = { id: item.id };
	if (wanted.width !== now.width || wanted.height !== now.height) {
		const height = item.type === 'text' ? item.size[1] : Math.max(least, clamp(wanted.height));
		own.size = [Math.max(least, clamp(wanted.width)), height];
	}
	if (wanted.rotation !== now.rotation) own.rotation = upright(wanted.rotation);
	return Object.keys(own).length === 1 ? moves : mergePatches(moves, [own]);
}

/** Degrees in (-180, 180]; null: not turned at all. */
function upright(degrees: number): number | null {
	const turn = ((degrees % 360) + 360) % 360;
	return turn === 0 ? null : turn > 180 ? turn - 360 : turn;
}

function clamp(value: number): number {
	return Math.max(-farthest, Math.min(farthest, value));
}
