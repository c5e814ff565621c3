import type { AuthoredRun, Origin } from '@concordia/board/authorship';
import type { Organization } from '@concordia/session';
import { isPerson, nameOf, organizationBehind, type People } from './wording.ts';

/** A text with who wrote it. */
export interface WrittenText {
	/** The same as long as it is the same text. */
	readonly id: string;
	/** Which one it is, for lists. */
	readonly title: string;
	readonly runs: readonly AuthoredRun[];
}

/** How many words somebody wrote. */
interface Count {
	readonly id: string;
	readonly name: string;
	words: number;
}

/** What an organization wrote. */
export interface Share {
	/** Its id; `-` for nobody's, `?` for what the log doesn't have yet. */
	readonly id: string;
	readonly organization: Organization | null;
	readonly words: number;
	/** Its people, who wrote most first. */
	readonly people: readonly Readonly<Count>[];
}

/** Words in a text, for figures. */
export function countWords(text: string): number {
	return text.split(/[\s\p{P}]+/u).filter((word) => word !== '').length;
}

/** By who wrote first; what was counted is kept with the runs. */
const counted = new WeakMap<
	readonly AuthoredRun[],
	ReadonlyMap<string | null | undefined, number>
>();

function wordsIn(runs: readonly AuthoredRun[]): ReadonlyMap<string | null | undefined, number> {
	const known = counted.get(runs);
	if (known) return known;
	const words = new Map<string | null | undefined, number>();
	for (const { text, origin } of runs) {
		words.set(origin?.author, (words.get(origin?.author) ?? 0) + countWords(text));
	}
	counted.set(runs, words);
	return words;
}

const most = (a: { readonly words: number }, b: { readonly words: number }): number =>
	b.words - a.words;

/** Who wrote how much of some texts, by organization, most first. */
export function sharesOf(state: People, texts: readonly WrittenText[]): Share[] {
	const authors = new Map<string | null | undefined, number>();
	for (const { runs } of texts) {
		for (const [author, words] of wordsIn(runs)) {
			authors.set(author, (authors.get(author) ?? 0) + words);
		}
	}
	const shares = new Map<string, Share & { words: number; people: Count[] }>();
	for (const [author, words] of authors) {
		const origin: Origin | undefined = author === undefined ? undefined : { author };
		const organization = organizationBehind(state, origin);
		const id = organization?.id ?? (author === undefined ? '?' : '-');
		let share = shares.get(id);
		if (!share) shares.set(id, (share = { id, organization, words: 0, people: [] }));
		share.words += words;
		if (author != null && isPerson(author)) {
			share.people.push({ id: author, name: nameOf(state, author), words });
		}
	}
	return [...shares.values()]
		.map((share) => ({ ...share, people: share.people.toSorted(most) }))
		.toSorted(most);
}

/** How words of an organization are marked (see marks.css). */
export function lookOf(organization: Organization | null): string {
	return organization
		? `authored org-${organization.color} pattern-${organization.pattern}`
		: 'authored org-gray pattern-none';
}
