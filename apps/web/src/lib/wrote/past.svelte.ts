import {
	AuthoredTexts,
	BoardPast,
	suggestersIn,
	type AuthoredRun
} from '@concordia/board/authorship';
import type * as Y from 'yjs';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { spaced } from '#lib/session/spaced.ts';
import { StoredEdits, type ReadingState } from './stored-edits.svelte.ts';
import { authorOf } from './wording.ts';

const leastBetweenMs = 2000;

/**
 * The past of an open board, as its stored updates tell it: who wrote which words, and when paragraphs were changed.
 * Read while somebody wants to know, once for all who ask.
 */
export class Past {
	readonly #past = new BoardPast();
	readonly #edits: StoredEdits;
	/** For each document there was: it may be replaced. */
	readonly #texts = new WeakMap<Y.Doc, AuthoredTexts>();
	#version = $state(0);

	constructor(session: string) {
		this.#edits = new StoredEdits(
			session,
			({ update, participant, organization, seq }) =>
				this.#past.push(update, { author: authorOf(participant, organization), position: seq }),
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

	/** Reads what has come since, now or a little later; returns how not to. To be called when there may be more. */
	readonly follow = spaced(() => this.#edits.read(), leastBetweenMs);

	/** Who wrote a text of the board: the same list as long as nothing in it is different. */
	runsOf(text: Y.Text): readonly AuthoredRun[] {
		const { doc } = text;
		if (doc === null) return [];
		let texts = this.#texts.get(doc);
		if (!texts) this.#texts.set(doc, (texts = new AuthoredTexts(doc, this.#past.authorship)));
		return texts.runsOf(text, this.#version);
	}

	/** Who made each suggestion in a document. */
	suggestersIn(fragment: Y.XmlFragment): ReadonlyMap<string, string | null | undefined> {
		return suggestersIn(fragment, this.#past.authorship);
	}

	/** Positions of the last changes of a document's paragraphs, by their names. */
	paragraphsOf(item: string): ReadonlyMap<string, number> {
		return this.#past.paragraphs.versionsIn(item);
	}
}

const ofConnections = new WeakMap<Connection, Past>();

/** The one of an open board: all that ask share it. */
export function pastOf(connection: Connection): Past {
	let past = ofConnections.get(connection);
	if (past === undefined) ofConnections.set(connection, (past = new Past(connection.session)));
	return past;
}
