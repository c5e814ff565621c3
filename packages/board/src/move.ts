import { boundsOf, centerOf, intersects, union, type Rect } from './geometry.ts';
import { rotationOf, turnRect } from './rotation.ts';
import { isLocked } from './lock.ts';
import type { End, Item, Patch, Point } from './item.ts';
import { frameAt, withDescendants } from './tree.ts';

/**
 * Moves items; frames take along what lies in them, connectors the ends that hang on nothing.
 * What is locked stays. Says only what changes: one patch per moved item.
 */
export function moveItems(
	items: Iterable<Item>,
	ids: Iterable<string>,
	dx: number,
	dy: number
): Patch[] {
	const all = [...items].filter((item) => !isLocked(item));
	const free = new Set(all.map((item) => item.id));
	const moved = withDescendants(
		all,
		[...ids].filter((id) => free.has(id))
	);
	const patches: Patch[] = [];
	if (dx === 0 && dy === 0) return patches;
	for (const item of all) {
		if (!moved.has(item.id)) continue;
		const patch = shiftItem(item, dx, dy);
		if (patch) patches.push(patch);
	}
	return patches;
}

/** Moves one item and nothing that lies in it; undefined when there is nothing to write. */
export function shiftItem(item: Item, dx: number, dy: number): Patch | undefined {
	return item.type === 'connector' ? moveEnds(item, dx, dy) : movePos(item, dx, dy);
}

const shift = (point: Point, dx: number, dy: number): Point => [point[0] + dx, point[1] + dy];

function movePos(item: Item, dx: number, dy: number): Patch {
	return { id: item.id, pos: shift(item.pos, dx, dy) };
}

function moveEnds(item: Item, dx: number, dy: number): Patch | undefined {
	const patch: { id: string; from?: End; to?: End } = { id: item.id };
	if (item.from && 'point' in item.from) patch.from = { point: shift(item.from.point, dx, dy) };
	if (item.to && 'point' in item.to) patch.to = { point: shift(item.to.point, dx, dy) };
	return patch.from || patch.to ? patch : undefined;
}

/**
 * After items were moved: each goes into the frame its centre now lies in, or out of the one it left; a
 * group goes as one. What moved inside a moved frame stays in it. `into` is the frame they were dropped
 * on: what touches it goes there, wherever its centre is.
 */
export function reparent(items: Iterable<Item>, ids: Iterable<string>, into?: string): Patch[] {
	const all = [...items];
	const frames = all.filter((item) => item.type === 'frame');
	const target = frames.find((frame) => frame.id === into);
	const wanted = new Set(ids);
	const moved = all.filter(
		(item) =>
			wanted.has(item.id) &&
			item.type !== 'connector' &&
			!isLocked(item) &&
			(item.parent === undefined || item.parent === item.id || !wanted.has(item.parent))
	);
	const groups = groupRects(moved);
	const patches: Patch[] = [];
	for (const item of moved) {
		const own = item.type === 'frame' ? withDescendants(all, [item.id]) : new Set([item.id]);
		const rect = groups.get(item.groups?.[0] ?? '') ?? rectOf(item);
		const hit =
			target && !own.has(target.id) && intersects(rectOf(target), rect) ? target : undefined;
		const frame = hit ?? frameAt(frames, centerOf(rect), own);
		const fits = frame !== undefined && (item.type !== 'frame' || isLarger(frame, item));
		const parent = fits ? frame.id : undefined;
		if (parent !== item.parent) patches.push({ id: item.id, parent });
	}
	return patches;
}

/** The rectangles of outermost groups of which more than one item was moved. */
function groupRects(moved: readonly Item[]): Map<string, Rect> {
	const members = new Map<string, Item[]>();
	for (const item of moved) {
		const group = item.groups?.[0];
		if (group === undefined) continue;
		const known = members.get(group);
		if (known) known.push(item);
		else members.set(group, [item]);
	}
	const rects = new Map<string, Rect>();
	for (const [group, inside] of members) {
		const rect = union(inside.map(rectOf));
		if (rect && inside.length > 1) rects.set(group, rect);
	}
	return rects;
}

function rectOf(item: Item): Rect {
	const rotation = rotationOf(item);
	return rotation === 0 ? boundsOf(item) : turnRect(boundsOf(item), rotation);
}

/** A frame only goes into a larger one: else a big frame pushed over a small one would vanish into it. */
function isLarger(a: Item, b: Item): boolean {
	return a.size[0] * a.size[1] > b.size[0] * b.size[1];
}

/** One patch per item out of several lists; where two name the same field, the later wins. */
export function mergePatches(...lists: readonly (readonly Patch[])[]): Patch[] {
	const merged = new Map<string, Patch>();
	for (const patch of lists.flat()) {
		const earlier = merged.get(patch.id);
		if (!earlier) {
			merged.set(patch.id, patch);
			continue;
		}
		const both = { ...earlier, ...patch };
		merged.set(
			patch.id,
			earlier.fields && patch.fields
				? { ...both, fields: { ...earlier.fields, ...patch.fields } }
				: both
		);
	}
	return [...merged.values()];
}

/** The records as they would be after the patches; untouched ones are the same objects. */
export function applyPatches(items: Iterable<Item>, patches: readonly Patch[]): Item[] {
	const byId = new Map(mergePatches(patches).map((patch) => [patch.id, patch]));
	return Array.from(items, (item) => {
		const patch = byId.get(item.id);
		return patch ? applyPatch(item, patch) : item;
	});
}

function applyPatch(item: Item, patch: Patch): Item {
	const merged: Record<string, unknown> = { ...item };
	for (const [key, value] of Object.entries(patch)) {
		if (value === undefined || value === null) delete merged[key];
		else if (key === 'fields') merged[key] = mergeFields(item.fields ?? {}, patch.fields ?? {});
		else merged[key] = value;
	}
	return merged as unknown as Item;
}

function mergeFields(
	fields: NonNullable<Item['fields']>,
	changes: NonNullable<Patch['fields']>
): Record<string, unknown> {
	const merged: Record<string, unknown> = { ...fields };
	for (const [key, value] of Object.entries(changes)) {
		if (value === undefined || value === null) delete merged[key];
		else merged[key] = value;
	}
	return merged;
}
