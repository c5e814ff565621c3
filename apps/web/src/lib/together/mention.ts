/** Somebody who can be mentioned. */
export interface Person {
	readonly id: string;
	readonly name: string;
}

/** A piece of what was said: words, or somebody. */
export type Segment =
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'mention'; readonly participant: string };

const stored = /@([\w-]{1,64})/g;

/** Divides a text as it is stored (`@<participant id>`) into words and people; other `@` stay words. */
export function segmentsOf(text: string, isPerson: (id: string) => boolean): Segment[] {
	const segments: Segment[] = [];
	let from = 0;
	for (const match of text.matchAll(stored)) {
		const id = match[1]!;
		if (!isPerson(id)) continue;
		if (match.index > from) segments.push({ type: 'text', text: text.slice(from, match.index) });
		segments.push({ type: 'mention', participant: id });
		from = match.index + match[0].length;
	}
	if (from < text.length) segments.push({ type: 'text', text: text.slice(from) });
	return segments;
}

export function mentions(text: string, participant: string): boolean {
	return segmentsOf(text, (id) => id === participant).some(({ type }) => type === 'mention');
}

/** The text with names, as people write it. */
export function formatMentions(text: string, people: readonly Person[]): string {
	const names = new Map(people.map(({ id, name }) => [id, name]));
	return segmentsOf(text, (id) => names.has(id))
		.map((part) => (part.type === 'text' ? part.text : `@${names.get(part.participant)}`))
		.join('');
}

/** The text with ids. Of several people with one name the first is meant: put who was chosen first. */
export function parseMentions(text: string, people: readonly Person[]): string {
	const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length);
	let result = '';
	for (let at = 0; at < text.length;) {
		const person =
			text[at] === '@' && !/\w/.test(text[at - 1] ?? '')
				? longestFirst.find(
						({ name }) =>
							text.startsWith(name, at + 1) &&
							!/[\p{L}\p{N}]/u.test(text[at + 1 + name.length] ?? '')
					)
				: undefined;
		result += person ? `@${person.id}` : text[at];
		at += person ? person.name.length + 1 : 1;
	}
	return result;
}

/** The beginning of a name that is being written before the caret, and where its `@` stands. */
export function openMention(text: string, caret: number): { at: number; begun: string } | null {
	const match = /(?:^|[\s(])@([\p{L}\p{N}.' -]{0,40})$/u.exec(text.slice(0, caret));
	if (match === null) return null;
	const begun = match[1]!;
	return { at: caret - begun.length - 1, begun };
}

/** People whose name, or a part of it, begins so. */
export function suggestions(begun: string, people: readonly Person[]): Person[] {
	const wanted = begun.toLocaleLowerCase();
	return people
		.filter(({ name }) => {
			const lower = name.toLocaleLowerCase();
			return lower.startsWith(wanted) || lower.split(/\s+/).some((part) => part.startsWith(wanted));
		})
		.slice(0, 6);
}
