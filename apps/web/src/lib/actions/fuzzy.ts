/** A hit with the places of the letters that matched, for showing them. */
export interface Match {
	readonly score: number;
	readonly at: readonly number[];
}

/**
 * Whether the letters of the query come in this order in the text, and how well: whole words and
 * beginnings of words count more than letters here and there. Null when they don't.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
	const words = fold(query.trim());
	const wanted = words.filter((letter) => letter !== ' ');
	const letters = fold(text);
	if (wanted.length === 0) return { score: 0, at: [] };
	const whole = placeOf(words, letters);
	if (whole >= 0) {
		const at = words.map((_, index) => whole + index);
		const starts = isStart(letters, whole) ? 100 : 50;
		return { score: starts + 20 - Math.min(20, whole), at };
	}
	const at: number[] = [];
	let score = 0;
	let from = 0;
	for (const letter of wanted) {
		const next = nextPlace(letters, letter, from, at.at(-1));
		if (next < 0) return null;
		if (isStart(letters, next)) score += 8;
		else if (next === (at.at(-1) ?? -2) + 1) score += 4;
		else score -= 1;
		at.push(next);
		from = next + 1;
	}
	return { score: score - letters.length / 50, at };
}

/** The letter right after the last one, else at the beginning of a word, else anywhere. */
function nextPlace(
	letters: readonly string[],
	letter: string,
	from: number,
	last: number | undefined
): number {
	if (last !== undefined && letters[last + 1] === letter) return last + 1;
	for (let at = from; at < letters.length; at += 1) {
		if (letters[at] === letter && isStart(letters, at)) return at;
	}
	return letters.indexOf(letter, from);
}

function isStart(letters: readonly string[], at: number): boolean {
	return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1] ?? ' ');
}

/** Where the letters stand as they are; -1 when they don't. */
function placeOf(words: readonly string[], letters: readonly string[]): number {
	return letters.findIndex((_, from) => words.every((letter, at) => letters[from + at] === letter));
}

/** Letter by letter without case and accents, so that places stay. */
function fold(text: string): string[] {
	return Array.from(text, (letter) => letter.normalize('NFD')[0]?.toLowerCase() ?? letter);
}
