import {
	cleanDoc,
	docText,
	isDocText,
	type DocElement,
	type DocNode
} from '@concordia/board/document';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import { itemOf, paragraphId } from './paragraph-id.ts';

/** A paragraph of a document that can be pointed at. */
export interface Paragraph {
	readonly id: string;
	readonly text: string;
}

/** The paragraphs of a document that have a name and words, in their order. */
export function paragraphsOf(doc: unknown): Paragraph[] {
	const found: Paragraph[] = [];
	const visit = (nodes: readonly DocElement[]): void => {
		for (const node of nodes) {
			const id = node.attrs?.['id'];
			const text = node.type === 'paragraph' ? docText(node) : '';
			if (typeof id === 'string' && text.trim() !== '') found.push({ id, text });
			if (node.type !== 'paragraph') visit((node.content ?? []).filter(isElement));
		}
	};
	visit(cleanDoc(doc));
	return found;
}

const isElement = (node: DocNode): node is DocElement => !isDocText(node);

interface Changed {
	count: number;
	at: number;
	position: number;
}

/** The server tells the position of the room at most this long after an edit. */
const positionArrivesMs = 3000;

/** Which version of what this page shows: numbers that rise with every change, paragraph by paragraph. */
export class ShownVersions {
	readonly #board: BoardStore;
	readonly #position: () => number;
	/** How often something changed here, when, and how far the page was then. */
	readonly #changed = new Map<string, Changed>();
	readonly #paragraphs = new Map<string, { text: string; count: number }>();
	/** The version of a document its paragraphs were read from. */
	readonly #read = new Map<string, { count: number; ids: readonly string[] }>();

	constructor(board: BoardStore, position: () => number) {
		this.#board = board;
		this.#position = position;
	}

	/** Follows the board until it is told to stop. */
	start(): () => void {
		return this.#board.onChanges((changes) => {
			const [at, position] = [performance.now(), this.#position()];
			for (const { id } of changes) {
				const count = (this.#changed.get(id)?.count ?? 0) + 1;
				this.#changed.set(id, { count, at, position });
			}
		});
	}

	of(id: string): number {
		const item = itemOf(id);
		if (item === id) return this.#changed.get(id)?.count ?? 0;
		this.paragraphs(item);
		return this.#paragraphs.get(id)?.count ?? 0;
	}

	/** Names of a document's paragraphs, as they are reported. */
	paragraphs(item: string): readonly string[] {
		const count = this.#changed.get(item)?.count ?? 0;
		const known = this.#read.get(item);
		if (known?.count === count) return known.ids;
		const found = paragraphsOf(this.#board.peek().get(item)?.doc);
		const ids = found.map(({ id, text }) => {
			const name = paragraphId(item, id);
			const before = this.#paragraphs.get(name);
			if (before?.text !== text) {
				this.#paragraphs.set(name, { text, count: (before?.count ?? 0) + 1 });
			}
			return name;
		});
		this.#read.set(item, { count, ids });
		return ids;
	}

	/** Whether the position of this page is known to cover something as it is shown. */
	isPlaced(id: string): boolean {
		const last = this.#changed.get(itemOf(id));
		if (last === undefined || this.#position() > last.position) return true;
		return performance.now() - last.at > positionArrivesMs;
	}
}
