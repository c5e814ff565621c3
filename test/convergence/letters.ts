// What became of every letter that anybody typed.
import type { Change } from '@concordia/board';
import * as Y from 'yjs';
import type { Client } from './network.ts';

/** Letters nobody writes twice: so it can be told of each whether it is still there. */
const firstLetter = 0x4e00;
const letters = /[\u4e00-\u9fff]/g;

/** How often a letter stands in which items. */
type Whereabouts = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Fate {
	readonly letter: string;
	/** Who typed it. */
	readonly writer: Client;
	/**
	 * The items it was typed into, copied or brought back into, and whether somebody took it out of there who saw
	 * it. An item that comes back is another one.
	 */
	readonly homes: Map<string, boolean>;
	/** Its writer was told with which words something went away. */
	isTold: boolean;
}

export class Letters {
	readonly #fates = new Map<string, Fate>();
	/** Items that somebody removed. */
	readonly #removed = new Set<string>();
	/** Items that came back, by id: of two that come back at once one stays. */
	readonly #returned = new Set<string>();
	readonly #known = new Set<string>();

	/** The next letter, typed by this person into this item. */
	type(writer: Client, id: string): string {
		const letter = String.fromCodePoint(firstLetter + this.#fates.size);
		const home = homesOf(writer.doc).get(id);
		this.#fates.set(letter, {
			letter,
			writer,
			homes: new Map(home === undefined ? [] : [[home, false]]),
			isTold: false
		});
		return letter;
	}

	/** Follows what a person is told. */
	follow(client: Client): void {
		client.watch = (changes: readonly Change[]) => {
			for (const { before, after } of changes) {
				if (!before) continue;
				const left = new Set(lettersOf(after));
				for (const letter of lettersOf(before)) {
					const fate = this.#fates.get(letter);
					if (fate?.writer === client && !left.has(letter)) fate.isTold = true;
				}
			}
		};
	}

	/** Does something as this person, and notes which letters it took away or brought back. */
	during(client: Client, deed: () => void): void {
		const [before, homes] = [lettersIn(client.doc), homesOf(client.doc)];
		deed();
		const after = lettersIn(client.doc);
		const homesAfter = new Set(homesOf(client.doc).values());
		for (const home of homes.values()) if (!homesAfter.has(home)) this.#removed.add(home);
		for (const home of homesAfter) {
			const id = idOf(home);
			if (this.#known.has(id) && !this.#known.has(home)) this.#returned.add(id);
			this.#known.add(id).add(home);
		}
		this.#note(before, after, true);
		this.#note(after, before, false);
	}

	/** Of whatever there is more in the one than in the other some was taken away, or came. */
	#note(one: Whereabouts, other: Whereabouts, isTaken: boolean): void {
		for (const [letter, homes] of one) {
			for (const [home, count] of homes) {
				const left = other.get(letter)?.get(home) ?? 0;
				if (left < count) this.#fates.get(letter)?.homes.set(home, isTaken);
			}
		}
	}

	#isGone(home: string): boolean {
		return this.#removed.has(home) || this.#returned.has(idOf(home));
	}

	/** Letters that are gone though nobody who saw them took them away. */
	lost(doc: Y.Doc): string[] {
		const present = lettersIn(doc);
		const problems: string[] = [];
		for (const { letter, homes, isTold } of this.#fates.values()) {
			const left = [...homes].filter(([, isTaken]) => !isTaken).map(([home]) => home);
			if (present.has(letter) || left.length === 0) continue;
			const where = left.join(', ');
			if (!left.every((home) => this.#isGone(home))) problems.push(`a letter in ${where} is lost`);
			else if (!isTold) problems.push(`a letter went with ${where}, and its writer was not told`);
		}
		return problems;
	}
}

const lettersOf = (value: unknown): string[] => (JSON.stringify(value) ?? '').match(letters) ?? [];

/** The items of a document by id, each named with the write that made it. */
function homesOf(doc: Y.Doc): Map<string, string> {
	const homes = new Map<string, string>();
	doc.getMap('items').forEach((entry, id) => {
		if (!(entry instanceof Y.Map)) return;
		const { _item: made } = entry;
		if (made) homes.set(id, `${id}@${made.id.client}:${made.id.clock}`);
	});
	return homes;
}

const idOf = (home: string): string => home.slice(0, home.indexOf('@'));

/** Every letter and the items it stands in, wherever that is; in removed rows and columns too. */
function lettersIn(doc: Y.Doc): Whereabouts {
	const found = new Map<string, Map<string, number>>();
	const homes = homesOf(doc);
	doc.getMap('items').forEach((entry, id) => {
		const home = homes.get(id);
		if (!(entry instanceof Y.Map) || home === undefined) return;
		for (const letter of lettersOf(entry.toJSON())) {
			const known = found.get(letter) ?? new Map<string, number>();
			found.set(letter, known.set(home, (known.get(home) ?? 0) + 1));
		}
	});
	return found;
}
