import { byOrder, keyBetween, type Item } from '@concordia/board';

/** A comment and the replies to it. */
export interface Thread {
	/** Id of the comment that began it, even when that is gone. */
	readonly id: string;
	/** Null when its author took it back, or it has not arrived. */
	readonly root: Item | null;
	/** In the order they were written. */
	readonly replies: readonly Item[];
	readonly isResolved: boolean;
}

export const isComment = (item: Pick<Item, 'type'>): boolean => item.type === 'comment';

/** Comments as threads, the one that was begun last first. Replies whose thread is gone make one of their own. */
export function threadsOf(comments: Iterable<Item>): Thread[] {
	const roots = new Map<string, Item>();
	const replies = new Map<string, Item[]>();
	for (const item of comments) {
		// A reply to a reply, as another program may write it, belongs nowhere else.
		if (item.thread === undefined || item.thread === item.id) roots.set(item.id, item);
		else replies.set(item.thread, [...(replies.get(item.thread) ?? []), item]);
	}
	const ids = new Set([...roots.keys(), ...replies.keys()]);
	return [...ids]
		.map((id) => {
			const root = roots.get(id) ?? null;
			const answers = (replies.get(id) ?? []).toSorted(byOrder);
			return { id, root, replies: answers, isResolved: root?.resolved === true };
		})
		.toSorted((a, b) => byOrder(last(b), last(a)));
}

const last = (thread: Thread): Item => thread.root ?? thread.replies[0]!;

/** All that was said in it. */
export function messagesOf(thread: Thread): readonly Item[] {
	return thread.root === null ? thread.replies : [thread.root, ...thread.replies];
}

/** The place in the order for what is said next; also of new threads, among each other. */
export function nextKey(said: Iterable<Item>): string {
	let top: string | null = null;
	for (const { z } of said) if (z !== '' && (top === null || z > top)) top = z;
	try {
		return keyBetween(top, null);
	} catch {
		// A key that another program made up: its neighbours are ordered by their ids.
		return top ?? 'a0';
	}
}
