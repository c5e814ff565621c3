/** A stretch of one text that stands in another: where it begins in each, and how long it is. */
export interface Match {
	readonly at: number;
	readonly from: number;
	readonly length: number;
}

/** Where in a source each stretch of so many characters begins. */
export type Places = ReadonlyMap<string, readonly number[]>;

const maxCandidates = 24;

/** Found once for a source in which much is looked for. */
export function placesIn(source: string, least: number): Places {
	const places = new Map<string, number[]>();
	for (let i = 0; i + least <= source.length; i += 1) {
		const start = source.slice(i, i + least);
		const known = places.get(start);
		if (!known) places.set(start, [i]);
		else if (known.length < maxCandidates) known.push(i);
	}
	return places;
}

/**
 * Finds what of `text` was in `source`, from its beginning on, always the longest stretch there is (of `least`
 * characters at least). Stretches of the source are used once. Costs about the length of both; of the text alone when
 * the places of the source are known.
 */
export function findMatches(
	text: string,
	source: string,
	least: number,
	places: Places = placesIn(source, least)
): Match[] {
	if (text === '' || source === '') return [];
	if (text === source) return [{ at: 0, from: 0, length: text.length }];
	const used = new Uint8Array(source.length);
	const matches: Match[] = [];
	for (let at = 0; at + least <= text.length;) {
		let best = { from: -1, length: 0 };
		for (const from of places.get(text.slice(at, at + least)) ?? []) {
			let length = 0;
			while (
				at + length < text.length &&
				from + length < source.length &&
				used[from + length] === 0 &&
				text[at + length] === source[from + length]
			) {
				length += 1;
			}
			if (length >= least && length > best.length) best = { from, length };
		}
		if (best.length === 0) {
			at += 1;
			continue;
		}
		used.fill(1, best.from, best.from + best.length);
		matches.push({ at, ...best });
		at += best.length;
	}
	return matches;
}
