import { Authorship, originsIn, suggestersIn, type Origin } from '@concordia/board/authorship';
import type * as Y from 'yjs';
import { StoredEdits, type ReadingState } from './stored-edits.svelte.ts';

/** Who wrote which words of a document, as the stored updates of the board say. */
export class DocAuthors {
	readonly #authorship: Authorship;
	readonly #edits: StoredEdits;
	#version = $state(0);

	constructor(session: string, item: string) {
		this.#authorship = new Authorship(item);
		this.#edits = new StoredEdits(
			session,
			(update, { by }) => this.#authorship.push(update, by),
			() => (this.#version += 1)
		);
	}

	get state(): ReadingState {
		return this.#edits.state;
	}

	/** Rises with what is known. */
	get version(): number {
		return this.#version;
	}

	/** Reads what the log has got since. */
	read(): Promise<void> {
		return this.#edits.read();
	}

	/** Where each letter of the document comes from, text by text; undefined: not in the log yet. */
	originsIn(fragment: Y.XmlFragment): (Origin | undefined)[][] {
		return originsIn(fragment, this.#authorship);
	}

	/** Who made each suggestion. */
	suggestersIn(fragment: Y.XmlFragment): ReadonlyMap<string, string | null | undefined> {
		return suggestersIn(fragment, this.#authorship);
	}

	stop(): void {
		this.#authorship.stop();
	}
}
