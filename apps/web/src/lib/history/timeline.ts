import { enterChanges, type Change, type Item } from '@concordia/board';

/** One stored update, and what it did. */
export interface Step {
	/** Position in the room, counted from 1. */
	readonly seq: number;
	/** Index of its (first) entry in the log. */
	readonly entry: number;
	/** Milliseconds since 1970, by the server's clock. */
	readonly at: number;
	/** Participant; null for the host, and where nobody is named. */
	readonly by: string | null;
	/** Where nobody is named, but their organization is. */
	readonly organization?: string;
	/** Its content was erased: nobody can say any more what it did. */
	readonly isErased: boolean;
	/** Something it builds on was erased, so that the board is shown without it. */
	readonly isIncomplete: boolean;
	/** None only where something was erased. */
	readonly changes: readonly Change[];
}

/** A step as it is played: what was there before follows from the steps before it. */
export interface PlayedStep extends Omit<Step, 'changes'> {
	readonly changes: readonly { readonly id: string; readonly after: Item | null }[];
}

export type Records = ReadonlyMap<string, Item>;

/** A whole board is kept at least after so many changes, more rarely on boards that are larger than that. */
const CHANGES_PER_KEYFRAME = 256;

interface Keyframe {
	readonly moment: number;
	readonly records: Records;
}

/**
 * Every moment of a board. Moment 0 is before the first step, moment n after the n-th. Records are shared
 * between moments, and whole boards are kept now and then: any moment is a few steps away from one.
 */
export class Timeline {
	readonly #steps: Step[] = [];
	readonly #keyframes: Keyframe[] = [{ moment: 0, records: new Map() }];
	readonly #latest = new Map<string, Item>();
	#changesSinceKeyframe = 0;

	/** The number of steps, which is the last moment. */
	get length(): number {
		return this.#steps.length;
	}

	/** The step that led to a moment; undefined for moment 0. */
	stepTo(moment: number): Step | undefined {
		return this.#steps[moment - 1];
	}

	/** Adds what was played, in order. Updates that did nothing to any item are no steps, such as a new title. */
	append(played: readonly PlayedStep[]): void {
		for (const step of played) {
			if (step.changes.length === 0 && !step.isErased && !step.isIncomplete) continue;
			const changes: Change[] = [];
			for (const { id, after } of step.changes) {
				const before = this.#latest.get(id);
				if (after === null) this.#latest.delete(id);
				else this.#latest.set(id, after);
				changes.push({ id, ...(before && { before }), ...(after && { after }) });
			}
			this.#steps.push({ ...step, changes });
			this.#changesSinceKeyframe += changes.length;
			this.#keepFrame();
		}
	}

	#keepFrame(): void {
		if (this.#changesSinceKeyframe < Math.max(CHANGES_PER_KEYFRAME, this.#latest.size)) return;
		this.#changesSinceKeyframe = 0;
		this.#keyframes.push({ moment: this.length, records: new Map(this.#latest) });
	}

	/** The board at a moment. */
	recordsAt(moment: number): Records {
		const start = this.#keyframeBefore(moment);
		const records = new Map(start.records);
		for (let at = start.moment; at < moment; at += 1) {
			enterChanges(records, this.#steps[at]?.changes ?? []);
		}
		return records;
	}

	#keyframeBefore(moment: number): Keyframe {
		let low = 0;
		let high = this.#keyframes.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.#keyframes[middle]!.moment <= moment) low = middle;
			else high = middle;
		}
		return this.#keyframes[low]!;
	}

	/** What leads from one moment to another, backwards too: one change for each item that differs. */
	changesBetween(from: number, to: number): Change[] {
		const forth = from <= to;
		const [first, last] = forth ? [from, to] : [to, from];
		const net = new Map<string, { before: Item | undefined; after: Item | undefined }>();
		for (let at = first; at < last; at += 1) {
			for (const { id, before, after } of this.#steps[at]?.changes ?? []) {
				const known = net.get(id);
				net.set(id, { before: known ? known.before : before, after });
			}
		}
		const changes: Change[] = [];
		for (const [id, { before, after }] of net) {
			const [old, now] = forth ? [before, after] : [after, before];
			if (old !== now)
				changes.push({ id, ...(old && { before: old }), ...(now && { after: now }) });
		}
		return changes;
	}

	/** The moment right after an entry of the log; entries that are no edits belong to the edit before them. */
	momentOf(entry: number): number {
		return this.#search((step) => step.entry <= entry);
	}

	/** The moment right after an update of the room. */
	momentOfUpdate(seq: number): number {
		return this.#search((step) => step.seq <= seq);
	}

	/** The last moment that was no later than this time. */
	momentAt(time: number): number {
		return this.#search((step) => step.at <= time);
	}

	#search(isBefore: (step: Step) => boolean): number {
		let low = 0;
		let high = this.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (isBefore(this.#steps[middle]!)) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** The next moment at which an item changed, in either direction; null when there is none. */
	nextChangeOf(id: string, from: number, direction: 1 | -1): number | null {
		for (let moment = from + direction; moment > 0 && moment <= this.length; moment += direction) {
			if (this.stepTo(moment)!.changes.some((change) => change.id === id)) return moment;
		}
		return null;
	}

	/** Who changed each item between two moments, in the order in which they first did; null is the host. */
	authorsBetween(from: number, to: number): ReadonlyMap<string, readonly (string | null)[]> {
		const authors = new Map<string, Set<string | null>>();
		for (let at = Math.min(from, to); at < Math.max(from, to); at += 1) {
			const step = this.#steps[at];
			for (const { id } of step?.changes ?? []) {
				const known = authors.get(id) ?? new Set();
				authors.set(id, known.add(step!.by));
			}
		}
		return new Map([...authors].map(([id, found]) => [id, [...found]]));
	}

	/** What was removed until now and did not come back, with the moment before; the newest first. */
	removedUntil(moment: number): { readonly item: Item; readonly moment: number }[] {
		const found: { readonly item: Item; readonly moment: number }[] = [];
		const seen = new Set<string>();
		for (let at = moment - 1; at >= 0; at -= 1) {
			for (const { id, before, after } of this.#steps[at]?.changes ?? []) {
				if (seen.has(id)) continue;
				seen.add(id);
				if (before && !after) found.push({ item: before, moment: at });
			}
		}
		return found;
	}

	/** How many steps each author made in each of `count` equal parts of the whole. */
	density(count: number): ReadonlyMap<string | null, readonly number[]> {
		const rows = new Map<string | null, number[]>();
		for (const [at, { by }] of this.#steps.entries()) {
			const row = rows.get(by) ?? Array.from({ length: count }, () => 0);
			row[Math.floor((at * count) / this.length)]! += 1;
			rows.set(by, row);
		}
		return rows;
	}
}
