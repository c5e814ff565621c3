import type { NewItem, Point } from '@concordia/board';
import {
	createUndo,
	ensureText,
	insertItems,
	removeItems,
	updateItems,
	type BoardUndo
} from '@concordia/board/doc';
import { mine, newItemId, redoChanges } from '#lib/board/board-store.svelte.ts';
import { Connection } from '#lib/session/connection.svelte.ts';
import type * as Y from 'yjs';
import { notesIn, solutionsIn, type PrivateNote, type PrivateSolution } from './notes.ts';

/** A note to be written: a place and a colour only where somebody chose them. */
export interface NewNote {
	readonly text: string;
	readonly pos: Point;
	readonly color?: string | undefined;
}

/**
 * This person's notes that nobody else sees. They live in a document of their own, which the server sends
 * to nobody else; what could not be sent yet is kept in this browser, as with the board.
 */
export class Drafts {
	readonly #link: Connection;
	#doc: Y.Doc | null = null;
	#undo: BoardUndo | null = null;
	#version = $state(0);
	readonly #notes: readonly PrivateNote[] = $derived.by(() => {
		void this.#version;
		return notesIn(this.#link.records.values());
	});

	constructor(board: Connection) {
		this.#link = new Connection({
			session: board.session,
			me: board.me,
			state: board.state,
			server: location.origin.replace(/^http/, 'ws'),
			redo: redoChanges,
			isPrivate: true
		});
		this.#link.onDoc((doc) => {
			this.#undo?.stop();
			this.#doc = doc;
			this.#undo = createUndo(doc, mine);
			this.#version += 1;
		});
		this.#link.onChanges(() => (this.#version += 1));
		void this.#link.prepared.then(() => this.#link.begin());
	}

	readonly #solutions: readonly PrivateSolution[] = $derived.by(() => {
		void this.#version;
		return solutionsIn(this.#link.records.values());
	});

	/** Own solutions that are parked, or are to be. */
	get solutions(): readonly PrivateSolution[] {
		return this.#solutions;
	}

	get notes(): readonly PrivateNote[] {
		return this.#notes;
	}

	/** The way to the private room, for forms that write cards there. */
	get link(): Connection {
		return this.#link;
	}

	/** How many changes the server doesn't have yet. */
	get unsaved(): number {
		return this.#link.unsaved;
	}

	get isSynced(): boolean {
		return this.#link.isSynced;
	}

	/** Adds notes for a stage; their ids. */
	add(stage: string, notes: readonly NewNote[]): string[] {
		const items = notes.map(({ text, pos, color = 'yellow' }): NewItem => {
			return { id: newItemId(), type: 'note', pos, color, text, stage };
		});
		this.#write((doc) => insertItems(doc, items, mine));
		return items.map(({ id }) => id);
	}

	/** Writes a solution that is to be parked in this frame; its id. */
	addSolution(frame: string, text: string): string {
		const id = newItemId();
		const item: NewItem = { id, type: 'note', pos: [0, 0], color: 'lime', text, parkedIn: frame };
		this.#write((doc) => insertItems(doc, [item], mine));
		return id;
	}

	/** Notes down that a solution is on the board as it is worded here. */
	markShown(id: string, shown: string): void {
		this.#write((doc) => updateItems(doc, [{ id, shown }], mine));
	}

	remove(ids: readonly string[]): void {
		this.#write((doc) => removeItems(doc, ids, mine));
	}

	move(id: string, pos: Point): void {
		this.#write((doc) => updateItems(doc, [{ id, pos }], mine));
	}

	paint(id: string, color: string): void {
		this.#write((doc) => updateItems(doc, [{ id, color }], mine));
	}

	textOf(id: string): Y.Text | undefined {
		return this.#doc === null ? undefined : ensureText(this.#doc, id, undefined, mine);
	}

	undo(): void {
		this.#undo?.undo();
	}

	redo(): void {
		this.#undo?.redo();
	}

	close(): void {
		this.#undo?.stop();
		this.#link.destroy();
	}

	#write(write: (doc: Y.Doc) => void): void {
		if (this.#doc === null) return;
		this.#undo?.mark();
		write(this.#doc);
		this.#undo?.mark();
	}
}
