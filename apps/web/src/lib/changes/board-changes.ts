import type { Difference } from '@concordia/board';
import type { SessionState } from '@concordia/session';
import { itemOf, kinds } from '#lib/history/marks.ts';
import type { Records } from '#lib/history/timeline.ts';

/** What became of a board between two moments. */
export interface BoardChanges {
	readonly before: Records;
	readonly after: Records;
	readonly differences: readonly Difference[];
	/** Who changed each item in between; null is the host, or somebody unnamed. */
	readonly authors: ReadonlyMap<string, readonly (string | null)[]>;
}

export interface ChangeGroup {
	readonly kind: Difference['kind'];
	readonly differences: readonly Difference[];
}

/** A line or a stroke says nothing alone, and what is said about items is no item. */
const asides: ReadonlySet<string> = new Set(['connector', 'ink', 'comment']);

/** Differences kind by kind, without lines, strokes and comments, which are told by their number. */
export function groupChanges(differences: readonly Difference[]): {
	readonly groups: readonly ChangeGroup[];
	readonly asides: number;
} {
	const told = differences.filter((one) => !asides.has(itemOf(one).type));
	return {
		groups: kinds.flatMap((kind) => {
			const own = told.filter((one) => one.kind === kind);
			return own.length === 0 ? [] : [{ kind, differences: own }];
		}),
		asides: differences.length - told.length
	};
}

/** Organizations of those who changed something, in the order of the session; null: somebody without one. */
export function organizationsOf(
	authors: readonly (string | null)[],
	{ organizations, participants }: Pick<SessionState, 'organizations' | 'participants'>
): readonly (string | null)[] {
	const homes = new Set(
		authors.map((by) => (by === null ? null : (participants[by]?.organization ?? null)))
	);
	return [...organizations.map(({ id }) => id), null].filter((id) => homes.has(id));
}
