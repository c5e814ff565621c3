import * as Y from 'yjs';
import { openBoard } from '../doc/roots.ts';

/**
 * When each paragraph of a document was last changed, from the stored updates: the log names the document only. A
 * paragraph that was split off is new, as it is for who reads it.
 */
export class ParagraphVersions {
	readonly #doc: Y.Doc;
	readonly #changed = new WeakMap<Y.XmlElement, number>();

	constructor(doc: Y.Doc) {
		this.#doc = doc;
	}

	/** The position of the last change by the paragraph's name. */
	versionsIn(item: string): ReadonlyMap<string, number> {
		const versions = new Map<string, number>();
		const entry: unknown = openBoard(this.#doc).items.get(item);
		const fragment: unknown = entry instanceof Y.Map ? entry.get('doc') : null;
		if (!(fragment instanceof Y.XmlFragment)) return versions;
		for (const paragraph of paragraphsIn(fragment)) {
			const id: unknown = paragraph.getAttribute('id');
			const at = this.#changed.get(paragraph);
			// Of two with one name the later counts: nobody is said to have seen what they have not.
			if (typeof id === 'string' && at !== undefined) {
				versions.set(id, Math.max(at, versions.get(id) ?? 0));
			}
		}
		return versions;
	}

	/** Takes what an update has done. */
	take({ changed, beforeState, afterState }: Y.Transaction, position: number): void {
		for (const type of changed.keys()) {
			const paragraph = paragraphAround(type as Y.AbstractType<unknown>);
			if (paragraph) this.#changed.set(paragraph, position);
		}
		// What is new is not told as changed.
		for (const [client, end] of afterState) {
			const start = beforeState.get(client) ?? 0;
			if (end === start) continue;
			const structs = this.#doc.store.clients.get(client)!;
			for (let i = Y.findIndexSS(structs, start); i < structs.length; i += 1) {
				const struct = structs[i]!;
				if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) continue;
				if (isParagraph(struct.content.type)) this.#changed.set(struct.content.type, position);
			}
		}
	}
}

/** The paragraphs of a document in its order. */
export function paragraphsIn(fragment: Y.XmlFragment): Iterable<Y.XmlElement> {
	return fragment.createTreeWalker(isParagraph) as Iterable<Y.XmlElement>;
}

/** The paragraph that a part of a document belongs to; null for what holds paragraphs, and for all else. */
export function paragraphAround(type: Y.AbstractType<unknown>): Y.XmlElement | null {
	for (let at: Y.AbstractType<unknown> | null = type; at !== null; at = at.parent) {
		if (isParagraph(at)) return at;
	}
	return null;
}

function isParagraph(type: unknown): type is Y.XmlElement {
	return type instanceof Y.XmlElement && type.nodeName === 'paragraph';
}
