/** A run of a text that both versions have, or only the later or the earlier one. */
export interface WordRun {
	readonly kind: 'same' | 'added' | 'removed';
	readonly text: string;
}

/** More words than this on both sides are not compared one by one: it would take seconds. */
const maxCells = 4_000_000;

/** What turns one text into another, word by word. The runs joined without `removed` are the later text. */
export function diffWords(before: string, after: string): WordRun[] {
	const old = wordsOf(before);
	const now = wordsOf(after);
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
	let end = 0;
	const rest = Math.min(old.length, now.length) - start;
	while (end < rest && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
	const runs: WordRun[] = [];
	for (const word of old.slice(0, start)) add(runs, 'same', word);
	diffMiddle(runs, old.slice(start, old.length - end), now.slice(start, now.length - end));
	for (const word of old.slice(old.length - end)) add(runs, 'same', word);
	return runs;
}

/** Words, single signs, and the space between them. */
function wordsOf(text: string): string[] {
	return text.match(/\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu) ?? [];
}

function diffMiddle(runs: WordRun[], old: readonly string[], now: readonly string[]): void {
	if (old.length * now.length > maxCells) {
		add(runs, 'removed', old.join(''));
		add(runs, 'added', now.join(''));
		return;
	}
	const common = commonLengths(old, now);
	const width = now.length + 1;
	let i = 0;
	let j = 0;
	while (i < old.length || j < now.length) {
		if (i < old.length && j < now.length && old[i] === now[j]) {
			add(runs, 'same', old[i]!);
			i += 1;
			j += 1;
		} else if (
			j >= now.length ||
			(i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
		) {
			add(runs, 'removed', old[i]!);
			i += 1;
		} else {
			add(runs, 'added', now[j]!);
			j += 1;
		}
	}
}

/** How many words the rest of both lists have in common, for every pair of rests. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
	const width = now.length + 1;
	const lengths = new Uint32Array((old.length + 1) * width);
	for (let i = old.length - 1; i >= 0; i -= 1) {
		for (let j = now.length - 1; j >= 0; j -= 1) {
			lengths[i * width + j] =
				old[i] === now[j]
					? lengths[(i + 1) * width + j + 1]! + 1
					: Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
		}
	}
	return lengths;
}

function add(runs: WordRun[], kind: WordRun['kind'], text: string): void {
	const last = runs.at(-1);
	if (last?.kind === kind) runs[runs.length - 1] = { kind, text: last.text + text };
	else if (text !== '') runs.push({ kind, text });
}
