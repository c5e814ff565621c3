import type { Item } from '@concordia/board';
import { outlineInSteps } from '@concordia/canvas';
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
/** A longer one takes turns of this length with all else, a turn waiting no longer than this. */
const turnMs = 4;
const latestTurnMs = 100;

/** What the outline follows of the board. */
export type Followed = Pick<BoardStore, 'items' | 'peek' | 'editing' | 'isPreview'>;

/**
 * The board as the outline shows it. While a person writes in a row, the order stands still: rows that
 * change places under the hands of somebody would take the focus away.
 */
export class OutlineModel {
	#board: Followed;
	#rows: readonly Row[] = $state.raw([]);
	#isRead = $state(false);
	/** What was there when the board was last read. */
	#known = new Map<string, Item>();
	#readAt = performance.now();
	#restMs = firstMs;
	#isQuick = false;
	/** Changes came while a reading was going on that has begun without them. */
	#isBehind = false;
	#stopWaiting: (() => void) | null = null;

	constructor(board: Followed) {
		this.#board = board;
	}

	/** The tree as one list, as it is read from top to bottom. Rows that have not changed are the same. */
	get rows(): readonly Row[] {
		return this.#rows;
	}

	/** Whether the board was read: before that, no rows mean nothing. */
	get isRead(): boolean {
		return this.#isRead;
	}

	/** Follows the board. Call inside an effect: it asks for the next reading after each change. */
	follow(): void {
		// Nothing is here yet: whatever comes is painted before it is listed.
		if (this.#board.items.size === 0 && this.#board.isPreview) return;
		if (this.#board.editing?.place === 'outline') return this.stop();
		this.#ask();
	}

	#ask(): void {
		// While others change things in every frame a reading that is due stays due.
		if (this.#stopWaiting !== null) {
			this.#isBehind = true;
			return;
		}
		const wait = Math.max(0, this.#readAt + this.#restMs - performance.now());
		const timer = setTimeout(() => {
			if (this.#isQuick) this.refresh();
			else this.#stopWaiting = soon(() => this.#takeTurns(), latestMs);
		}, wait);
		this.#stopWaiting = () => clearTimeout(timer);
	}

	/** Forgets a reading that was asked for, or has begun. */
	stop(): void {
		this.#stopWaiting?.();
		this.#stopWaiting = null;
		this.#isBehind = false;
	}

	/** Reads the board at once, when this person has just changed it from here. */
	refresh(): void {
		this.stop();
		const start = performance.now();
		const steps = this.#read();
		while (steps.next().done !== true);
		this.#rest(performance.now() - start);
	}

	/** Reads the board while the page has nothing else to do. */
	#takeTurns(): void {
		// What was changed until now is read.
		this.#isBehind = false;
		const steps = this.#read();
		let spentMs = 0;
		const turn = (): void => {
			const start = performance.now();
			let isDone = false;
			while (!isDone && performance.now() - start < turnMs) isDone = steps.next().done === true;
			spentMs += performance.now() - start;
			if (!isDone) {
				this.#stopWaiting = soon(turn, latestTurnMs);
				return;
			}
			const isBehind = this.#isBehind;
			this.stop();
			this.#rest(spentMs);
			if (isBehind) this.#ask();
		};
		turn();
	}

	/** The next reading waits as this one, with what is drawn of it, has taken time. */
	#rest(spentMs: number): void {
		const end = performance.now();
		const rest = (): void => {
			this.#readAt = performance.now();
			this.#restMs = Math.min(longestRestMs, (spentMs + this.#readAt - end) * restFactor);
		};
		rest();
		this.#isQuick = spentMs <= quickMs;
		void tick().then(rest);
	}

	*#read(): Generator<void, void> {
		const now = this.#board.peek();
		if (!this.#isMoved(now)) {
			this.#rows = withItems(this.#rows, now);
			this.#isRead = true;
			return;
		}
		// As it is at this moment, whatever changes between two steps.
		const items = new Map(now);
		yield;
		const drawn = [...items.values()].filter((item) => item.type !== 'comment');
		const nodes = yield* outlineInSteps(drawn, { clusters: true });
		const rows = rowsOf(nodes, items);
		yield;
		const kept = reuse(rows, this.#rows);
		yield;
		this.#rows = kept;
		this.#isRead = true;
		this.#known = items;
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
