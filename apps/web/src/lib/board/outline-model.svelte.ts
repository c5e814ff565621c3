import type { Item } from '@concordia/board';
import { outline, type OutlineNode } from '@concordia/canvas';
import type { BoardStore } from './board-store.svelte.ts';

/** A big board is read anew at most this often; a small one each time. */
const calmMs = 400;
const bigBoard = 500;

/**
 * The board as the outline shows it. While a person writes in a row, the order stands still: rows that
 * change places under the hands of somebody would take the focus away.
 */
export class OutlineModel {
	#board: BoardStore;
	#nodes: readonly OutlineNode[] = $state.raw([]);
	#shown = $state(0);
	#readAt = Number.NEGATIVE_INFINITY;

	constructor(board: BoardStore) {
		this.#board = board;
	}

	get nodes(): readonly OutlineNode[] {
		return this.#nodes;
	}

	/** How many rows are drawn by now; a big board comes in pieces so that the page stays quick. */
	get shown(): number {
		return this.#shown;
	}

	/** Follows the board while the returned function has not been called. Call inside an effect. */
	follow(): () => void {
		const items = this.#board.items;
		if (this.#board.editing?.place === 'outline') return () => {};
		const wait = items.size < bigBoard ? 0 : Math.max(0, this.#readAt + calmMs - performance.now());
		const timer = setTimeout(() => {
			this.#readAt = performance.now();
			this.#nodes = outline([...items.values()], { clusters: true });
		}, wait);
		return () => clearTimeout(timer);
	}

	/** Reads the board at once, when this person has just changed it from here. */
	refresh(): void {
		this.#nodes = outline([...this.#board.peek().values()], { clusters: true });
	}

	/** Draws more rows until all are there. Call inside an effect. */
	grow(total: number): (() => void) | undefined {
		if (this.#shown >= total) return undefined;
		const more = (): void => {
			this.#shown = this.#shown === 0 ? 150 : this.#shown + 250;
		};
		if (this.#shown === 0) {
			more();
			return undefined;
		}
		const timer = setTimeout(more, 30);
		return () => clearTimeout(timer);
	}
}

/** Rows in the order they are read, for moving with the arrow keys. */
export function rowIds(nodes: readonly OutlineNode[]): string[] {
	return nodes.flatMap((node) =>
		node.kind === 'cluster' ? rowIds(node.children) : [node.id, ...rowIds(node.children)]
	);
}

/** The items that lie where this one lies, in reading order: those it can be moved before or after. */
export function siblingsOf(nodes: readonly OutlineNode[], id: string): Item[] {
	const find = (siblings: readonly OutlineNode[]): readonly OutlineNode[] | undefined => {
		const flat = siblings.flatMap((node) => (node.kind === 'cluster' ? node.children : [node]));
		if (flat.some((node) => node.id === id)) return flat;
		for (const node of flat) {
			const found = find(node.children);
			if (found) return found;
		}
		return undefined;
	};
	return (find(nodes) ?? [])
		.map((node) => node.item)
		.filter(
			(item): item is Item => item !== null && item.type !== 'frame' && item.type !== 'connector'
		);
}
