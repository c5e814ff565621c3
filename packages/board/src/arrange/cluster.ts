import { wordsOf } from './words.ts';

/** Things that belong together. */
export interface Cluster {
	/** Of the value they share; for texts the words that name them. */
	readonly key: string;
	readonly ids: readonly string[];
}

/** Puts together what has the same value; the largest first, what has none last. */
export function clusterByKey(
	entries: Iterable<readonly [id: string, key: string | null]>
): Cluster[] {
	const groups = new Map<string, string[]>();
	for (const [id, key] of entries) {
		const group = groups.get(key ?? '');
		if (group) group.push(id);
		else groups.set(key ?? '', [id]);
	}
	return Array.from(groups, ([key, ids]) => ({ key, ids })).toSorted(byLength);
}

/** Texts count as alike from here on: some important word in common, not only one among many. */
const alike = 0.16;
/** Beyond this the comparison of all with all would stop the page. */
export const mostTexts = 1500;

/**
 * Groups texts by the words they share: words that few texts have count more. The two groups that are most
 * alike on average become one until none are alike enough. What is like nothing comes last, without a key.
 */
export function clusterByText(
	texts: readonly { readonly id: string; readonly text: string }[]
): Cluster[] {
	const known = texts.slice(0, mostTexts);
	const vectors = weigh(known.map(({ text }) => text));
	const groups = agglomerate(vectors);
	const clusters: Cluster[] = [];
	const alone: string[] = texts.slice(mostTexts).map(({ id }) => id);
	for (const members of groups) {
		const ids = members.map((index) => known[index]!.id);
		if (ids.length < 2) alone.push(...ids);
		else {
			clusters.push({
				key: titleOf(
					members.map((index) => known[index]!.text),
					members.map((index) => vectors[index]!)
				),
				ids
			});
		}
	}
	const sorted = clusters.toSorted(byLength);
	return alone.length > 0 ? [...sorted, { key: '', ids: alone }] : sorted;
}

type Vector = ReadonlyMap<string, number>;

/** Per text its words with their weights, scaled to length 1. */
function weigh(texts: readonly string[]): Vector[] {
	const counts = texts.map((text) => {
		const count = new Map<string, number>();
		for (const { stem } of wordsOf(text)) count.set(stem, (count.get(stem) ?? 0) + 1);
		return count;
	});
	const having = new Map<string, number>();
	for (const count of counts) {
		for (const stem of count.keys()) having.set(stem, (having.get(stem) ?? 0) + 1);
	}
	return counts.map((count) => {
		const weights = Array.from(count, ([stem, times]): [string, number] => [
			stem,
			(1 + Math.log(times)) * Math.log(1 + texts.length / having.get(stem)!)
		]);
		const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
		return new Map(weights.map(([stem, weight]) => [stem, weight / length]));
	});
}

function similarity(a: Vector, b: Vector): number {
	const [small, large] = a.size < b.size ? [a, b] : [b, a];
	let sum = 0;
	for (const [stem, weight] of small) sum += weight * (large.get(stem) ?? 0);
	return sum;
}

/** The sum of the vectors of a group says how alike two groups are on average. */
function agglomerate(vectors: readonly Vector[]): number[][] {
	let groups = vectors.map((vector, index) => ({ members: [index], sum: vector }));
	for (;;) {
		const merged = new Set<number>();
		const next: typeof groups = [];
		// Each round joins every pair that are each other's nearest: far fewer rounds than pairs.
		const nearest = groups.map((group, index) => nearestTo(group, index, groups));
		for (const [index, group] of groups.entries()) {
			const other = nearest[index] ?? -1;
			if (merged.has(index)) continue;
			if (other > index && nearest[other] === index) {
				merged.add(other);
				const there = groups[other]!;
				next.push({
					members: [...group.members, ...there.members].toSorted((a, b) => a - b),
					sum: add(group.sum, there.sum)
				});
			} else next.push(group);
		}
		if (merged.size === 0) return groups.map(({ members }) => members);
		groups = next;
	}
}

interface Group {
	readonly members: readonly number[];
	readonly sum: Vector;
}

/** -1 when nothing is alike enough. Of equals the first, so that two may be nearest to each other. */
function nearestTo(group: Group, index: number, groups: readonly Group[]): number {
	let best = -1;
	let most = alike;
	for (const [other, { members, sum }] of groups.entries()) {
		if (other === index) continue;
		const average = similarity(group.sum, sum) / (group.members.length * members.length);
		if (average > most) [best, most] = [other, average];
	}
	return best;
}

function add(a: Vector, b: Vector): Vector {
	const sum = new Map(a);
	for (const [stem, weight] of b) sum.set(stem, (sum.get(stem) ?? 0) + weight);
	return sum;
}

/** The words that most of the group have, as they are mostly written. */
function titleOf(texts: readonly string[], vectors: readonly Vector[]): string {
	const weights = new Map<string, number>();
	for (const vector of vectors) {
		for (const [stem, weight] of vector) weights.set(stem, (weights.get(stem) ?? 0) + weight);
	}
	const shared = [...weights]
		.filter(([stem]) => vectors.filter((vector) => vector.has(stem)).length > 1)
		.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
		.slice(0, 2);
	return shared.map(([stem]) => formOf(stem, texts)).join(', ');
}

function formOf(stem: string, texts: readonly string[]): string {
	const forms = new Map<string, number>();
	for (const word of texts.flatMap(wordsOf)) {
		if (word.stem === stem) forms.set(word.form, (forms.get(word.form) ?? 0) + 1);
	}
	const [best = stem] = [...forms].toSorted((a, b) => b[1] - a[1])[0] ?? [];
	return best;
}

function byLength(a: Cluster, b: Cluster): number {
	if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
	return b.ids.length - a.ids.length;
}
