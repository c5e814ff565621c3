import { boundsOf, byOrder, withDescendants, type Item } from '@concordia/board';
import { makeTheme, type Box, type PictureSource } from '@concordia/canvas';
import { contentBox } from '@concordia/canvas/export';

/** What is exported: all of the board, the selection, or a frame by its id. */
export type Scope = 'board' | 'selection' | { readonly frame: string };

/** A part of the board as it goes out. */
export interface Part {
	readonly source: PictureSource;
	readonly items: readonly Item[];
	readonly ids: ReadonlySet<string>;
	readonly box: Box;
}

const padding = 32;

/** The items of a scope, with the lines that join them. */
export function itemsOf(
	scope: Scope,
	items: readonly Item[],
	selection: readonly string[]
): readonly Item[] {
	if (scope === 'board') return items;
	const roots = scope === 'selection' ? selection : [scope.frame];
	const ids = withDescendants(items, roots);
	return items.filter((item) => ids.has(item.id) || joins(item, ids));
}

function joins(item: Item, ids: ReadonlySet<string>): boolean {
	if (item.type !== 'connector' || !item.from || !item.to) return false;
	return [item.from, item.to].every((end) => 'item' in end && ids.has(end.item));
}

/** Frames in the order in which they are presented: as they are read. */
export function framesIn(items: Iterable<Item>): Item[] {
	return [...items]
		.filter((item) => item.type === 'frame')
		.toSorted((a, b) => a.pos[1] - b.pos[1] || a.pos[0] - b.pos[0] || byOrder(a, b));
}

/** What painters need for a scope; null when there is nothing in it. */
export function partOf(
	scope: Scope,
	source: PictureSource,
	items: readonly Item[],
	selection: readonly string[]
): Part | null {
	const chosen = itemsOf(scope, items, selection);
	if (chosen.length === 0) return null;
	const ids = new Set(chosen.map(({ id }) => id));
	const entries = source.scene.inOrder().filter(({ item }) => ids.has(item.id));
	// Paper is white: the colours of the light theme, whatever the screen shows.
	const paper = { ...source, theme: makeTheme('light', undefined, source.theme.font) };
	return { source: paper, items: chosen, ids, box: boxOf(scope, items, contentBox(entries)) };
}

/** A frame is cut at its edges; anything else has some room around it. */
function boxOf(scope: Scope, items: readonly Item[], content: Box): Box {
	const frame = typeof scope === 'object' ? items.find(({ id }) => id === scope.frame) : undefined;
	if (frame) {
		const { x, y, width, height } = boundsOf(frame);
		return { minX: x, minY: y, maxX: x + width, maxY: y + height };
	}
	return {
		minX: content.minX - padding,
		minY: content.minY - padding,
		maxX: content.maxX + padding,
		maxY: content.maxY + padding
	};
}
