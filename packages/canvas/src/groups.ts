import { scopeOf, unitOf } from '@concordia/board';
import type { Scene } from './scene.ts';

/** The group in which people stand who have selected these: a click takes what lies one level further in. */
export function standingIn(scene: Scene, selection: ReadonlySet<string>): readonly string[] {
	const chosen = [...selection].flatMap((id) => scene.get(id)?.record ?? []);
	if (!chosen.some(({ groups }) => groups)) return [];
	return scopeOf(chosen, (path) => scene.membersOf(path).size);
}

/** What a click on an item takes: the item, or all of its group. */
export function unitAt(scene: Scene, id: string, scope: readonly string[]): readonly string[] {
	const record = scene.get(id)?.record;
	const unit = record?.groups ? unitOf(record, scope) : null;
	return unit === null ? [id] : [...scene.membersOf(unit)];
}

/** What a double click on an item takes, one level further in; null when there is no group to go into. */
export function insideAt(
	scene: Scene,
	id: string,
	scope: readonly string[]
): readonly string[] | null {
	const record = scene.get(id)?.record;
	const unit = record?.groups ? unitOf(record, scope) : null;
	if (unit === null || scene.membersOf(unit).size < 2) return null;
	return unitAt(scene, id, unit);
}
