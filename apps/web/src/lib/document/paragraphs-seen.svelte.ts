import { ParagraphVersions } from '@concordia/board/authorship';
import { StoredEdits, type ReadingState } from './stored-edits.svelte.ts';

/** When the paragraphs of a document were changed last, as the stored updates of the board say. */
export class ParagraphTimes {
	readonly #versions: ParagraphVersions;
	readonly #edits: StoredEdits;
	#changed: ReadonlyMap<string, number> = $state.raw(new Map());

	constructor(session: string, item: string) {
		this.#versions = new ParagraphVersions(item);
		this.#edits = new StoredEdits(
			session,
			(update, { seq }) => this.#versions.push(update, seq),
			() => (this.#changed = this.#versions.versions())
		);
	}

	get state(): ReadingState {
		return this.#edits.state;
	}

	/** Positions by the paragraphs' names. */
	get changed(): ReadonlyMap<string, number> {
		return this.#changed;
	}

	/** Reads what the log has got since. */
	read(): Promise<void> {
		return this.#edits.read();
	}

	stop(): void {
		this.#versions.stop();
	}
}
