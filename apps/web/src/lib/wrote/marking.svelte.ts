import type { AuthoredRun } from '@concordia/board/authorship';
import { createContext } from 'svelte';

/** Finds out who wrote a text of an item: its own, or one of its fields. */
export type FindRuns = (item: string, field?: string) => readonly AuthoredRun[] | null;

/** Whether the texts around are marked by who wrote them. */
export class Marking {
	#find: FindRuns | null = $state.raw(null);

	/** Marks them until it is given null. */
	show(find: FindRuns | null): void {
		this.#find = find;
	}

	/** Null: this text is not marked, or says something else at this moment. */
	runsOf(item: string, field: string | undefined, letters: string): readonly AuthoredRun[] | null {
		const runs = this.#find?.(item, field) ?? null;
		return runs?.map(({ text }) => text).join('') === letters ? runs : null;
	}
}

const [getMarking, setMarking, hasMarking] = createContext<Marking>();

export { setMarking };

/** What is wanted around here; null where nobody can ask for it. */
export function markingAround(): Marking | null {
	return hasMarking() ? getMarking() : null;
}
