import type { Item, Patch } from './item.ts';

/**
 * Groups are paths: an item with `['a', 'b']` lies in group b within group a. A group is named by the
 * whole path to it, so that whatever several people write at once reads as a tree: where one of them
 * has put group b into a and another has not, there are two groups, and each holds together.
 */
type Grouped = Pick<Item, 'id' | 'groups'>;

const none: readonly string[] = [];

/** One word for a path of groups; the empty word for the board itself. */
export function groupKey(path: readonly string[]): string {
	return path.length === 0 ? '' : JSON.stringify(path);
}

/** The path of groups that all of these share. */
export function commonGroups(items: Iterable<Grouped>): readonly string[] {
	let common: readonly string[] | undefined;
	for (const { groups = none } of items) {
		if (common === undefined) {
			common = groups;
			continue;
		}
		const shared: readonly string[] = common;
		const differs = shared.findIndex((id, i) => groups[i] !== id);
		if (differs >= 0) common = shared.slice(0, differs);
	}
	return common ?? none;
}

/** Whether an item lies in the group that a path names; everything lies in the empty path. */
export function isInGroup(item: Grouped, path: readonly string[]): boolean {
	const { groups = none } = item;
	return groups.length >= path.length && path.every((id, i) => groups[i] === id);
}

/**
 * What a click on an item takes, seen from inside a group: the path of the group one level further in,
 * or null when it is the item alone.
 */
export function unitOf(item: Grouped, scope: readonly string[]): readonly string[] | null {
	const { groups = none } = item;
	if (!isInGroup(item, scope)) return groups.length > 0 ? groups.slice(0, 1) : null;
	return groups.length > scope.length ? groups.slice(0, scope.length + 1) : null;
}

/** How many things these are from inside a group: a group counts once. */
export function unitsOf(items: Iterable<Grouped>, scope: readonly string[]): Set<string> {
	const units = new Set<string>();
	for (const item of items) {
		const unit = unitOf(item, scope);
		units.add(unit === null ? item.id : groupKey(unit));
	}
	return units;
}

/**
 * The group of which people stand inside when these are chosen: the deepest one that holds all of them
 * and something more.
 */
export function scopeOf(
	chosen: readonly Grouped[],
	membersOf: (path: readonly string[]) => number
): readonly string[] {
	let path = commonGroups(chosen);
	while (path.length > 0 && membersOf(path) <= chosen.length) path = path.slice(0, -1);
	return path;
}

/** Puts the items into a new group within the one they all lie in. Nothing for fewer than two things. */
export function groupItems(
	items: Iterable<Item>,
	ids: Iterable<string>,
	newGroup: string
): Patch[] {
	const { chosen, scope } = choose(items, ids);
	if (unitsOf(chosen, scope).size < 2) return [];
	return chosen.map(({ id, groups = none }) => ({
		id,
		groups: [...groups.slice(0, scope.length), newGroup, ...groups.slice(scope.length)]
	}));
}

/** Dissolves the outermost groups among the chosen items, also for members that were not chosen. */
export function ungroupItems(items: Iterable<Item>, ids: Iterable<string>): Patch[] {
	const all = [...items];
	const { chosen, scope } = choose(all, ids);
	const paths = new Map<string, readonly string[]>();
	for (const item of chosen) {
		const unit = unitOf(item, scope);
		if (unit !== null) paths.set(groupKey(unit), unit);
	}
	if (paths.size === 0) return [];
	const level = scope.length;
	const patches: Patch[] = [];
	for (const item of all) {
		const { id, groups = none } = item;
		if (groups.length <= level || !paths.has(groupKey(groups.slice(0, level + 1)))) continue;
		const left = [...groups.slice(0, level), ...groups.slice(level + 1)];
		patches.push({ id, groups: left.length > 0 ? left : null });
	}
	return patches;
}

function choose(
	items: Iterable<Item>,
	ids: Iterable<string>
): { readonly chosen: readonly Item[]; readonly scope: readonly string[] } {
	const all = [...items];
	const wanted = new Set(ids);
	const chosen = all.filter((item) => wanted.has(item.id));
	const scope = scopeOf(chosen, (path) => all.filter((item) => isInGroup(item, path)).length);
	return { chosen, scope };
}

/** Fresh ids for the groups of copies; levels in which a copy is alone fall away. */
export function regroup(
	copies: readonly Grouped[],
	newId: () => string
): readonly (readonly string[] | undefined)[] {
	const fresh = new Map<string, string>();
	const units = new Map<string, Set<string>>();
	for (const { id, groups = none } of copies) {
		for (let level = 0; level < groups.length; level += 1) {
			const key = groupKey(groups.slice(0, level + 1));
			const inside = units.get(key) ?? new Set();
			units.set(key, inside);
			inside.add(level + 1 < groups.length ? groupKey(groups.slice(0, level + 2)) : id);
		}
	}
	return copies.map(({ groups = none }) => {
		const path: string[] = [];
		for (let level = 0; level < groups.length; level += 1) {
			const key = groupKey(groups.slice(0, level + 1));
			if ((units.get(key)?.size ?? 0) < 2) continue;
			const id = fresh.get(key) ?? newId();
			fresh.set(key, id);
			path.push(id);
		}
		return path.length > 0 ? path : undefined;
	});
}
