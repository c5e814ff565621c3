import * as Y from 'yjs';
import { newDocument, openBoard } from '../doc/roots.ts';

/**
 * When each paragraph of a document was last changed, from the stored updates: the log names the document only. A
 * paragraph that was split off is new, as it is for who reads it.
 */
export class ParagraphVersions {
	readonly #item: string;
	readonly #doc: Y.Doc;
	readonly #changed = new Map<Y.XmlElement, number>();
	#position = 0;

	constructor(item: string) {
		this.#item = item;
		this.#doc = newDocument();
		this.#doc.on('afterTransaction', (transaction) => this.#take(transaction));
	}

	/** Plays the next stored update; null for one that was erased. */
	push(update: Uint8Array | null, position: number): void {
		if (update === null) return;
		this.#position = position;
		try {
			Y.applyUpdate(this.#doc, update);
		} catch {
			// The server let it pass, so it can be read; what can't be all the same counts as erased.
		}
	}

	/** The position of the last change by the paragraph's name. */
	versions(): ReadonlyMap<string, number> {
		const versions = new Map<string, number>();
		for (const paragraph of paragraphsIn(this.#fragment())) {
			const id: unknown = paragraph.getAttribute('id');
			const at = this.#changed.get(paragraph);
			// Of two with one name the later counts: nobody is said to have seen what they have not.
			if (typeof id === 'string' && at !== undefined) {
				versions.set(id, Math.max(at, versions.get(id) ?? 0));
			}
		}
		return versions;
	}

	stop(): void {
		this.#doc.destroy();
	}

	#take({ changed }: Y.Transaction): void {
		const fragment = this.#fragment();
		if (fragment === null) return;
		for (const type of changed.keys()) {
			const paragraph = paragraphAround(type as Y.AbstractType<unknown>, fragment);
			if (paragraph) this.#changed.set(paragraph, this.#position);
		}
		// What is new is not told as changed.
		for (const paragraph of paragraphsIn(fragment)) {
			if (!this.#changed.has(paragraph)) this.#changed.set(paragraph, this.#position);
		}
	}

	#fragment(): Y.XmlFragment | null {
		const entry: unknown = openBoard(this.#doc).items.get(this.#item);
		const fragment: unknown = entry instanceof Y.Map ? entry.get('doc') : null;
		return fragment instanceof Y.XmlFragment ? fragment : null;
	}
}

/** The paragraph that a part of the document belongs to; null for what holds paragraphs, and for all else. */
function paragraphAround(
	type: Y.AbstractType<unknown>,
	fragment: Y.XmlFragment
): Y.XmlElement | null {
	let found: Y.XmlElement | null = null;
	let at: Y.AbstractType<unknown> | null = type;
	while (at !== null && at !== (fragment as unknown)) {
		if (found === null && at instanceof Y.XmlElement && at.nodeName === 'paragraph') found = at;
		at = at.parent;
	}
	return at === null ? null : found;
}

function paragraphsIn(fragment: Y.XmlFragment | null): Y.XmlElement[] {
	if (fragment === null) return [];
	const walker = fragment.createTreeWalker(
		(node) => node instanceof Y.XmlElement && node.nodeName === 'paragraph'
	);
	return [...walker] as Y.XmlElement[];
}
