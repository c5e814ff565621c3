import { arrange, type Arranging, type Rows } from './grouping.ts';
import { BLOCK, type LogTable } from './log-table.ts';

/** A row of the list. */
export interface Row {
	/** Index of its newest entry. */
	readonly entry: number;
	readonly oldest: number;
	/** How many entries it stands for; 0: it belongs to the row above, which was unfolded. */
	readonly count: number;
}

export interface Asked extends Pick<Arranging, 'isGrouped' | 'unfolded'> {
	/** Makes the test anew: what it knows of the table grows with it. */
	readonly matcher: () => Arranging['passes'];
}

/**
 * The rows of a whole log, newest first: arranged block by block, so that another filter, an older block or
 * a new entry never holds up the page. Each change gives a new object.
 */
export class LogRows {
	/** Newest block first. */
	readonly #blocks: readonly Rows[];
	/** The first row of each block, and at the end their number. */
	readonly #starts: readonly number[];
	readonly #newest: number;

	private constructor(blocks: readonly Rows[], newest: number) {
		this.#blocks = blocks;
		this.#newest = newest;
		const starts = [0];
		for (const { entries } of blocks) starts.push(starts.at(-1)! + entries.length);
		this.#starts = starts;
	}

	/** Blocks are given newest first. */
	static of(blocks: readonly Rows[]): LogRows {
		return new LogRows(blocks, blocks.length - 1);
	}

	get length(): number {
		return this.#starts.at(-1)!;
	}

	at(row: number): Row | undefined {
		if (!(row >= 0 && row < this.length)) return undefined;
		const block = this.#blockOfRow(row);
		const { entries, counts, oldest } = this.#blocks[block]!;
		const at = row - this.#starts[block]!;
		return { entry: entries[at]!, count: counts[at]!, oldest: oldest[at]! };
	}

	slice(first: number, end: number): Row[] {
		const rows: Row[] = [];
		for (let row = first; row < end; row++) {
			const found = this.at(row);
			if (found) rows.push(found);
		}
		return rows;
	}

	/** Where an entry is listed, or the place where it would be. */
	rowOf(entry: number, isMember = false): number {
		const block = this.#newest - Math.floor(entry / BLOCK);
		if (block < 0) return 0;
		const rows = this.#blocks[block];
		if (rows === undefined) return this.length;
		const { entries, counts } = rows;
		let nearest = entries.length;
		for (let at = 0; at < entries.length; at++) {
			if (counts[at] === 0 ? isMember && entries[at] === entry : entries[at]! <= entry) {
				if (entries[at] === entry && isMember === (counts[at] === 0))
					return this.#starts[block]! + at;
				if (counts[at]! > 0) nearest = Math.min(nearest, at);
			}
		}
		return this.#starts[block]! + nearest;
	}

	/** All entries that the rows stand for. */
	get entries(): number {
		let sum = 0;
		for (const { counts } of this.#blocks) for (const count of counts) sum += count;
		return sum;
	}

	#blockOfRow(row: number): number {
		let low = 0;
		let high = this.#blocks.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.#starts[middle]! <= row) low = middle;
			else high = middle;
		}
		return low;
	}
}

/** Arranges a log as it is asked for, and arranges again only what changed. */
export class Arranger {
	readonly #table: LogTable;
	#asked: Asked | null = null;
	#blocks: (Rows | undefined)[] = [];
	/** Known entries of each block when it was arranged. */
	#ends: number[] = [];

	constructor(table: LogTable) {
		this.#table = table;
	}

	/** Begins anew: with another filter nothing stays. */
	ask(asked: Asked): void {
		this.#asked = asked;
		this.#blocks = [];
		this.#ends = [];
	}

	/** What is asked for stays the same, and more is known. */
	again(): void {
		this.#ends = [];
	}

	/** Unfolding changes only the block it happens in. */
	unfold(unfolded: ReadonlySet<number>, entry: number): void {
		if (this.#asked) this.#asked = { ...this.#asked, unfolded };
		this.#ends[Math.floor(entry / BLOCK)] = -1;
	}

	/** Arranges what is new for so long; true when nothing is left to do. Newest first. */
	work(isTime: () => boolean): boolean {
		const table = this.#table;
		if (this.#asked === null) return true;
		const { matcher, ...asked } = this.#asked;
		const passes = matcher();
		for (let block = table.blocks - 1; block >= 0; block--) {
			const to = Math.min(table.endOf(block), table.size);
			if (this.#ends[block] === to) continue;
			if (!isTime()) return false;
			this.#blocks[block] = arrange(table, { ...asked, passes, from: block * BLOCK, to });
			this.#ends[block] = to;
		}
		return true;
	}

	rows(): LogRows {
		const { blocks } = this.#table;
		const none: Rows = arrange(this.#table, {
			from: 0,
			to: 0,
			passes: () => false,
			isGrouped: false,
			unfolded: new Set()
		});
		return LogRows.of(
			Array.from({ length: blocks }, (_, at) => this.#blocks[blocks - 1 - at] ?? none)
		);
	}
}
