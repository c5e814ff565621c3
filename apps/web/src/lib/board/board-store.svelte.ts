import {
	applyPatches,
	changesBetween,
	duplicateItems,
	enterChanges,
	isLocked,
	mayUnlock,
	mergePatches,
	moveItems,
	reparent,
	withDescendants,
	type Change,
	type Item,
	type NewItem,
	type Patch,
	type Point
} from '@concordia/board';
import {
	createUndo,
	ensureText,
	getItem,
	insertItems,
	removeItems,
	setReaction,
	updateItems,
	type BoardUndo
} from '@concordia/board/doc';
import { nanoid } from 'nanoid';
import type * as Y from 'yjs';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { isGone, redo as redoChange, type KeptText } from '#lib/session/refusal.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { HeldChanges } from './held-changes.ts';

/** Origin of everything this person does on this page: what their undo may take back. */
export const mine = Symbol('mine');

/** Origin of what this person says about the board: it is theirs, but undo leaves it alone. */
const aside = Symbol('aside');

/** What the board needs of the connection. */
export type BoardLink = Pick<
	Connection,
	| 'canEdit'
	| 'onChanges'
	| 'onDoc'
	| 'onOffline'
	| 'onSynced'
	| 'participant'
	| 'records'
	| 'setPresence'
>;

/** Receives what changed, to draw it. The canvas engine's view is one. */
export interface Viewer {
	load(items: readonly Item[]): void;
	apply(changes: readonly Change[]): void;
	select(ids: readonly string[]): void;
	/** What is on the board is known: called once, after the first records or none, with those of the document. */
	opened?(items: Iterable<Item>): void;
}

/** Which text is being written, and where the field stands. */
export interface Editing {
	readonly id: string;
	readonly place: 'canvas' | 'outline';
	/** Where on the board somebody clicked to write. */
	readonly point?: Point;
	/** What somebody typed to begin with. */
	readonly typed?: string;
}

/** How a drag ended. */
export interface Drop {
	/** The frame it was dropped on. */
	readonly into?: string;
	/** Where things stood when the hand took them, if others have moved them since. */
	readonly starts?: Readonly<Record<string, Point>>;
}

/** What may change on an item that is locked. */
const onLocked: ReadonlySet<string> = new Set(['id', 'lock', 'locked', 'reactions']);

/** The ids of new items: random, never words. */
export const newItemId = (): string => nanoid(12);

/**
 * The board of the page: records as they are now, the one selection that canvas and outline share, and
 * every way to change something. Each method is one transaction and one step of undo.
 */
export class BoardStore {
	#connection: BoardLink;
	#items = new Map<string, Item>();
	/** What the document holds, gathered while a preview is shown. */
	#incoming = new Map<string, Item>();
	#viewers = new Set<Viewer>();
	#changeListeners = new Set<(changes: readonly Change[], isMine: boolean) => void>();
	#doc: Y.Doc | null = null;
	/** Makes the document, which holds what is shown but isn't made yet; false if it can't be made so. */
	#make: (() => boolean) | null = null;
	#isMaking = false;
	#undo: BoardUndo | null = null;
	#stop: (() => void)[] = [];
	#bumps = false;
	#held = new HeldChanges();
	#divert: ((items: readonly NewItem[]) => readonly NewItem[]) | null = null;
	/** What else a move by hand changes, in the same step; set when that part of the page has come. */
	onDrop: ((moves: readonly Patch[]) => readonly Patch[]) | null = null;

	#version = $state(0);
	#frames: readonly Item[] = $state.raw([]);
	#selection: readonly string[] = $state.raw([]);
	#editing: Editing | null = $state.raw(null);
	#isPreview = $state(true);
	#isHolding = $state(false);
	#waiting = $state(0);
	#canUndo = $state(false);
	#canRedo = $state(false);

	constructor(connection: BoardLink) {
		this.#connection = connection;
		this.#stop.push(
			connection.onChanges((changes, isMine) => this.#onChanges(changes, isMine)),
			connection.onDoc((doc) => this.#useDoc(doc)),
			connection.onSynced(() => this.ready()),
			connection.onOffline(() => this.ready())
		);
	}

	/** All records by id. Reading it in markup follows every change, at most once a frame. */
	get items(): ReadonlyMap<string, Item> {
		void this.#version;
		return this.#items;
	}

	/** The records without following them: for events and loops that run anyway. */
	peek(): ReadonlyMap<string, Item> {
		return this.#items;
	}

	get(id: string): Item | undefined {
		void this.#version;
		return this.#items.get(id);
	}

	/** The frames of the board. Whoever reads them follows them alone. */
	get frames(): readonly Item[] {
		return this.#frames;
	}

	get selection(): readonly string[] {
		return this.#selection;
	}

	/** The item whose text is being written, and in which view. */
	get editing(): Editing | null {
		return this.#editing;
	}

	/** True while only the records of the first answer are shown and the document is on its way. */
	get isPreview(): boolean {
		return this.#isPreview;
	}

	/** Whether this person may change the board. */
	get mayEdit(): boolean {
		return this.#connection.canEdit;
	}

	/** Whether a change can be made right now. */
	get canEdit(): boolean {
		return this.mayEdit && !this.#isPreview;
	}

	/** True while others' changes are kept from the page, for somebody who works undisturbed. */
	get isHolding(): boolean {
		return this.#isHolding;
	}

	/** How many items others have changed that are still shown as they were. */
	get waiting(): number {
		return this.#waiting;
	}

	/** Whether an item is still shown as it was before others changed it. */
	isWaiting(id: string): boolean {
		return this.#held.has(id);
	}

	/** Starts or ends keeping others' changes from the page. They are in the document all the time. */
	hold(on: boolean): void {
		this.#isHolding = on;
		if (!on) this.#release();
	}

	/** Shows what has waited, before the next key of the person who asks for it. */
	showWaiting(): void {
		this.#release();
		this.#version += 1;
	}

	#release(): void {
		const changes = this.#held.take();
		this.#waiting = 0;
		if (changes.length > 0) this.#show(changes, false);
	}

	get canUndo(): boolean {
		return this.#canUndo && this.canEdit;
	}

	get canRedo(): boolean {
		return this.#canRedo && this.canEdit;
	}

	/** Shows records before the document is there; nothing can be changed yet. */
	preview(items: readonly Item[]): void {
		if (!this.#isPreview) return;
		this.#items = new Map();
		for (const item of items) this.#items.set(item.id, item);
		this.#loadViewers();
	}

	/**
	 * From now on the document counts. Called when it holds what the server has, or, while the server
	 * can't be reached, what it had and what this browser kept. With `make` it will hold just what is shown:
	 * making it takes a while, and is done when it is needed. `make` says whether the document was made so;
	 * if not, it is waited for after all.
	 */
	ready(make: (() => boolean) | null = null): void {
		if (!this.#isPreview) return;
		this.#isPreview = false;
		this.#make = make;
		if (make === null) this.#take();
		performance.mark('board:editable');
		for (const viewer of this.#viewers) viewer.opened?.(this.#items.values());
	}

	/** Makes the document if it isn't there yet. */
	need(): void {
		const make = this.#make;
		if (make === null) return;
		this.#make = null;
		this.#isMaking = true;
		const isMade = make();
		this.#isMaking = false;
		if (isMade) this.#take();
		else this.#isPreview = true;
	}

	#take(): void {
		const changes = changesBetween(this.#items, this.#incoming);
		this.#items = this.#incoming;
		this.#incoming = new Map();
		// Mostly the preview was right: then the picture is not built up a second time.
		if (changes.length > this.#items.size / 2) this.#loadViewers();
		else this.#apply(changes);
		this.select(this.#selection);
		if (changes.length > 0) this.#bump();
	}

	attach(viewer: Viewer): () => void {
		this.#viewers.add(viewer);
		viewer.load([...this.#items.values()]);
		viewer.select(this.#selection);
		if (!this.#isPreview) viewer.opened?.(this.#items.values());
		return () => this.#viewers.delete(viewer);
	}

	/** Follows changes one by one, for those who announce or count them. */
	onChanges(listener: (changes: readonly Change[], isMine: boolean) => void): () => void {
		this.#changeListeners.add(listener);
		return () => this.#changeListeners.delete(listener);
	}

	select(ids: readonly string[]): void {
		const known = ids.filter((id) => this.#items.has(id));
		if (
			known.length === this.#selection.length &&
			known.every((id, i) => id === this.#selection[i])
		) {
			return;
		}
		this.#selection = known;
		for (const viewer of this.#viewers) viewer.select(known);
		this.#connection.setPresence({ selection: known.slice(0, 200) });
	}

	/** What marks this person's changes: text fields write with it, undo looks for it. */
	get origin(): symbol {
		return mine;
	}

	/** Opens the text of an item for writing. */
	edit(
		id: string,
		place: Editing['place'] = 'canvas',
		start: Pick<Editing, 'point' | 'typed'> = {}
	): void {
		const item = this.#items.get(id);
		if (!this.canEdit || !item) return;
		if (isLocked(item)) return sayLocked();
		this.endEdit();
		this.#undo?.mark();
		this.#editing = { id, place, ...start };
		this.#connection.setPresence({ editing: id });
	}

	endEdit(): void {
		if (this.#editing === null) return;
		const { id } = this.#editing;
		this.#editing = null;
		this.#undo?.mark();
		this.#connection.setPresence({ editing: null, caret: null });
		this.#dropEmpty(id);
	}

	/** The shared text to write in, made when an item of another program lacks it. */
	textOf(id: string, field?: string): Y.Text | undefined {
		this.need();
		if (this.#doc === null || !this.canEdit || isLocked(this.#items.get(id))) return undefined;
		return ensureText(this.#doc, id, field, mine);
	}

	/** Any other change, as one step of undo: for editors that work letter by letter. */
	transact(change: (doc: Y.Doc, origin: symbol) => void): void {
		this.#write((doc) => change(doc, mine));
	}

	insert(items: readonly NewItem[]): void {
		const left = this.canEdit ? (this.#divert?.(items) ?? items) : items;
		if (left.length > 0) this.#write((doc) => insertItems(doc, left, mine));
	}

	/** Lets new items be taken elsewhere before they get on the board; what is given back goes there. */
	divert(take: (items: readonly NewItem[]) => readonly NewItem[]): () => void {
		this.#divert = take;
		return () => (this.#divert = null);
	}

	update(patches: readonly Patch[]): void {
		const allowed = patches.filter((patch) => this.#mayPatch(patch));
		if (allowed.length > 0) this.#write((doc) => updateItems(doc, allowed, mine));
		else if (patches.length > 0) sayLocked();
	}

	/** Whether this person leads the session: what they lock, nobody else unlocks. */
	get isMediator(): boolean {
		return this.#connection.participant?.role === 'mediator';
	}

	/** What is locked keeps its content and place; the lock itself and reactions may change. */
	#mayPatch(patch: Patch): boolean {
		const item = this.#items.get(patch.id);
		if (item === undefined) return true;
		if (patch.lock === 'mediator' && !this.isMediator) return false;
		if ('lock' in patch && !mayUnlock(item, this.isMediator)) return false;
		return !isLocked(item) || Object.keys(patch).every((key) => onLocked.has(key));
	}

	remove(ids: readonly string[]): void {
		if (this.#editing !== null && ids.includes(this.#editing.id)) this.endEdit();
		const free = ids.filter((id) => !isLocked(this.#items.get(id)));
		if (free.length > 0) this.#write((doc) => removeItems(doc, free, mine));
		if (free.length < ids.length) sayLocked();
	}

	/**
	 * Frames take along what lies in them; what lands in a frame belongs to it. Where others have moved
	 * something since this hand took it, it goes where this hand has it.
	 */
	move(ids: readonly string[], dx: number, dy: number, drop?: Drop): void {
		const items = [...this.#items.values()];
		const moves = moveItems(items, ids, dx, dy).map((patch): Patch => {
			const start = drop?.starts?.[patch.id];
			return start && patch.pos ? { ...patch, pos: [start[0] + dx, start[1] + dy] } : patch;
		});
		const homes = reparent(applyPatches(items, moves), ids, drop?.into);
		const moved = mergePatches(moves, homes);
		this.update((drop && this.onDrop?.(moved)) ?? moved);
	}

	/** Sets sizes and places, and lets what was resized find its frame. */
	resize(patches: readonly Patch[]): void {
		const items = applyPatches(this.#items.values(), patches);
		this.update(
			mergePatches(
				patches,
				reparent(
					items,
					patches.map((patch) => patch.id)
				)
			)
		);
	}

	duplicate(ids: readonly string[], dx = 24, dy = 24): void {
		const copies = duplicateItems(this.#items.values(), ids, newItemId, [dx, dy]);
		this.insert(copies);
		const inside = new Set(copies.map((copy) => copy.id));
		this.select(
			copies
				.filter((copy) => copy.parent === undefined || !inside.has(copy.parent))
				.map((copy) => copy.id)
		);
	}

	/** Removed, changed and new items in one step: what instruments do to a board. */
	change(edit: {
		readonly insert?: readonly NewItem[];
		readonly update?: readonly Patch[];
		readonly remove?: readonly string[];
	}): void {
		const remove = edit.remove?.filter((id) => !isLocked(this.#items.get(id)));
		const update = edit.update?.filter((patch) => this.#mayPatch(patch));
		this.#write((doc) => {
			if (remove?.length) removeItems(doc, remove, mine);
			if (update?.length) updateItems(doc, update, mine);
			if (edit.insert?.length) insertItems(doc, edit.insert, mine);
		});
	}

	/** Comments and reactions: no part of the drawing, and outside undo. */
	discuss(edit: {
		readonly insert?: readonly NewItem[];
		readonly update?: readonly Patch[];
		readonly remove?: readonly string[];
		readonly react?: readonly Parameters<typeof setReaction>[1][];
	}): void {
		this.need();
		const doc = this.#doc;
		if (doc === null || !this.canEdit) return;
		doc.transact(() => {
			if (edit.remove?.length) removeItems(doc, edit.remove, aside);
			if (edit.update?.length) updateItems(doc, edit.update, aside);
			if (edit.insert?.length) insertItems(doc, edit.insert, aside);
			for (const reaction of edit.react ?? []) setReaction(doc, reaction, aside);
		}, aside);
	}

	/** The selected records and what lies in them, for the clipboard. */
	selected(): Item[] {
		const ids = withDescendants(this.#items.values(), this.#selection);
		return [...this.#items.values()].filter((item) => ids.has(item.id));
	}

	undo(): void {
		if (this.canEdit) this.#undo?.undo();
	}

	redo(): void {
		if (this.canEdit) this.#undo?.redo();
	}

	destroy(): void {
		for (const stop of this.#stop) stop();
		this.#undo?.stop();
	}

	#write(write: (doc: Y.Doc) => void): void {
		this.need();
		const doc = this.#doc;
		if (doc === null || !this.canEdit) return;
		this.#undo?.mark();
		doc.transact(() => write(doc), mine);
		this.#undo?.mark();
	}

	#useDoc(doc: Y.Doc): void {
		this.#undo?.stop();
		this.#doc = doc;
		const undo = createUndo(doc, mine);
		this.#undo = undo;
		undo.onChange(() => {
			this.#canUndo = undo.canUndo;
			this.#canRedo = undo.canRedo;
		});
		this.#canUndo = false;
		this.#canRedo = false;
		this.#held.take();
		this.#waiting = 0;
		this.#incoming = new Map(this.#connection.records);
		// A fresh document after a refusal is empty for a moment: keep showing what was there until then.
		if (this.#isPreview || this.#isMaking) return;
		this.endEdit();
		this.#isPreview = true;
	}

	#loadViewers(): void {
		const items = [...this.#items.values()];
		this.#frames = items.filter(isFrame);
		for (const viewer of this.#viewers) viewer.load(items);
		this.#bump();
	}

	#apply(changes: readonly Change[]): void {
		if (changes.some(({ before, after }) => isFrame(before) || isFrame(after))) {
			this.#frames = [...this.#items.values()].filter(isFrame);
		}
		for (const viewer of this.#viewers) viewer.apply(changes);
	}

	#onChanges(changes: readonly Change[], isMine: boolean): void {
		if (this.#isPreview || this.#isMaking) return enterChanges(this.#incoming, changes);
		if (!this.#isHolding) return this.#show(changes, isMine);
		if (isMine) this.#show(this.#held.pass(changes), true);
		else this.#held.add(changes);
		this.#waiting = this.#held.count;
	}

	#show(changes: readonly Change[], isMine: boolean): void {
		enterChanges(this.#items, changes);
		this.#apply(changes);
		for (const listener of this.#changeListeners) listener(changes, isMine);
		const gone = changes.filter(isGone);
		if (gone.length > 0) {
			this.select(this.#selection.filter((id) => this.#items.has(id)));
			if (gone.some(({ id }) => id === this.#editing?.id)) this.endEdit();
		}
		// What this person did is on the page before their next key: who adds a thing goes on typing into it.
		if (isMine) this.#version += 1;
		else this.#bump();
	}

	/** A text that was opened and left without a word is nothing anybody would want to keep. */
	#dropEmpty(id: string): void {
		const item = this.#items.get(id);
		if (item?.type === 'text' && (item.text ?? '').trim() === '') this.remove([id]);
	}

	/** Markup follows others once a frame, however many changes come. */
	#bump(): void {
		if (this.#bumps) return;
		this.#bumps = true;
		requestAnimationFrame(() => {
			this.#bumps = false;
			this.#version += 1;
		});
	}
}

const isFrame = (item: Item | undefined): boolean => item?.type === 'frame';

function sayLocked(): void {
	toast(t('hands.is-locked'));
}

/**
 * Does the allowed edits of a thrown-away document again on a fresh one. Returns the words that could
 * not be put back, because others wrote there meanwhile.
 */
export function redoChanges(doc: Y.Doc, changes: readonly Change[]): readonly KeptText[] {
	const kept: KeptText[] = [];
	doc.transact(() => {
		for (const change of changes) {
			const step = redoChange(change, getItem(doc, change.id));
			if (step.do === 'insert') insertItems(doc, [step.item], mine);
			else if (step.do === 'update') updateItems(doc, [step.patch], mine);
			else if (step.do === 'remove') removeItems(doc, [step.id], mine);
			else if (step.do === 'keep-text') kept.push(...step.texts);
		}
	}, mine);
	return kept;
}
