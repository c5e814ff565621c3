import { boundsOf, centerOf } from './geometry.ts';
import type { End, Item, Patch, Point } from './item.ts';
import { frameAt, withDescendants } from './tree.ts';

/**
 * Moves items; frames take along what lies in them, connectors the ends that hang on nothing.
 * Says only what changes: one patch per moved item.
 */
export function moveItems(
	items: Iterable<Item>,
	ids: Iterable<string>,
	dx: number,
	dy: number
): Patch[] {
	const all = [...items];
	const moved = withDescendants(all, ids);
	const patches: Patch[] = [];
	if (dx === 0 && dy === 0) return patches;
	for (const item of all) {
		if (!moved.has(item.id)) continue;
		const patch = item.type === 'connector' ? moveEnds(item, dx, dy) : movePos(item, dx, dy);
		if (patch) patches.push(patch);
	}
	return patches;
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
 * After items were moved: each goes into the frame its centre now lies in, or out of the one it left.
 * What moved inside a moved frame stays in it.
 */
export function reparent(items: Iterable<Item>, ids: Iterable<string>): Patch[] {
	const all = [...items];
	const frames = all.filter((item) => item.type === 'frame');
	const wanted = new Set(ids);
	const patches: Patch[] = [];
	for (const item of all) {
		if (!wanted.has(item.id) || item.type === 'connector') continue;
		if (item.parent !== undefined && item.parent !== item.id && wanted.has(item.parent)) continue;
		const own = item.type === 'frame' ? withDescendants(all, [item.id]) : new Set([item.id]);
		const frame = frameAt(frames, centerOf(boundsOf(item)), own);
		const fits = frame !== undefined && (item.type !== 'frame' || isLarger(frame, item));
		const parent = fits ? frame.id : undefined;
		if (parent !== item.parent) patches.push({ id: item.id, parent });
	}
	return patches;
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
