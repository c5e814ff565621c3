import type { Item } from '@concordia/board';
import { mayRecordSeen } from '@concordia/session';
import { tick } from 'svelte';
import { api, type Problem, type SessionView } from '#lib/api.ts';
import { BoardStore, redoChanges } from '#lib/board/board-store.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { fetchEarly } from './early.ts';

/** What is sent before can be signed then. */
const signAfterMs = 500;

/** The board page on its way to the board. */
export type Phase =
	| { readonly kind: 'loading' }
	| { readonly kind: 'failed'; readonly problem: Problem }
	| { readonly kind: 'open'; readonly opened: OpenedBoard };

export interface OpenedBoard {
	readonly view: SessionView;
	readonly connection: Connection;
	readonly store: BoardStore;
}

/**
 * Opens a board fast: session and plain records are asked for at once, and the records are painted as soon
 * as they are here. The document follows, as it was last written down; the socket brings the difference.
 * Leaves the marks `board:painted` and `board:editable` on the page's timeline.
 */
export class BoardPage {
	readonly session: string;
	#phase: Phase = $state.raw({ kind: 'loading' });
	#isDrawn = $state(false);
	#opened: OpenedBoard | null = null;
	#isClosed = false;

	constructor(session: string) {
		this.session = session;
	}

	get phase(): Phase {
		return this.#phase;
	}

	/** The items had their turn: what stands around them may take the next. */
	get isDrawn(): boolean {
		return this.#isDrawn;
	}

	/** What is shown first may be waited for: it gets the records, and the document comes after it. */
	async open(first?: (items: readonly Item[]) => Promise<unknown>): Promise<void> {
		const records = fetchRecords(this.session);
		// Not beside the records: what a megabyte needs of the machine, the picture would lack.
		const snapshot = records.then(() => fetchSnapshot(this.session));
		const answer = await api.sessions.view(this.session);
		if (this.#isClosed) return;
		if (!answer.ok) {
			this.#phase = { kind: 'failed', problem: answer.problem };
			return;
		}
		const view = answer.value;
		if (view.me === null) {
			const problem = { code: 'host-has-no-board', status: 403, detail: '' };
			this.#phase = { kind: 'failed', problem };
			return;
		}
		const connection = new Connection({
			session: this.session,
			me: view.me,
			state: view.state,
			server: location.origin.replace(/^http/, 'ws'),
			redo: redoChanges
		});
		const store = new BoardStore(connection);
		this.#opened = { view, connection, store };
		this.#phase = { kind: 'open', opened: this.#opened };

		const painted = await records;
		if (painted !== null) {
			await tick();
			const frame = nextFrame();
			store.preview(painted.items);
			await frame;
			performance.mark('board:painted');
			await first?.(painted.items);
		}
		this.#isDrawn = true;
		// Whatever else waited for the records has its turn before the document takes a while for itself.
		await new Promise((resolve) => setTimeout(resolve));
		const state = await snapshot;
		const unsaved = await connection.prepared;
		if (this.#isClosed) return;
		const stop = connection.onSynced(() => {
			stop();
			setTimeout(async () => {
				const { startSigning } = await import('#lib/sign/start.ts');
				await startSigning(connection, view.verifierKey);
			}, signAfterMs);
		});
		const isLater = painted && state && painted.seq >= state.seq;
		const begin = (): boolean =>
			connection.begin(state?.bytes, isLater ? painted.items : undefined);
		if (state && state.head === painted?.seq && state.head === state.seq && !unsaved.length) {
			// What is shown is all there is, so nobody has to wait for the document: the first change makes it, or the page
			// when it has shown what can be done.
			store.ready(begin);
			await nextFrame();
			store.need();
		} else begin();
	}

	close(): void {
		this.#isClosed = true;
		this.#opened?.store.destroy();
		this.#opened?.connection.destroy();
	}
}

/** Whether what is on this person's screen is recorded. */
export function isRecorded(connection: Connection): boolean {
	const me = connection.participant;
	return me !== null && mayRecordSeen(connection.state, me);
}

interface Records {
	/** The position of the room for which they stand. */
	readonly seq: number;
	readonly items: Item[];
}

interface Snapshot {
	readonly seq: number;
	/** The position of the room when it was sent. */
	readonly head: number;
	readonly bytes: Uint8Array;
}

/**
 * Null when it could not be had: the document then shows the board a moment later. The server made the
 * records safe when it read them from the document, so that they are used as they come.
 */
async function fetchRecords(session: string): Promise<Records | null> {
	try {
		const response = await fetchEarly(`/api/sessions/${session}/board`);
		if (!response.ok) return null;
		const records = (await response.json()) as Records;
		return Array.isArray(records.items) ? records : null;
	} catch {
		return null;
	}
}

async function fetchSnapshot(session: string): Promise<Snapshot | null> {
	try {
		const response = await fetch(`/api/sessions/${session}/snapshot`);
		if (!response.ok) return null;
		const tell = (what: string): number => Number(response.headers.get(`x-concordia-${what}`));
		return {
			seq: tell('seq'),
			head: tell('head'),
			bytes: new Uint8Array(await response.arrayBuffer())
		};
	} catch {
		return null;
	}
}

/** After the next frame was drawn; at once when the page is in the background and none comes. */
function nextFrame(): Promise<void> {
	return new Promise((resolve) => {
		if (document.visibilityState === 'hidden') {
			resolve();
			return;
		}
		requestAnimationFrame(() => setTimeout(resolve));
	});
}
