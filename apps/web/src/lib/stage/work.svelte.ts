import { boundsOf, type Item, type NewItem, type Point } from '@concordia/board';
import { can, runningStage, type Stage } from '@concordia/session';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import type { BoardCanvas } from '#lib/canvas/board-canvas.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import type { Drafts } from './drafts.svelte.ts';
import { boxesOf, leftOver, placeFor, type PrivateNote } from './notes.ts';
import { usePrivateRoom } from './private-room.ts';

interface Parts {
	readonly board: BoardStore;
	readonly canvas: BoardCanvas;
	readonly connection: Connection;
}

/** Where a note is being written: on the board, or in the list beside it. */
export interface Writing {
	readonly id: string;
	readonly place: 'board' | 'list';
}

/** What this page does in a stage: own notes, the time that is left, what is left over afterwards. */
export class StageWork {
	readonly #parts: Parts;
	#drafts: Drafts | null = $state.raw(null);
	#now = $state(0);
	writing: Writing | null = $state.raw(null);
	/** Whether the list of own notes is what the person looks at; new ones are then written there. */
	isListed = $state(false);

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#now = parts.connection.serverNow;
	}

	/** The stage that is being collected in. */
	get stage(): Stage | null {
		return runningStage(this.#parts.connection.state.stages);
	}

	get mayWrite(): boolean {
		const me = this.#parts.connection.participant;
		return me !== null && me.status === 'active' && me.consent && can(me.role, 'draft');
	}

	/** The session is over: own notes can be read and copied only. */
	get isClosed(): boolean {
		return this.#parts.connection.state.status === 'closed';
	}

	get isMediator(): boolean {
		const me = this.#parts.connection.participant;
		return me !== null && can(me.role, 'stage');
	}

	/** Milliseconds until the time is over; negative from then on. */
	get left(): number {
		return (this.stage?.endsAt ?? 0) - this.#now;
	}

	/** Own notes of the stage that is collected in. */
	get notes(): readonly PrivateNote[] {
		const id = this.stage?.id;
		return this.#drafts?.notes.filter(({ stage }) => stage === id) ?? [];
	}

	/** Own notes of stages that are over, which are not on the board. */
	get leftOver(): readonly PrivateNote[] {
		return leftOver(this.#drafts?.notes ?? [], this.#parts.connection.state.stages);
	}

	get unsaved(): number {
		return this.#drafts?.unsaved ?? 0;
	}

	/** Null before the own notes are there, and for those who write none. */
	get drafts(): Drafts | null {
		return this.#drafts;
	}

	/** Begins, and ends with the function that is returned. */
	start(): () => void {
		const { board, connection } = this.#parts;
		const room = this.mayWrite ? usePrivateRoom(connection) : null;
		this.#drafts = room?.drafts ?? null;
		const stopDiverting = board.divert((items) => this.#takeNotes(items));
		const clock = setInterval(() => (this.#now = connection.serverNow), 500);
		return () => {
			clearInterval(clock);
			stopDiverting();
			room?.leave();
			this.#drafts = null;
		};
	}

	/** Notes of these texts where there is room; empty ones are to be written. */
	add(texts: readonly string[], place: Writing['place']): void {
		const { stage } = this;
		if (stage === null || this.#drafts === null) return;
		const taken = [...this.#taken(), ...boxesOf(this.notes)];
		const start = this.#start(stage);
		const notes = texts.map((text) => {
			const pos = placeFor(start, taken);
			taken.push(...boxesOf([{ ...blank, pos }]));
			return { text, pos };
		});
		const ids = this.#drafts.add(stage.id, notes);
		const [only] = ids;
		if (texts.length === 1 && texts[0] === '' && only !== undefined)
			this.writing = { id: only, place };
	}

	remove(id: string): void {
		if (this.writing?.id === id) this.writing = null;
		this.#drafts?.remove([id]);
	}

	/** Ends writing; a note that was left without a word is none. */
	endWriting(): void {
		const id = this.writing?.id;
		this.writing = null;
		const note = this.#drafts?.notes.find((one) => one.id === id);
		if (note?.text.trim() === '') this.#drafts?.remove([note.id]);
	}

	/** What is left of a stage goes on the board, signed as that stage had agreed. An error code or null. */
	async putOnBoard(): Promise<string | null> {
		const stages = new Set(this.leftOver.map(({ stage }) => stage));
		for (const stage of stages) {
			const result = await this.#parts.connection.command({ type: 'stage-late', stage });
			if (!result.ok) return result.code ?? 'unknown';
		}
		return null;
	}

	// While a stage collects, new notes are written unseen, whichever way they were made.
	#takeNotes(items: readonly NewItem[]): readonly NewItem[] {
		const { stage } = this;
		if (stage === null || this.#drafts === null) return items;
		const notes = items.filter(({ type }) => type === 'note');
		if (notes.length === 0) return items;
		const ids = this.#drafts.add(
			stage.id,
			notes.map(({ text = '', pos, color }) => ({ text, pos, color }))
		);
		const [only] = ids;
		if (notes.length === 1 && (notes[0]?.text ?? '') === '' && only !== undefined)
			this.writing = { id: only, place: this.isListed ? 'list' : 'board' };
		return items.filter(({ type }) => type !== 'note');
	}

	#taken() {
		return [...this.#parts.board.peek().values()]
			.filter(({ type }) => type !== 'frame' && type !== 'connector' && type !== 'comment')
			.map(boundsOf);
	}

	/** In the frame of the stage, else in the middle of what is shown. */
	#start({ frame }: Stage): Point {
		const around: Item | undefined =
			frame === undefined ? undefined : this.#parts.board.peek().get(frame);
		if (around !== undefined) return [around.pos[0] + 32, around.pos[1] + 32];
		const [first] = this.notes;
		if (first !== undefined) return first.pos;
		const [x, y] = this.#parts.canvas.middle;
		return [Math.round(x - 424), Math.round(y - 212)];
	}
}

const blank: PrivateNote = { id: '', stage: '', text: '', color: '', pos: [0, 0], shown: null };

const works = new WeakMap<Connection, StageWork>();

/** One per open board; bar, list and board share it. */
export function stageWorkOf(parts: Parts): StageWork {
	let work = works.get(parts.connection);
	if (work === undefined) works.set(parts.connection, (work = new StageWork(parts)));
	return work;
}
