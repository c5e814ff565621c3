import * as Y from 'yjs';
import { newDocument } from '../doc/roots.ts';
import { Authorship } from './authorship.ts';
import { ParagraphVersions } from './paragraphs.ts';

/** What the log says of an update. */
export interface Edit {
	readonly author: string | null;
	/** Place among the updates, from 1 on. */
	readonly position: number;
}

/** The stored updates of a board, played once for all that is asked of them: who wrote what, and when it changed. */
export class BoardPast {
	readonly authorship: Authorship;
	readonly paragraphs: ParagraphVersions;
	readonly #doc: Y.Doc;
	#edit: Edit = { author: null, position: 0 };

	constructor() {
		this.#doc = newDocument();
		this.#doc.gc = false;
		this.authorship = new Authorship(this.#doc);
		this.paragraphs = new ParagraphVersions(this.#doc);
		this.#doc.on('afterTransaction', (transaction) => {
			this.authorship.take(transaction, this.#edit.author);
			this.paragraphs.take(transaction, this.#edit.position);
		});
	}

	/** The board as it is after what was played: for reading only. */
	get doc(): Y.Doc {
		return this.#doc;
	}

	/** Plays the next stored update; null for one that was erased. */
	push(update: Uint8Array | null, edit: Edit): void {
		if (update === null) return;
		this.#edit = edit;
		try {
			Y.applyUpdate(this.#doc, update);
		} catch {
			// The server let it pass, so it can be read; what can't be all the same counts as erased.
		}
	}

	stop(): void {
		this.#doc.destroy();
	}
}
