import { wordsOf } from './words.ts';

/** Longer ones are sentences, not titles. */
const maxLength = 60;
const mostSuggestions = 3;

/**
 * What a group of texts could be called, the best first: the words that many of them share and the others
 * don't, then the text that has most in common with the rest. Counted, not understood: the same texts give
 * the same suggestions, and a person decides. Empty when they share nothing.
 */
export function suggestTitles(texts: readonly string[], others: readonly string[] = []): string[] {
	const group = texts.map(formsByStem);
	const elsewhere = others.map(formsByStem);
	const weights = new Map<string, number>();
	for (const stem of new Set(group.flatMap((forms) => [...forms.keys()]))) {
		const here = group.filter((forms) => forms.has(stem)).length;
		if (here < 2) continue;
		const there = elsewhere.filter((forms) => forms.has(stem)).length;
		weights.set(stem, here * Math.log(1 + (group.length + elsewhere.length) / (here + there)));
	}
	const [first, second] = [...weights]
		.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
		.map(([stem]) => mostUsed(stem, group));
	if (first === undefined) return [];
	const found = [
		...(second === undefined ? [] : [`${first}, ${second}`]),
		first,
		...mostTypical(texts, group, weights)
	].map(capitalized);
	return [...new Set(found)].slice(0, mostSuggestions);
}

/** The words of a text by their beginning, as they are written there. */
function formsByStem(text: string): ReadonlyMap<string, string> {
	return new Map(wordsOf(text).map(({ stem, form }) => [stem, form]));
}

function mostUsed(stem: string, group: readonly ReadonlyMap<string, string>[]): string {
	const counts = new Map<string, number>();
	for (const forms of group) {
		const form = forms.get(stem);
		if (form !== undefined) counts.set(form, (counts.get(form) ?? 0) + 1);
	}
	const [best] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
	return best?.[0] ?? stem;
}

/** The text with most of what the group shares, if it is short enough; of equals the shorter one. */
function mostTypical(
	texts: readonly string[],
	group: readonly ReadonlyMap<string, string>[],
	weights: ReadonlyMap<string, number>
): string[] {
	const [best] = texts
		.map((text, index) => ({
			line: text.replaceAll(/\s+/gu, ' ').trim(),
			weight: [...group[index]!.keys()].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0)
		}))
		.filter(({ line, weight }) => weight > 0 && line.length <= maxLength)
		.toSorted(
			(a, b) => b.weight - a.weight || a.line.length - b.line.length || (a.line < b.line ? -1 : 1)
		);
	return best === undefined ? [] : [best.line];
}

function capitalized(title: string): string {
	const [first = ''] = title;
	return first.toLocaleUpperCase('en') + title.slice(first.length);
}
