import { flattenOutline, outline } from '@concordia/canvas';
import type { Item } from '@concordia/board';
import { isSeen, seenGrades, type SeenGrade, type SeenLog } from '@concordia/transparency';

/** A line or a stroke says nothing alone, a frame is what lies in it, and what is said about items is no item. */
const uncounted: ReadonlySet<string> = new Set(['connector', 'frame', 'ink', 'comment']);

/** Whether it is asked of an item who has seen it. */
export function isCounted({ type }: Pick<Item, 'type'>): boolean {
	return !uncounted.has(type);
}

/** The items that are counted, as one reads them. */
export function countedItems(items: Iterable<Item>): Item[] {
	return flattenOutline(outline([...items])).flatMap(({ item }) =>
		item !== null && isCounted(item) ? [item] : []
	);
}

export type GradeCounts = Readonly<Record<SeenGrade, number>>;

/** How many of the items are at which grade, for one organization. */
export function countGrades(
	log: SeenLog,
	items: readonly Pick<Item, 'id'>[],
	organization: string
): GradeCounts {
	const counts = Object.fromEntries(seenGrades.map((grade) => [grade, 0])) as Record<
		SeenGrade,
		number
	>;
	for (const { id } of items) counts[log.gradeOf(id, organization)] += 1;
	return counts;
}

/** Of how many organizations it is recorded that they have seen an item: any version of it, and the last one. */
export interface SeenBy {
	readonly any: number;
	readonly last: number;
	readonly of: number;
}

export function seenBy(log: SeenLog, id: string, organizations: readonly string[]): SeenBy {
	let [any, last] = [0, 0];
	for (const organization of organizations) {
		const grade = log.gradeOf(id, organization);
		if (isSeen(grade)) last += 1;
		if (isSeen(grade) || grade === 'earlier') any += 1;
	}
	return { any, last, of: organizations.length };
}

/** Items whose last version is recorded as seen by not all of these organizations, in the order given. */
export function notRecorded(
	log: SeenLog,
	items: readonly Item[],
	organizations: readonly string[]
): Item[] {
	return items.filter(({ id }) =>
		organizations.some((organization) => !isSeen(log.gradeOf(id, organization)))
	);
}

/** Organizations of which it is not recorded that they have seen the last version. */
export function missing(log: SeenLog, id: string, organizations: readonly string[]): string[] {
	return organizations.filter((organization) => !isSeen(log.gradeOf(id, organization)));
}

/** Items that somebody else changed after a moment, the newest change first. */
export function changedSince(
	log: SeenLog,
	items: readonly Item[],
	since: number,
	me: string
): Item[] {
	const at = ({ id }: Item): number => log.items.get(id)?.at ?? 0;
	return items
		.filter((item) => at(item) > since && log.items.get(item.id)?.by !== me)
		.toSorted((a, b) => at(b) - at(a));
}

/** The next of the wanted items, from one of all on and round again: also when that one is no longer wanted. */
export function nextOf(
	all: readonly Item[],
	wanted: readonly Item[],
	from: string | null,
	step: 1 | -1 = 1
): Item | null {
	const ids = new Set(wanted.map(({ id }) => id));
	const at = all.findIndex(({ id }) => id === from);
	const start = at < 0 ? (step === 1 ? -1 : all.length) : at;
	for (let i = 1; i <= all.length; i += 1) {
		const item = all[(start + i * step + 2 * all.length) % all.length];
		if (item && ids.has(item.id)) return item;
	}
	return null;
}

/** Items in a frame, also in frames within it. */
export function itemsIn(items: ReadonlyMap<string, Item>, frame: string): Item[] {
	const isIn = (item: Item): boolean => {
		const passed = new Set<string>();
		for (let at = item.parent; at !== undefined && !passed.has(at); at = items.get(at)?.parent) {
			if (at === frame) return true;
			passed.add(at);
		}
		return false;
	};
	return [...items.values()].filter((item) => isCounted(item) && isIn(item));
}

/** One frame, or what lies in none, with what is not recorded in it. */
export interface FrameSeen {
	readonly frame: Item | null;
	readonly items: readonly Item[];
	/** By organization, how many of the items it has seen in the last version. */
	readonly seen: ReadonlyMap<string, number>;
}

/** The board frame by frame, by the outermost ones, in the order of the items. */
export function byFrame(
	log: SeenLog,
	counted: readonly Item[],
	items: ReadonlyMap<string, Item>,
	organizations: readonly string[]
): FrameSeen[] {
	const groups = new Map<string, Item[]>();
	for (const item of counted) {
		const frame = outermostFrame(item, items);
		const group = groups.get(frame);
		if (group) group.push(item);
		else groups.set(frame, [item]);
	}
	return Array.from(groups, ([frame, own]) => ({
		frame: items.get(frame) ?? null,
		items: own,
		seen: new Map(
			organizations.map((organization) => [
				organization,
				own.filter(({ id }) => isSeen(log.gradeOf(id, organization))).length
			])
		)
	}));
}

function outermostFrame(item: Item, items: ReadonlyMap<string, Item>): string {
	let frame = '';
	const passed = new Set<string>();
	for (let at = item.parent; at !== undefined && !passed.has(at); at = items.get(at)?.parent) {
		passed.add(at);
		if (items.get(at)?.type === 'frame') frame = at;
	}
	return frame;
}
