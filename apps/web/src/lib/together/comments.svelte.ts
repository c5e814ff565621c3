import type { Change, Item, Point } from '@concordia/board';
import { newItemId, type BoardStore, type Viewer } from '#lib/board/board-store.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { Authors, type Author } from './authors.svelte.ts';
import { mentions } from './mention.ts';
import { isComment, messagesOf, nextKey, threadsOf, type Thread } from './threads.ts';
import { ReadMarks } from './unread.ts';

/** What the panel shows: all threads, one of them, or one that is about to begin. */
export type CommentView =
	| { readonly show: 'list' }
	| { readonly show: 'thread'; readonly id: string }
	| { readonly show: 'draft'; readonly on: string | null; readonly point: Point };

export const threadFilters = ['open', 'resolved', 'mine', 'mentions', 'unread'] as const;
export type ThreadFilter = (typeof threadFilters)[number];

const pinSize = [32, 32] as const;

/**
 * What people say about the board: the comments among its items as threads, who wrote them (from the
 * log), what this person has read. One per open board; panel and pins share it.
 */
export class Comments {
	readonly authors: Authors;
	readonly #board: BoardStore;
	readonly #connection: Connection;
	readonly #read: ReadMarks;
	readonly #said = new Map<string, Item>();
	/** What was written on this page: its author is known before the log is. */
	readonly #own = new Set<string>();
	readonly #detach: () => void;

	#version = $state(0);
	#threads: readonly Thread[] = $derived.by(() => {
		void this.#version;
		return threadsOf(this.#said.values());
	});
	#readVersion = $state(0);
	view: CommentView = $state.raw({ show: 'list' });
	filter: ThreadFilter = $state('open');

	constructor(board: BoardStore, connection: Connection) {
		this.#board = board;
		this.#connection = connection;
		this.authors = new Authors(connection.session);
		this.#read = new ReadMarks(connection.session, connection.me);
		const viewer: Viewer = {
			load: (items) => {
				this.#said.clear();
				for (const item of items) if (isComment(item)) this.#said.set(item.id, item);
				this.#version += 1;
			},
			apply: (changes) => this.#apply(changes),
			select: () => {}
		};
		this.#detach = board.attach(viewer);
	}

	/** The one that was begun last first. */
	get threads(): readonly Thread[] {
		return this.#threads;
	}

	get open(): readonly Thread[] {
		return this.#threads.filter((thread) => !thread.isResolved);
	}

	thread(id: string): Thread | undefined {
		return this.#threads.find((thread) => thread.id === id);
	}

	/** Open threads about an item. */
	about(item: string): readonly Thread[] {
		return this.open.filter((thread) => thread.root?.on === item);
	}

	/** What is said about each item in open threads: how many comments, and how many of them are new here. */
	get counts(): ReadonlyMap<string, { readonly count: number; readonly unread: number }> {
		const counts = new Map<string, { count: number; unread: number }>();
		for (const thread of this.open) {
			const on = thread.root?.on;
			if (on === undefined) continue;
			const messages = messagesOf(thread);
			const so = counts.get(on) ?? { count: 0, unread: 0 };
			const unread = messages.filter(({ id }) => this.isNew(id)).length;
			counts.set(on, { count: so.count + messages.length, unread: so.unread + unread });
		}
		return counts;
	}

	shown(filter: ThreadFilter): readonly Thread[] {
		return this.#threads.filter((thread) => {
			if (filter === 'open') return !thread.isResolved;
			if (filter === 'resolved') return thread.isResolved;
			if (filter === 'unread') return this.isUnread(thread);
			const messages = messagesOf(thread);
			return filter === 'mine'
				? messages.some(({ id }) => this.isMine(id))
				: messages.some(({ text }) => mentions(text ?? '', this.#connection.me));
		});
	}

	authorOf(id: string): Author | undefined {
		return this.authors.get(id);
	}

	/** Asks for the authors of what is shown; again whenever the log has grown. */
	askAuthors(): void {
		void this.#connection.logGrowth;
		this.authors.want(this.#threads.flatMap((thread) => messagesOf(thread).map(({ id }) => id)));
	}

	isMine(id: string): boolean {
		return this.#own.has(id) || this.authors.get(id)?.participant === this.#connection.me;
	}

	isUnread(thread: Thread): boolean {
		return messagesOf(thread).some(({ id }) => this.isNew(id));
	}

	isNew(id: string): boolean {
		void this.#readVersion;
		return !this.#read.has(id) && !this.isMine(id);
	}

	get unreadCount(): number {
		return this.open.filter((thread) => this.isUnread(thread)).length;
	}

	markRead(thread: Thread): void {
		const ids = messagesOf(thread).map(({ id }) => id);
		if (this.#read.mark(ids, (id) => this.#said.has(id))) this.#readVersion += 1;
	}

	markAllRead(): void {
		if (this.#read.mark([...this.#said.keys()], (id) => this.#said.has(id))) this.#readVersion += 1;
	}

	/** Begins a thread and returns its id; `more` says where in the item it hangs. */
	begin(
		text: string,
		on: string | null,
		point: Point,
		more: { readonly anchor?: unknown } = {}
	): string {
		const said = { text, pos: point, ...(on !== null && { on }), ...more };
		const id = this.#say(said, this.#said.values());
		this.view = { show: 'thread', id };
		return id;
	}

	reply(thread: Thread, text: string): string {
		const pos = thread.root?.pos ?? [0, 0];
		return this.#say({ text, pos, thread: thread.id }, messagesOf(thread));
	}

	rewrite(id: string, text: string): void {
		this.#board.discuss({ update: [{ id, text }] });
	}

	/** Takes back what one said. The beginning of a thread with replies leaves them where they are. */
	takeBack(id: string): void {
		const thread = this.thread(id);
		if (thread === undefined || thread.replies.length === 0) this.#board.discuss({ remove: [id] });
		else this.rewrite(id, '');
	}

	settle(thread: Thread): void {
		this.#board.discuss({ update: [{ id: thread.id, resolved: true }] });
	}

	reopen(thread: Thread): void {
		this.#board.discuss({ update: [{ id: thread.id, resolved: null }] });
	}

	destroy(): void {
		this.#detach();
	}

	#say(
		said: Pick<Item, 'pos'> & { text: string; on?: string; thread?: string; anchor?: unknown },
		before: Iterable<Item>
	): string {
		const id = newItemId();
		this.#own.add(id);
		this.#board.discuss({
			insert: [{ id, type: 'comment', size: pinSize, z: nextKey(before), ...said }]
		});
		return id;
	}

	#apply(changes: readonly Change[]): void {
		let isChanged = false;
		for (const { id, after } of changes) {
			if (after !== undefined && isComment(after)) this.#said.set(id, after);
			else if (!this.#said.delete(id)) continue;
			isChanged = true;
		}
		if (isChanged) this.#version += 1;
	}
}

const ofBoards = new WeakMap<BoardStore, Comments>();

/** The comments of an open board, made when something first asks for them. */
export function commentsOf(board: BoardStore, connection: Connection): Comments {
	let comments = ofBoards.get(board);
	if (comments === undefined) {
		comments = new Comments(board, connection);
		ofBoards.set(board, comments);
	}
	return comments;
}
