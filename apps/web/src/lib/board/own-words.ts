import * as Y from 'yjs';

/**
 * Remembers what this person changes in a text from now on, to take just that back: letters they wrote go,
 * letters they removed come back, and whatever others wrote meanwhile stays where it is.
 */
export function rememberOwn(
	text: Y.Text,
	origin: unknown
): { takeBack(transact: (change: () => void) => void): void; stop(): void } {
	const own = new Y.UndoManager(text, { trackedOrigins: new Set([origin]) });
	return {
		takeBack(transact) {
			if (own.undoStack.length === 0) return;
			// All of it in one transaction of the caller: one step that can be undone in turn.
			transact(() => {
				while (own.undoStack.length > 0) own.undo();
			});
		},
		stop: () => own.destroy()
	};
}
