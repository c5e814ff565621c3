import { boundsOf, union, type Rect } from '../geometry.ts';
import { commonGroups, groupKey, unitOf } from '../groups.ts';
import type { Item, Patch, Point } from '../item.ts';
import { isLocked } from '../lock.ts';
import { mergePatches, shiftItem } from '../move.ts';
import { rotationOf, turnRect } from '../rotation.ts';

/** One thing to arrange: an item, or a group that keeps its shape. */
export interface Unit {
	readonly items: readonly Item[];
	readonly box: Rect;
	/** Locked: the others arrange themselves around it. */
	readonly isFixed: boolean;
}

/** Where a unit goes. */
export interface Move {
	readonly unit: Unit;
	readonly dx: number;
	readonly dy: number;
}

/**
 * What is arranged when these ids are chosen, in the order of the ids: groups as one, what lies in a chosen
 * frame with the frame. Connectors follow by themselves and are left out.
 */
export function arrangeable(items: ReadonlyMap<string, Item>, ids: Iterable<string>): Unit[] {
	const chosen = new Set(ids);
	const own: Item[] = [];
	for (const id of chosen) {
		const item = items.get(id);
		if (!item || item.type === 'connector' || liesInChosen(item, items, chosen)) continue;
		own.push(item);
	}
	const scope = scopeIn(own);
	const units = new Map<string, Item[]>();
	for (const item of own) {
		const unit = unitOf(item, scope);
		const key = unit === null ? item.id : groupKey(unit);
		const members = units.get(key);
		if (members) members.push(item);
		else units.set(key, [item]);
	}
	return [...units.values()].map(toUnit);
}

/** Members of one group alone are arranged within it. */
function scopeIn(items: readonly Item[]): readonly string[] {
	const common = commonGroups(items);
	const isOneItem = items.length === 1;
	return isOneItem ? [] : common;
}

function liesInChosen(
	item: Item,
	items: ReadonlyMap<string, Item>,
	chosen: ReadonlySet<string>
): boolean {
	const seen = new Set([item.id]);
	let { parent } = item;
	while (parent !== undefined && !seen.has(parent)) {
		if (chosen.has(parent)) return true;
		seen.add(parent);
		parent = items.get(parent)?.parent;
	}
	return false;
}

function toUnit(items: readonly Item[]): Unit {
	const box = union(items.map(boxOf)) ?? { x: 0, y: 0, width: 0, height: 0 };
	return { items, box, isFixed: items.some(isLocked) };
}

function boxOf(item: Item): Rect {
	const rotation = rotationOf(item);
	return rotation === 0 ? boundsOf(item) : turnRect(boundsOf(item), rotation);
}

/** Moves that put the top left corners of units at places; those that stay are left out. */
export function moveTo(unit: Unit, x: number, y: number): Move {
	return { unit, dx: x - unit.box.x, dy: y - unit.box.y };
}

/** One patch per item that moves: frames take along what lies in them. Locked items stay. */
export function patchesOf(items: Iterable<Item>, moves: readonly Move[]): Patch[] {
	const all = new Map(Array.from(items, (item) => [item.id, item]));
	const shifts = new Map<string, Point>();
	for (const { unit, dx, dy } of moves) {
		if (unit.isFixed || (dx === 0 && dy === 0)) continue;
		for (const { id } of unit.items) shifts.set(id, [dx, dy]);
	}
	const patches: Patch[] = [];
	for (const item of all.values()) {
		const shift = shiftOf(item, all, shifts);
		if (shift === undefined || isLocked(item)) continue;
		const patch = shiftItem(item, shift[0], shift[1]);
		if (patch) patches.push(patch);
	}
	return mergePatches(patches);
}

/** The item's own shift, else that of the nearest frame around it that moves. */
function shiftOf(
	item: Item,
	all: ReadonlyMap<string, Item>,
	shifts: ReadonlyMap<string, Point>
): Point | undefined {
	const seen = new Set<string>();
	let at: Item | undefined = item;
	while (at !== undefined && !seen.has(at.id)) {
		const shift = shifts.get(at.id);
		if (shift !== undefined) return shift;
		seen.add(at.id);
		at = at.parent === undefined ? undefined : all.get(at.parent);
	}
	return undefined;
}
