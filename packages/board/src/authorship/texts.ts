import * as Y from 'yjs';
import { openBoard } from '../doc/roots.ts';
import type { Authorship, AuthoredRun } from './authorship.ts';

/** The texts of a document in its order. */
export function textsIn(fragment: Y.XmlFragment): Y.XmlText[] {
	return fragment.toArray().flatMap((part): Y.XmlText[] => {
		if (part instanceof Y.XmlText) return [part];
		return part instanceof Y.XmlElement ? textsIn(part) : [];
	});
}

/** The paragraphs of a document in its order, each with its texts. */
export function paragraphTexts(fragment: Y.XmlFragment | Y.XmlElement): Y.XmlText[][] {
	const found: Y.XmlText[][] = [];
	for (const part of fragment.toArray()) {
		if (!(part instanceof Y.XmlElement)) continue;
		if (part.nodeName === 'paragraph') found.push(textsIn(part));
		else found.push(...paragraphTexts(part));
	}
	return found;
}

/** A shared text of an item: of one of its fields or cells, or its own. */
export interface ItemText {
	readonly field?: string;
	readonly cell?: string;
	readonly text: Y.Text;
}

/** All that people write in on an item letter by letter, its own text first; without the content of documents. */
export function textsOfItem(doc: Y.Doc, id: string): ItemText[] {
	const item: unknown = openBoard(doc).items.get(id);
	if (!(item instanceof Y.Map)) return [];
	const own: unknown = item.get('text');
	return [
		...(isPlain(own) ? [{ text: own }] : []),
		...textsInMap(item.get('fields')).map(([field, text]) => ({ field, text })),
		...textsInMap(item.get('cells')).map(([cell, text]) => ({ cell, text }))
	];
}

function textsInMap(map: unknown): (readonly [string, Y.Text])[] {
	if (!(map instanceof Y.Map)) return [];
	return [...map.entries()].filter((entry): entry is [string, Y.Text] => isPlain(entry[1]));
}

function isPlain(value: unknown): value is Y.Text {
	return value instanceof Y.Text && !(value instanceof Y.XmlText);
}

interface Known {
	readonly runs: readonly AuthoredRun[];
	/** How much was known of the log; Infinity: all that these letters need. */
	readonly version: number;
}

/** Who wrote the texts of a document that changes: what was found out about a text is kept until that changes. */
export class AuthoredTexts {
	readonly #doc: Y.Doc;
	readonly #authorship: Authorship;
	readonly #known = new WeakMap<object, Known>();
	readonly #forget = ({ changed }: Y.Transaction): void => {
		for (const type of changed.keys()) this.#known.delete(type);
	};

	constructor(doc: Y.Doc, authorship: Authorship) {
		this.#doc = doc;
		this.#authorship = authorship;
		doc.on('beforeObserverCalls', this.#forget);
	}

	/** The same list as long as nothing is different; `version` rises with what is known of the log. */
	runsOf(text: Y.Text, version: number): readonly AuthoredRun[] {
		const known = this.#known.get(text);
		if (known && known.version >= version) return known.runs;
		const runs = this.#authorship.runsOf(text);
		const isWhole = runs.every(({ origin }) => origin !== undefined);
		this.#known.set(text, { runs, version: isWhole ? Infinity : version });
		return runs;
	}

	stop(): void {
		this.#doc.off('beforeObserverCalls', this.#forget);
	}
}
