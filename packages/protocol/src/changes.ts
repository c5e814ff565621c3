/**
 * A value that is another one now, by its path from the top of the state: names of fields, and places in lists. Without a
 * value it is gone.
 */
export type Change = readonly [path: readonly string[], value?: unknown];

/**
 * What makes one state into a later one. Parts that are the very same object are not looked into, so it costs what has
 * changed, and not what there is. Both are plain JSON.
 */
export function changesBetween(before: unknown, after: unknown): Change[] {
	const changes: Change[] = [];
	collect(before, after, [], changes);
	return changes;
}

function collect(
	before: unknown,
	after: unknown,
	path: readonly string[],
	changes: Change[]
): void {
	if (before === after) return;
	if (!isBranch(before) || !isBranch(after) || !isLike(before, after)) {
		changes.push([path, after]);
		return;
	}
	for (const key of Object.keys(before)) {
		if (!Object.hasOwn(after, key)) changes.push([[...path, key]]);
	}
	for (const [key, value] of Object.entries(after)) {
		if (Object.hasOwn(before, key)) collect(before[key], value, [...path, key], changes);
		else changes.push([[...path, key], value]);
	}
}

type Branch = Readonly<Record<string, unknown>>;

function isBranch(value: unknown): value is Branch {
	return typeof value === 'object' && value !== null;
}

/** A list that got shorter is told whole: what stood in its middle may be gone. */
function isLike(before: Branch, after: Branch): boolean {
	if (!Array.isArray(before) || !Array.isArray(after))
		return Array.isArray(before) === Array.isArray(after);
	return after.length >= before.length;
}

/** The state after a change of `changesBetween`. What has not changed is the very same. */
export function withChange(state: unknown, [path, value]: Change): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return value;
	const { [key]: inner, ...others } = state as Branch;
	if (value === undefined && rest.length === 0) return others;
	const changed = withChange(inner, [rest, value]);
	return Array.isArray(state)
		? Object.assign([...(state as unknown[])], { [key]: changed })
		: { ...others, [key]: changed };
}
