import type { Item } from '@concordia/board';
import { outline, type OutlineNode } from '@concordia/canvas';
import type { BoardStore } from './board-store.svelte.ts';
import { rowsOf, type Row } from './outline-rows.ts';

/** After a reading that took n ms the next one waits this many times as long. */
const restFactor = 12;
const longestRestMs = 1500;
/** The canvas is painted first. */
const firstMs = 60;

/**
 * The board as the outline shows it. While a person writes in a row, the order stands still: rows that
 * change places under the hands of somebody would take the focus away.
 */
export class OutlineModel {
	#board: BoardStore;
	#nodes: readonly OutlineNode[] = $state.raw([]);
	#rows: readonly Row[] = $state.raw([]);
	#readAt = performance.now();
	#restMs = firstMs;

	constructor(board: BoardStore) {
		this.#board = board;
	}

	get nodes(): readonly OutlineNode[] {
		return this.#nodes;
	}

	/** The tree as one list, as it is read from top to bottom. */
	get rows(): readonly Row[] {
		return this.#rows;
	}

	/** Follows the board while the returned function has not been called. Call inside an effect. */
	follow(): () => void {
		// Nothing is here yet: whatever comes is painted before it is listed.
		if (this.#board.items.size === 0 && this.#board.isPreview) return () => {};
		if (this.#board.editing?.place === 'outline') return () => {};
		const wait = Math.max(0, this.#readAt + this.#restMs - performance.now());
		const timer = setTimeout(() => this.refresh(), wait);
		return () => clearTimeout(timer);
	}

	/** Reads the board at once, when this person has just changed it from here. */
	refresh(): void {
		const start = performance.now();
		this.#nodes = outline(
			[...this.#board.peek().values()].filter((item) => item.type !== 'comment'),
			{ clusters: true }
		);
		this.#rows = rowsOf(this.#nodes, this.#board.peek());
		this.#readAt = performance.now();
		this.#restMs = Math.min(longestRestMs, (this.#readAt - start) * restFactor);
	}
}

/** The items that lie where this one lies, in reading order: those it can be moved before or after. */
export function siblingsOf(rows: readonly Row[], id: string): Item[] {
	const frame = rows.find((row) => row.node.id === id)?.node.frame;
	return rows.flatMap(({ node }) =>
		node.item !== null &&
		node.frame === frame &&
		node.item.type !== 'frame' &&
		node.item.type !== 'connector'
			? [node.item]
			: []
	);
}
