import type { NewItem, Patch } from '@concordia/board';

/** What to do to a board, in one step. */
export interface BoardEdit {
	readonly insert: readonly NewItem[];
	readonly update: readonly Patch[];
	readonly remove: readonly string[];
}
