import type { Item } from '@concordia/board';
import { outline } from '@concordia/canvas';
import { tick } from 'svelte';
import type { BoardStore } from './board-store.svelte.ts';
import { concernsOrder, reuse, rowsOf, withItems, type Row } from './outline-rows.ts';

/** After a reading that took n ms, with what is drawn of it, the next one waits this many times as long. */
const restFactor = 24;
const longestRestMs = 1500;
/** The canvas is painted first. */
const firstMs = 60;
/** A reading that is due waits so much longer for a moment in which the page has nothing else to do … */
const latestMs = 500;
/** … unless it takes no longer than this: a small board is listed at once. */
const quickMs = 4;

/** What the outline follows of the board. */
export type Followed = Pick<BoardStore, 'items' | 'peek' | 'editing' | 'isPreview'>;

/**
 * The board as the outline shows it. While a person writes in a row, the order stands still: rows that
 * change places under the hands of somebody would take the focus away.
 */
export class OutlineModel {
	#board: Followed;
	#rows: readonly Row[] = $state.raw([]);
	/** What was there when the board was last read. */
	#known = new Map<string, Item>();
	#readAt = performance.now();
	#restMs = firstMs;
	#isQuick = false;
	#stopWaiting: (() => void) | null = null;

	constructor(board: Followed) {
		this.#board = board;
	}

	/** The tree as one list, as it is read from top to bottom. Rows that have not changed are the same. */
	get rows(): readonly Row[] {
		return this.#rows;
	}

	/** Follows the board. Call inside an effect: it asks for the next reading after each change. */
	follow(): void {
		// Nothing is here yet: whatever comes is painted before it is listed.
		if (this.#board.items.size === 0 && this.#board.isPreview) return;
		if (this.#board.editing?.place === 'outline') return this.stop();
		// While others change things in every frame a reading that is due stays due.
		if (this.#stopWaiting !== null) return;
		const wait = Math.max(0, this.#readAt + this.#restMs - performance.now());
		const timer = setTimeout(() => {
			if (this.#isQuick) this.refresh();
			else this.#stopWaiting = soon(() => this.refresh(), latestMs);
		}, wait);
		this.#stopWaiting = () => clearTimeout(timer);
	}

	/** Forgets a reading that was asked for. */
	stop(): void {
		this.#stopWaiting?.();
		this.#stopWaiting = null;
	}

	/** Reads the board at once, when this person has just changed it from here. */
	refresh(): void {
		this.stop();
		const start = performance.now();
		const items = this.#board.peek();
		if (this.#isMoved(items)) {
			const drawn = [...items.values()].filter((item) => item.type !== 'comment');
			this.#rows = reuse(rowsOf(outline(drawn, { clusters: true }), items), this.#rows);
			this.#known = new Map(items);
		} else this.#rows = withItems(this.#rows, items);
		const rest = (): void => {
			this.#readAt = performance.now();
			this.#restMs = Math.min(longestRestMs, (this.#readAt - start) * restFactor);
		};
		rest();
		this.#isQuick = this.#readAt - start <= quickMs;
		void tick().then(rest);
	}

	/** Whether items have come, gone or moved since the board was last read. */
	#isMoved(items: ReadonlyMap<string, Item>): boolean {
		const known = this.#known;
		if (items.size !== known.size) return true;
		for (const [id, item] of items) {
			const before = known.get(id);
			if (before === item) continue;
			if (!before || concernsOrder(before, item)) return true;
			known.set(id, item);
		}
		return false;
	}
}

/** Runs when the page has nothing else to do, after so long in any case. */
function soon(run: () => void, latest: number): () => void {
	if (typeof requestIdleCallback !== 'function') {
		const timer = setTimeout(run);
		return () => clearTimeout(timer);
	}
	const handle = requestIdleCallback(run, { timeout: latest });
	return () => cancelIdleCallback(handle);
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
